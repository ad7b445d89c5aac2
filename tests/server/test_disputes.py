"""Disagreements, facts of one publisher, and confirmations: held against the tables and triples."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from techland.ontology.terms import BASE, DCT, PROV, TL
from tests.server.conftest import TestClient
from tests.server.pages import Page

FACTS = Path(__file__).parents[2] / "facts"


def conflicts() -> list[dict[str, str]]:
    with (FACTS / "conflicts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(client: TestClient, name: str) -> list[dict[str, str]]:
    answer = client.get(f"/disputes/{name}.csv")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_every_disagreement_stands_with_its_sides_and_status(reader: TestClient) -> None:
    rows = conflicts()
    page = reader.get("/disputes").text
    assert page.count('<article class="dispute">') == len(rows)
    for decision, number in Counter(row["decision"] for row in rows).items():
        narrowed = reader.get(f"/disputes?status={decision}").text
        assert narrowed.count('<article class="dispute">') == number
        assert narrowed.count('class="told"') == 2 * number


def test_the_file_holds_every_side_and_document(client: TestClient) -> None:
    rows = listed(client, "disagreements")
    told = {(row["dispute"], row["side"], row["url"]) for row in rows}
    assert len({dispute for dispute, _, _ in told}) == len(conflicts())
    by_tables = Counter()
    for row in conflicts():
        for side in ("a", "b"):
            by_tables[side] += len(set(row[f"source_{side}"].split(" | ")))
    assert Counter(side for _, side, _ in told) == by_tables


def objects(store: Store, subject: NamedNode, predicate: str) -> list[NamedNode]:
    return [q.object for q in store.quads_for_pattern(subject, NamedNode(predicate), None, None)]  # type: ignore[misc]  # all are IRIs


def publisher(store: Store, source: NamedNode) -> NamedNode:
    """Return the publisher of the document that a source copies, or of itself."""
    original = objects(store, source, TL.copyOf)
    return publisher(store, original[0]) if original else objects(store, source, DCT.publisher)[0]


def test_confirmations_are_those_counted_from_the_triples(
    client: TestClient, curated_store: Store
) -> None:
    accepted = NamedNode(f"{BASE}status/accepted")
    claims, confirmed = Counter[str](), Counter[str]()
    found = curated_store.quads_for_pattern(None, NamedNode(TL.status), accepted, None)
    alone = 0
    for claim in {quad.subject for quad in found}:
        sources = set(objects(curated_store, claim, PROV.wasDerivedFrom))  # type: ignore[arg-type]  # it is an IRI
        by_publisher = defaultdict(set)
        for source in sources:
            by_publisher[publisher(curated_store, source)].add(source)
        alone += len(by_publisher) == 1
        for source in sources:
            claims[source.value] += 1
            confirmed[source.value] += len(by_publisher) > 1
    rows = listed(client, "confirmations")
    assert {row["source"]: int(row["claims"]) for row in rows} == dict(claims)
    assert {row["source"]: int(row["confirmedClaims"]) for row in rows} == {
        source: confirmed[source] for source in claims
    }
    # The catalogue's question leaves out values that stand in no table.
    assert 0.9 * alone < len(listed(client, "one-publisher")) <= alone


def test_the_page_says_the_number_of_facts_of_one_publisher(
    reader: TestClient, client: TestClient
) -> None:
    number = len(listed(client, "one-publisher"))
    text = " ".join(Page(reader.get("/disputes?lang=en").text).text.split())
    assert f"{number:,} accepted facts are told by one publisher only" in text


@pytest.mark.parametrize("suffix", ["tsv", "json"])
@pytest.mark.parametrize("name", ["disagreements", "one-publisher", "confirmations"])
def test_each_list_comes_in_each_format(client: TestClient, name: str, suffix: str) -> None:
    answer = client.get(f"/disputes/{name}.{suffix}")
    assert answer.status_code == 200
    assert f"techland-{name}.{suffix}" in answer.headers["content-disposition"]
    assert client.get(f"/disputes/{name}.pdf").status_code == 406
