"""The start page: what is in the graph, how to ask it, cite it and take it home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.deposit.citation import CITATIONS
from techland.ontology.terms import ORG, SCHEMA, SKOS, TL
from techland.queries.catalogue import catalogue
from techland.server.export_sizes import ExportSizes
from techland.server.map_sources import MapSources
from techland.server.name_book import open_name_book
from techland.server.pages.export_table import export_rows, size_words
from techland.server.publication import Publication
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render
from techland.viz.edition import Gap
from techland.viz.network_map.source import MapSource
from techland.viz.thumbnail import VIEW, thumbnail

# The first questions that the start page offers; more stand on the page of questions.
EXAMPLES = (
    "signatories",
    "cross-border-partners-on-theme",
    "organisations-by-cross-border-projects",
    "contradicting-sources",
    "changes-per-year",
    "bridging-organisations",
)
# The large figures: a class, the message that names it, where it leads.
FIGURES = (
    (ORG.FormalOrganization, "start-organisations", "/queries/organisations-by-country-and-type"),
    (TL.Agreement, "start-agreements", "/queries/agreements"),
    (TL.Project, "start-projects", "/queries/projects-of-programme"),
    (SCHEMA.Event, "start-events", "/queries/events"),
    (TL.Source, "start-sources", "/sources"),
    (TL.Dispute, "start-disputes", "/disputes"),
)
# What the gaps of a table or class are filed under.
SUBJECTS: Mapping[str, str] = {
    "organisations": "organisations",
    "agreements": "agreements",
    "programmes": "projects",
    "participations": "participations",
    "events": "events",
    "themes": "themes",
    "sources": "sources",
    ORG.FormalOrganization: "organisations",
    TL.Agreement: "agreements",
    TL.Project: "projects",
    TL.Participation: "participations",
    SCHEMA.Event: "events",
    SKOS.Concept: "themes",
    TL.Source: "sources",
}


@dataclass(frozen=True)
class Count:
    """How many there are of something, with the gaps that touch this count."""

    subject: str
    number: int
    gaps: tuple[Gap, ...]


def _counts(publication: Publication, key: str) -> list[Count]:
    edition = publication.edition
    found = publication.snapshot.manifest[key].items()
    return [
        Count(name, number, edition.gaps_touching(SUBJECTS[name]) if name in SUBJECTS else ())
        for name, number in sorted(found, key=lambda pair: -pair[1])
    ]


def _figures(publication: Publication) -> list[tuple[int, str, str, tuple[Gap, ...]]]:
    counts = publication.snapshot.manifest["classes"]
    gaps = {kind: publication.edition.gaps_touching(SUBJECTS.get(kind, "")) for kind, *_ in FIGURES}
    return [
        (counts.get(kind, 0), message, address, gaps[kind]) for kind, message, address in FIGURES
    ]


def _content(request: Request) -> dict[str, Any]:
    publication, reader = publication_of(request), reader_of(request)
    sizes: ExportSizes = request.app.state.sizes
    sources: MapSources = request.app.state.map_sources
    classes = _counts(publication, "classes")
    known = catalogue()
    return {
        "figures": _figures(publication),
        "tables": _counts(publication, "rows"),
        "classes": classes,
        "name": open_name_book(publication, reader, [c.subject for c in classes]),
        "examples": [known[name] for name in EXAMPLES if name in known],
        "questions": len(known),
        "exports": export_rows(publication, sizes, reader),
        "size_words": lambda size: size_words(size, reader),
        "citations": list(CITATIONS),
        "built": str(publication.snapshot.built.get("built_at", ""))[:10],
        "thumbnail": _picture(sources.of(VIEW)),
    }


def _picture(source: MapSource) -> Markup:
    """Return the small drawing of the network; it is drawn once."""
    drawn = source.kept(("thumbnail",), lambda: thumbnail(source.shown(VIEW)).encode())
    return Markup(drawn.decode())  # noqa: S704 (numbers and names of our own only)


async def start_page(request: Request) -> Response:
    """Show what is in the graph."""
    return render(request, "start.html", **await run_in_threadpool(_content, request))
