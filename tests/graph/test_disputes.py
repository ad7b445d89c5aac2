"""Every row of conflicts.csv is a dispute of the graph, settled by the rule and told in full."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyoxigraph import Store

from techland.graph.snapshot import Snapshot
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE

FACTS = Path(__file__).parents[2] / "facts"
Solution = dict[str, str]

# Rows of conflicts.csv by kind, decision, the rule that spoke, and the sides accepted.
OUTCOMES = {
    "list/a/curator-decision/a": 1,
    "list/b/curator-decision/b": 3,
    "list/both/curator-decision/both": 2,
    "list/open/table-value/neither": 1,
    "meaning/a/curator-decision/a": 3,
    "meaning/b/curator-decision/b": 5,
    "meaning/both/curator-decision/both": 14,
    "meaning/open/table-value/a": 1,
    "meaning/open/table-value/neither": 1,
    "precision/a/curator-decision/a": 3,
    "precision/b/curator-decision/b": 2,
    "precision/both/curator-decision/both": 5,
    "sum/a/curator-decision/a": 1,
    "sum/b/curator-decision/b": 2,
    "sum/open/table-value/a": 1,
    "sum/open/table-value/neither": 1,
    "value/a/curator-decision/a": 12,
    "value/b/curator-decision/b": 5,
    "value/open/more-publishers/a": 1,
    "value/open/source-kind/a": 3,
    "value/open/source-kind/b": 1,
    "value/open/table-value/a": 1,
    "wording/a/curator-decision/a": 5,
    "wording/b/curator-decision/b": 6,
    "wording/both/curator-decision/both": 2,
    "wording/open/table-value/neither": 1,
}
# Open conflicts of values: what the rule put first, and by which of its steps.
OPEN_VALUES = {
    ("techland", "inhabitants"): ("source-kind", "b"),
    ("two4c", "end"): ("source-kind", "a"),
    ("croco", "measures"): ("source-kind", "a"),
    ("uni-partnership-1979", "distance-km"): ("source-kind", "a"),
    ("h2-hansa-park", "kind"): ("more-publishers", "a"),
    ("ipro-n", "prototypes"): ("table-value", "a"),
}
# Sides with a path that make no claim, and why.
NO_TYPED_VALUE = "told in words that no column holds"
NO_ROW = "names an organisation that the table has no row for"
NOT_A_MEMBER = "a number told about a list"
SIDES_WITHOUT_CLAIM = {
    ("cross-border-strategy-2023", "act", "a"): NO_TYPED_VALUE,
    ("cross-border-strategy-2023", "act", "b"): NO_TYPED_VALUE,
    ("techland", "start", "b"): NO_TYPED_VALUE,
    ("techland", "event", "b"): NO_TYPED_VALUE,
    ("techland-platform", "actor", "a"): NO_TYPED_VALUE,
    ("rocket", "closing-event-day", "a"): NO_TYPED_VALUE,
    ("momo-c", "partner-name", "b"): NO_TYPED_VALUE,
    ("h2-delegation-2025", "companies", "a"): NOT_A_MEMBER,
    ("rahmen-euregio-v", "funder", "b"): NO_ROW,
}


def rows() -> list[dict[str, str]]:
    with (FACTS / "conflicts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(store: Store, query: str) -> list[Solution]:
    """Return solutions with IRIs cut to what follows the project's base."""
    solutions = store.query(query, prefixes=PREFIXES)
    names = [variable.value for variable in solutions.variables]
    return [
        {n: s[n].value.removeprefix(BASE) for n in names if s[n] is not None} for s in solutions
    ]


DISPUTES = """
SELECT * {
  ?dispute a tl:Dispute ; tl:about ?about ; tl:disputedProperty ?property ;
    tl:disputeKind ?kind ; tl:decision ?decision ; tl:reason ?reason ; skos:note ?note ;
    tl:ruleApplied ?rule .
  OPTIONAL { ?dispute tl:path ?path }
}"""
POSITIONS = """
SELECT * {
  ?dispute tl:position ?position . ?position tl:positionSide ?side ; tl:positionText ?text .
}"""


def test_the_number_of_disputes_with_each_outcome(curated_snapshot: Snapshot) -> None:
    assert curated_snapshot.manifest["disputes"] == OUTCOMES
    assert sum(OUTCOMES.values()) == len(rows()) == 83


def test_the_outcomes_are_those_of_the_graph(curated_store: Store) -> None:
    accepted: dict[str, str] = {}
    for found in ask(
        curated_store,
        "SELECT ?dispute ?side { ?dispute tl:acceptedPosition/tl:positionSide ?side }",
    ):
        accepted[found["dispute"]] = accepted.get(found["dispute"], "") + found["side"]
    words = {"": "neither", "a": "a", "b": "b", "ab": "both", "ba": "both"}
    counted: dict[str, int] = {}
    for found in ask(curated_store, DISPUTES):
        kind, decision, rule = (
            found[name].rpartition("/")[2] for name in ("kind", "decision", "rule")
        )
        key = f"{kind}/{decision}/{rule}/{words[accepted.get(found['dispute'], '')]}"
        counted[key] = counted.get(key, 0) + 1
    assert counted == OUTCOMES


def test_every_conflict_is_a_dispute_with_what_its_row_says(curated_store: Store) -> None:
    columns = ("property", "note", "reason", "path")
    told = {
        (
            found["about"].rpartition("/")[2],
            found["kind"].removeprefix("dispute-kind/"),
            found["decision"].removeprefix("decision/"),
            *(found.get(name, "") for name in columns),
        )
        for found in ask(curated_store, DISPUTES)
    }
    expected = {
        (row["subject"], row["kind"], row["decision"], *(row[name] for name in columns))
        for row in rows()
    }
    assert told == expected
    assert len(told) == 83


