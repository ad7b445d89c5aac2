"""Pages of things, at the address that mirrors their IRI, and the same as RDF.

An IRI is answered directly, with Content-Location: one request instead of the two of a 303, and
the address in the browser stays the one to cite. What is described is told apart from its
description by the header Link (cite-as, describedby) and by the suffix of the description.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

from pyoxigraph import Literal
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from techland.graph.errors import UnknownEntity
from techland.graph.formats import FORMATS, Format, format_named
from techland.graph.identity.bodies import CURATED
from techland.network.units import NUTS_IRI
from techland.ontology.terms import BASE, SKOS, TL
from techland.queries.entities import Entity
from techland.queries.near.entity import read_entity
from techland.queries.near.near import Near
from techland.queries.near.walks import PAGE, REPLACED
from techland.queries.search.fields import KINDS
from techland.queries.taking import Wanted, write_wanted
from techland.server.addresses import address_of, iri_of
from techland.server.citations import cited_on
from techland.server.ego_picture import MOST_DRAWN, ego_picture
from techland.server.entity_view import EntityView, entity_terms, term_value
from techland.server.kept_pages import page_once
from techland.server.name_book import NameBook, open_name_book, region_name
from techland.server.negotiation import choose_media_type
from techland.server.publication import Publication
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render
from techland.server.retired import Retired, read_retired, retired_in
from techland.server.schema_org import described, schema_type
from techland.server.signposts import data_signposts, header, signposts
from techland.server.summary import Summary
from techland.server.surroundings.areas import country_of, is_region
from techland.server.surroundings.surroundings import read_surroundings
from techland.server.surroundings.themes import Member
from techland.viz.names import Name
from techland.viz.reader import Reader

RDF_FORMATS = tuple(FORMATS[name] for name in ("turtle", "jsonld", "ntriples", "rdfxml"))
_HTML, _HTML_SUFFIX = "text/html", "html"
_REPLACED = "replaces"


def wanted_format(request: Request) -> Format | None:
    """Return the RDF serialisation that a request wants, None for a page.

    Raises:
        UnknownFormat: ``?format=`` names none of them.
    """
    named = request.query_params.get("format")
    if named:
        return format_named(named, RDF_FORMATS)
    by_type = {entry.media_type: entry for entry in RDF_FORMATS}
    chosen = choose_media_type(request.headers.get("accept"), [_HTML, *by_type])
    return by_type.get(chosen or _HTML)


def rdf_response(request: Request, query: str, entry: Format) -> Response:
    """Return the triples that a query of the pages constructs."""
    answer = publication_of(request).evaluator.evaluate(query, format=entry.name)
    headers = {"Content-Location": f"{request.url.path}?format={entry.name}", "Vary": "Accept"}
    return Response(b"".join(answer.chunks), media_type=entry.media_type, headers=headers)


def _is_known(publication: Publication, iri: str) -> bool:
    try:
        return bool(list(publication.ask_page("known", [iri])))
    except ValueError:  # no IRI at all
        return False


def _by_suffix(publication: Publication, path: str) -> tuple[str, Format | None, bool]:
    """Return a path without its suffix, what the suffix means, and whether there is one.

    An id that ends like a suffix is an id.
    """
    stem, dot, suffix = path.rpartition(".")
    known: dict[str, Format | None] = {entry.suffix: entry for entry in RDF_FORMATS}
    known[_HTML_SUFFIX] = None
    if not dot or suffix not in known or _is_known(publication, iri_of(path)):
        return path, None, False
    return stem, known[suffix], True


def _place(path: str) -> str:
    return "/" + quote(path.lstrip("/"), safe="/:@-._~!$&'()*+,;=")


def _by_kind(members: tuple[Member, ...]) -> list[tuple[str, list[Member]]]:
    found: dict[str, list[Member]] = {}
    for member in members:
        kind = next((kind for name, kind in KINDS.items() if name in member.classes), "")
        found.setdefault(kind, []).append(member)
    order = ["organisation", *KINDS.values(), ""]
    return sorted(found.items(), key=lambda pair: order.index(pair[0]))


def _entity(near: Near) -> tuple[Entity, bool]:
    """Return a thing, and whether the graph has a triple with it.

    A wide region is known by the codes that begin with its own.
    """
    iri = near.iri
    try:
        found, has_triples = read_entity(near), True
    except UnknownEntity:
        if not is_region(iri):
            raise
        name = Literal(iri.removeprefix(NUTS_IRI))
        found, has_triples = Entity(iri, name, (), (), (), ()), False
    if is_region(iri) and not found.classes:
        found = replace(found, classes=(TL.Region,))
    return found, has_triples


def _class_name(iri: str, class_: str, names: NameBook, reader: Reader) -> Name:
    """Return the name of a class above a thing's name; readers know a theme as a theme."""
    if class_ == SKOS.Concept and iri.startswith(f"{BASE}theme/"):
        return Name(reader.message("kind-theme"), reader.language, reader.language)
    return names(class_)


