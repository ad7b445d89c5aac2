"""Studies of a network as files, with the words of the other doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techland.network.asked import asked_for
from techland.network.study import StudyTables
from techland.network.study_files import study_table_bytes
from techland.server.networks.job import Job, Made, table_file

if TYPE_CHECKING:
    from techland.network.arrays.arrays import Arrays

_WORDS = ("by", "slices", "same_names", "language", "format", "table")


def make_report(job: Job, arrays: Arrays) -> Made:
    """Return the report of a network: HTML, or with ``format=md`` Markdown and figures as ZIP."""
    from techland.viz.report.writing import HTML, form_named, report_bytes, report_policy

    form = form_named(job.asked.get("format", HTML))
    content = report_bytes(_study(job, arrays), form)
    if form != HTML:
        return _packed(content, "network-report.zip")
    # It carries its own style and figures, and nothing else may be in it.
    policy = f"{report_policy()}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    return Made(content, "text/html", {"Content-Security-Policy": policy})


def make_time(job: Job, arrays: Arrays) -> Made:
    """Return a table of a network over time as a file; JSON unless ``format`` names another."""
    over_time, table = _study(job, arrays).over_time, job.asked.get("table", "slices")
    name = job.asked.get("format", "json")
    content = study_table_bytes(over_time, f"time {table}", over_time.table(table), name)
    return table_file(content, name, f"network-{table}")


def make_sensitivity(job: Job, arrays: Arrays) -> Made:
    """Return how the numbers of a network change with the choices made."""
    found, name = _study(job, arrays).sensitivity, job.asked.get("format", "json")
    content = study_table_bytes(found, "sensitivity", found.table, name)
    return table_file(content, name, "network-sensitivity")


def make_bundle(job: Job, arrays: Arrays) -> Made:
    """Return a network for R as a ZIP file."""
    return _packed(_study(job, arrays).bundle(), "techland-network.zip")


def _study(job: Job, arrays: Arrays) -> StudyTables:
    words: dict[str, Any] = dict(job.wanted(_WORDS))
    words |= {name: job.asked[name] for name in ("by", "slices") if name in job.asked}
    words["same_names"] = job.asked.get("same_names") == "1"
    words["language"] = job.language
    return StudyTables(arrays, asked_for(**words), job.version)


def _packed(content: bytes, name: str) -> Made:
    return Made(
        content, "application/zip", {"Content-Disposition": f'attachment; filename="{name}"'}
    )
