"""The samples imported together: counts equal counts taken from the raw files another way."""

from __future__ import annotations

import gzip
import json
from decimal import Decimal

import pytest
from pyoxigraph import Store

from techland.graph.datasets import imported_dataset
from techland.graph.home import Home
from techland.graph.snapshot import active_snapshot

from .raw_files import CORDIS, DATA, KEEP_2007, folded, keep_sheet, project, rows_of

# The whole files take long to import; small ones are in the quick run.
pytestmark = pytest.mark.soak
TL = "https://w3id.org/techland/ontology#"
DE_NL = "2014 - 2020 INTERREG V-A Germany - The Netherlands"
PREFIXES = f"""PREFIX tl: <{TL}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX role: <https://w3id.org/techland/role/>
PREFIX strand: <https://w3id.org/techland/strand/>
PREFIX dataset: <https://w3id.org/techland/dataset/>
PREFIX country: <http://publications.europa.eu/resource/authority/country/>
"""


def values(store: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(t.value for t in row if t is not None) for row in store.query(PREFIXES + query)]


def count(store: Store, pattern: str) -> int:
    ((number,),) = values(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(number)


def used(home: Home, name: str, table: str) -> tuple[int, int, int]:
    dataset = imported_dataset(home, name)
    assert dataset
    rows = dataset.manifest["rows"][table]
    return rows["read"], rows["used"], rows["refused"]


def test_rows_read_are_the_rows_of_the_files(imported_home: Home) -> None:
    for table, sheet in (
        ("projects", "Projects (lead partners)"),
        ("partners", "Partners"),
        ("calls", "Calls"),
    ):
        read, good, refused = used(imported_home, "keep-eu-2014-2020", table)
        assert read == len(keep_sheet(sheet)) == good + refused
    read, *_ = used(imported_home, "keep-eu-2007-2013", "partners")
    assert read == len(rows_of(KEEP_2007, ";"))
    for table, file in (
        ("organization", "h2020_organization_2023-05"),
        ("project", "h2020_project_2022-2023"),
        ("topics", "h2020_topics"),
    ):
        read, good, refused = used(imported_home, "cordis-h2020", table)
        assert read == len(rows_of(CORDIS / f"{file}.csv.gz")) == good + refused


def test_1840_project_rows_are_fewer_projects_for_some_have_two_lead_partners(
    imported_store: Store, imported_home: Home
) -> None:
    rows = keep_sheet("Projects (lead partners)")
    assert len(rows) == 1840
    projects = {project(row) for row in rows}
    assert len(projects) == 1801
    own = "?p a tl:Project ; prov:wasDerivedFrom dataset:keep-eu-2014-2020"
    assert count(imported_store, own) == len(
        projects | {project(r) for r in keep_sheet("Partners")}
    )
    dataset = imported_dataset(imported_home, "keep-eu-2014-2020")
    assert dataset
    rule = "two lead partners: the project counted once"
    assert dataset.report["mended"][rule] == 1840 - 1801


def test_budgets_are_counted_once(imported_store: Store) -> None:
    budgets = {project(r): r["Budget"] for r in keep_sheet("Projects (lead partners)")}
    told = [Decimal(text.replace(",", "")) for text in budgets.values() if text]
    query = """SELECT (SUM(?cost) AS ?sum) (COUNT(?cost) AS ?n) WHERE {
      GRAPH <https://w3id.org/techland/graph/keep-eu-2014-2020> { ?p tl:totalCostPlanned ?cost }
    }"""
    ((total, number),) = values(imported_store, query)
    assert (Decimal(total), int(number)) == (sum(told), len(told))
    by_rows = [r["Budget"] for r in keep_sheet("Projects (lead partners)") if r["Budget"]]
    assert sum(Decimal(text.replace(",", "")) for text in by_rows) > sum(told)


def test_all_304_partners_of_the_25_de_nl_projects_can_be_asked(imported_store: Store) -> None:
    raw = [row for row in keep_sheet("Partners") if row["Programme"] == DE_NL]
    query = f"""SELECT ?acronym ?name ?role WHERE {{
      GRAPH <https://w3id.org/techland/graph/keep-eu-2014-2020> {{
        ?programme skos:prefLabel "{DE_NL}" .
        ?project tl:fundedUnder ?programme ; skos:altLabel ?acronym ; tl:hasParticipation ?part .
        ?part tl:organisation/skos:prefLabel ?name ; tl:role ?kind }}
      ?kind skos:notation ?role }}"""
    found = values(imported_store, query)
    words = {"Yes": "lead-partner", "No": "partner"}
    expected = [
        (folded(r["Acronym"]), folded(r["Project Partner"]), words[r["Lead Partner"]]) for r in raw
    ]
    assert len(found) == len(raw) == 304
    assert len({acronym for acronym, *_ in found}) == 25
    assert sorted((folded(a), folded(n), role) for a, n, role in found) == sorted(expected)


def test_the_de_nl_partners_by_theme_region_role_and_year(imported_store: Store) -> None:
    sheet = [r for r in keep_sheet("Projects (lead partners)") if r["Programme"] == DE_NL]
    theme, start = sheet[0]["Thematic1"], sheet[0]["Project start"][:4]
    chosen = {
        project(row)
        for row in sheet
        if theme in {row["Thematic1"], row["Thematic2"], row["Thematic3"]}
        and row["Project start"].startswith(start)
    }
    expected = sum(
        project(row) in chosen
        and row["Lead Partner"] == "No"
        and row["NUTS3 (or equivalent)"].startswith(("DEA", "NL2"))
        for row in keep_sheet("Partners")
    )
    query = f"""SELECT (COUNT(DISTINCT ?part) AS ?n) WHERE {{
      ?theme skos:prefLabel "{theme}"@en .
      VALUES ?code {{ "DEA" "NL2" }}
      GRAPH <https://w3id.org/techland/graph/keep-eu-2014-2020> {{
        ?programme skos:prefLabel "{DE_NL}" .
        ?project tl:fundedUnder ?programme ; tl:theme ?theme ;
          tl:startEarliest ?start ; tl:hasParticipation ?part .
        ?part tl:role role:partner ; tl:organisation/tl:region/skos:broader* ?region .
        ?region skos:notation ?code }}
      FILTER(YEAR(?start) = {start}) }}"""
    ((number,),) = values(imported_store, query)
    assert int(number) == expected > 0


def test_strands_are_kept_apart(imported_store: Store) -> None:
    query = """SELECT DISTINCT ?name ?strand WHERE {
      GRAPH ?records {
        ?programme a tl:FundingProgramme ; skos:prefLabel ?name ; tl:strand ?kind }
      ?kind skos:notation ?strand }"""
    found = dict(values(imported_store, query))
    raw = {r["Programme"] for r in (*keep_sheet("Partners"), *rows_of(KEEP_2007, ";"))}
    assert {" ".join(name.split()) for name in raw} <= set(found)
    assert found[DE_NL] == "a"
    assert found["2014 - 2020 INTERREG VB Danube"] == "b"
    assert found["2014 - 2020 URBACT III"] == "c"
    assert found["2007 - 2013 Interreg IVC"] == "c"
    assert found["2007 - 2013 North Sea Region"] == "b"
    assert found["2007 - 2013 Hungary - Romania (HU-RO)"] == "a"
    assert found["2014 - 2020 Interreg IPA CBC Romania - Serbia"] == "ipa-cbc"
    assert found["2007 - 2013 Karelia ENPI CBC"] == "eni-cbc"


def test_cordis_parts_are_those_of_the_rows_but_for_refused_ones(
    imported_store: Store, imported_home: Home
) -> None:
    raw = rows_of(CORDIS / "h2020_organization_2023-05.csv.gz")
    _, good, refused = used(imported_home, "cordis-h2020", "organization")
    own = "?p a tl:Participation ; prov:wasDerivedFrom dataset:cordis-h2020"
    assert count(imported_store, own) == good == len(raw) - refused
    keys = {(r["projectID"], r["organisationID"], r["role"]) for r in raw}
    dataset = imported_dataset(imported_home, "cordis-h2020")
    assert dataset
    again = "the same organisation, project and role a second time"
    assert dataset.report["refused"][again] == len(raw) - len(keys)


def test_cordis_contributions_add_up(imported_store: Store, imported_home: Home) -> None:
    raw = rows_of(CORDIS / "h2020_organization_2023-05.csv.gz")
    dataset = imported_dataset(imported_home, "cordis-h2020")
    assert dataset
    lines = (dataset.directory / "lines.csv").read_text(encoding="utf-8").splitlines()
    refused = {int(line.split(",")[2]) for line in lines if ",refused," in line}
    kept = [row for number, row in enumerate(raw, 2) if number not in refused]
    query = """SELECT (SUM(?eu) AS ?a) (SUM(?cost) AS ?b) WHERE {
      ?p tl:partEuContribution ?eu ; tl:partCost ?cost ;
        prov:wasDerivedFrom dataset:cordis-h2020 }"""
    ((contribution, cost),) = values(imported_store, query)
    told = [(r["ecContribution"], r["totalCost"].replace(",", ".")) for r in kept]
    both = [(Decimal(a), Decimal(b)) for a, b in told if a and b]
    assert Decimal(contribution) == sum(a for a, _ in both)
    assert Decimal(cost) == sum(b for _, b in both)


def test_ror_keeps_withdrawn_and_inactive_records_and_marks_them(imported_store: Store) -> None:
    with gzip.open(DATA / "ror" / "ror_v2_NL-DE-BE-LU.ndjson.gz", "rt", encoding="utf-8") as file:
        raw = [json.loads(line) for line in file]
    query = """SELECT ?status (COUNT(*) AS ?n) WHERE {
      ?o tl:recordStatus ?status ; prov:wasDerivedFrom dataset:ror } GROUP BY ?status"""
    found = {status: int(number) for status, number in values(imported_store, query)}
    statuses = [record["status"] for record in raw]
    assert found == {status: statuses.count(status) for status in set(statuses)}
    assert (found["withdrawn"], found["inactive"]) == (23, 27)


def test_classes_and_graphs_of_the_manifest_are_those_of_the_store(
    imported_store: Store, imported_home: Home
) -> None:
    manifest = active_snapshot(imported_home).manifest
    query = "SELECT ?c (COUNT(*) AS ?n) WHERE { ?s a ?c } GROUP BY ?c"
    assert {kind: int(n) for kind, n in values(imported_store, query)} == manifest["classes"]
    query = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    named = {graph.rpartition("/")[2]: int(n) for graph, n in values(imported_store, query)}
    assert named == {k: v for k, v in manifest["graphs"].items() if k != "default"}
    assert count(imported_store, "?s ?p ?o") == manifest["graphs"]["default"]


def test_every_property_and_class_has_names_in_three_languages(imported_store: Store) -> None:
    names = """FILTER NOT EXISTS {{ {0} skos:prefLabel ?l FILTER(LANG(?l) = "{1}") }}"""
    for language in ("nl", "de", "en"):
        lacking = names.format("?p", language)
        assert values(imported_store, f"SELECT DISTINCT ?p WHERE {{ ?s ?p ?o {lacking} }}") == []
        lacking = names.format("?c", language)
        assert values(imported_store, f"SELECT DISTINCT ?c WHERE {{ ?s a ?c {lacking} }}") == []


@pytest.mark.parametrize("name", ["mail", "contactForm", "contact-form"])
def test_no_address_of_a_person_is_stored(imported_home: Home, name: str) -> None:
    for dataset in ("cordis-h2020", "keep-eu-2014-2020", "keep-eu-2007-2013", "ror"):
        found = imported_dataset(imported_home, dataset)
        assert found
        text = found.triples_path.read_text(encoding="utf-8")
        assert f"portal/screen/{name}" not in text
        assert "mailto:" not in text