def _content(request: Request, near: Near, place: str) -> dict[str, Any]:
    publication, reader, iri = publication_of(request), reader_of(request), near.iri
    entity, has_triples = _entity(near)
    around = read_surroundings(publication, near, entity.classes)
    if not has_triples and not (around.area and around.area.number):
        raise UnknownEntity(iri)
    terms = entity_terms(entity) | around.terms
    terms |= {
        f"{BASE}dataset/{told.dataset}" for told in around.known_as if told.dataset != CURATED
    }
    terms |= set(filter(None, [country_of(around.area.code) if around.area else None]))
    names = open_name_book(publication, reader, sorted(terms), near)
    view = EntityView(entity, names, reader)
    formats = RDF_FORMATS if has_triples else ()
    return {
        "entity": entity,
        "view": view,
        "name": names,
        "around": around,
        "cites": cited_on(entity.sources, around, names, reader),
        "class_name": lambda class_: _class_name(iri, class_, names, reader),
        "summary": Summary(view, around).sentence(),
        "described": described(entity),
        "links": signposts(iri, place, formats, schema_type(entity)),
        "formats": formats,
        "country_of": country_of,
        "region": lambda code: region_name(code, reader),
        "picture": ego_picture(around.group, around.partners),
        "drawn": MOST_DRAWN,
        "by_kind": _by_kind(around.members),
        "told": lambda named: reader.name(named.names, named.iri),
        "object_of": lambda claim: term_value(claim.object, claim.predicate, names, reader),
        "is_source": TL.Source in entity.classes,
        "is_agreement": TL.Agreement in entity.classes,
        "replaced": _replaced(publication, request, iri),
        "base": BASE,
        "place": place,
    }


def _replaced(publication: Publication, request: Request, iri: str) -> Retired | None:
    """Return the retired id that led here, where it did."""
    told = request.query_params.get(_REPLACED)
    found = read_retired(publication, told) if told else None
    return found if found and found.new == iri else None


def _page(request: Request, near: Near, place: str) -> Response:
    content = _content(request, near, place)
    response = render(request, "entity.html", **content)
    response.headers["Link"] = header(content["links"])
    response.headers["Content-Location"] = f"{place}.{_HTML_SUFFIX}"
    response.headers.add_vary_header("Accept")
    return response


def _as_rdf(request: Request, iri: str, place: str, entry: Format) -> Response:
    publication, content = publication_of(request), BytesIO()
    if not _is_known(publication, iri):
        raise UnknownEntity(iri)
    wanted = Wanted(entry, entity=iri)
    write_wanted(wanted, publication.snapshot, publication.evaluator, content)
    headers = {
        "Content-Location": f"{place}.{entry.suffix}",
        "Link": header(data_signposts(iri, place)),
        "Vary": "Accept",
    }
    return Response(content.getvalue(), media_type=entry.media_type, headers=headers)


def _redirect(request: Request, found: Retired, suffix: str) -> Response:
    """Lead from a retired or merged id to what takes its place; the reason goes along."""
    address = address_of(found.new) or found.new
    own = address.startswith("/")
    told = [pair for pair in request.query_params.multi_items() if pair[0] != _REPLACED]
    asked = f"{suffix}?{urlencode([*told, (_REPLACED, found.old)])}" if own else ""
    headers = {
        "Location": address + asked,
        "Link": f'<{found.new}>; rel="successor-version"',
        "Vary": "Accept",
    }
    done = "is one with" if found.is_merged else "was retired; in its place stands"
    reason = found.reason(reader_of(request).language)
    words = f"{found.old} {done} {found.new}.\n" + (f"Reason: {reason}\n" if reason else "")
    # Merging can be undone, so the address of a merged record has not moved for good.
    return PlainTextResponse(words, status_code=302 if found.is_merged else 301, headers=headers)


def _answer(request: Request) -> Response:
    publication = publication_of(request)
    path, by_suffix, has_suffix = _by_suffix(publication, request.path_params["path"])
    iri, place = iri_of(path), _place(path)
    entry = by_suffix if has_suffix else wanted_format(request)

    def written() -> Response:
        try:
            near = publication.near(iri, REPLACED if entry else PAGE)
        except ValueError:  # no IRI at all
            raise UnknownEntity(iri) from None
        retired = retired_in(near)
        if retired:
            ending = request.path_params["path"].removeprefix(path) if has_suffix else ""
            return _redirect(request, retired, ending)
        return _as_rdf(request, iri, place, entry) if entry else _page(request, near, place)

    if entry:
        return written()
    return page_once(request, publication.pages, publication.version, written)


async def entity_page(request: Request) -> Response:
    """Show a thing with its evidence, or give it as RDF.

    Raises:
        UnknownEntity: the graph says nothing of it.
    """
    return await run_in_threadpool(_answer, request)
