"""The media types and names by which clients ask for an answer, and what each gets."""

from __future__ import annotations

from functools import cache

from techland.graph.errors import UnknownFormat
from techland.graph.formats import FORMATS, Format, format_named
from techland.graph.request_errors import NotAcceptable
from techland.queries.answer_formats import fitting_format, fitting_formats
from techland.queries.guard import QueryForm
from techland.server.negotiation import choose_media_type

# What a client gets that takes anything stands first; the answer bears the name asked for.
_ROWS = {
    "json": ("application/json",),
    "csv": (),
    "xml": ("application/xml", "text/xml"),
    "tsv": ("text/plain",),
}
_TRIPLES = {
    "turtle": ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    "ntriples": ("text/plain", "text/ntriples", "application/ntriples"),
    "jsonld": ("application/json", "application/x-json+ld"),
    "rdfxml": ("application/xml", "text/xml"),
    "trig": ("application/x-trig",),
    "nquads": ("text/x-nquads", "text/nquads"),
}
# Names that clients send for triples, though they are names of other formats here, or of none.
_NAMES_OF_TRIPLES = {
    "json": "jsonld", "xml": "rdfxml", "rdf+xml": "rdfxml", "n3": "turtle", "text": "ntriples",
}  # fmt: skip


@cache
def offered_types(*, triples: bool) -> dict[str, Format]:
    """Return what answers of rows or of triples come as: serialisations by media type.

    The registered media types come first, in our order, then other names of them.
    """
    table = _TRIPLES if triples else _ROWS
    offered = {FORMATS[name].media_type: FORMATS[name] for name in table}
    for name, others in table.items():
        offered.update({other: FORMATS[name] for other in others if other not in offered})
    return offered


def every_type() -> list[str]:
    """Return every media type in which some answer comes."""
    return [*offered_types(triples=False), *offered_types(triples=True)]


def choose_type(accept: str | None, *, triples: bool) -> tuple[str, Format]:
    """Return the media type that a client wants most, and its serialisation.

    Raises:
        NotAcceptable: the client takes none of them.
    """
    offered = offered_types(triples=triples)
    chosen = choose_media_type(accept, tuple(offered))
    if chosen is None:
        registered = [kind for kind, entry in offered.items() if kind == entry.media_type]
        raise NotAcceptable(accept or "", registered)
    return chosen, offered[chosen]


def named_type(name: str, form: QueryForm) -> tuple[str, Format]:
    """Return the media type and serialisation that ``format=`` names: by a name or a media type.

    Raises:
        UnknownFormat: there is none of this name.
        FormatDoesNotFit: it cannot hold an answer of this form.
    """
    # An unescaped plus sign of an address is read as a space.
    wanted = name.strip().replace(" ", "+").lower()
    offered = offered_types(triples=form.gives_triples)
    if wanted in offered:
        return wanted, offered[wanted]
    if form.gives_triples:
        wanted = _NAMES_OF_TRIPLES.get(wanted, wanted)
    try:
        entry = fitting_format(form, wanted)
    except UnknownFormat:
        raise UnknownFormat(name, [entry.name for entry in fitting_formats(form)]) from None
    return entry.media_type, entry


def named_graph_type(name: str) -> tuple[str, Format]:
    """Return the media type and serialisation that ``format=`` names for a graph.

    Raises:
        UnknownFormat: there is none of this name for triples.
    """
    wanted = name.strip().replace(" ", "+").lower()
    offered = offered_types(triples=True)
    if wanted in offered:
        return wanted, offered[wanted]
    entry = format_named(_NAMES_OF_TRIPLES.get(wanted, wanted), set(offered.values()))
    return entry.media_type, entry
