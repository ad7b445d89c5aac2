"""What a client asks of the SPARQL endpoint, as the SPARQL 1.1 Protocol writes it (section 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.requests import Request

from techland.graph.request_errors import MalformedRequest
from techland.queries.dataset_description import DatasetDescription
from techland.server.bounds import BOUNDS, NO_BOUNDS, Bounds
from techland.server.request_body import (
    check_address,
    media_type_of,
    read_body,
    read_parameters,
    read_text,
)

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"
BODY_TYPES = (QUERY_TYPE, FORM_TYPE, UPDATE_TYPE)
# The two parameters that name the graphs of a query, and those of an update.
DATASET = ("default-graph-uri", "named-graph-uri")
USING = ("using-graph-uri", "using-named-graph-uri")
# A form writes a byte of a query as up to three; this much is left for its other fields.
_ENCODED, _OTHER_FIELDS = 3, 64 * 1024

_Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class SparqlRequest:
    """A query or an update, neither if none was sent, and what is asked beside it.

    Attributes:
        text: the query.
        update: the update; there is never one beside a query.
        format_name: the format named in the request.
        dataset: the graphs that the request names for a query, None if it names none.
        using: those that it names for an update.
        version: the version of the data that a form asks for.
        bounds: the bounds of time and size that it asks for.
    """

    text: str | None = None
    update: str | None = None
    format_name: str | None = None
    dataset: DatasetDescription | None = None
    using: DatasetDescription | None = None
    version: str | None = None
    bounds: Bounds = NO_BOUNDS


def _only(values: Sequence[str], name: str) -> str | None:
    if len(values) > 1:
        raise MalformedRequest(f"more than one {name} in the request", "send one at a time")
    return values[0] if values else None


def _graphs(parameters: _Parameters, names: tuple[str, str]) -> DatasetDescription | None:
    """Return the graphs that two parameters name: those of the default graph, and named ones."""
    default, named = (parameters.get(name, ()) for name in names)
    if not default and not named:
        return None
    for iri in (*default, *named):
        try:
            NamedNode(iri)
        except ValueError:
            raise MalformedRequest(
                f"{iri[:200]!r} names no graph", "a graph is named by its absolute IRI"
            ) from None
    return DatasetDescription(tuple(default), tuple(named))


def _read(parameters: _Parameters) -> SparqlRequest:
    asked = SparqlRequest(
        text=_only(parameters.get("query", ()), "query"),
        update=_only(parameters.get("update", ()), "update"),
        format_name=_only(parameters.get("format", ()), "format") or None,
        dataset=_graphs(parameters, DATASET),
        using=_graphs(parameters, USING),
        version=_only(parameters.get("version", ()), "version") or None,
        bounds=Bounds(**{name: _only(parameters.get(name, ()), name) or None for name in BOUNDS}),
    )
    if asked.text is not None and asked.update is not None:
        raise MalformedRequest("a query and an update in one request", "send one at a time")
    if asked.using and asked.update is None:
        raise MalformedRequest(f"{USING[0]} belongs to an update", f"a query has {DATASET[0]}")
    return asked


def dataset_parameters(dataset: DatasetDescription | None) -> list[tuple[str, str]]:
    """Return the parameters that name the graphs of a query."""
    if dataset is None:
        return []
    graphs = zip(DATASET, (dataset.default_graphs, dataset.named_graphs), strict=True)
    return [(name, iri) for name, iris in graphs for iri in iris]


async def read_sparql_request(request: Request, text_bytes: int) -> SparqlRequest:
    """Return what a request asks: by GET, by POST of a form, or by POST of a query or update.

    Args:
        request: the request.
        text_bytes: the longest query or update.

    Raises:
        RequestError: one of its kinds.
    """
    check_address(request)
    address = read_parameters(request.scope["query_string"], "address")
    if request.method in {"GET", "HEAD"}:
        if "update" in address:
            raise MalformedRequest("an update in an address", "an update is sent by POST")
        return _read(address)
    media_type = media_type_of(request, BODY_TYPES)
    if media_type == FORM_TYPE:
        body = await read_body(request, text_bytes * _ENCODED + _OTHER_FIELDS)
        form = read_parameters(body, "form")
        return _read({n: [*address.get(n, ()), *form.get(n, ())] for n in {*address, *form}})
    name = "query" if media_type == QUERY_TYPE else "update"
    text = read_text(await read_body(request, text_bytes), name)
    return _read({**address, name: [*address.get(name, ()), text]})
