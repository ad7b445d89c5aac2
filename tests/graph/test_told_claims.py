"""How what a conflict tells becomes claims: terms, witnesses, certainty."""

from __future__ import annotations

import pytest

from techland.graph.iris import country, hashed
from techland.ontology.terms import BASE, FOAF, ORG, PROV, RDF, TL
from tests.graph.fact_folder import FactFolder
from tests.graph.verdicts import (
    EAST,
    PAPER_COPY,
    WEST,
    Settled,
    conflict,
)

SIGNED = ("agreement/pact-2021", "signedOn")
TABLE, OTHER = "2021-05-18", "2021-05-21"


def _only(facts: FactFolder, *rows: dict[str, str]) -> None:
    facts.write("conflicts", list(rows))


NETHERLANDS, GERMANY = country("NL").value, country("DE").value
CODED = {
    "organisations[kamer-oost].country": ("NL", "DE", TL.country, NETHERLANDS, GERMANY),
    "organisations[euregio-klein].sides": ("NL", "BE", TL.side, NETHERLANDS, country("BE").value),
    "organisations[kamer-oost].type": (
        "chamber-of-commerce",
        "network",
        ORG.classification,
        f"{BASE}organisation-type/chamber-of-commerce",
        f"{BASE}organisation-type/network",
    ),
    "organisations[kamer-oost].nuts3": (
        "NL213",
        "NL211",
        TL.nuts,
        "http://data.europa.eu/nuts/code/NL213",
        "http://data.europa.eu/nuts/code/NL211",
    ),
    "organisations[kamer-oost].website": (
        "https://kamer-oost.example/",
        "https://oost.example/",
        FOAF.homepage,
        "https://kamer-oost.example/",
        "https://oost.example/",
    ),
    "programmes[kring].kind": ("initiative", "cluster", RDF.type, TL.Initiative, TL.Cluster),
    "programmes[eurohub].part_of": (
        "fonds-v",
        "kring",
        TL.fundedUnder,
        f"{BASE}activity/fonds-v",
        f"{BASE}activity/kring",
    ),
    "outcomes[eurohub/companies-involved].qualifier": (
        "about",
        "at-least",
        TL.qualifier,
        f"{BASE}qualifier/about",
        f"{BASE}qualifier/at-least",
    ),
}


@pytest.mark.parametrize("path", CODED)
def test_a_value_that_lost_is_written_as_the_table_would_write_it(
    facts: FactFolder, path: str
) -> None:
    held, told, predicate, held_iri, told_iri = CODED[path]
    _only(facts, conflict(held, WEST, told, EAST, "a", path=path, subject="kring"))
    claims = {
        claim.statement.object.value: claim.status
        for claim in Settled(facts).dataset.claims
        if claim.statement.predicate.value == predicate and claim.disputes
    }
    beside = {GERMANY: "accepted"} if predicate == TL.side else {}
    assert claims == {held_iri: "accepted", told_iri: "disputed"} | beside


def test_what_stands_for_an_unaccepted_claim_is_not_shown(facts: FactFolder) -> None:
    """Parties in a role that the curator rejects are gone, short-cut and node alike."""
    row = conflict("signatory", WEST, "supporter", EAST, "a", path="agreement_parties.role")
    _only(facts, row)
    settled = Settled(facts)
    pact = "agreement/pact-2021"
    assert settled.values(pact, "supporter") == set()
    assert len(settled.values(pact, "signatory")) == 2
    signing = hashed("signing", "pact-2021").value.removeprefix(BASE)
    assert len(settled.values(signing, PROV.qualifiedAssociation)) == 2
    assert set(settled.statuses(pact, "supporter").values()) == {"disputed"}


def test_a_document_that_tells_another_value_is_no_witness(facts: FactFolder) -> None:
    """The row names three documents; one of them tells another day."""
    _only(facts, conflict(OTHER, EAST, TABLE, WEST, "b"))
    settled = Settled(facts)
    assert settled.sources(*SIGNED) == {TABLE: {WEST, PAPER_COPY}, OTHER: {EAST}}


@pytest.mark.parametrize(
    ("cell", "told", "witnesses"),
    [
        ("2021-05", "2021-05-18", True),
        ("2021", "2021-05-18", True),
        ("2021-05-18", "2021-05", False),
        ("2021-05-18", "2021-05-18", True),
        ("2021-05-18", "2021-05-19", False),
    ],
)
def test_who_tells_a_day_tells_its_month_and_year(
    facts: FactFolder, cell: str, told: str, witnesses: bool
) -> None:
    facts.put("agreements", 2, signed_on=cell, source_url=f"{WEST} | {EAST}")
    _only(facts, conflict(told, EAST, cell, WEST, kind="precision"))
    assert Settled(facts).sources(*SIGNED)[cell] == ({WEST, EAST} if witnesses else {WEST})


def test_a_list_that_leaves_a_member_out_is_no_witness_of_it(facts: FactFolder) -> None:
    row = facts.number("agreement_parties", organisation_id="stadt-gronau-west")
    facts.put("agreement_parties", row, source_url=f"{WEST} | {EAST}")
    told = Settled(facts).sources("agreement/pact-2021", "supporter")
    assert told == {
        "organisation/stadt-gronau-west": {WEST},
        "organisation/euregio-klein": {WEST, EAST},
    }


@pytest.mark.parametrize(
    ("inferred", "certainties"),
    [
        (None, (None, None)),
        ("", (None, None)),
        ("signed_on", ("stated", "inferred")),
        ("kind | signed_on", ("inferred", "inferred")),
    ],
)
def test_a_list_of_inferred_cells_makes_the_rest_stated(
    facts: FactFolder, inferred: str | None, certainties: tuple[str | None, str | None]
) -> None:
    rows = facts.rows("agreements")
    if inferred is not None:
        rows[1]["inferred_cells"] = inferred
        facts.write("agreements", rows, [*facts.header("agreements"), "inferred_cells"])
    strategy = {
        claim.statement.predicate.value: claim.certainty
        for claim in Settled(facts).dataset.claims
        if claim.statement.subject.value == f"{BASE}agreement/strategy-2023"
    }
    assert (strategy[TL.agreementKind], strategy[TL.signedOn]) == certainties
