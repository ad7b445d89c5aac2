"""Organisations as they are compared: names, identifiers, place, country, kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from techland.graph.identity.records import Records, term_text
from techland.graph.identity.vocabulary import table, town_key
from techland.ontology.terms import (
    ADMS,
    FOAF,
    ORG,
    OWL,
    RDFS,
    SCHEMA,
    SKOS,
    TL,
)

CURATED = "facts"
ROR, PIC, VAT, WIKIDATA = "ROR", "PIC", "VAT", "Wikidata"
# A body has one of each of these; a VAT number may be shared by the bodies of one taxpayer.
OWN_SCHEMES = (ROR, PIC, WIKIDATA)
_LONGEST_ACRONYM = 8
_SHARED_HOSTS = ("facebook.com", "linkedin.com", "europa.eu", "wikipedia.org", "keep.eu")


@dataclass(frozen=True)
class Body:
    """An organisation of a dataset.

    Attributes:
        iri: of its record.
        dataset: facts for a curated one.
        names: its names, sorted; acronyms: names that are mere letters.
        identifiers: pairs of scheme and value.
        country: two or three letters of the EU's table, or None.
        sides: the countries to whose side it belongs; a euroregion has two.
        towns: spellings of its town, each in one form.
        host: of its website, without www.
        sector: education, company, government, healthcare or None.
    """

    iri: str
    dataset: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    country: str | None = None
    sides: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    host: str | None = None
    sector: str | None = None

    def values(self, scheme: str) -> set[str]:
        """Return its identifiers of a scheme."""
        return {value for name, value in self.identifiers if name == scheme}


@cache
def _sectors() -> dict[str, str]:
    return {row["type"]: row["sector"] for row in table("sectors")}


def read_bodies(records: Records) -> Iterator[Body]:
    """Yield the organisations of a dataset."""
    for iri, values in records.of_class(ORG.FormalOrganization):
        preferred = {term_text(v) for p in (SKOS.prefLabel, RDFS.label) for v in values.get(p, ())}
        others = {term_text(value) for value in values.get(SKOS.altLabel, ())} - preferred
        acronyms = {name for name in others if is_acronym(name)}
        towns = [term_text(value) for value in values.get(SCHEMA.addressLocality, ())]
        for seat in values.get(TL.seat, ()):
            towns += filter(None, [records.first(seat[1:-1], SKOS.prefLabel)])
        yield Body(
            iri,
            records.dataset,
            tuple(sorted(preferred | others - acronyms)),
            tuple(sorted(acronyms)),
            frozenset(_identifiers(records, values)),
            next((_end(value) for value in sorted(values.get(TL.country, ()))), None),
            frozenset(_end(value) for value in values.get(TL.sideOfBorder, ())),
            frozenset(filter(None, map(town_key, towns))),
            next(filter(None, (_host(v) for v in values.get(FOAF.homepage, ()))), None),
            _sector(values.get(ORG.classification, ())),
        )


def is_acronym(name: str) -> bool:
    """Tell whether a name is mere letters that many bodies may have, such as WWU."""
    return " " not in name and len(name) <= _LONGEST_ACRONYM and name.upper() == name


def _identifiers(records: Records, values: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for term in values.get(ADMS.identifier, ()):
        scheme = records.first(term[1:-1], ADMS.schemaAgency)
        notation = records.first(term[1:-1], SKOS.notation)
        if scheme and notation:
            yield scheme, _bare(scheme, notation)
    for term in values.get(OWL.sameAs, ()):
        for scheme, start in ((ROR, "https://ror.org/"), (WIKIDATA, "wikidata.org/entity/")):
            if start in term:
                yield scheme, term[1:-1].rpartition("/")[2]


def _bare(scheme: str, value: str) -> str:
    if scheme == VAT:
        return "".join(letter for letter in value.upper() if letter.isalnum())
    return value.rstrip("/").rpartition("/")[2]


def _end(term: str) -> str:
    return term[1:-1].rpartition("/")[2]


def _sector(terms: object) -> str | None:
    found = {_sectors().get(_end(term)) for term in terms} - {None}  # type: ignore[attr-defined]  # terms
    return found.pop() if len(found) == 1 else None


def _host(term: str) -> str | None:
    host = urlsplit(term[1:-1]).netloc.lower().partition(":")[0].removeprefix("www.")
    return None if not host or host.endswith(_SHARED_HOSTS) else host
