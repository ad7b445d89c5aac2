"""The controls of a map: every filter with its values, named in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from techland.network.arrays.arrays import Arrays
from techland.viz.network_map.concepts import concept_name, country_name
from techland.viz.network_map.source import programme_names
from techland.viz.reader import Reader

if TYPE_CHECKING:
    import polars as pl

# No scheme is deeper; one that runs in a circle ends here.
_DEEPEST = 20


@dataclass(frozen=True)
class Option:
    """A value of a filter: its id, its name, how deep it stands in a tree, how many have it."""

    value: str
    name: str
    depth: int = 0
    count: int = 0


@dataclass(frozen=True)
class Facet:
    """A filter with its values; one of very many values is a list to choose from."""

    name: str
    options: tuple[Option, ...]

    @property
    def is_long(self) -> bool:
        """Tell whether the values are too many for boxes to tick."""
        return self.name in {"source", "region"}


def facets(arrays: Arrays, reader: Reader) -> list[Facet]:
    """Return the filters that the data have values for."""
    parts, bodies, activities = arrays.parts, arrays.organisations, arrays.activities
    language = reader.language

    def concept(scheme: str) -> Callable[[str], str]:
        return lambda notation: concept_name(scheme, notation, language)

    def certainty(value: str) -> str:
        return reader.message(f"netmap-certainty-{value}")

    found = [
        Facet("theme", tuple(_themes(arrays, language))),
        Facet("programme", _programmes(arrays, language)),
        Facet("kind", _counted(activities["kind"], kind_name(reader))),
        Facet("role", _counted(parts["role"], concept("role"))),
        Facet("type", _counted(bodies["type"], concept("organisation-type"))),
        Facet("country", _counted(bodies["country"], lambda code: country_name(code, language))),
        Facet("region", _counted(bodies["nuts"], str)),
        Facet("dataset", _counted(parts["dataset"], str)),
        Facet("source", _sources(arrays)),
        Facet("certainty", _counted(parts["certainty"], certainty)),
    ]
    return [facet for facet in found if facet.options]


def kind_name(reader: Reader) -> Callable[[str], str]:
    """Return what names a kind of activity to a reader."""
    return lambda kind: reader.message(f"netmap-kind-{kind}")


def _counted(values: pl.Series, name: Callable[[str], str]) -> tuple[Option, ...]:
    counts = values.drop_nulls().value_counts()
    column = counts.columns[0]
    options = [Option(row[column], name(row[column]), 0, row["count"]) for row in counts.to_dicts()]
    return tuple(sorted(options, key=lambda one: (one.name.casefold(), one.value)))


def _programmes(arrays: Arrays, language: str) -> tuple[Option, ...]:
    names = programme_names(arrays)

    def name(iri: str) -> str:
        known = names.get(iri, {})
        return known.get(language) or known.get("") or _end(iri)

    options = _counted(arrays.activities["programme"], name)
    return tuple(Option(_end(one.value), one.name, 0, one.count) for one in options)


def _end(iri: str) -> str:
    return iri.rpartition("/")[2]


def _sources(arrays: Arrays) -> tuple[Option, ...]:
    """Return the documents that witness any part, by title."""
    used = arrays.parts["sources"].explode().drop_nulls().value_counts()
    rows = arrays.sources.rows(named=True)
    options = [
        Option(_end(rows[number]["iri"]), rows[number]["label"] or rows[number]["url"] or "", 0, n)
        for number, n in used.iter_rows()
    ]
    return tuple(sorted(options, key=lambda one: (one.name.casefold(), one.value)))


def _themes(arrays: Arrays, language: str) -> Iterable[Option]:
    """Yield the themes as a tree, each below the one that is broader, or that it matches."""
    rows = arrays.themes.rows(named=True)
    about = dict(arrays.activity_themes["theme"].value_counts().iter_rows())
    names = [row[f"label_{language}"] or row["label"] or _end(row["iri"]) for row in rows]
    below: dict[int | None, list[int]] = {}
    for number, row in enumerate(rows):
        above = row["broader"] if row["matched"] is None else row["matched"]
        below.setdefault(above, []).append(number)
    seen: set[int] = set()

    def used(number: int, deep: int = 0) -> bool:
        return number in about or (
            deep < _DEEPEST and any(used(one, deep + 1) for one in below.get(number, ()))
        )

    def walk(above: int | None, depth: int) -> Iterable[Option]:
        for number in sorted(below.get(above, ()), key=lambda one: names[one].casefold()):
            if number in seen or not used(number):
                continue
            seen.add(number)
            yield Option(_end(rows[number]["iri"]), names[number], depth, about.get(number, 0))
            yield from walk(number, depth + 1)

    yield from walk(None, 0)


def word_names(words: Mapping[str, Iterable[str]], reader: Reader) -> dict[str, dict[str, str]]:
    """Return the names of roles, types, countries and kinds for the page's script."""
    language = reader.language

    def named(name: str, scheme: str) -> dict[str, str]:
        return {one: concept_name(scheme, one, language) for one in sorted(words.get(name, ()))}

    return {
        "role": named("role", "role"),
        "type": named("body.type", "organisation-type"),
        "country": {
            one: country_name(one, language) for one in sorted(words.get("body.country", ()))
        },
        "kind": {one: kind_name(reader)(one) for one in sorted(words.get("kind", ()))},
    }
