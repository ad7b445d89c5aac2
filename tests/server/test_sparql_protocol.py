"""The SPARQL endpoint: GET, POST, formats, errors; and its form."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from techland.graph.query_errors import QueryTimeout
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.queries.limits import Limits
from techland.server.app import create_app
from tests.server.conftest import BROWSER, LOCALHOST, TestClient, ask_as
from tests.server.pages import Page

COUNT = "SELECT (COUNT(*) AS ?n) { ?a a <https://w3id.org/techland/ontology#Agreement> }"
SIGNED = """PREFIX tl: <https://w3id.org/techland/ontology#>
SELECT ?who { <https://w3id.org/techland/agreement/mou-2021> tl:signatory ?who } ORDER BY ?who"""
CONSTRUCT = SIGNED.replace("SELECT ?who {", "CONSTRUCT WHERE {").replace(" ORDER BY ?who", "")
DESCRIBE = "DESCRIBE <https://w3id.org/techland/agreement/mou-2021>"
ALL = "SELECT * { ?s ?p ?o }"
FAULTY = "SELECT ?a\nWHERE { ?a ?b }"


def answered(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["n"]["value"] for row in answer.json()["results"]["bindings"]]


def test_a_query_by_get(client: TestClient) -> None:
    assert answered(client.get("/sparql", params={"query": COUNT})) == ["23"]


def test_a_query_in_a_form(client: TestClient) -> None:
    assert answered(client.post("/sparql", data={"query": COUNT})) == ["23"]


def test_a_query_as_the_body(client: TestClient) -> None:
    headers = {"Content-Type": "application/sparql-query; charset=utf-8"}
    assert answered(client.post("/sparql", content=COUNT, headers=headers)) == ["23"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv, text/html;q=0.1", "text/csv"),
    ],
)
def test_rows_come_as_wanted(client: TestClient, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": SIGNED}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "accept" in answer.headers["vary"].lower()
    assert answer.text.count("https://w3id.org/techland/organisation/") == 3


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("*/*", "text/turtle"),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_triples_come_as_wanted(
    client: TestClient, query: str, accept: str, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "oost-nl" in answer.text


def test_a_named_format_wins_over_the_header(reader: TestClient) -> None:
    answer = reader.get("/sparql", params={"query": SIGNED, "format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'filename="techland.csv"' in answer.headers["content-disposition"]
    found = list(csv.reader(io.StringIO(answer.text)))
    assert found[0] == ["who"]
    assert len(found) == 4


def test_every_row_comes(client: TestClient) -> None:
    counted = client.get(
        "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    ).json()["results"]["bindings"][0]["n"]["value"]
    answer = client.get("/sparql", params={"query": ALL, "format": "tsv"})
    assert len(answer.text.splitlines()) == int(counted) + 1


def test_one_triple_in_two_graphs_counts_once(client: TestClient) -> None:
    pattern = "{ <https://w3id.org/techland/organisation/oost-nl> a ?t }"
    queries = (f"SELECT (COUNT({what}) AS ?n) {pattern}" for what in ("?t", "DISTINCT ?t"))
    first, second = (client.get("/sparql", params={"query": query}) for query in queries)
    assert answered(first) == answered(second)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"params": {"query": FAULTY}}, 400),
        ({"params": {"query": ""}}, 400),
        ({"params": [("query", COUNT), ("query", COUNT)]}, 400),
        ({"params": {"query": COUNT, "default-graph-uri": "example"}}, 400),
        ({"params": {"query": COUNT, "named-graph-uri": "<x:y>"}}, 400),
        ({"params": {"query": COUNT, "using-graph-uri": "https://example.org/"}}, 400),
        ({"params": {"query": COUNT, "update": "CLEAR ALL"}}, 400),
        ({"params": {"update": "CLEAR ALL"}}, 400),
        ({"params": {"query": COUNT, "format": "turtle"}}, 406),
        ({"params": {"query": COUNT, "format": "word"}}, 406),
        ({"params": {"query": COUNT}, "headers": {"Accept": "image/png"}}, 406),
        ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}}, 400),
        ({"params": {"query": "INSERT DATA { <a:b> <a:b> <a:b> }"}}, 400),
        ({"params": {"query": "SELECT * { " + "{" * 5000 + "}" * 5000 + " }"}}, 400),
    ],
)
def test_what_cannot_be_answered_is_a_problem(
    client: TestClient, sent: dict[str, Any], status: int
) -> None:
    answer = client.get("/sparql", **sent)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["title"]


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "application/sparql-update", 403),
        ("update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
        ("{}", "application/json", 415),
        (b"SELECT * { ?s ?p '\xff' }", "application/sparql-query", 400),
        ("query=ASK+%7B%7D&query=ASK+%7B%7D", "application/x-www-form-urlencoded", 400),
    ],
)
def test_other_bodies_are_refused(
    client: TestClient, content: str | bytes, media_type: str, status: int
) -> None:
    answer = client.post("/sparql", content=content, headers={"Content-Type": media_type})
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_a_syntax_error_says_line_and_column(client: TestClient) -> None:
    told = client.get("/sparql", params={"query": FAULTY}).json()
    assert told["line"] == 2
    assert told["column"] > 1


