"""Cases that the curated tables do not have, each in a graph of a few lines."""

from __future__ import annotations

from pyoxigraph import RdfFormat, Store

from techland.queries.catalogue import query_named

PREFIXES = """
PREFIX tl: <https://w3id.org/techland/ontology#>
PREFIX status: <https://w3id.org/techland/status/>
PREFIX country: <http://publications.europa.eu/resource/authority/country/>
PREFIX theme: <https://w3id.org/techland/theme/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX : <https://example.org/>
"""
BODIES = """
:nl rdfs:label "Dutch" ; tl:sideOfBorder country:NLD .
:de rdfs:label "German" ; tl:sideOfBorder country:DEU .
:both rdfs:label "Euroregion" ; tl:sideOfBorder country:NLD, country:DEU .
:unplaced rdfs:label "Unplaced" .
country:NLD skos:notation "NL" . country:DEU skos:notation "DE" .
"""
COPIES = """
:claim tl:status status:accepted ; tl:fromTable "approvals" ; prov:wasDerivedFrom :b, :c ;
  rdf:subject :x ; rdf:predicate tl:approvedOn ; rdf:object "2021" .
:a dct:publisher :one . :b dct:publisher :two . :c dct:publisher :three .
:b tl:copyOf :a . :c tl:copyOf :b .
:a schema:url <https://a.example/> ; dct:title "A" ; tl:publisherName "One" .
:b schema:url <https://b.example/> ; dct:title "B" ; tl:publisherName "Two" .
:c schema:url <https://c.example/> ; dct:title "C" ; tl:publisherName "Three" .
"""


def rows(name: str, turtle: str) -> list[dict[str, str | None]]:
    store = Store()
    store.load((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    solutions = store.query(query_named(name).text)
    variables = [variable.value for variable in solutions.variables]
    return [
        {
            name: None if term is None else term.value
            for name, term in zip(variables, row, strict=True)
        }
        for row in solutions
    ]


def test_a_copy_of_a_copy_is_no_second_publisher() -> None:
    (fact,) = rows("facts-with-one-publisher", COPIES)
    assert (fact["onlyPublisher"], fact["documents"]) == ("https://example.org/one", "2")
    (table,) = rows("facts-by-table", COPIES)
    assert (table["onePublisher"], table["morePublishers"]) == ("1", "0")


def test_two_publishers_of_their_own_are_two() -> None:
    apart = COPIES.replace(":c tl:copyOf :b .", "")
    assert rows("facts-with-one-publisher", apart) == []
    (table,) = rows("facts-by-table", apart)
    assert (table["onePublisher"], table["morePublishers"]) == ("0", "1")


def test_a_chain_of_copies_leads_to_its_origin() -> None:
    found = rows("copied-sources", COPIES)
    assert [(row["title"], row["originTitle"]) for row in found] == [("B", "A"), ("C", "A")]


def test_partners_of_a_funding_programme_do_not_work_together_by_that() -> None:
    activity = f"{BODIES} :p tl:theme theme:hydrogen . :nl tl:participatesIn :p . "
    activity += ":de tl:participatesIn :p ."
    assert len(rows("cross-border-partners-on-theme", activity)) == 1
    programme = f"{activity} :p a tl:FundingProgramme ."
    assert rows("cross-border-partners-on-theme", programme) == []


def test_a_party_with_two_roles_is_one_party() -> None:
    agreement = f"""{BODIES} :g a tl:Agreement ; rdfs:label "G" ;
      tl:signatory :nl, :de ; tl:supporter :nl, :both ."""
    (row,) = rows("agreements-across-the-border", agreement)
    assert (row["dutch"], row["german"], row["binational"]) == ("1", "1", "1")
    (tie,) = rows("cross-border-ties", agreement)
    assert (tie["dutchName"], tie["germanName"], tie["agreements"]) == ("Dutch", "German", "1")


def test_a_partner_of_an_unknown_country_does_not_decide_the_side() -> None:
    project = f"""{BODIES} :p a tl:Project ; rdfs:label "P" .
      :nl tl:participatesIn :p . :unplaced tl:participatesIn :p ."""
    (row,) = rows("one-sided-projects", project)
    assert (row["country"], row["partners"], row["unknown"]) == ("NL", "2", "1")
    assert rows("one-sided-projects", f"{project} :both tl:participatesIn :p .") == []


def test_a_euroregion_is_no_partner_of_the_other_side() -> None:
    project = f"""{BODIES} :p a tl:Project .
      :nl tl:participatesIn :p . :both tl:participatesIn :p ."""
    assert rows("organisations-by-cross-border-projects", project) == []
    found = rows("organisations-by-cross-border-projects", f"{project} :de tl:participatesIn :p .")
    assert [(row["name"], row["partners"]) for row in found] == [("Dutch", "1"), ("German", "1")]


def test_the_money_of_a_project_is_counted_once_however_many_partners_and_disputes_it_has() -> None:
    money = f"""{BODIES} :p a tl:Project ; rdfs:label "P" ; tl:fundedUnder :f ;
      tl:totalCostPlanned 10.5 ; tl:euContributionPlanned 4.0 .
      :q a tl:SmallProjectFund ; rdfs:label "Q" ; tl:fundedUnder :f ; tl:totalCostPlanned 1.5 .
      :f rdfs:label "F" ; tl:totalCostPlanned 100.0 .
      :nl tl:participatesIn :p . :de tl:participatesIn :p .
      :c rdf:subject :p ; rdf:predicate tl:totalCostPlanned ; tl:inDispute :d, :e ."""
    (row,) = rows("money-by-programme", money)
    assert (row["projects"], row["totalCost"], row["euShare"]) == ("2", "12", "4")
    assert (row["withoutCost"], row["withoutShare"], row["disputed"]) == ("0", "1", "1")
