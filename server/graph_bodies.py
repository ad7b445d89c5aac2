"""Read what a client sends to a graph: RDF as the body, or as the files of a form."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

from pyoxigraph import RdfFormat, parse, serialize
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from techland.graph.request_errors import MalformedRequest, UnsupportedBody
from techland.graph.store_errors import UnreadableGraph
from techland.server.request_body import media_type_of, read_body

# The media types that are read, and pyoxigraph's names of what they are.
READ: dict[str, str] = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
    "application/trig": "TRIG",
    "application/n-quads": "N_QUADS",
    "application/x-turtle": "TURTLE",
    "text/n3": "N3",
    "application/xml": "RDF_XML",
}
FORM = "multipart/form-data"
MOST_FILES = 1000


@dataclass(frozen=True)
class GraphBody:
    """The triples of a request as they came, and pyoxigraph's name of their serialisation."""

    data: bytes
    format: str


async def read_graphs(request: Request, limit: int) -> GraphBody:
    """Return the triples that a request sends.

    Raises:
        UnsupportedBody: of no media type that is read.
        UnreadableGraph: a file of a form is not RDF.
        BodyTooLarge, BodyTooSlow, MalformedRequest: it cannot be read at all.
    """
    media_type = media_type_of(request, (*READ, FORM))
    body = await read_body(request, limit)
    if media_type == FORM:
        content_type, base = request.headers["content-type"], str(request.url)
        return await run_in_threadpool(_of_form, content_type, body, base)
    return GraphBody(body, READ[media_type])


def _of_form(content_type: str, body: bytes, base: str) -> GraphBody:
    """Return the union of a form's files, the blank nodes of each kept apart (section 5.5)."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    found = b""
    for part in _parts(head, body):
        kind = part.get_content_type().lower()
        if kind not in READ:
            raise UnsupportedBody(kind, list(READ))
        content = part.get_payload(decode=True)
        found += _triples(content if isinstance(content, bytes) else b"", READ[kind], base)
    return GraphBody(found, "N_TRIPLES")


def _parts(head: bytes, body: bytes) -> list[Message]:
    """Return the parts of a form.

    The fields of their heads are read by the email package's older rules: by its newer ones
    that takes a time which grows with the square of a field.
    """
    boundary = BytesHeaderParser().parsebytes(head).get_boundary("")
    if body.count(b"--" + boundary.encode()) > MOST_FILES + 1:
        raise MalformedRequest(f"a form of more than {MOST_FILES:,} files", "send fewer at a time")
    try:
        parts = BytesParser().parsebytes(head + body).get_payload()
    except RecursionError:  # forms within forms
        parts = None
    if not isinstance(parts, list):
        raise MalformedRequest("the form cannot be read", "send each file as a part of its own")
    return [part for part in parts if isinstance(part, Message)]


def _triples(data: bytes, name: str, base: str) -> bytes:
    try:
        quads = parse(
            data,
            getattr(RdfFormat, name),
            base_iri=base,
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
        return serialize((quad.triple for quad in quads), None, RdfFormat.N_TRIPLES) or b""
    except (SyntaxError, ValueError, OSError) as error:
        raise UnreadableGraph(name, str(error), getattr(error, "lineno", None)) from None
