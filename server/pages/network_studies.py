"""Studies of a network over HTTP, with the words of the other doors."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.network.asked import asked_for
from techland.network.files import network_format
from techland.network.study import StudyTables
from techland.network.study_files import study_table_bytes
from techland.server.pages.network_api import wanted_network
from techland.server.rendering import publication_of
from techland.viz.reader import Reader
from techland.viz.report.writing import HTML, form_named, report_bytes, report_policy

_WORDS = ("by", "slices", "same_names", "language", "format", "table")


def _study(request: Request) -> StudyTables:
    publication, asked = publication_of(request), request.query_params
    words: dict[str, Any] = dict(wanted_network(request, _WORDS))
    words |= {name: asked[name] for name in ("by", "slices") if name in asked}
    words["same_names"] = asked.get("same_names") == "1"
    words["language"] = Reader(asked.get("language", "en")).language
    return StudyTables(publication.arrays, asked_for(**words), publication.snapshot.version)


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


def _report(request: Request) -> Response:
    form = form_named(request.query_params.get("format", HTML))
    content = report_bytes(_study(request), form)
    if form != HTML:
        return _file(content, "application/zip", "network-report.zip")
    # It carries its own style and figures, and nothing else may be in it.
    policy = f"{report_policy()}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    return Response(content, media_type="text/html", headers={"Content-Security-Policy": policy})


def _time(request: Request) -> Response:
    over_time, table = _study(request).over_time, request.query_params.get("table", "slices")
    format_name = request.query_params.get("format", "json")
    content = study_table_bytes(over_time, f"time {table}", over_time.table(table), format_name)
    return _table(content, format_name, f"network-{table}")


def _sensitivity(request: Request) -> Response:
    found, format_name = _study(request).sensitivity, request.query_params.get("format", "json")
    content = study_table_bytes(found, "sensitivity", found.table, format_name)
    return _table(content, format_name, "network-sensitivity")


def _table(content: bytes, format_name: str, stem: str) -> Response:
    entry = network_format(format_name)
    headers = {"Content-Disposition": f'inline; filename="{stem}.{entry.suffix}"'}
    return Response(content, media_type=entry.media_type, headers=headers)


def _bundle(request: Request) -> Response:
    return _file(_study(request).bundle(), "application/zip", "techland-network.zip")


async def report_answer(request: Request) -> Response:
    """Give the report of a network: HTML, or with ``format=md`` Markdown and figures as ZIP."""
    return await run_in_threadpool(_report, request)


async def time_answer(request: Request) -> Response:
    """Give a table of a network over time as a file; JSON unless ``format`` names another."""
    return await run_in_threadpool(_time, request)


async def sensitivity_answer(request: Request) -> Response:
    """Give how the numbers of a network change with the choices made."""
    return await run_in_threadpool(_sensitivity, request)


async def bundle_answer(request: Request) -> Response:
    """Give a network for R as a ZIP file."""
    return await run_in_threadpool(_bundle, request)
