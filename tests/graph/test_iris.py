"""IRIs are lasting: worked out here from the tables, by the formula that the design fixes."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from techland.graph.iris import place
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE

FACTS = Path(__file__).parents[2] / "facts"
KEYED = {
    "participation": [
        ("participations", ("programme_id", "organisation_id", "role")),
        ("event_roles", ("event_id", "organisation_id", "role")),
    ],
    "party": [("agreement_parties", ("agreement_id", "organisation_id", "role"))],
    "signing": [("agreements", ("id",))],
    "outcome": [("outcomes", ("programme_id", "measure"))],
    "approval": [("approvals", ("programme_id",))],
    "dispute": [("conflicts", ("subject", "property", "value_a", "source_a", "value_b"))],
}
CURATED = {
    "organisation": "organisations",
    "agreement": "agreements",
    "activity": "programmes",
    "event": "events",
    "theme": "themes",
    "need": "needs",
}


def rows(table: str) -> list[dict[str, str]]:
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def subjects(store: Store, kind: str) -> set[str]:
    query = f'SELECT DISTINCT ?x {{ ?x a ?class FILTER(STRSTARTS(STR(?x), "{BASE}{kind}/")) }}'
    return {solution["x"].value for solution in store.query(query)}


@pytest.mark.parametrize("kind", CURATED)
def test_a_curated_thing_keeps_its_id(curated_store: Store, kind: str) -> None:
    assert subjects(curated_store, kind) == {
        f"{BASE}{kind}/{row['id']}" for row in rows(CURATED[kind])
    }


@pytest.mark.parametrize("kind", KEYED)
def test_a_thing_without_an_id_is_named_by_its_key(curated_store: Store, kind: str) -> None:
    expected = {
        sha256("\x1f".join(row[name] for name in columns).encode()).hexdigest()[:16]
        for table, columns in KEYED[kind]
        for row in rows(table)
    }
    assert subjects(curated_store, kind) == {f"{BASE}{kind}/{name}" for name in expected}


def test_a_document_is_named_by_its_address(curated_store: Store) -> None:
    assert subjects(curated_store, "source") == {
        f"{BASE}source/{sha256(row['url'].encode()).hexdigest()[:12]}" for row in rows("sources")
    }


def test_a_claim_is_named_by_its_statement(curated_store: Store) -> None:
    query = "SELECT * { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
    named = {}
    for solution in curated_store.query(query, prefixes=PREFIXES):
        s, p, o = (str(solution[name]) for name in "spo")
        named[solution["claim"].value] = sha256(f"{s} {p} {o}".encode()).hexdigest()[:16]
    assert len(named) > 3000
    assert all(iri == f"{BASE}claim/{digest}" for iri, digest in named.items())
    assert len(set(named.values())) == len(named)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Münster", "muenster"),
        ("'s-Heerenberg", "s-heerenberg"),
        ("Bad Bentheim", "bad-bentheim"),
        ("Coevorden/Emlichheim", "coevorden-emlichheim"),
        ("Łódź", "odz"),
        ("Köln", "koeln"),
        ("Saarbrücken", "saarbruecken"),
        ("Gießen", "giessen"),
        ("Orléans", "orleans"),
    ],
)
def test_a_town_is_named_by_plain_letters(name: str, slug: str) -> None:
    assert place(name) == NamedNode(f"{BASE}place/{slug}")


def test_a_town_without_plain_letters_has_a_name_too() -> None:
    assert place("Αθήνα") != place("Пловдив")
    assert place("Αθήνα").value.removeprefix(f"{BASE}place/").isalnum()


def test_every_town_of_the_tables_has_a_name_of_its_own() -> None:
    towns = {row["place"] for row in rows("organisations") if row["place"]}
    assert len({place(town) for town in towns}) == len(towns) > 30
