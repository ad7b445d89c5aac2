"""The ontology: its classes and properties with labels and definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.ontology.terms import BASE
from techland.server.name_book import NameBook, open_name_book
from techland.server.pages.entity import RDF_FORMATS, rdf_response, wanted_format
from techland.server.publication import Row, page_query
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render
from techland.viz.names import Name, names_by_language
from techland.viz.reader import Reader


@dataclass(frozen=True)
class Term:
    """A class or property of the ontology."""

    iri: str
    kind: str
    name: Name
    definition: Name | None
    above: tuple[str, ...]

    @property
    def local_name(self) -> str:
        """Return the last part of the IRI, which is the term's place on the page."""
        return self.iri.removeprefix(f"{BASE}ontology#")


def read_terms(rows: Iterable[Row], names: NameBook, reader: Reader) -> list[Term]:
    """Return the terms, classes first, from the rows of ``ontology.rq``."""
    kinds: dict[str, str] = {}
    told: dict[str, list[tuple[str, str]]] = {}
    above: dict[str, set[str]] = {}
    for row in rows:
        iri = row["term"].value
        kinds.setdefault(iri, row["kind"].value)
        if row["definition"] is not None:
            pair = (row["definition"].language or "", row["definition"].value)
            told.setdefault(iri, []).append(pair)
        if row["above"] is not None:
            above.setdefault(iri, set()).add(row["above"].value)
    definitions = {iri: reader.name(names_by_language(pairs), iri) for iri, pairs in told.items()}
    return [
        Term(iri, kind, names(iri), definitions.get(iri), tuple(sorted(above.get(iri, ()))))
        for iri, kind in kinds.items()
    ]


def _content(request: Request) -> dict[str, Any]:
    publication, reader = publication_of(request), reader_of(request)
    rows = list(publication.ask_page("ontology"))
    shown = {row[column].value for row in rows for column in ("term", "above") if row[column]}
    names = open_name_book(publication, reader, sorted(shown))
    return {"terms": read_terms(rows, names, reader), "name": names, "formats": RDF_FORMATS}


async def ontology_page(request: Request) -> Response:
    """Show the ontology, or give it as RDF."""
    entry = wanted_format(request)
    if entry is None:
        return render(request, "ontology.html", **await run_in_threadpool(_content, request))
    return await run_in_threadpool(rdf_response, request, page_query("ontology-triples"), entry)
