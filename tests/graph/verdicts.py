"""Conflicts made by hand, and what the rule made of them."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, Store

from techland.graph.dataset import Dataset, make_dataset
from techland.graph.ingest.fact_tables import read_fact_tables
from techland.graph.iris import node, source
from techland.ontology.terms import BASE, PROV, RDF, TL
from tests.graph.fact_folder import FactFolder

WEST = "https://kammer-west.example/pakt"
EAST = "https://kamer-oost.example/pact"
PAPER = "https://blatt.example/eurohub"
PAPER_COPY = "https://blatt.example/pakt"
DATABASE = "https://datenbank.example/eurohub"
TOWN = "https://stadt.example/rat"


def conflict(
    a: str, source_a: str, b: str, source_b: str, decision: str = "open", **cells: str
) -> dict[str, str]:
    """Return a conflict of values about the day of the pact, but for the cells given."""
    return {
        "subject": "pact-2021",
        "property": "signed_on",
        "value_a": a,
        "source_a": source_a,
        "value_b": b,
        "source_b": source_b,
        "note": "They differ.",
        "kind": "value",
        "path": "agreements.signed_on",
        "typed_a": a,
        "typed_b": b,
        "decision": decision,
        "reason": "So it is.",
    } | cells


def _short(term: object) -> str:
    if isinstance(term, Literal):
        return term.value
    assert isinstance(term, NamedNode)
    return term.value.removeprefix(BASE)


class Settled:
    """The dataset of a folder of facts: what is claimed, with which status, and what is shown."""

    def __init__(self, facts: FactFolder) -> None:
        self.tables = read_fact_tables(facts.path)
        self.dataset: Dataset = make_dataset(self.tables)
        self.store = Store()
        self.store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in self.dataset.default)

    def _terms(self, thing: str, name: str) -> tuple[NamedNode, NamedNode]:
        return node(f"{BASE}{thing}"), node(name if ":" in name else f"{BASE}ontology#{name}")

    def _claims(self, thing: str, name: str) -> dict[str, NamedNode]:
        subject, predicate = self._terms(thing, name)
        found = {}
        for quad in self.store.quads_for_pattern(None, node(RDF.subject), subject):
            claim = quad.subject
            assert isinstance(claim, NamedNode)
            if self._object(claim, RDF.predicate) == predicate:
                found[_short(self._object(claim, RDF.object))] = claim
        return found

    def _object(self, subject: NamedNode, predicate: str) -> object:
        (quad,) = self.store.quads_for_pattern(subject, node(predicate), None)
        return quad.object

    def _objects(self, subject: NamedNode, predicate: NamedNode) -> set[str]:
        quads = self.store.quads_for_pattern(subject, predicate, None)
        return {_short(quad.object) for quad in quads}

    def statuses(self, thing: str, name: str) -> dict[str, str]:
        """Return every value claimed of a thing's property, with the status of its claim."""
        return {
            value: _short(self._object(claim, TL.status)).removeprefix("status/")
            for value, claim in self._claims(thing, name).items()
        }

    def sources(self, thing: str, name: str) -> dict[str, set[str]]:
        """Return every value claimed of a thing's property, with the addresses of its sources."""
        by_iri = {source(row["url"]): row["url"] for row in self.tables["sources"]}
        found = {}
        for value, claim in self._claims(thing, name).items():
            quads = self.store.quads_for_pattern(claim, node(PROV.wasDerivedFrom), None)
            found[value] = {by_iri[quad.object] for quad in quads}
        return found

    def values(self, thing: str, name: str) -> set[str]:
        """Return the values that the default graph has for a thing's property."""
        return self._objects(*self._terms(thing, name))

    def flagged(self, thing: str, name: str) -> set[str]:
        """Return the values whose claims name a dispute."""
        claims = self._claims(thing, name)
        return {
            value for value, claim in claims.items() if self._objects(claim, node(TL.inDispute))
        }

    def disputes(self) -> list[dict[str, object]]:
        """Return every dispute as the default graph has it: its rule and accepted sides."""
        found = []
        for quad in self.store.quads_for_pattern(None, node(RDF.type), node(TL.Dispute)):
            dispute = quad.subject
            assert isinstance(dispute, NamedNode)
            accepted = self._objects(dispute, node(TL.acceptedPosition))
            sides = {
                _short(self._object(node(f"{BASE}{position}"), TL.positionSide))
                for position in accepted
            }
            rule = _short(self._object(dispute, TL.ruleApplied)).removeprefix("rule/")
            found.append({"rule": rule, "accepted": sides})
        return found
