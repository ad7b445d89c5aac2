"""What an entity page shows: facts by property, what points here, by property too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from techland.ontology.terms import DCT, RDF, RDFS, SKOS, TL
from techland.queries.entities import Entity, Evidence, Fact
from techland.server.addresses import address_of
from techland.server.name_book import NameBook
from techland.viz.names import Name
from techland.viz.reader import Reader

# Told at the head of the page, or as marks beside each fact.
_TOLD_ELSEWHERE = frozenset({RDFS.label, RDF.type, TL.hasClaim})
# Names first, then the rest in the order of their labels.
_FIRST = (SKOS.prefLabel, SKOS.altLabel, DCT.title, DCT.description)
_DATES = frozenset({"date", "gYearMonth", "gYear"})


@dataclass(frozen=True)
class Value:
    """A fact's object as a page shows it, with its evidence and whether it is accepted."""

    name: Name
    address: str | None
    accepted: bool
    evidence: Evidence | None


@dataclass(frozen=True)
class Property:
    """A property with all its values, or with all that point here by it."""

    iri: str
    name: Name
    values: tuple[Value, ...]


def entity_terms(entity: Entity) -> set[str]:
    """Return every IRI that an entity's page names."""
    terms = {entity.iri, *entity.classes}
    for fact in entity.facts:
        terms.add(fact.predicate)
        if isinstance(fact.object, NamedNode):
            terms.add(fact.object.value)
    for link in entity.incoming:
        terms |= {link.predicate, link.subject}
    return terms


def literal_text(literal: Literal, reader: Reader) -> str:
    """Return a literal in words: dates and numbers by the custom of the reader's language."""
    kind = literal.datatype.value.rpartition("#")[2]
    if kind in _DATES:
        return reader.date(literal.value)
    if kind == "integer":
        return reader.number(int(literal.value))
    return literal.value


@dataclass(frozen=True)
class EntityView:
    """An entity for one reader."""

    entity: Entity
    names: NameBook
    reader: Reader

    @property
    def title(self) -> Name:
        """Return the name at the head of the page."""
        own = self.names(self.entity.iri)
        if own.language or not self.entity.label.language:
            return own
        return Name(self.entity.label.value, self.entity.label.language, self.reader.language)

    def value(self, fact: Fact) -> Value:
        """Return how a fact's object is shown."""
        term = fact.object
        if isinstance(term, NamedNode):
            name, address = self.names(term.value), address_of(term.value)
        else:
            text = literal_text(term, self.reader)
            name, address = Name(text, term.language or "", self.reader.language), None
        return Value(name, address, fact.accepted, fact.evidence)

    def facts(self) -> list[Property]:
        """Return what is said of the entity, names first."""
        told = [fact for fact in self.entity.facts if fact.predicate not in _TOLD_ELSEWHERE]
        pairs = ((fact.predicate, self.value(fact)) for fact in told)
        return self._grouped(pairs)

    def incoming(self) -> list[Property]:
        """Return what points to the entity, by property."""
        told = (link for link in self.entity.incoming if link.predicate not in _TOLD_ELSEWHERE)
        pairs = (
            (
                link.predicate,
                Value(self.names(link.subject), address_of(link.subject), True, None),
            )
            for link in told
        )
        return self._grouped(pairs)

    def _grouped(self, pairs: Iterable[tuple[str, Value]]) -> list[Property]:
        found: dict[str, list[Value]] = {}
        for predicate, value in pairs:
            found.setdefault(predicate, []).append(value)
        return sorted(self._properties(found), key=self._order)

    def _properties(self, found: dict[str, list[Value]]) -> Iterator[Property]:
        for predicate, values in found.items():
            ordered = sorted(values, key=lambda v: (not v.accepted, v.name.text.casefold()))
            yield Property(predicate, self.names(predicate), tuple(ordered))

    def _order(self, entry: Property) -> tuple[int, str]:
        place = _FIRST.index(entry.iri) if entry.iri in _FIRST else len(_FIRST)
        return place, entry.name.text.casefold()
