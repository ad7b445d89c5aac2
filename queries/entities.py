"""One thing in the graph with its evidence: statements, claims, sources, disputes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode

FOLDER = Path(__file__).parent / "entity"
PARAMETER = "# param: this"
Term = NamedNode | Literal


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

    @cached_property
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
