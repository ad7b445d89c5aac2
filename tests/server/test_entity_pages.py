"""Pages of things: facts with certainty, sources and disputes; the same as RDF."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import RdfFormat, Store, parse

from tests.server.conftest import TestClient
from tests.server.pages import Page

MOU = "/agreement/mou-2021"
IRI = "https://w3id.org/techland/agreement/mou-2021"


def words(client: TestClient, address: str) -> str:
    return " ".join(Page(client.get(address).text).text.split())


def test_both_days_of_signing_stand_with_sources_and_rule(reader: TestClient) -> None:
    text = words(reader, MOU)
    assert "18 May 2021" in text
    assert "21 May 2021" in text
    assert "not accepted" in text
    assert "Decided by the curator." in text
    links = Page(reader.get(MOU).text).attributes("a", "href")
    assert any(link.startswith("/source/") for link in links)
    assert any(link.startswith("/dispute/") for link in links)


def test_signatories_and_supporters_are_told_apart(reader: TestClient) -> None:
    page = reader.get(MOU).text
    between = page.split('href="/ontology#signatory"')[1].split("<dt>")[0]
    assert between.count('href="/organisation/') == 3
    between = page.split('href="/ontology#supporter"')[1].split("<dt>")[0]
    assert between.count('href="/organisation/') == 4


def test_what_points_here_is_named_by_its_parts(reader: TestClient) -> None:
    text = words(reader, "/place/muenster/geometry?lang=en")
    assert "What points here geometry 1 Münster" in text
    text = words(reader, "/claim/" + _claim_of_lead_partner(reader))
    assert "Oost NL · lead partner · DigiPro" in text


def _claim_of_lead_partner(reader: TestClient) -> str:
    """Return the id of the claim that Oost NL leads DigiPro."""
    turtle = reader.get("/activity/digipro.nt").text
    node = re.search(r"<[^>]*/(participation/\w+)> <[^>]*#organisation> <[^>]*/oost-nl>", turtle)
    assert node
    told = reader.get(f"/{node[1]}.nt").text
    claim = re.search(r"#hasClaim> <[^>]*/claim/(\w+)>", told)
    assert claim
    return claim[1]


def test_names_come_in_the_readers_language_or_say_which(reader: TestClient) -> None:
    dutch = reader.get("/organisation/ihk-nord-westfalen?lang=nl").text
    assert '<h1><bdi data-source="graph" lang="nl">Kamer van Koophandel' in dutch
    german = reader.get("/organisation/ihk-nord-westfalen?lang=de").text
    assert '<h1><bdi data-source="graph" lang="de">IHK Nord Westfalen' in german


@pytest.mark.parametrize(("language", "kind"), [("nl", "Thema"), ("de", "Thema"), ("en", "Theme")])
def test_a_theme_is_called_a_theme(client: TestClient, language: str, kind: str) -> None:
    shown = client.get("/theme/hydrogen", params={"lang": language}).text
    kicker = shown.partition('class="kicker"')[2].partition("</p>")[0]
    assert kind in kicker
    assert not {"Begriff", "begrip", "concept"} & set(re.findall(r"\w+", kicker.split(kind)[1]))


@pytest.mark.parametrize(
    "path",
    ["claim", "dispute", "source", "participation", "signing", "party", "position", "outcome"],
)
def test_every_kind_of_thing_has_a_page(
    reader: TestClient, curated_store: Store, path: str
) -> None:
    start = f"https://w3id.org/techland/{path}/"
    found = curated_store.query(
        f'SELECT ?s {{ ?s a ?c FILTER STRSTARTS(STR(?s), "{start}") }} ORDER BY ?s LIMIT 1'
    )
    iri = next(iter(found))["s"].value  # type: ignore[union-attr,index]  # rows of a SELECT
    answer = reader.get(iri.removeprefix("https://w3id.org/techland"))
    assert answer.status_code == 200
    heading = answer.text.split("<h1>")[1].split("</h1>")[0]
    assert iri.rpartition("/")[2] not in heading or path == "source"


FORMATS = [
    ("turtle", "text/turtle", RdfFormat.TURTLE),
    ("ntriples", "application/n-triples", RdfFormat.N_TRIPLES),
    ("jsonld", "application/ld+json", RdfFormat.JSON_LD),
    ("rdfxml", "application/rdf+xml", RdfFormat.RDF_XML),
]


SUFFIXES = {"turtle": "ttl", "ntriples": "nt", "jsonld": "jsonld", "rdfxml": "rdf"}


@pytest.mark.parametrize(("name", "media_type", "kind"), FORMATS)
def test_a_thing_comes_as_rdf(
    client: TestClient, curated_store: Store, name: str, media_type: str, kind: RdfFormat
) -> None:
    named = client.get(MOU, params={"format": name})
    accepted = client.get(MOU, headers={"Accept": media_type})
    by_suffix = client.get(f"{MOU}.{SUFFIXES[name]}", headers={"Accept": "text/html"})
    assert by_suffix.content == named.content == accepted.content
    for answer in (named, accepted, by_suffix):
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert answer.headers["content-location"] == f"{MOU}.{SUFFIXES[name]}"
        assert "accept" in answer.headers["vary"].lower()
    triples = {str(quad.triple) for quad in parse(named.content, kind)}
    whole = {str(quad.triple) for quad in curated_store.quads_for_pattern(None, None, None)}
    assert triples <= whole
    own = {triple for triple in whole if triple.startswith(f"<{IRI}> ")}
    assert own <= triples
    assert any("inDispute" in triple for triple in triples)


def test_what_is_unknown_is_unknown_in_every_form(client: TestClient) -> None:
    for params in ({"format": "turtle"}, {"format": "jsonld"}, {"format": "rdfxml"}, {}):
        assert client.get("/agreement/none", params=params).status_code == 404


def test_a_page_names_its_other_forms(reader: TestClient) -> None:
    page = Page(reader.get(MOU).text)
    alternates = [found for tag, found in page.elements if found.get("rel") == "alternate"]
    assert {found["type"] for found in alternates} == {media_type for _, media_type, _ in FORMATS}


def test_the_ontology_has_every_term_with_a_place_on_the_page(
    reader: TestClient, client: TestClient
) -> None:
    page = Page(reader.get("/ontology").text)
    places = {found.get("id") for _, found in page.elements}
    assert {"Agreement", "Project", "Claim", "Dispute", "signatory", "supporter"} <= places
    turtle = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert (
        "https://w3id.org/techland/ontology#Agreement" in turtle.text
        or "tl:Agreement" in turtle.text
    )
