"""What changed between two versions: a page, or the same as a file."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from techland.graph.changes.comparing import compare
from techland.graph.changes.versions import ACTIVE, PREVIOUS, home_of, version_named
from techland.graph.errors import UnknownFormat
from techland.graph.formats import Format, format_named
from techland.graph.snapshot import Snapshot, kept_snapshots
from techland.graph.version_errors import NoPreviousVersion
from techland.server.long_work import run_long_work
from techland.server.negotiation import choose_media_type
from techland.server.reading import language_of, reader_of
from techland.server.rendering import publication_of, render
from techland.viz.change_files import change_formats, filled_columns, sections, write_changes
from techland.viz.change_words import COLUMNS, ChangeWords

# A page shows so many changes of a kind, and says how many more the files hold.
SHOWN = 500
HTML = "text/html"


def _versions(request: Request) -> tuple[Snapshot, Snapshot]:
    """Return the two versions asked for; the shown one is ``active``.

    Raises:
        UnknownVersion: one of them is not kept.
        NoPreviousVersion: the version before was asked for by name, and there is none.
    """
    shown = publication_of(request).snapshot
    home, asked = home_of(shown), request.query_params
    new = version_named(home, asked.get("to") or ACTIVE, shown)
    old = asked.get("from")
    try:
        return version_named(home, old or PREVIOUS, shown), new
    except NoPreviousVersion:
        if old:
            raise
        # Nobody asked for a version that is not there: the page says that nothing differs.
        return new, new


def _wanted(request: Request) -> Format | None:
    """Return the format of a suffix, of ``?format=``, else by negotiation; None for the page.

    Raises:
        UnknownFormat: none of ours is wanted.
    """
    formats = change_formats()
    named = request.path_params.get("suffix") or request.query_params.get("format")
    if named:
        return format_named(named, formats)
    offered = [HTML, *(entry.media_type for entry in formats)]
    chosen = choose_media_type(request.headers.get("accept"), offered)
    if chosen is None:
        raise UnknownFormat(
            request.headers.get("accept", ""), ["html", *(entry.name for entry in formats)]
        )
    return None if chosen == HTML else format_named(chosen, formats)


def _file(request: Request, entry: Format) -> Response:
    old, new = _versions(request)
    output = BytesIO()
    write_changes(old, new, entry.name, output, language_of(request))
    name = f"techland-{old.short}-{new.short}.{entry.suffix}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(output.getvalue(), media_type=entry.media_type, headers=headers)


def _content(request: Request) -> dict[str, Any]:
    old, new = _versions(request)
    words = ChangeWords(compare(old, new), reader_of(request))
    kept = kept_snapshots(home_of(new))
    # What an engine holds is shown, and kept by no home.
    held = {one.version: one for one in (*kept, old, new)}
    return {
        "words": words,
        "sections": [(name, rows, filled_columns(rows)) for name, rows in sections(words)],
        "columns": COLUMNS,
        "shown": SHOWN,
        "old": old,
        "new": new,
        "kept": [(one, str(one.built.get("built_at", ""))[:10]) for one in held.values()],
        "formats": change_formats(),
    }


async def changes_page(request: Request) -> Response:
    """Tell what changed from one version to another, and why."""
    entry = _wanted(request)
    if entry:
        response = await run_long_work(request, _file, request, entry)
    else:
        content = await run_long_work(request, _content, request)
        response = render(request, "changes.html", **content)
    response.headers.add_vary_header("Accept")
    return response
