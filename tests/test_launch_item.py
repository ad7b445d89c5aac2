"""Every fact of the launch news item can be asked (the first row of facts/sources.csv)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyoxigraph import Store

from techland.graph.iris import source
from techland.ontology.prefix_table import PREFIXES

ROOT = Path(__file__).parents[1]
HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
Rows = set[tuple[str, ...]]


def ask(store: Store, query: str) -> Rows:
    found = store.query(HEAD + query)
    names = [variable.value for variable in found.variables]
    return {tuple(row[name].value if row[name] else "" for name in names) for row in found}


@pytest.fixture(scope="module")
def item() -> str:
    with (ROOT / "facts" / "sources.csv").open(encoding="utf-8", newline="") as file:
        return str(source(next(csv.DictReader(file))["url"]))


def test_declaration_of_2021_with_signatories_and_supporters(curated_store: Store) -> None:
    query = """SELECT ?role ?id ?day {
        agreement:mou-2021 tl:signedOn ?day ; ?property ?body . ?body dct:identifier ?id .
        VALUES (?property ?role) { (tl:signatory "signed") (tl:supporter "supported") }
    }"""
    day = "2021-05-18"
    signed = {("signed", body, day) for body in ("ihk-nord-westfalen", "twente-board", "oost-nl")}
    supporters = ("gemeente-enschede", "handwerkskammer-muenster", "stadt-muenster", "euregio")
    assert ask(curated_store, query) == signed | {("supported", b, day) for b in supporters}


def test_dates_of_the_declaration_with_status_sources_and_rule(curated_store: Store) -> None:
    query = """SELECT ?day ?status ?rule (COUNT(DISTINCT ?source) AS ?sources) {
        ?claim rdf:subject agreement:mou-2021 ; rdf:predicate tl:signedOn ; rdf:object ?day ;
            tl:status/skos:notation ?status ; prov:wasDerivedFrom ?source ; tl:inDispute ?dispute .
        ?dispute tl:ruleApplied/skos:notation ?rule
    } GROUP BY ?day ?status ?rule"""
    rule = "curator-decision"
    assert ask(curated_store, query) == {
        ("2021-05-18", "accepted", rule, "7"),
        ("2021-05-21", "disputed", rule, "1"),
    }


def test_joint_strategy_of_2023(curated_store: Store, item: str) -> None:
    query = f"""SELECT ?day ?kind {{
        agreement:cross-border-strategy-2023 tl:signedOn ?day ;
            tl:agreementKind/skos:notation ?kind .
        ?claim rdf:subject agreement:cross-border-strategy-2023 ;
            rdf:predicate tl:signedOn ; prov:wasDerivedFrom {item} .
    }}"""
    assert ask(curated_store, query) == {("2023-05-23", "joint-strategy")}


def test_launch_at_the_summit_with_attendance_as_told(curated_store: Store) -> None:
    query = """SELECT ?name ?day ?people ?qualifier ?venue {
        event:dse-2024 rdfs:label ?name ; schema:startDate ?day ; tl:attendance ?people ;
            tl:attendanceQualifier/skos:notation ?qualifier ; tl:venue ?venue
    }"""
    told = ("Digital Summit Euregio 2024", "2024-04-17", "350", "at-least")
    assert ask(curated_store, query) == {(*told, "Münster, IHK-Bildungszentrum")}
    launch = "SELECT ?day { activity:techland schema:startDate ?day }"
    assert ask(curated_store, launch) == {("2024-04-17",)}


def test_organisers_and_speakers_of_the_summit(curated_store: Store, item: str) -> None:
    query = f"""SELECT ?role ?id {{
        VALUES ?role {{ schema:organizer schema:performer }}
        event:dse-2024 ?role ?body . ?body dct:identifier ?id .
        ?part tl:event event:dse-2024 ; tl:organisation ?body ; tl:hasClaim ?claim .
        ?claim prov:wasDerivedFrom {item} .
    }}"""
    organisers = "ihk-nord-westfalen dnhk oost-nl it-forum-nord-westfalen digital-hub-muensterland"
    speakers = "demcon boessenkool oem-group the-cyber-partners fip-twente"
    expected = {(PREFIXES["schema"] + "organizer", body) for body in organisers.split()}
    expected |= {(PREFIXES["schema"] + "performer", body) for body in speakers.split()}
    assert ask(curated_store, query) == expected


def test_four_themes_of_which_energy_holds_two(curated_store: Store, item: str) -> None:
    query = f"""SELECT ?theme ?broader {{
        ?claim rdf:subject activity:techland ; rdf:predicate tl:theme ; rdf:object ?concept ;
            prov:wasDerivedFrom {item} .
        ?concept skos:notation ?theme .
        OPTIONAL {{ ?concept skos:broader/skos:notation ?broader }}
    }}"""
    assert ask(curated_store, query) == {
        ("energy", ""),
        ("batteries", "energy"),
        ("hydrogen", "energy"),
        ("circular-economy", ""),
        ("advanced-manufacturing", ""),
        ("health-medtech", ""),
    }


def test_interreg_projects_that_are_named(curated_store: Store) -> None:
    query = """SELECT ?id ?programme ?outcome ?value ?qualifier {
        VALUES ?activity { activity:digipro activity:rocket activity:mnm activity:industr-i4-0 }
        ?activity dct:identifier ?id ; tl:fundedUnder/dct:identifier ?programme .
        OPTIONAL {
            VALUES ?kind { measure:companies-involved measure:innovations }
            ?figure tl:outcomeOf ?activity ; tl:measure ?kind ; tl:value ?value ;
                tl:qualifier/skos:notation ?qualifier .
            ?kind skos:notation ?outcome
        }
    }"""
    found = ask(curated_store, query)
    assert {row[:2] for row in found} == {
        ("digipro", "interreg-v-a-de-nl"),
        ("rocket", "interreg-v-a-de-nl"),
        ("mnm", "interreg-vi-a-de-nl"),
        ("industr-i4-0", "interreg-vi-a-de-nl"),
    }
    assert ("digipro", "interreg-v-a-de-nl", "companies-involved", "360", "about") in found
    assert ("digipro", "interreg-v-a-de-nl", "innovations", "60", "at-least") in found


def test_disputed_facts_of_the_item_carry_their_dispute(curated_store: Store, item: str) -> None:
    query = f"""SELECT ?about ?property {{
        ?dispute tl:about/dct:identifier ?about ; tl:disputedProperty ?property ;
            tl:position ?side .
        ?side prov:wasDerivedFrom {item} .
    }}"""
    assert ask(curated_store, query) >= {
        ("cross-border-strategy-2023", "act"),
        ("techland", "founding-partners-number"),
        ("dse-2024", "attendance"),
        ("dse-2024", "organisers"),
        ("digipro", "outcomes"),
    }
