"""Documents in RDF: triples as a response, negotiated, validated, coded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from pyoxigraph import Literal, NamedNode, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.formats import Format
from techland.ontology.description_terms import DESCRIPTION_PREFIXES
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.service_terms import SERVICE_PREFIXES
from techland.queries.answer_formats import TRIPLES
from techland.server.answer_types import choose_type, named_graph_type, offered_types
from techland.server.content_codings import coded, coding_headers, coding_of
from techland.server.problems import wants_page
from techland.server.validators import REVALIDATED, entity_tag, is_fresh

_PREFIXES = {**PREFIXES, **DESCRIPTION_PREFIXES, **SERVICE_PREFIXES}


def wanted_type(request: Request) -> tuple[str, Format]:
    """Return the media type and serialisation in which a client wants triples.

    A person's browser gets what a program gets that takes anything: Turtle.

    Raises:
        UnknownFormat: ``format=`` names none.
        NotAcceptable: the client takes none.
    """
    named = request.query_params.get("format")
    if named:
        return named_graph_type(named)
    is_person = wants_page(request, *offered_types(triples=True))
    return choose_type(None if is_person else request.headers.get("accept"), triples=True)


def _serialised(triples: Iterable[Triple], entry: Format) -> bytes:
    """Return triples in a serialisation, each once, those of a subject together."""
    by_subject: dict[str, dict[Triple, None]] = {}
    for triple in triples:
        by_subject.setdefault(str(triple.subject), {})[triple] = None
    together = [triple for found in by_subject.values() for triple in found]
    used = {_namespace(term) for t in together for term in (t.subject, t.predicate, t.object)}
    prefixes = {name: space for name, space in _PREFIXES.items() if space in used}
    return cast("bytes", serialize(together, None, TRIPLES[entry.name], prefixes=prefixes))


def _namespace(term: object) -> str | None:
    """Return the namespace of an IRI or of a literal's datatype: up to the last # or /."""
    iri = term.datatype if isinstance(term, Literal) else term
    if not isinstance(iri, NamedNode):
        return None
    return iri.value[: max(iri.value.rfind("#"), iri.value.rfind("/")) + 1]


def document_response(request: Request, triples: Iterable[Triple]) -> Response:
    """Return triples as the client wants them.

    Raises:
        UnknownFormat, NotAcceptable: see ``wanted_type``.
    """
    media_type, entry = wanted_type(request)
    coding = coding_of(request)
    content = _serialised(triples, entry)
    tag = entity_tag(content.decode(), media_type, coding)
    headers = {"ETag": tag, "Cache-Control": REVALIDATED, "Vary": "Accept, Accept-Encoding"}
    if is_fresh(request, tag):
        return Response(status_code=304, headers=headers)
    body = b"".join(coded(iter([content]), coding))
    return Response(body, media_type=media_type, headers=headers | coding_headers(coding))
