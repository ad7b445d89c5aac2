"""A correction, written for its reader: as e-mail text or as a file for the curator.

Nothing is sent or kept here; no account and no Git is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from techland.graph.errors import UnknownEntity
from techland.queries.entities import Entity, Fact
from techland.queries.near.entity import near_of, read_entity
from techland.server.addresses import address_of, shorten
from techland.server.entity_view import EntityView, entity_terms
from techland.server.name_book import open_name_book
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render

_THING, _CLAIM = "thing", "claim"


@dataclass(frozen=True)
class Correction:
    """A correction that waits for what is wrong and what is right."""

    thing: str
    title: str
    subject: str
    text: str

    @property
    def mail(self) -> str:
        """Return the address that opens an e-mail; whom it goes to, its writer knows."""
        # RFC 6068, section 5: lines of a body end with both characters.
        body = quote(self.text.replace("\n", "\r\n"))
        return f"mailto:?subject={quote(self.subject)}&body={body}"


def _fact(entity: Entity, claim: str | None) -> Fact | None:
    found = (one for one in entity.facts if one.evidence and one.evidence.claim == claim)
    return next(found, None)


def write_correction(view: EntityView, claim: str | None, version: str) -> Correction:
    """Return a correction to a statement about a thing, or to its page as a whole."""
    entity, reader = view.entity, view.reader
    fact = _fact(entity, claim)
    value = view.value(fact) if fact else None

    def line(message: str, told: str = "") -> str:
        return f"{reader.message(f'correction-{message}')}: {told}".rstrip()

    said = reader.message("correction-whole")
    if fact and value:
        said = f"{view.names(fact.predicate).text} ({shorten(fact.predicate)}): {value.name.text}"
    documents = (
        fact.evidence.sources if fact and fact.evidence else entity.sources if not fact else ()
    )
    sources = [f"- {one.title.value}, {one.publisher}: {one.url}" for one in documents]
    lines = [
        line("thing", f"{view.title.text} <{entity.iri}>"),
        line("statement", said),
        *([line("claim", f"<{fact.evidence.claim}>")] if fact and fact.evidence else []),
        *("", line("wrong"), "", line("right"), "", line("says-so"), ""),
        line("sources", "" if sources else reader.message("correction-no-source")),
        *sources,
        line("version", version),
    ]
    subject = reader.message("correction-subject", thing=view.title.text)
    return Correction(entity.iri, view.title.text, f"techland: {subject}", "\n".join(lines))


def _asked(request: Request) -> Correction:
    publication, reader = publication_of(request), reader_of(request)
    thing = request.query_params.get(_THING, "")
    near = near_of(publication.evaluator, thing)
    entity = read_entity(near)
    names = open_name_book(publication, reader, sorted(entity_terms(entity)), near)
    claim = request.query_params.get(_CLAIM)
    if claim and _fact(entity, claim) is None:
        raise UnknownEntity(claim)
    version = publication.edition.version
    return write_correction(EntityView(entity, names, reader), claim, version)


async def correction_page(request: Request) -> Response:
    """Show a correction that can be filled in.

    Raises:
        UnknownEntity: the graph says nothing of the thing, or has no such claim of it.
    """
    correction = await run_in_threadpool(_asked, request)
    kept = urlencode([(k, v) for k, v in request.query_params.items() if k in (_THING, _CLAIM)])
    return render(
        request,
        "correction.html",
        correction=correction,
        back=address_of(correction.thing),
        file=f"/correction.txt?{kept}",
    )


async def correction_file(request: Request) -> Response:
    """Give a correction as a text file.

    Raises:
        UnknownEntity: as above.
    """
    correction = await run_in_threadpool(_asked, request)
    name = {"Content-Disposition": 'attachment; filename="techland-correction.txt"'}
    return PlainTextResponse(f"{correction.subject}\n\n{correction.text}", headers=name)
