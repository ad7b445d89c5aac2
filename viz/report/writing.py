"""Write a report: one HTML file that stands alone, or Markdown with its figures beside it."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from techland.graph.export.whole_file import write_whole
from techland.graph.study_errors import NoSuchStudyFile
from techland.network.study import StudyTables
from techland.viz.page_policy import inline_policy
from techland.viz.report.contents import Contents, report_contents
from techland.viz.report.drawing import saved
from techland.viz.templating import TEMPLATES, template_environment

if TYPE_CHECKING:
    import polars as pl

HTML, MARKDOWN = "html", "md"
FORMS = (HTML, MARKDOWN)
MARKDOWN_NAMES = {"markdown": MARKDOWN}
_STYLE = TEMPLATES.parent / "static" / "report.css"
_NO_DAY = (1980, 1, 1, 0, 0, 0)
# What has a meaning in Markdown or HTML.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def form_named(name: str) -> str:
    """Return the form of a report with this name or suffix: html or md.

    Raises:
        NoSuchStudyFile: there is none.
    """
    form = MARKDOWN_NAMES.get(name, name)
    if form not in FORMS:
        raise NoSuchStudyFile(name, FORMS)
    return form


def report_html(study: StudyTables) -> str:
    """Return the report as one HTML file that needs no server and no other host."""
    return html_of(report_contents(study))


def html_of(contents: Contents) -> str:
    """Return what a report says as one HTML file."""
    pictures = {
        plot.name: "data:image/svg+xml;base64,"
        + base64.b64encode(saved(plot.figure, "svg")).decode()
        for plot in contents.plots
    }
    environment = template_environment()
    environment.filters["rows"] = _rows
    return environment.get_template("report.html").render(
        contents=contents,
        pictures=pictures,
        style=Markup(_style()),  # noqa: S704 (this room's own file)
        policy=report_policy(),
    )


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def report_policy() -> str:
    """Return the content security policy of a report: its own style, its own pictures."""
    return inline_policy({"style-src": [_style()]})


def markdown_of(contents: Contents, folder: str) -> dict[str, bytes]:
    """Return what a report says as Markdown and its figures as PNG, by their names.

    Args:
        contents: what it says.
        folder: where the figures lie, beside the text.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 (this is no HTML; the filter below escapes)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"md": _escaped, "rows": _rows}
    text = environment.get_template("report.md.jinja").render(contents=contents, folder=folder)
    files = {"report.md": text.encode()}
    for plot in contents.plots:
        files[f"{folder}/{plot.name}.png"] = saved(plot.figure, "png")
    return files


def _escaped(text: object) -> str:
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def _rows(table: pl.DataFrame) -> list[list[str]]:
    return [[_cell(value) for value in row] for row in table.iter_rows()]


def _cell(value: Any) -> str:
    if value is None:
        return "not defined"
    return f"{value:.3f}" if isinstance(value, float) and value % 1 else _whole(value)


def _whole(value: Any) -> str:
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def report_bytes(study: StudyTables, name: str) -> bytes:
    """Return the report as one file: HTML, or a ZIP file of Markdown and figures.

    Raises:
        NoSuchStudyFile: it has no such form.
    """
    if form_named(name) == HTML:
        return report_html(study).encode()
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in markdown_of(report_contents(study), "report-figures").items():
            info = zipfile.ZipInfo(path, _NO_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(info, content)
    return output.getvalue()


def write_report(study: StudyTables, path: Path, name: str | None = None) -> list[Path]:
    """Write the report to a file; figures of Markdown go into a folder beside it.

    Args:
        study: what it is about.
        path: of the file.
        name: html or md; by the suffix if None.

    Raises:
        NoSuchStudyFile: it has no such form.
        CannotWrite: the folder is read-only or full.
    """
    form = form_named(name or path.suffix.lstrip("."))
    if form == HTML:
        return [write_whole(path, _writing(report_html(study).encode()))]
    folder = f"{path.stem}-figures"
    files = markdown_of(report_contents(study), folder)
    (path.parent / folder).mkdir(parents=True, exist_ok=True)
    text = files.pop("report.md")
    written = [
        write_whole(path.parent / held, _writing(content)) for held, content in files.items()
    ]
    return [write_whole(path, _writing(text)), *written]


def _writing(content: bytes) -> Callable[[Any], object]:
    return lambda output: output.write(content)
