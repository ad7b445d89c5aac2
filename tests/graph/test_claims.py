"""Claims: witnessed by who tells them and nobody else, shown if accepted and only then."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from techland.graph.dataset import ontology_triples
from techland.graph.iris import place
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE

FACTS = Path(__file__).parents[2] / "facts"
# Properties of other vocabularies that have one value in our data; our own say so themselves.
SINGLE = (
    *("schema:startDate", "schema:endDate", "schema:url", "org:classification", "foaf:homepage"),
    *("wgs:lat", "wgs:long", "geo:hasGeometry", "geo:asWKT", "rdfs:label", "dct:identifier"),
    *("dct:isPartOf", "dct:description", "dct:date", "dct:issued", "dct:language"),
    *("dct:publisher", "dct:title", "skos:notation", "rdf:subject", "rdf:predicate"),
    *("rdf:object", "prov:agent", "prov:hadRole", "prov:generated"),
)
OWN = {
    *("signedOn", "signedEarliest", "signedLatest", "signedAt", "agreementKind", "country"),
    *("seat", "fundedUnder", "totalCostPlanned", "euContributionPlanned", "startEarliest"),
    *("startLatest", "endEarliest", "endLatest", "attendance", "attendanceQualifier", "value"),
    *("qualifier", "measure", "outcomeOf", "approves", "approvedOn", "status", "disputeKind"),
    *("decision", "ruleApplied", "organisation", "activity", "event", "role", "positionSide"),
}


def ask(store: Store, query: str) -> list[tuple[NamedNode | Literal, ...]]:
    return [tuple(solution) for solution in store.query(query, prefixes=PREFIXES)]


def number(store: Store, pattern: str) -> int:
    ((count,),) = ask(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    return int(count.value)


ACCEPTED = "?claim a tl:Claim ; tl:status status:accepted"
STATEMENT = "?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o"


def test_every_accepted_statement_is_in_the_default_graph(curated_store: Store) -> None:
    assert number(curated_store, ACCEPTED) > 3000
    hidden = f"{ACCEPTED} . {STATEMENT} FILTER NOT EXISTS {{ ?s ?p ?o }}"
    assert number(curated_store, hidden) == 0


def test_no_other_statement_of_a_claim_is_in_the_default_graph(curated_store: Store) -> None:
    others = f"?claim a tl:Claim ; tl:status ?status FILTER(?status != status:accepted) {STATEMENT}"
    assert number(curated_store, others) > 50
    assert number(curated_store, f"{others} . ?s ?p ?o") == 0


def test_a_claim_has_one_status_one_statement_and_a_document_or_a_basis(
    curated_store: Store,
) -> None:
    claims = number(curated_store, "?claim a tl:Claim")
    assert number(curated_store, "?claim a tl:Claim ; tl:status ?x") == claims
    assert number(curated_store, f"?claim a tl:Claim . {STATEMENT}") == claims
    sourced = "?claim a tl:Claim FILTER EXISTS { ?claim prov:wasDerivedFrom ?x }"
    based = "?claim a tl:Claim ; tl:basis ?x"
    assert number(curated_store, sourced) + number(curated_store, based) == claims
    assert number(curated_store, f"{based} ; prov:wasDerivedFrom ?document") == 0
    assert number(curated_store, based) > 100


def test_every_source_of_a_claim_is_a_document_of_the_table(curated_store: Store) -> None:
    every = "?claim prov:wasDerivedFrom ?source"
    known = f"{every} . ?source a tl:Source ; schema:url ?url"
    assert number(curated_store, every) == number(curated_store, known) > 6000


def test_no_single_valued_property_has_two_values(curated_store: Store) -> None:
    functional = {
        triple.subject.value
        for triple in ontology_triples()
        if triple.object == NamedNode("http://www.w3.org/2002/07/owl#FunctionalProperty")
    }
    assert functional >= {f"{BASE}ontology#{name}" for name in OWN}
    single = " ".join([*(f"<{iri}>" for iri in sorted(functional)), *SINGLE])
    query = f"""
    SELECT ?s ?p (COUNT(?o) AS ?n) {{
      VALUES ?p {{ {single} }}
      ?s ?p ?o .
      FILTER(!STRSTARTS(STR(?s), "{BASE}ontology"))
    }} GROUP BY ?s ?p HAVING(?n > 1)"""
    assert ask(curated_store, query) == []
    used = ask(curated_store, f"SELECT DISTINCT ?p {{ VALUES ?p {{ {single} }} ?s ?p ?o }}")
    assert len(used) > 50


def test_a_thing_has_one_preferred_label_a_language(curated_store: Store) -> None:
    query = """
    SELECT ?s ?language (COUNT(*) AS ?n) {
      ?s skos:prefLabel ?label BIND(LANG(?label) AS ?language)
    } GROUP BY ?s ?language HAVING(?n > 1)"""
    assert ask(curated_store, query) == []
    assert number(curated_store, "?s skos:prefLabel ?label") > 900


# Columns whose told text counts, and free text, of which a typed number is no value.
NAMES = ("name", "name_nl", "name_de", "name_en", "place")
FREE_TEXT = ("description_en",)


def _column(row: dict[str, str]) -> str:
    return row["path"].rpartition(".")[2] if "." in row["path"] else ""


def _conflicts() -> list[dict[str, str]]:
    """Return the rows about a cell or about the members of a list."""
    with (FACTS / "conflicts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["path"]]
    return [row for row in rows if _column(row) or row["kind"] == "list"]


def _claims_of(store: Store, row: dict[str, str]) -> list[tuple[str, set[str]]]:
    """Return what a conflict concerns: the value and the sources of each claim."""
    query = f"""
    SELECT ?claim ?o ?url {{
      ?dispute a tl:Dispute ; tl:disputedProperty {Literal(row["property"])} ;
        skos:note {Literal(row["note"], language="en")} ; tl:concernsClaim ?claim .
      ?claim rdf:object ?object .
      OPTIONAL {{ ?claim prov:wasDerivedFrom/schema:url ?url }}
      OPTIONAL {{ ?object tl:{"role" if _column(row) == "role" else "organisation"} ?part }}
      BIND(COALESCE(?part, ?object) AS ?o)
    }}"""
    found: dict[str, tuple[str, set[str]]] = {}
    for claim, value, url in ask(store, query):
        entry = found.setdefault(claim.value, (value.value, set()))
        if url is not None:
            entry[1].add(url.value)
    return list(found.values())


def _tells(told: str, value: str) -> bool:
    """Tell whether who says one value says the other: the same, or a day of that month or year."""
    try:
        return float(told) == float(value)
    except ValueError:
        iri = value.rpartition("/")[2]
        return told.startswith(value) or told == iri or place(told).value == value


def _voices(row: dict[str, str]) -> dict[str, set[str]]:
    """Return what each document of a conflict tells: typed values, or the text where untyped."""
    voices: dict[str, set[str]] = {}
    for side in "ab":
        told = row[f"typed_{side}"].split(" | ") if row[f"typed_{side}"] else []
        if _column(row) in NAMES:
            told = [row[f"value_{side}"]]
        if _column(row) not in FREE_TEXT:
            for url in row[f"source_{side}"].split(" | ") if told else []:
                voices.setdefault(url, set()).update(told)
    return voices


def _place_of(row: dict[str, str]) -> str:
    table, _, column = row["path"].partition(".")
    return row["path"] if "[" in table else f"{table}[{row['subject']}].{column}"


def _strangers(store: Store, row: dict[str, str]) -> list[tuple[str, set[str], set[str]]]:
    """Return each claim's value, its sources, and who tells another value of the same place."""
    voices: dict[str, set[str]] = {}
    for other in _conflicts():
        if _place_of(other) == _place_of(row):
            for url, told in _voices(other).items():
                voices.setdefault(url, set()).update(told)
    return [
        (
            value,
            sources,
            {u for u, told in voices.items() if not any(_tells(t, value) for t in told)},
        )
        for value, sources in _claims_of(store, row)
    ]


@pytest.mark.parametrize("row", _conflicts(), ids=lambda row: f"{row['subject']}-{row['property']}")
def test_who_tells_another_value_is_no_witness(curated_store: Store, row: dict[str, str]) -> None:
    """Worked out here from the table alone: all rows about one cell, each document's values."""
    for value, sources, strangers in _strangers(curated_store, row):
        assert not strangers & sources, (value, strangers & sources)


def test_documents_of_a_row_are_kept_from_cells_that_they_contradict(curated_store: Store) -> None:
    """The test above has something to find: rows name documents that tell another value."""
    rows = _conflicts()
    assert len(rows) > 60
    assert sum(len(found[2]) for row in rows for found in _strangers(curated_store, row)) > 100
    of_rows: dict[str, set[str]] = {}
    for table in ("agreements", "programmes", "events"):
        with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            of_rows |= {r["id"]: set(r["source_url"].split(" | ")) for r in csv.DictReader(file)}
    kept = {
        (row["subject"], url)
        for row in rows
        for _, _, strangers in _strangers(curated_store, row)
        for url in strangers & of_rows.get(row["subject"], set())
    }
    assert len(kept) > 10
