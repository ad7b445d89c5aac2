"""Walks: which triples around a thing are read, step by step, in whatever engine holds them.

A walk is a table of steps, so that a query process can follow it in the indexes of its store
(no query is parsed or planned, which takes longer than the reading) and an engine elsewhere can
be asked the same by one small query a step. A test holds both to the same triples.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import DCT, PROV, RDF, RDFS, SCHEMA, SKOS, TL

OUT, IN = "out", "in"
THIS, NAMED, NAMELESS = "this", "named", "nameless"
LABELS = (SKOS.prefLabel, RDFS.label)


@dataclass(frozen=True)
class Join:
    """Which ends of a step join a set: those by some predicates, all but some, or all."""

    set: str
    by: frozenset[str] | None = None
    but: frozenset[str] = frozenset()

    def takes(self, predicate: str) -> bool:
        """Tell whether the end of a triple with this predicate joins."""
        return predicate not in self.but and (self.by is None or predicate in self.by)


@dataclass(frozen=True)
class Step:
    """Triples to read: out of, or into, every thing of some sets.

    Attributes:
        begin: the sets; ``nameless`` is what is named and has no label.
        way: out or in.
        by: predicates; any without.
        but: predicates that are not read; of these one triple is kept, which tells that
            there are some.
        joins: the sets that the other ends join.
        names: the predicates join what is named, but for those.
    """

    begin: tuple[str, ...]
    way: str
    by: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()
    joins: tuple[Join, ...] = ()
    names: Join | None = None

    def reads(self, predicate: str) -> bool:
        """Tell whether triples with this predicate are read out of a thing."""
        return not self.by or predicate in self.by

    @cached_property
    def sets_of(self) -> dict[str, tuple[str, ...]]:
        """Return the sets that ends join by predicate, as far as was asked."""
        return {}

    def joined(self, predicate: str) -> tuple[str, ...]:
        """Return the sets that the end of a triple with this predicate joins."""
        found = self.sets_of.get(predicate)
        if found is None:
            found = tuple(join.set for join in self.joins if join.takes(predicate))
            self.sets_of[predicate] = found
        return found


@dataclass
class Sets:
    """The sets of a walk under way; a set is a dictionary, which keeps its order."""

    found: dict[str, dict[str, None]]
    labelled: set[str] = field(default_factory=set)

    @classmethod
    def from_start(cls, start: str) -> Self:
        """Return the sets before the first step."""
        return cls({THIS: {start: None}, NAMED: {start: None}})

    def beginnings(self, step: Step) -> list[str]:
        """Return the things from which a step goes, each once."""
        told = dict.fromkeys(one for name in step.begin for one in self._of(name))
        return list(told)

    @property
    def nameless(self) -> list[str]:
        """Return what is named and has no label, as far as labels were read."""
        return [one for one in self.found[NAMED] if one not in self.labelled]

    def _of(self, name: str) -> Iterable[str]:
        return self.nameless if name == NAMELESS else self.found.get(name, ())

    def join(self, step: Step, near: str, predicate: str, far: str | None) -> None:
        """Take in a triple of a step; ``far`` is None where it is a literal."""
        if predicate in _LABELLING and step.way == OUT:
            self.labelled.add(near)
        if step.names is not None and step.names.takes(predicate):
            self.found.setdefault(NAMED, {})[predicate] = None
        if far is None:
            return
        for name in step.joined(predicate):
            self.found.setdefault(name, {})[far] = None


_LABELLING = frozenset(LABELS)


def _join(name: str, *by: str) -> Join:
    return Join(name, frozenset(by))


CLAIMS, NODES, OTHERS, SIGNINGS, PARTS, SOURCES, CODES = (
    *("claims", "nodes", "others", "signings", "parts", "sources", "codes"),
)
_NODE_CLAIMS, _DISPUTES, _POSITIONS, _APPROVALS = "node-claims", "disputes", "positions", "approved"
_OF_SIGNINGS, _PIECES = "of-signings", "pieces"
# Words of the vocabulary that are told by their notation.
_CODED = (TL.status, TL.certainty, TL.rowCertainty, TL.basis)
# What may point to a thing a hundred thousand times, and pages tell in other ways.
HEAVY = frozenset(
    {
        *(RDF.type, RDF.object, TL.country, TL.sideOfBorder, SKOS.hasTopConcept, TL.nuts),
        *(TL.region, PROV.wasDerivedFrom, TL.theme, TL.seat, TL.venue, TL.signedAt, SKOS.broader),
    }
)
# Nodes that tie a thing to others: they are told by the others.
_TIED_BY = (TL.organisation, TL.activity, TL.event, PROV.agent)
_NOT_NAMED = frozenset({*HEAVY, *_TIED_BY, RDF.subject, TL.participatesIn, PROV.generated})
_POINTING = Step(
    (THIS,),
    IN,
    but=HEAVY,
    joins=(
        _join(CLAIMS, RDF.subject),
        _join(_DISPUTES, TL.about),
        _join(NODES, *_TIED_BY),
        _join(SIGNINGS, PROV.generated),
        _join(PARTS, TL.fundedUnder, DCT.isPartOf),
        _join(_APPROVALS, TL.approves),
        Join(NAMED, but=_NOT_NAMED),
    ),
    names=Join(NAMED, but=_NOT_NAMED),
)
_SAID = Step(
    (THIS,),
    OUT,
    joins=(_join(CLAIMS, TL.hasClaim), _join(_POSITIONS, TL.position), Join(NAMED)),
    names=Join(NAMED),
)
_EVIDENCE = (
    Step(
        (CLAIMS,),
        OUT,
        (
            *(RDF.type, RDF.predicate, RDF.object, *_CODED, SKOS.editorialNote, TL.inDispute),
            PROV.wasDerivedFrom,
        ),
        joins=(
            _join(CODES, *_CODED),
            _join(_DISPUTES, TL.inDispute),
            _join(SOURCES, PROV.wasDerivedFrom),
            _join(NAMED, RDF.predicate, RDF.object),
        ),
    ),
    Step(
        (THIS, _DISPUTES),
        OUT,
        (
            *(RDF.type, RDFS.label, TL.disputedProperty, TL.disputeKind, TL.decision),
            *(TL.ruleApplied, TL.reason, SKOS.note, TL.position, TL.acceptedPosition),
        ),
        joins=(
            _join(CODES, TL.disputeKind, TL.decision, TL.ruleApplied),
            _join(_POSITIONS, TL.position),
        ),
    ),
    Step(
        (_POSITIONS,),
        OUT,
        (TL.positionSide, TL.positionText, PROV.wasDerivedFrom),
        joins=(_join(SOURCES, PROV.wasDerivedFrom),),
    ),
    Step((SOURCES,), OUT, (DCT.title, TL.publisherName, SCHEMA.url, DCT.issued, TL.copyOf)),
)
_DATES = (SCHEMA.startDate, SCHEMA.endDate, TL.signedOn)
_TIES = (
    Step((NODES,), IN, (PROV.qualifiedAssociation,), joins=(Join(SIGNINGS),)),
    Step(
        (SIGNINGS,),
        OUT,
        (PROV.generated, PROV.qualifiedAssociation),
        joins=(
            _join(OTHERS, PROV.generated),
            _join(NODES, PROV.qualifiedAssociation),
            _join(NAMED, PROV.generated),
        ),
    ),
    Step(
        (NODES,),
        OUT,
        (*_TIED_BY, TL.role, PROV.hadRole, TL.hasClaim, PROV.wasDerivedFrom),
        joins=(
            _join(OTHERS, *_TIED_BY),
            _join(_NODE_CLAIMS, TL.hasClaim),
            _join(NAMED, *_TIED_BY, TL.role, PROV.hadRole, PROV.wasDerivedFrom),
        ),
    ),
    Step(
        (_NODE_CLAIMS,),
        OUT,
        (TL.status, TL.certainty, TL.rowCertainty, TL.inDispute, PROV.wasDerivedFrom),
        joins=(
            _join(CODES, TL.status, TL.certainty, TL.rowCertainty),
            _join(NAMED, PROV.wasDerivedFrom),
        ),
    ),
    Step((OTHERS, PARTS), OUT, (RDF.type, *_DATES)),
    Step((OTHERS, PARTS), IN, (TL.approves,), joins=(Join(_APPROVALS),)),
    Step((_APPROVALS,), OUT, (TL.approvedOn,)),
    Step((PARTS,), OUT, (TL.totalCostPlanned, TL.euContributionPlanned)),
)
_CODES = Step((CODES,), OUT, (SKOS.notation,))
# What a thing without a name is told by, in reading order.
PIECES = (
    (TL.organisation, PROV.agent, PROV.generated, TL.outcomeOf, TL.approves, RDF.subject),
    (TL.role, PROV.hadRole, TL.measure, RDF.predicate, TL.approvedOn),
    (TL.activity, TL.event, TL.value, RDF.object),
    (TL.positionText,),
)
_NAMES = (
    Step((NAMED,), OUT, LABELS),
    Step(
        (NAMELESS,),
        OUT,
        (*(one for row in PIECES for one in row), RDF.type, DCT.description),
        joins=(Join(_PIECES, but=frozenset({RDF.type})),),
    ),
    Step((NAMELESS,), IN, (PROV.qualifiedAssociation,), joins=(Join(_OF_SIGNINGS),)),
    Step((_OF_SIGNINGS,), OUT, (PROV.generated,), joins=(Join(_PIECES),)),
    Step((_PIECES,), OUT, LABELS),
)
# What named graphs tell of the thing itself: its names there, and what takes its place.
REASONS = (TL.identityReason, TL.reason, f"{PREFIXES['skos']}changeNote")
IN_GRAPHS = (*LABELS, SKOS.altLabel, DCT.title, DCT.isReplacedBy, *REASONS)
# Claims with the thing as their object tell of others.
_CLAIMED = frozenset({RDF.object})
REPLACED, ENTITY, PAGE = "replaced", "entity", "page"
WALKS: dict[str, tuple[Step, ...]] = {
    REPLACED: (Step((THIS,), OUT, (DCT.isReplacedBy, *REASONS)),),
    ENTITY: (_SAID, replace(_POINTING, but=_CLAIMED), *_EVIDENCE, _CODES, *_NAMES),
    PAGE: (_SAID, _POINTING, *_EVIDENCE, *_TIES, _CODES, *_NAMES),
}
