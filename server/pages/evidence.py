"""Pages of disagreements and of sources."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.server.name_book import open_name_book
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render


@dataclass(frozen=True)
class Position:
    """What one side of a disagreement tells, and whether it is accepted."""

    side: str
    told: str
    accepted: bool


@dataclass(frozen=True)
class ListedDispute:
    """A disagreement in the list: about what, in which property, both sides, kind and rule."""

    iri: str
    thing: str
    disputed_property: str
    kind: str
    rule: str
    positions: tuple[Position, ...]


def _disputes(request: Request) -> dict[str, Any]:
    publication = publication_of(request)
    found = []
    rows = publication.ask_page("disputes")
    for iri, group in groupby(rows, key=lambda row: str(row["dispute"].value)):
        told = list(group)
        first = {key: told[0][key].value for key in ("thing", "property", "kind", "rule")}
        positions = tuple(
            Position(row["side"].value, row["told"].value, row["accepted"] is not None)
            for row in told
        )
        found.append(
            ListedDispute(
                iri, first["thing"], first["property"], first["kind"], first["rule"], positions
            )
        )
    things = {iri for one in found for iri in (one.thing, one.kind, one.rule)}
    names = open_name_book(publication, reader_of(request), sorted(things))
    return {"disputes": found, "name": names}


def _sources(request: Request) -> dict[str, Any]:
    publication = publication_of(request)
    rows = list(publication.ask_page("sources"))
    things = {row[key].value for row in rows for key in ("kind", "original") if row[key]}
    names = open_name_book(publication, reader_of(request), sorted(things))
    return {
        "sources": rows,
        "name": names,
        "gaps": publication.edition.gaps_touching("sources"),
    }


async def disputes_page(request: Request) -> Response:
    """List every disagreement between sources."""
    return render(request, "disputes.html", **await run_in_threadpool(_disputes, request))


async def sources_page(request: Request) -> Response:
    """List every source."""
    return render(request, "sources.html", **await run_in_threadpool(_sources, request))
