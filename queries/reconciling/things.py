"""The things that a name may mean: their types, names and identifiers, read once a version."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode

from techland.graph.identity.candidates import CandidateFinder
from techland.graph.identity.letters import words_of
from techland.ontology.terms import BASE
from techland.queries.reconciling.schema import FOLDER, thing_types
from techland.queries.solutions import Select

# The order in which a name of another language stands in for a missing one.
FALLBACKS = ("en", "de", "nl", "")
# Between a short name and the long one behind it.
_HEAD = re.compile(r"\s+[-\u2013\u2014]\s+|:\s+")


@dataclass
class Thing:
    """A thing that can be matched.

    Attributes:
        id: the end of its IRI below our base; the whole IRI elsewhere.
        types: ids of the service's types.
        names: its name by language; "" holds one without a language.
        others: aliases, of any language.
        identifiers: such as a ROR id, as written.
    """

    id: str
    types: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)

    @property
    def iri(self) -> str:
        """Return the IRI of the thing."""
        return iri_of_id(self.id)

    def name(self, language: str) -> str:
        """Return the name in a language, else in English, German, Dutch, none, any."""
        for tag in (language, *FALLBACKS):
            if tag in self.names:
                return self.names[tag]
        return next(iter(self.names.values()), self.id)

    @property
    def texts(self) -> Iterator[str]:
        """Yield every name and alias, each once."""
        yield from dict.fromkeys((*self.names.values(), *self.others))


def id_of(iri: str) -> str:
    """Return the identifier of a thing in the service's identifier space."""
    return iri.removeprefix(BASE)


def iri_of_id(identifier: str) -> str:
    """Return the IRI of an identifier."""
    return identifier if identifier.startswith(("http://", "https://")) else BASE + identifier


def read_things(select: Select) -> dict[str, Thing]:
    """Return everything that a name may mean, by its id."""
    text = (FOLDER / "things.rq").read_text(encoding="utf-8")
    classes = {one.of_class for one in thing_types().values()}
    values = " ".join(str(NamedNode(one)) for one in sorted(classes))
    mark = "# param: classes"
    lines = (f"  VALUES ?class {{ {values} }}" if mark in li else li for li in text.splitlines())
    things: dict[str, Thing] = {}
    for row in select("\n".join(lines)):
        iri = row["thing"].value
        types = _types(iri, row["class"].value)
        if not types:
            continue
        thing = things.setdefault(id_of(iri), Thing(id_of(iri)))
        thing.types += [one for one in types if one not in thing.types]
        _take(thing, row["part"].value, row["name"].value, getattr(row["name"], "language", None))
    return things


def _types(iri: str, of_class: str) -> list[str]:
    every = thing_types().values()
    return [one.id for one in every if one.of_class == of_class and iri.startswith(one.within)]


def _take(thing: Thing, part: str, text: str, language: str | None) -> None:
    if part == "name":
        thing.names.setdefault(language or "", text)
    else:
        kept = thing.others if part == "alias" else thing.identifiers
        if text not in kept:
            kept.append(text)


class ThingIndex:
    """The things of a version, to be found by name, by the beginning of a word, by identifier."""

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self.things = things
        # By id and property, kept as they are read: what the same names find again.
        self.told: dict[str, Any] = {}

    @cached_property
    def finder(self) -> CandidateFinder:
        """Return what finds the most alike names."""
        pairs = ((thing.id, text) for thing in self.things.values() for text in thing.texts)
        return CandidateFinder(pairs)

    @cached_property
    def by_identifier(self) -> dict[str, list[str]]:
        """Return ids by identifier, IRI and id, small letters."""
        found: dict[str, list[str]] = {}
        for thing in self.things.values():
            ends = (one.rpartition("/")[2] for one in thing.identifiers)
            for key in dict.fromkeys((thing.id, thing.iri, *thing.identifiers, *ends)):
                found.setdefault(key.lower(), []).append(thing.id)
        return found

    @cached_property
    def by_text(self) -> dict[str, list[str]]:
        """Return ids by a name or alias whose letters were brought to one form."""
        found: dict[str, list[str]] = {}
        for thing in self.things.values():
            for key in dict.fromkeys(map(plain_text, thing.texts)):
                found.setdefault(key, []).append(thing.id)
        return found

    @cached_property
    def by_head(self) -> dict[str, list[str]]:
        """Return ids of activities, agreements and events by what their title begins with."""
        found: dict[str, list[str]] = {}
        for thing in self.things.values():
            if "organisation" in thing.types:
                continue
            heads = (_HEAD.split(text, maxsplit=1) for text in thing.texts)
            for key in dict.fromkeys(plain_text(head) for head, *rest in heads if rest):
                found.setdefault(key, []).append(thing.id)
        return found

    @cached_property
    def _words(self) -> list[tuple[str, str, str]]:
        rows = {
            (word, f" {' '.join(words)}", thing.id)
            for thing in self.things.values()
            for words in map(words_of, thing.texts)
            for word in words
        }
        return sorted(rows)

    def beginning_with(self, prefix: str, types: Iterable[str] = ()) -> list[str]:
        """Return the ids of things with a name in which a word begins as each told word does.

        The ids of things that have the prefix as identifier come first, then whole names,
        then names that begin so.
        """
        wanted, asked = set(types), words_of(prefix)
        direct = self.by_identifier.get(prefix.strip().lower(), [])
        found: dict[str, tuple[bool, bool, str]] = {}
        whole = f" {' '.join(asked)}"
        for text, thing in self._with_word(max(asked, key=len, default="")):
            if all(f" {word}" in text for word in asked):
                rank = (text != whole, not text.startswith(whole), text)
                found[thing] = min(found.get(thing, rank), rank)
        ordered = sorted(found, key=lambda one: (*found[one], one))
        every = dict.fromkeys((*direct, *ordered))
        return [one for one in every if not wanted or wanted & set(self.things[one].types)]

    def _with_word(self, beginning: str) -> Iterator[tuple[str, str]]:
        if not beginning:
            return
        rows = self._words
        for at in range(bisect_left(rows, (beginning,)), len(rows)):
            word, text, thing = rows[at]
            if not word.startswith(beginning):
                return
            yield text, thing


def plain_text(text: str) -> str:
    """Return a text in small letters without diacritics or signs, by which names are compared."""
    return " ".join(words_of(text))


def thing_types_of(thing: Thing) -> list[str]:
    """Return the ids of a thing's types, the narrowest first."""
    broader = {thing_types()[one].broader for one in thing.types}
    return sorted(thing.types, key=lambda one: one in broader)