def test_the_form_marks_where_a_query_is_wrong(reader: TestClient) -> None:
    answer = reader.get("/sparql", params={"query": FAULTY})
    assert answer.status_code == 400
    page = Page(answer.text)
    assert ("mark", {}) in page.elements
    assert FAULTY in page.text
    invalid = next(found for tag, found in page.elements if tag == "textarea")
    assert invalid["aria-invalid"] == "true"


def test_the_form_shows_rows_and_where_to_get_them(reader: TestClient) -> None:
    page = Page(reader.get("/sparql", params={"query": SIGNED}).text)
    links = page.attributes("a", "href")
    for name in ("ihk-nord-westfalen", "oost-nl", "twente-board"):
        assert f"/organisation/{name}" in links
    downloads = [link for link in links if link.startswith("/sparql?query=")]
    assert len(downloads) == 4
    assert all(reader.get(link).status_code == 200 for link in downloads)
    assert "3 rows" in page.text


def test_the_form_says_when_it_shows_not_all_rows(reader: TestClient) -> None:
    page = Page(reader.get("/sparql", params={"query": ALL}).text)
    assert len([tag for tag, _ in page.elements if tag == "tr"]) == 501
    assert "Only the first 500 rows are shown" in page.text
    assert "more than 500 rows" in page.text
    whole = Page(reader.get("/sparql", params={"query": f"{ALL} LIMIT 500"}).text)
    assert "Only the first" not in whole.text
    assert "500 rows" in whole.text


@pytest.mark.parametrize(("query", "told"), [("ASK {}", "Yes"), ("ASK { <a:b> ?p ?o }", "No")])
def test_the_form_answers_yes_and_no(reader: TestClient, query: str, told: str) -> None:
    assert f'<p class="answer">{told}</p>' in reader.get("/sparql", params={"query": query}).text


def test_the_form_shows_triples(reader: TestClient) -> None:
    page = Page(reader.get("/sparql", params={"query": DESCRIBE}).text)
    assert "/ontology#signatory" in page.attributes("a", "href")


def test_the_form_says_when_nothing_fits(reader: TestClient) -> None:
    assert (
        "No row fits." in reader.get("/sparql", params={"query": "SELECT * { <a:b> ?p ?o }"}).text
    )


def test_the_form_keeps_the_query_as_text(reader: TestClient) -> None:
    query = 'SELECT * { ?s ?p "</textarea><script>alert(1)</script>" }'
    answer = reader.get("/sparql", params={"query": query})
    assert "<script>alert" not in answer.text
    assert query in Page(answer.text).text


def test_terms_in_rows_are_text_and_only_web_addresses_link(reader: TestClient) -> None:
    query = 'SELECT (<javascript:alert(1)> AS ?a) ("<b>x</b>"@en AS ?b) ("9"^^<x:y> AS ?c) {}'
    page = Page(reader.get("/sparql", params={"query": query}).text)
    assert not [link for link in page.attributes("a", "href") if link.startswith("javascript")]
    assert "<b>x</b>" in page.text
    assert "x:y" in page.text


def test_the_browser_gets_a_form_and_a_program_a_problem(
    client: TestClient, reader: TestClient
) -> None:
    assert 'action="/sparql"' in reader.get("/sparql").text
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")
    assert client.post("/sparql").status_code == 415
    assert client.get("/sparql", headers={"Accept": BROWSER}).status_code == 200


def test_a_query_past_its_deadline_is_told_as_such(curated_snapshot: Snapshot) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with (
        QueryProcesses(curated_snapshot.quads_path, Limits(seconds=1)) as processes,
        ask_as(create_app(curated_snapshot, processes)) as client,
    ):
        answer = client.get("/sparql", params={"query": endless})
        again = client.get("/sparql", params={"query": COUNT})
    assert answer.status_code == 504
    assert answer.json()["seconds"] == 1
    assert answered(again) == ["23"]


def test_an_answer_that_is_cut_is_never_taken_for_the_whole(curated_snapshot: Snapshot) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    # The server breaks the connection off where the fault comes after the first byte.
    with (
        QueryProcesses(curated_snapshot.quads_path, Limits(seconds=1)) as processes,
        TestClient(create_app(curated_snapshot, processes), base_url=LOCALHOST) as client,
    ):
        # Starting the processes counts, and may take longer than that.
        client.get("/sparql", params={"query": "ASK {}"})
        with pytest.raises(RuntimeError, match="response already started") as caught:
            client.get("/sparql", params={"query": endless, "format": "csv"})
    assert isinstance(caught.value.__cause__, QueryTimeout)
