"""What an entity page shows: facts by heading and property, what points here by property."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from techland.graph.translations import TRANSLATED, translation
from techland.ontology.terms import RDF, RDFS, SKOS, TL
from techland.queries.entities import Entity, Evidence, Fact, Term
from techland.server.addresses import address_of
from techland.server.disputed import property_words
from techland.server.fact_groups import (
    HEADINGS,
    MONEY,
    SHORT_CUTS,
    TOLD_BACKWARDS,
    place_of,
)
from techland.server.name_book import NameBook
from techland.viz.names import Name
from techland.viz.reader import Reader

# Told at the head of the page, or as marks beside each fact.
_TOLD_ELSEWHERE = frozenset({RDFS.label, RDF.type, TL.hasClaim})
_HIDDEN_BACKWARDS = _TOLD_ELSEWHERE | TOLD_BACKWARDS
_DATES = frozenset({"date", "gYearMonth", "gYear"})
# Texts that say the same in each language.
_ONE_LANGUAGE = frozenset({SKOS.definition})
_NUMBERS = frozenset({"integer", "decimal"})


@dataclass(frozen=True)
class Value:
    """A fact's object as a page shows it, with its evidence and whether it is accepted."""

    name: Name
    address: str | None
    accepted: bool
    evidence: Evidence | None
    # The English text that the name translates, where it is our translation.
    original: str | None = None


@dataclass(frozen=True)
class Property:
    """A property with all its values, or with all that point here by it."""

    iri: str
    name: Name
    values: tuple[Value, ...]

    @property
    def disputes(self) -> tuple[str, ...]:
        """Return the disputes of its values."""
        told = (one for value in self.values if value.evidence for one in value.evidence.disputes)
        return tuple(dict.fromkeys(told))


@dataclass(frozen=True)
class Heading:
    """Properties that are told together."""

    key: str
    properties: tuple[Property, ...]


def _in_one_language(values: list[Value], language: str) -> list[Value]:
    """Return the values in a language, all where there are none."""
    return [value for value in values if value.name.language == language] or values


def entity_terms(entity: Entity) -> set[str]:
    """Return every IRI that an entity's page names."""
    terms = {entity.iri, *entity.classes}
    for fact in entity.facts:
        terms.add(fact.predicate)
        if isinstance(fact.object, NamedNode):
            terms.add(fact.object.value)
    for link in entity.incoming:
        if link.predicate not in _HIDDEN_BACKWARDS:
            terms |= {link.predicate, link.subject}
    return terms


def literal_text(literal: Literal, reader: Reader, predicate: str = "") -> str:
    """Return a literal in words: dates, numbers and money by the custom of the language."""
    kind = literal.datatype.value.rpartition("#")[2]
    if kind in _DATES:
        return reader.date(literal.value)
    if kind in _NUMBERS:
        amount = Decimal(literal.value)
        return reader.money(amount) if predicate in MONEY else reader.number(amount)
    return literal.value


def term_value(term: Term, predicate: str, names: NameBook, reader: Reader) -> Value:
    """Return how the object of a property is shown."""
    if isinstance(term, NamedNode):
        return Value(names(term.value), address_of(term.value), True, None)
    # A claim tells its text as the object.
    is_ours = predicate in TRANSLATED or predicate == RDF.object
    ours = translation(term.value, reader.language) if is_ours else None
    if ours:
        return Value(Name(ours, reader.language, reader.language), None, True, None, term.value)
    text = literal_text(term, reader, predicate)
    return Value(Name(text, term.language or "", reader.language), None, True, None)


@dataclass(frozen=True)
class EntityView:
    """An entity for one reader."""

    entity: Entity
    names: NameBook
    reader: Reader

    @property
    def title(self) -> Name:
        """Return the name at the head of the page."""
        if TL.Dispute in self.entity.classes and self.entity.disagreements:
            return self._title_of_dispute()
        own = self.names(self.entity.iri)
        if own.language or not self.entity.label.language:
            return own
        return Name(self.entity.label.value, self.entity.label.language, self.reader.language)

    def _title_of_dispute(self) -> Name:
        """Return what is disputed about what: its label has only their ids."""
        about = [f.object for f in self.entity.facts if f.predicate == TL.about]
        thing = self.names(str(about[0].value)).text if about else ""
        what = property_words(self.entity.disagreements[0].property, self.reader)
        return Name(f"{thing}: {what}" if thing else what, "", self.reader.language)

    @property
    def has_claims(self) -> bool:
        """Tell whether claims are made about it, so that what has none follows from them."""
        return any(fact.evidence for fact in self.entity.facts)

    def value(self, fact: Fact) -> Value:
        """Return how a fact's object is shown."""
        found = term_value(fact.object, fact.predicate, self.names, self.reader)
        return replace(found, accepted=fact.accepted, evidence=fact.evidence)

    def facts(self) -> list[Heading]:
        """Return what is said of the entity, by heading."""
        told = (
            fact
            for fact in self.entity.facts
            if fact.predicate not in _TOLD_ELSEWHERE
            and not (fact.predicate in SHORT_CUTS and fact.accepted)
        )
        found: dict[str, list[Property]] = {}
        for entry in self._grouped((fact.predicate, self.value(fact)) for fact in told):
            found.setdefault(place_of(entry.iri)[0], []).append(entry)
        return [Heading(key, tuple(found[key])) for key in HEADINGS if key in found]

    def incoming(self) -> list[Property]:
        """Return what points to the entity, by property."""
        told = (link for link in self.entity.incoming if link.predicate not in _HIDDEN_BACKWARDS)
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
            shown = values
            if predicate in _ONE_LANGUAGE:
                shown = _in_one_language(values, self.reader.language)
            ordered = sorted(shown, key=lambda v: (not v.accepted, v.name.text.casefold()))
            yield Property(predicate, self.names(predicate), tuple(ordered))

    def _order(self, entry: Property) -> tuple[int, str]:
        return place_of(entry.iri)[1], entry.name.text.casefold()
