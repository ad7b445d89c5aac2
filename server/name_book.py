"""Names of the things on one page, chosen for its reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from techland.graph.region_names import region_names
from techland.graph.translations import translation
from techland.network.units import NUTS_IRI
from techland.queries.near.near import Near
from techland.server.addresses import shorten
from techland.server.publication import Names, Parts, Publication
from techland.viz.names import UNTAGGED, Name, names_by_language
from techland.viz.reader import Reader


class NameBook:
    """Names by IRI; a thing without a name is named by its parts, else by its short IRI."""

    def __init__(self, names: Names, parts: Parts, reader: Reader) -> None:
        self._names = names
        self._parts = parts
        self._reader = reader

    def __call__(self, iri: str) -> Name:
        """Return the name of a thing for the reader."""
        if iri in self._names:
            found = self._reader.name(self._names[iri], "")
            return found if found.text else replace(found, text=shorten(iri))
        if iri.startswith(NUTS_IRI):
            return region_name(iri.removeprefix(NUTS_IRI), self._reader)
        told = self._parts.get(iri, ())
        if len(told) == 1 and isinstance(told[0], Literal) and told[0].language:
            return self._text(told[0].value, told[0].language)
        parts = [self._part(part) for part in told]
        return Name(" · ".join(parts) or shorten(iri), UNTAGGED, self._reader.language)

    def _text(self, text: str, language: str) -> Name:
        """Return a text that stands for a name, in our translation where there is one."""
        wanted = self._reader.language
        ours = translation(text, wanted) if language != wanted else None
        return Name(ours, wanted, wanted) if ours else Name(text, language, wanted)

    def _part(self, part: NamedNode | Literal) -> str:
        if isinstance(part, Literal):
            return self._text(part.value, part.language or UNTAGGED).text
        return self._reader.name(self._names.get(part.value, {}), shorten(part.value)).text


def region_name(code: str, reader: Reader) -> Name:
    """Return the name of a NUTS region with its code; the code alone where no name is known."""
    found = reader.name(region_names(code), code)
    return found if found.text == code else replace(found, text=f"{found.text} ({code})")


def open_name_book(
    publication: Publication, reader: Reader, things: Collection[str], near: Near | None = None
) -> NameBook:
    """Return the names of these things, and of the parts of those without a name.

    What was read around a thing is not asked for again.
    """
    names, parts = _names_near(near, things) if near else ({}, {})
    rest = [one for one in things if one not in names and not (near and one in near.nameless)]
    names |= publication.names(rest)
    parts |= publication.parts(thing for thing in rest if thing not in names)
    held = {part.value for told in parts.values() for part in told if isinstance(part, NamedNode)}
    return NameBook(names | publication.names(held - names.keys()), parts, reader)


def _names_near(near: Near, things: Iterable[str]) -> tuple[Names, Parts]:
    """Return names and parts of things, and the names of these parts, as far as they were read."""
    names: Names = {}
    parts: Parts = {}

    def name(thing: str) -> None:
        told = near.tagged_names(thing)
        if told:
            names[thing] = names_by_language(told)

    for thing in things:
        if thing not in near.nameless:
            name(thing)
        elif pieces := near.pieces(thing):
            parts[thing] = pieces
            for piece in pieces:
                name(str(piece.value))
    return names, parts
