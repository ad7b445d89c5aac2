"""The values of properties of things, as a spreadsheet is extended with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from techland.ontology.terms import XSD
from techland.queries.reconciling.schema import DATE, ENTITY, FOLDER, properties
from techland.queries.reconciling.things import FALLBACKS, Thing, id_of, iri_of_id
from techland.queries.solutions import Select

# More things than these are read as they come.
_READ_AT_ONCE = 60_000
_MARK = "# param: things"
_OWN_NAMES = {f"name-{language}": language for language in ("en", "nl", "de")}


@dataclass(frozen=True)
class Value:
    """A value of a property: its text, and for an entity its id with its names by language."""

    text: str
    kind: str
    id: str = ""
    names: tuple[tuple[str, str], ...] = ()

    def name(self, language: str) -> str:
        """Return the name of an entity in a language, with the usual fallbacks; else the text."""
        names = dict(self.names)
        found = (names[tag] for tag in (language, *FALLBACKS) if tag in names)
        return next(found, self.text)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all by which the value may be told in a spreadsheet."""
        return (self.text, self.id, *(name for _, name in self.names))


Values = dict[str, dict[str, list[Value]]]


# What `told.rq` gives.
TOLD = frozenset({"country", "place", "kind", "programme", "start", "end", "signed"})


def read_values(
    select: Select, things: Mapping[str, Thing], wanted: Iterable[str], query: str = "values"
) -> Values:
    """Return the values by thing and property, for those of the wanted ids that exist.

    Args:
        select: answers a SELECT.
        things: everything there is, by id.
        wanted: ids.
        query: values for every property, told for those in ``TOLD``.
    """
    known = [things[one] for one in dict.fromkeys(wanted) if one in things]
    found: Values = {thing.id: _own(thing) for thing in known}
    if not known:
        return found
    text = (FOLDER / f"{query}.rq").read_text(encoding="utf-8")
    # Where all are wanted none need be named.
    line = f"  VALUES ?thing {{ {' '.join(str(NamedNode(one.iri)) for one in known)} }}"
    line = "" if len(known) == len(things) else line
    asked = "\n".join(line if _MARK in one else one for one in text.splitlines())
    names: dict[tuple[str, str, NamedNode | Literal], dict[str, str]] = {}
    for row in select(asked):
        key = (id_of(row["thing"].value), row["property"].value, row["value"])
        if key[0] not in found:
            continue
        tagged = names.setdefault(key, {})
        if row.get("name") is not None:
            tagged.setdefault(row["name"].language or "", row["name"].value)
    for (thing, name, term), tagged in names.items():
        values = found[thing].setdefault(name, [])
        value = _value(term, name, tagged)
        if value not in values:
            values.append(value)
    return found


def _own(thing: Thing) -> dict[str, list[Value]]:
    own = {"iri": [Value(thing.iri, "str")]}
    for name, language in _OWN_NAMES.items():
        if language in thing.names:
            own[name] = [Value(thing.names[language], "str")]
    return own


def _value(term: NamedNode | Literal, name: str, tagged: Mapping[str, str]) -> Value:
    kind = properties()[name].value
    if isinstance(term, NamedNode):
        names = tuple(sorted(tagged.items()))
        last = term.value.rpartition("/")[2]
        if kind == ENTITY:
            return Value(last, ENTITY, id_of(term.value), names)
        # A code such as a NUTS region is told by its end, a page by its address.
        is_code = name in {"nuts", "kind"}
        return Value(last if is_code else term.value, "str", "", names if is_code else ())
    day = kind == DATE and term.datatype.value == XSD.date
    return Value(term.value, DATE if day else "str")


def thing_of(identifier: str, things: Mapping[str, Thing]) -> Thing | None:
    """Return a thing by its id or IRI."""
    return things.get(identifier) or things.get(id_of(iri_of_id(identifier)))


def told_values(
    select: Select, things: Mapping[str, Thing], wanted: Iterable[str], kept: Values
) -> Values:
    """Return what tells things from their namesakes, reading only what is not kept yet.

    Of a graph that is not large everything is read at once, so that no name costs a query.
    """
    ids = list(dict.fromkeys(wanted))
    missing = [one for one in ids if one not in kept]
    if missing:
        more = missing if len(things) > _READ_AT_ONCE else things
        kept |= read_values(select, things, more, "told")
    return {one: kept[one] for one in ids if one in kept}
