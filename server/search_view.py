"""What a search page shows: results by name, facets as links, pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from techland.ontology.terms import BASE
from techland.queries.search.found import Found, Hit
from techland.queries.search.searching import MOST_RESULTS
from techland.server.addresses import address_of
from techland.server.name_book import NameBook
from techland.server.versions import PARAMETER
from techland.viz.messages import has_message
from techland.viz.names import UNTAGGED, Name
from techland.viz.reader import Reader

SEARCH = "/search"
_SHOWN_VALUES = 8
# The facets whose values have messages, with the beginnings of their names.
_WORDED = {"kind": "kind-", "period": "period-", "dataset": "dataset-"}


@dataclass(frozen=True)
class FacetValue:
    """A value that a search can be narrowed to, or is: its name, count, and the address."""

    name: Name
    number: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its values; the most common first."""

    key: str
    values: tuple[FacetValue, ...]

    @property
    def first(self) -> tuple[FacetValue, ...]:
        """Return those shown at once."""
        return self.values[:_SHOWN_VALUES]

    @property
    def rest(self) -> tuple[FacetValue, ...]:
        """Return those behind a fold."""
        return self.values[_SHOWN_VALUES:]


def named_things(found: Found, filters: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the IRIs that the page names by the graph: themes, sources, datasets."""
    told = {*(value for name in ("theme", "source") for value, _ in found.facets.get(name, ()))}
    told |= {_iri("theme", v) for v in filters.get("theme", ())}
    told |= {_iri("source", v) for v in filters.get("source", ())}
    sets = {value for value, _ in found.facets.get("dataset", ())} | {*filters.get("dataset", ())}
    return told | {f"{BASE}dataset/{name}" for name in sets}


def _iri(facet: str, value: str) -> str:
    return value if ":" in value else f"{BASE}{facet}/{value.removeprefix(f'{facet}/')}"


def hit_name(hit: Hit, reader: Reader) -> Name:
    """Return the name of a result for its reader."""
    return reader.name(hit.names, hit.iri)


@dataclass(frozen=True)
class SearchView:
    """A search for one reader."""

    found: Found
    filters: Mapping[str, Sequence[str]]
    offset: int
    page_size: int
    names: NameBook
    reader: Reader
    # The version that the search asks for, which every link keeps.
    version: str | None = None

    def name(self, hit: Hit) -> Name:
        """Return the name of a result."""
        return hit_name(hit, self.reader)

    def address(self, hit: Hit) -> str | None:
        """Return where a result leads."""
        return address_of(hit.iri)

    def alias(self, hit: Hit) -> str | None:
        """Return the name by which a result was found, where that is not the one shown."""
        matched, shown = hit.matched.casefold(), self.name(hit).text.casefold()
        if not self.found.text.strip() or matched in {"", shown}:
            return None
        return hit.matched

    def value_name(self, facet: str, value: str) -> Name:
        """Return the name of a facet's value."""
        if facet in {"theme", "source"}:
            return self.names(_iri(facet, value))
        message = _WORDED.get(facet, "") + value
        if facet == "country":
            text = self.reader.locale.territories.get(value, value)
        elif has_message(message):
            text = self.reader.message(message)
        elif facet == "dataset":
            return self.names(f"{BASE}dataset/{value}")
        else:
            text = value
        return Name(text, UNTAGGED, self.reader.language)

    def facets(self) -> list[Facet]:
        """Return the facets of which the results have any value."""
        return [
            Facet(key, tuple(self._values(key, told)))
            for key, told in self.found.facets.items()
            if told
        ]

    def _values(self, key: str, told: Iterable[tuple[str, int]]) -> Iterable[FacetValue]:
        chosen = {_plain(key, value) for value in self.filters.get(key, ())}
        for value, number in told:
            plain = _plain(key, value)
            kept = [one for one in self.filters.get(key, ()) if _plain(key, one) != plain]
            wanted = kept if plain in chosen else [*kept, plain]
            name = self.value_name(key, value)
            yield FacetValue(name, number, self._to({key: wanted}), plain in chosen)

    def chosen(self) -> list[tuple[str, Name, str]]:
        """Return each filter with its facet, name and the address of the search without it."""
        return [
            (key, self.value_name(key, value), self._to({key: [v for v in values if v != value]}))
            for key, values in self.filters.items()
            for value in values
        ]

    @property
    def last(self) -> int:
        """Return the place of the last result shown."""
        return self.offset + len(self.found.hits)

    def previous(self) -> str | None:
        """Return the address of the page before."""
        before = max(0, self.offset - self.page_size)
        return self._to({}, before) if self.offset else None

    def following(self) -> str | None:
        """Return the address of the page after."""
        more = self.last < min(self.found.total, MOST_RESULTS)
        return self._to({}, self.offset + self.page_size) if more else None

    @property
    def most(self) -> int | None:
        """Return how many results can be paged through, if not all of them."""
        return MOST_RESULTS if self.found.total > MOST_RESULTS else None

    def as_json(self) -> str:
        """Return the address of the same search as JSON."""
        return "/api" + self._to({}, self.offset)

    def _to(self, changed: Mapping[str, Sequence[str]], offset: int = 0) -> str:
        told = [("q", self.found.text)]
        told += [(PARAMETER, self.version)] if self.version else []
        for key, values in {**self.filters, **changed}.items():
            told += [(key, value) for value in values]
        return f"{SEARCH}?{urlencode([*told, ('offset', str(offset))] if offset else told)}"


def _plain(facet: str, value: str) -> str:
    """Return a value as an address names it: a thing of ours by its id."""
    return value.removeprefix(f"{BASE}{facet}/").removeprefix(f"{facet}/")
