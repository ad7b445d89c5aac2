"""Pages of disagreements and of sources, and the same as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.formats import FORMATS, Format, format_named
from techland.queries.catalogue import query_named
from techland.server.name_book import open_name_book
from techland.server.publication import Row, page_query
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render

FILE_FORMATS: tuple[Format, ...] = tuple(FORMATS[name] for name in ("csv", "tsv", "json"))
# Name of a file to the query that it holds the whole answer of.
FILES = {
    "disagreements": lambda: page_query("disputes"),
    "one-publisher": lambda: query_named("facts-with-one-publisher").with_parameters({}),
    "confirmations": lambda: page_query("confirmations"),
}


@dataclass(frozen=True)
class Document:
    """A source that a side of a disagreement rests on."""

    iri: str
    title: str
    language: str | None
    publisher: str


@dataclass(frozen=True)
class Position:
    """What one side of a disagreement tells, whether it is accepted, and its documents."""

    side: str
    told: str
    accepted: bool
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class ListedDispute:
    """A disagreement in the list: about what, both sides, status, rule and reason."""

    iri: str
    thing: str
    disputed_property: str
    kind: str
    decision: str
    rule: str
    reason: str
    note: str
    positions: tuple[Position, ...]


def _position(side: str, rows: list[Row]) -> Position:
    documents = tuple(
        Document(
            row["source"].value, row["title"].value, row["title"].language, row["publisher"].value
        )
        for row in rows
        if row["source"] is not None
    )
    return Position(side, rows[0]["told"].value, rows[0]["accepted"] is not None, documents)


def _dispute(iri: str, rows: list[Row]) -> ListedDispute:
    columns = ("thing", "kind", "decision", "rule", "reason", "note")
    told = {name: str(rows[0][name].value) for name in columns}
    sides = groupby(rows, key=lambda row: str(row["side"].value))
    positions = tuple(_position(side, list(found)) for side, found in sides)
    return ListedDispute(
        iri=iri, disputed_property=rows[0]["property"].value, positions=positions, **told
    )


def _counts(disputes: list[ListedDispute], by: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for one in disputes:
        found[getattr(one, by)] = found.get(getattr(one, by), 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _disputes(request: Request) -> dict[str, Any]:
    publication = publication_of(request)
    rows = publication.ask_page("disputes")
    grouped = groupby(rows, key=lambda row: str(row["dispute"].value))
    every = [_dispute(iri, list(told)) for iri, told in grouped]
    decision = request.query_params.get("status", "")
    shown = [one for one in every if not decision or one.decision == decision]
    things = {iri for one in every for iri in (one.thing, one.kind)}
    names = open_name_book(publication, reader_of(request), sorted(things))
    return {
        "disputes": shown,
        "every": len(every),
        "statuses": _counts(every, "decision"),
        "asked_status": decision,
        "name": names,
        "confirmations": publication.confirmations,
        "one_publisher": publication.facts_of_one_publisher,
        "formats": FILE_FORMATS,
        "files": FILES,
    }


def _sources(request: Request) -> dict[str, Any]:
    publication = publication_of(request)
    # Whatever the case of a publisher; engines do not agree on the order of LCASE.
    rows = sorted(
        publication.ask_page("sources"),
        key=lambda row: (row["publisher"].value.lower(), row["title"].value, row["source"].value),
    )
    things = {row[key].value for row in rows for key in ("kind", "original") if row[key]}
    names = open_name_book(publication, reader_of(request), sorted(things))
    return {
        "sources": rows,
        "name": names,
        "gaps": publication.edition.gaps_touching("sources"),
    }


def _file(request: Request) -> Response:
    entry = format_named(request.path_params["suffix"], FILE_FORMATS)
    key = request.url.path.removeprefix("/disputes/").partition(".")[0]
    answer = publication_of(request).evaluator.evaluate(FILES[key](), format=entry.name)
    name = f"techland-{key}.{entry.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(b"".join(answer.chunks), media_type=entry.media_type, headers=headers)


async def disputes_page(request: Request) -> Response:
    """List every disagreement between sources, what rests on one, and who confirms whom."""
    return render(request, "disputes.html", **await run_in_threadpool(_disputes, request))


async def disputes_file(request: Request) -> Response:
    """Give one of the lists whole.

    Raises:
        UnknownFormat: it is not written so.
    """
    return await run_in_threadpool(_file, request)


async def sources_page(request: Request) -> Response:
    """List every source."""
    return render(request, "sources.html", **await run_in_threadpool(_sources, request))
