"""What lies behind a node and a tie of the map: facts, shared activities, sources, disputes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from techland.graph.map_errors import UnknownViewWord
from techland.queries.entities import Document, Entity
from techland.queries.near.entity import near_of, read_entity
from techland.server.addresses import address_of
from techland.server.entity_view import EntityView, Value, entity_terms
from techland.server.map_sources import map_source
from techland.server.name_book import open_name_book
from techland.server.reading import reader_of
from techland.server.rendering import publication_of
from techland.viz.network_map.tie_details import tie_details
from techland.viz.network_map.view import View, full_iri

# Of a node the panel shows these many facts; its page has all.
_FACTS = 40


def _document(document: Document) -> dict[str, Any]:
    return {
        "title": document.title.value,
        "publisher": document.publisher,
        "url": address_of(document.url) if document.url else None,
        "page": address_of(document.iri),
    }


def _value(value: Value) -> dict[str, Any]:
    evidence = value.evidence
    return {
        "text": value.name.text,
        "href": value.address,
        "accepted": value.accepted,
        "certainty": evidence.certainty if evidence else None,
        "disputed": bool(evidence and evidence.disputes),
        "sources": [_document(one) for one in evidence.sources] if evidence else [],
    }


def _facts(view: EntityView) -> Iterator[dict[str, Any]]:
    entries = [entry for heading in view.facts() for entry in heading.properties]
    for entry in entries[:_FACTS]:
        yield {"name": entry.name.text, "values": [_value(value) for value in entry.values]}


def _disagreements(entity: Entity) -> list[dict[str, Any]]:
    return [
        {
            "label": one.label,
            "page": address_of(one.iri),
            "sides": [{"text": side.text, "accepted": side.accepted} for side in one.sides],
        }
        for one in entity.disagreements
    ]


async def map_node(request: Request) -> Response:
    """Give the facts of a node with their sources, certainty and disputes.

    Raises:
        UnknownEntity: the graph says nothing of it.
    """

    def content() -> dict[str, Any]:
        iri = full_iri(request.query_params.get("id", ""))
        publication, reader = publication_of(request), reader_of(request)
        near = near_of(publication.evaluator, iri)
        entity = read_entity(near)
        names = open_name_book(publication, reader, sorted(entity_terms(entity)), near)
        view = EntityView(entity, names, reader)
        return {"facts": list(_facts(view)), "disagreements": _disagreements(entity)}

    return JSONResponse(await run_in_threadpool(content))


async def map_tie(request: Request) -> Response:
    """Give what two nodes of a view share, with dates, sources, certainty and disputes.

    Raises:
        UnknownViewWord: ``id`` is not two nodes of the view with a tilde between them.
    """
    told = request.query_params.get("id", "")
    pairs = [(k, v) for k, v in request.query_params.multi_items() if k != "id"]
    # What a tie is made of does not rest on its backbone, and to find one may take long.
    view = View.from_query(pairs).with_(lang=reader_of(request).language, backbone=False)
    source = await map_source(request, view)

    def content() -> dict[str, Any]:
        shown = source.shown(view)
        ends = [shown.rows.get(full_iri(one)) for one in told.split("~")]
        if len(ends) != 2 or None in ends:  # noqa: PLR2004 (a tie has two ends)
            raise UnknownViewWord("tie", told, ["organisation/<id>~organisation/<id>"])
        one, other = (int(end) for end in ends if end is not None)
        return tie_details(shown.network, one, other)

    return JSONResponse(await run_in_threadpool(content))
