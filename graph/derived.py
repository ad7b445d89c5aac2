"""Triples that follow by rule: display labels, short-cuts, date bounds, sides of the border.

Every rule reads the accepted view and nothing else, so that each short-cut
can be tested equal to the n-ary nodes it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from techland.graph.claims import Term
from techland.graph.iris import curated, node
from techland.graph.literals import date_bounds
from techland.ontology.terms import DCT, FOAF, PROV, RDFS, SCHEMA, SKOS, TL

LABEL_ORDER = {"en": 0, "de": 1, "nl": 2, None: 3}
BOUNDS = {
    SCHEMA.startDate: (TL.startEarliest, TL.startLatest),
    SCHEMA.endDate: (TL.endEarliest, TL.endLatest),
    TL.signedOn: (TL.signedEarliest, TL.signedLatest),
    TL.approvedOn: (TL.approvedEarliest, TL.approvedLatest),
}
# Role to short-cut, from organisation to activity; every other role takes part in it.
ACTIVITY_SHORT_CUTS = {"funder": TL.funds, "managing-authority": TL.manages}
EVENT_SHORT_CUTS = {
    "organiser": SCHEMA.organizer,
    "speaker": SCHEMA.performer,
    "sponsor": SCHEMA.sponsor,
    "participant": SCHEMA.attendee,
}


class View:
    """The accepted view as rules read it."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._store = Store()
        self._store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in triples)

    def pairs(self, predicate: str) -> Iterator[tuple[NamedNode, Term]]:
        """Yield subject and object of every triple with this predicate."""
        for quad in self._store.quads_for_pattern(None, node(predicate), None, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield quad.subject, quad.object

    def links(self, predicate: str) -> Iterator[tuple[NamedNode, NamedNode]]:
        """Yield subject and object of every triple with this predicate and an IRI as object."""
        for subject, value in self.pairs(predicate):
            if isinstance(value, NamedNode):
                yield subject, value

    def objects(self, subject: NamedNode, predicate: str) -> list[Term]:
        """Return the objects of a subject and predicate, sorted."""
        quads = self._store.quads_for_pattern(subject, node(predicate), None, None)
        values = (quad.object for quad in quads)
        return sorted((v for v in values if isinstance(v, NamedNode | Literal)), key=str)

    def nodes(self, subject: NamedNode, predicate: str) -> list[NamedNode]:
        """Return the objects of a subject and predicate that are IRIs, sorted."""
        return [v for v in self.objects(subject, predicate) if isinstance(v, NamedNode)]


def _labels(view: View) -> Iterator[Triple]:
    """Give each thing one display label: English, else German, else Dutch, else untagged."""
    best: dict[NamedNode, Literal] = {}
    for predicate in (SKOS.prefLabel, FOAF.name):
        for subject, label in view.pairs(predicate):
            if isinstance(label, Literal) and _rank(label) < _rank(best.get(subject)):
                best[subject] = label
    for subject, label in best.items():
        if not view.objects(subject, RDFS.label):
            yield Triple(subject, node(RDFS.label), label)


def _rank(label: Literal | None) -> tuple[int, str]:
    if label is None:
        return (len(LABEL_ORDER) + 1, "")
    return (LABEL_ORDER.get(label.language, len(LABEL_ORDER)), label.value)


def _bounds(view: View) -> Iterator[Triple]:
    for predicate, (earliest, latest) in BOUNDS.items():
        for subject, told in view.pairs(predicate):
            first, last = date_bounds(told.value)
            yield Triple(subject, node(earliest), first)
            yield Triple(subject, node(latest), last)


def _sides(view: View) -> Iterator[Triple]:
    """Give each organisation its sides: those of its statutes, else the country of its seat."""
    own = {subject for subject, _ in view.pairs(TL.side)}
    for predicate in (TL.side, TL.country):
        for body, country in view.pairs(predicate):
            if predicate == TL.side or body not in own:
                yield Triple(body, node(TL.sideOfBorder), country)


def _signing_dates(view: View) -> Iterator[Triple]:
    for signing, document in view.links(PROV.generated):
        for day in view.objects(document, TL.signedOn):
            yield Triple(signing, node(DCT.date), day)


def _participations(view: View) -> Iterator[Triple]:
    prefix = curated("role", "").value
    for part, body in view.links(TL.organisation):
        role = view.objects(part, TL.role)[0].value.removeprefix(prefix)
        for activity in view.nodes(part, TL.activity):
            short_cut = ACTIVITY_SHORT_CUTS.get(role, TL.participatesIn)
            yield Triple(body, node(short_cut), activity)
        for event in view.nodes(part, TL.event):
            yield Triple(event, node(EVENT_SHORT_CUTS[role]), body)


RULES: tuple[Callable[[View], Iterator[Triple]], ...] = (
    _labels,
    _bounds,
    _sides,
    _signing_dates,
    _participations,
)


def derived_triples(accepted: Iterable[Triple]) -> set[Triple]:
    """Return the triples that follow by rule from the accepted view."""
    view = View(accepted)
    return {triple for rule in RULES for triple in rule(view)}
