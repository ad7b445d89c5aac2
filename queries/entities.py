"""One thing in the graph with its evidence: statements, claims, sources, disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from techland.graph.errors import UnknownEntity
from techland.ontology.terms import BASE, RDF, RDFS

FOLDER = Path(__file__).parent / "entity"
PARAMETER = "# param: this"
Term = NamedNode | Literal
Row = Mapping[str, Any]
Select = Callable[[str], Iterable[Row]]


@dataclass(frozen=True)
class Document:
    """A source: its IRI, title (tagged with its language), publisher, address, day of issue."""

    iri: str
    title: Literal
    publisher: str
    url: str
    issued: str | None
    copy_of: str | None


@dataclass(frozen=True)
class Evidence:
    """A claim as a reader sees it: who says so, how sure, and whether others disagree."""

    claim: str
    status: str
    certainty: str | None
    row_certainty: str | None
    basis: str | None
    sources: tuple[Document, ...]
    disputes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """A statement about a thing, accepted or not; evidence is None where it follows by rule."""

    predicate: str
    predicate_label: Literal | None
    object: Term
    object_label: Literal | None
    accepted: bool
    evidence: Evidence | None


@dataclass(frozen=True)
class Link:
    """A triple that points to the thing."""

    subject: str
    subject_label: Literal | None
    predicate: str
    predicate_label: Literal | None


@dataclass(frozen=True)
class Side:
    """One position of a disagreement."""

    name: str
    text: str
    accepted: bool
    sources: tuple[Document, ...]


@dataclass(frozen=True)
class Disagreement:
    """A dispute that concerns the thing, with the rule that settled it."""

    iri: str
    label: str
    property: str
    kind: str
    decision: str
    rule: str
    reason: str
    note: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Entity:
    """A thing: its label and classes, what is said of it, what points to it, who disagrees."""

    iri: str
    label: Literal
    classes: tuple[str, ...]
    facts: tuple[Fact, ...]
    incoming: tuple[Link, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def sources(self) -> tuple[Document, ...]:
        """Return every document that witnesses a fact of this thing, by title."""
        found = {d.iri: d for f in self.facts if f.evidence for d in f.evidence.sources}
        return tuple(sorted(found.values(), key=lambda d: (d.title.value, d.iri)))

    @property
    def claims(self) -> tuple[Evidence, ...]:
        """Return the evidence of every fact that has any."""
        return tuple(fact.evidence for fact in self.facts if fact.evidence)


@cache
def _query(name: str) -> str:
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def entity_query(name: str, iri: str) -> str:
    """Return one of the entity queries with the thing's IRI as its parameter."""
    lines = _query(name).splitlines()
    values = f"  VALUES ?this {{ {NamedNode(iri)} }}  {PARAMETER}"
    return "\n".join(values if line.endswith(PARAMETER) else line for line in lines)


def _text(row: Row, variable: str) -> str | None:
    term = row[variable]
    return None if term is None else str(term.value)


def _needed(row: Row, variable: str) -> str:
    return str(row[variable].value)


def _documents(rows: Iterable[Row]) -> dict[str, tuple[Document, ...]]:
    found: dict[str, dict[str, Document]] = {}
    for row in rows:
        document = Document(
            _needed(row, "source"),
            row["title"],
            _needed(row, "publisher"),
            _needed(row, "url"),
            _text(row, "issued"),
            _text(row, "copyOf"),
        )
        found.setdefault(_needed(row, "witness"), {})[document.iri] = document
    return {witness: tuple(documents.values()) for witness, documents in found.items()}


def _column(rows: list[Row], variable: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_needed(row, variable) for row in rows if row[variable] is not None))


def _claimed(rows: Iterable[Row], documents: Mapping[str, tuple[Document, ...]]) -> list[Fact]:
    facts = []
    for claim, group in groupby(rows, key=lambda row: _needed(row, "claim")):
        found = list(group)
        row = found[0]
        evidence = Evidence(
            claim,
            _needed(row, "status"),
            _text(row, "certainty"),
            _text(row, "rowCertainty"),
            _text(row, "basis"),
            documents.get(claim, ()),
            _column(found, "dispute"),
            _column(found, "note"),
        )
        facts.append(_fact(row, evidence.status == "accepted", evidence))
    return facts


def _fact(row: Row, accepted: bool, evidence: Evidence | None) -> Fact:
    return Fact(
        _needed(row, "predicate"),
        row["predicateLabel"],
        row["object"],
        row["objectLabel"],
        accepted,
        evidence,
    )


def _disagreements(
    rows: Iterable[Row], documents: Mapping[str, tuple[Document, ...]]
) -> tuple[Disagreement, ...]:
    found = []
    columns = ("label", "property", "kind", "decision", "rule", "reason", "note")
    for iri, group in groupby(rows, key=lambda row: _needed(row, "dispute")):
        positions = list(group)
        sides = tuple(
            Side(
                _needed(row, "side"),
                _needed(row, "told"),
                row["accepted"] is not None,
                documents.get(_needed(row, "position"), ()),
            )
            for row in positions
        )
        told = {column: _needed(positions[0], column) for column in columns}
        found.append(Disagreement(iri=iri, sides=sides, **told))
    return tuple(found)


def read_entity(select: Select, iri: str) -> Entity:
    """Return what the graph knows about a thing.

    Args:
        select: answers a SELECT query with rows that bind variables to terms or None.
        iri: the thing's IRI.

    Raises:
        UnknownEntity: the graph neither says anything of it nor points to it.
    """
    try:
        asked = {path.stem: entity_query(path.stem, iri) for path in sorted(FOLDER.glob("*.rq"))}
    except ValueError:
        raise UnknownEntity(iri) from None
    said = list(select(asked["statements"]))
    incoming = tuple(_links(select(asked["incoming"])))
    if not said and not incoming:
        raise UnknownEntity(iri)
    documents = _documents(select(asked["documents"]))
    claimed = _claimed(select(asked["claims"]), documents)
    told = {(fact.predicate, str(fact.object)) for fact in claimed}
    plain = [_fact(row, accepted=True, evidence=None) for row in said]
    untold = [fact for fact in plain if (fact.predicate, str(fact.object)) not in told]
    facts = sorted([*claimed, *untold], key=lambda f: (f.predicate, not f.accepted, str(f.object)))
    labels = [
        f.object for f in plain if f.predicate == RDFS.label and isinstance(f.object, Literal)
    ]
    label = labels[0] if labels else Literal(iri.removeprefix(BASE))
    classes = (str(f.object.value) for f in plain if f.predicate == RDF.type)
    return Entity(
        iri,
        label,
        tuple(sorted(classes)),
        tuple(facts),
        incoming,
        _disagreements(select(asked["disputes"]), documents),
    )


def _links(rows: Iterable[Row]) -> Iterable[Link]:
    for row in rows:
        yield Link(
            _needed(row, "subject"),
            row["subjectLabel"],
            _needed(row, "predicate"),
            row["predicateLabel"],
        )