def test_every_dispute_has_two_positions_with_their_documents(curated_store: Store) -> None:
    about = {
        found["dispute"]: (found["about"].rpartition("/")[2], found["property"])
        for found in ask(curated_store, DISPUTES)
    }
    documents: dict[str, set[str]] = {}
    for found in ask(
        curated_store,
        "SELECT ?p ?url { ?p a tl:Position ; prov:wasDerivedFrom/schema:url ?url }",
    ):
        documents.setdefault(found["p"], set()).add(found["url"])
    told = {
        (
            *about[found["dispute"]],
            found["side"],
            found["text"],
            *sorted(documents[found["position"]]),
        )
        for found in ask(curated_store, POSITIONS)
    }
    expected = {
        (
            *(row["subject"], row["property"], side, row[f"value_{side}"]),
            *sorted(row[f"source_{side}"].split(" | ")),
        )
        for row in rows()
        for side in "ab"
    }
    assert told == expected
    assert len(told) == 2 * 83


def test_open_conflicts_of_values_are_settled_by_the_rule(curated_store: Store) -> None:
    query = """
    SELECT ?about ?property ?rule ?side {
      ?dispute tl:about ?about ; tl:disputedProperty ?property ; tl:ruleApplied ?rule ;
        tl:decision decision:open ; tl:disputeKind dispute-kind:value .
      OPTIONAL { ?dispute tl:acceptedPosition/tl:positionSide ?side }
    }"""
    told = {
        (found["about"].rpartition("/")[2], found["property"]): (
            found["rule"].removeprefix("rule/"),
            found.get("side", ""),
        )
        for found in ask(curated_store, query)
    }
    assert told == OPEN_VALUES


def test_the_curator_s_decision_is_what_is_accepted(curated_store: Store) -> None:
    query = """
    SELECT ?decision (GROUP_CONCAT(?side; separator="") AS ?sides) {
      ?dispute tl:decision ?decision ; tl:ruleApplied rule:curator-decision .
      OPTIONAL { ?dispute tl:acceptedPosition/tl:positionSide ?side }
    } GROUP BY ?dispute ?decision"""
    found = ask(curated_store, query)
    assert len(found) == sum(row["decision"] != "open" for row in rows()) == 71
    sides = {"a": {"a"}, "b": {"b"}, "both": {"a", "b"}, "neither": set()}
    for one in found:
        assert set(one["sides"]) == sides[one["decision"].removeprefix("decision/")]


def test_disputes_with_a_path_lead_to_the_claims_of_both_sides(curated_store: Store) -> None:
    query = """
    SELECT ?about ?property ?side ?path {
      ?dispute tl:about ?about ; tl:disputedProperty ?property ; tl:path ?path ;
        tl:position ?position .
      ?position tl:positionSide ?side .
      FILTER NOT EXISTS { ?position tl:hasClaim ?claim . ?dispute tl:concernsClaim ?claim .
                          ?claim tl:inDispute ?dispute ; a tl:Claim }
    }"""
    found = {
        (one["about"].rpartition("/")[2], one["property"], one["side"])
        for one in ask(curated_store, query)
    }
    assert found == SIDES_WITHOUT_CLAIM.keys()


def test_disputes_with_a_path_concern_what_the_table_holds(curated_store: Store) -> None:
    """Only one cell in dispute is empty, so that no claim of a table stands against the sides."""
    query = """
    SELECT ?about ?path {
      ?dispute tl:about ?about ; tl:path ?path .
      FILTER NOT EXISTS { ?dispute tl:concernsClaim/tl:fromTable ?table }
    }"""
    found = {(one["about"].rpartition("/")[2], one["path"]) for one in ask(curated_store, query)}
    assert found == {("techland-platform", "programmes.budget_eur")}


@pytest.mark.parametrize(
    ("day", "status", "count"), [("2021-05-18", "accepted", 7), ("2021-05-21", "disputed", 1)]
)
def test_the_day_of_the_declaration_of_2021(
    curated_store: Store, day: str, status: str, count: int
) -> None:
    """18 May is accepted and 21 May disputed, each with its documents and the rule."""
    query = f"""
    SELECT ?status ?rule ?url {{
      ?claim rdf:subject agreement:mou-2021 ; rdf:predicate tl:signedOn ;
        rdf:object "{day}"^^xsd:date ; tl:status ?status ; tl:inDispute ?dispute ;
        prov:wasDerivedFrom/schema:url ?url .
      ?dispute tl:ruleApplied ?rule ; tl:disputedProperty "signed_on" .
    }}"""
    found = ask(curated_store, query)
    assert {(one["status"], one["rule"]) for one in found} == {
        (f"status/{status}", "rule/curator-decision")
    }
    row = rows()[0]
    named = set(row["source_a" if status == "disputed" else "source_b"].split(" | "))
    with (FACTS / "agreements.csv").open(encoding="utf-8", newline="") as file:
        of_row = set(next(csv.DictReader(file))["source_url"].split(" | "))
    told = {one["url"] for one in found}
    if status == "accepted":
        assert told == (of_row | named) - set(row["source_a"].split(" | "))
    else:
        assert told == named == {"https://techland.org/about-us/"}
    assert len(told) == count


def test_only_the_accepted_day_is_shown(curated_store: Store) -> None:
    query = "SELECT ?day { agreement:mou-2021 tl:signedOn ?day }"
    assert ask(curated_store, query) == [{"day": "2021-05-18"}]
