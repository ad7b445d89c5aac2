"""The catalogue over REST: typed parameters, pages, formats, and no way to inject."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Store
from starlette.applications import Starlette
from starlette.routing import Route

from techland.graph.catalogue_errors import WrongParameter
from techland.knowledge_graph import KnowledgeGraph
from techland.queries.catalogue import FOLDER, RESERVED, SETTING, catalogue, query_named
from techland.queries.evaluation import QueryProcesses
from techland.queries.header import SLOT
from tests.server.conftest import BROWSER, TestClient, ask_as

PARAMETERS = [(q.name, name) for q in catalogue(FOLDER).values() for name in q.params]
# What would end a term, a block, a comment or a string, if it were pasted.
INJECTIONS = (
    "} { ?s ?p ?o",
    '" } UNION { ?s ?p ?o } #',
    "hydrogen> } { ?s ?p ?o } #",
    "\\u0022 } { ?s ?p ?o } #",
    "\\\\u0022 }",
    "'''",
    '"""',
    "x\n} SELECT * { ?s ?p ?o",
    "UNDEF",
    "# param: theme",
    "?theme",
    "_:b",
    "1; DROP ALL",
    "2024-01-01T00:00:00",
    "\x00",
    "\u202e",
    "../../etc/passwd",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "x" * 5000,
    "\uff19",
    "-0",
    "1e9",
    "2024\n",
)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_no_name_of_a_query_is_that_of_another_address(application: Starlette) -> None:
    paths = [route.path for route in application.routes if isinstance(route, Route)]
    taken = {path.split("/")[2].split(".")[0] for path in paths if path.startswith("/api/")}
    assert taken - {"{name}"} <= RESERVED
    assert not RESERVED & set(catalogue(FOLDER))


@pytest.mark.parametrize("name", ["signatories", "themes", "changes-per-year"])
def test_a_route_gives_what_the_other_doors_give(
    client: TestClient, processes: QueryProcesses, name: str
) -> None:
    by_route = client.get(f"/api/{name}.csv")
    by_query = client.get("/sparql", params={"query": query_named(name).text, "format": "csv"})
    assert by_route.status_code == 200
    assert by_route.content == by_query.content
    answer = processes.evaluate(KnowledgeGraph.query_text(name, {}), format="csv")
    assert b"".join(answer.chunks) == by_route.content


def test_format_by_suffix_and_by_accept(client: TestClient) -> None:
    for suffix, media in (("csv", "text/csv"), ("json", "application/sparql-results+json")):
        by_suffix = client.get(f"/api/themes.{suffix}")
        by_accept = client.get("/api/themes", headers={"Accept": media})
        assert by_suffix.headers["content-type"].split(";")[0] == media
        assert by_accept.headers["content-type"].split(";")[0] == media
        assert by_suffix.content == by_accept.content
    assert client.get("/api/themes.ttl").status_code == 406
    assert client.get("/api/themes", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_the_pages_together_are_the_whole(client: TestClient, size: int) -> None:
    whole = rows(client.get("/api/signatories.csv").text)
    found, address = [], f"/api/signatories.csv?page_size={size}"
    for _ in range(len(whole) + 1):
        page = client.get(address)
        assert page.status_code == 200
        head, *some = rows(page.text)
        assert head == whole[0]
        assert page.headers["techland-rows"] == str(len(some))
        found += some
        following = re.search(r'<([^>]*)>; rel="next"', page.headers["link"])
        assert (following is not None) == (page.headers["techland-truncated"] == "true")
        if following is None:
            break
        address = f"/api/signatories.csv{following[1]}"
        if size == 1 and len(found) > 12:
            assert found == whole[1 : len(found) + 1]
            return
    assert found == whole[1:]


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "x", "", "1000001", "\uff19", "1" * 5000])
@pytest.mark.parametrize("name", ["page", "page_size"])
def test_a_page_that_is_none_is_told(client: TestClient, name: str, value: str) -> None:
    answer = client.get("/api/themes", params={name: value})
    assert answer.status_code == 400
    assert answer.json()["hint"].startswith("expected: a whole number from 1 to")


@pytest.mark.parametrize(("query", "name"), PARAMETERS)
@pytest.mark.parametrize("value", INJECTIONS)
def test_what_is_sent_is_one_term_of_the_query_or_refused(
    query: str, name: str, value: str
) -> None:
    found = query_named(query)
    try:
        text = found.with_parameters({name: value})
    except WrongParameter:
        return
    held = re.search(rf"VALUES \?{name} \{{ (.*) \}}  # param: {name}", text)
    assert held
    assert text.replace(held[1], "") == SLOT.sub(
        lambda slot: slot[0].replace(slot["term"], "") if slot["name"] == name else slot[0],
        found.text,
    )
    (solution,) = list(Store().query(f"SELECT ?t {{ VALUES ?t {{ {held[1]} }} }}"))
    assert solution["t"] == found.params[name].term(value)


@pytest.mark.parametrize("kind", sorted({query_named(q).params[p].type for q, p in PARAMETERS}))
def test_nothing_is_injected_by_a_parameter(client: TestClient, kind: str) -> None:
    query, name = next((q, p) for q, p in PARAMETERS if query_named(q).params[p].type == kind)
    usual = client.get(f"/api/{query}.csv").text.splitlines()[0]
    for value in INJECTIONS:
        answer = client.get(f"/api/{query}.csv", params={name: value})
        assert answer.status_code in {200, 400}, (value, answer.text)
        if answer.status_code == 400:
            assert answer.headers["content-type"] == "application/problem+json"
            assert repr(name) in answer.json()["detail"]
            assert answer.json()["hint"].startswith("expected: ")
        else:
            assert answer.text.splitlines()[0] == usual


@pytest.mark.parametrize("value", INJECTIONS)
def test_nothing_is_injected_by_a_name_a_suffix_or_a_header(client: TestClient, value: str) -> None:
    printable = "".join(sign for sign in value if sign.isascii() and sign.isprintable())
    for answer in (
        client.get("/api/" + "".join(f"%{byte:02X}" for byte in value.encode())),
        client.get("/api/themes." + "".join(f"%{byte:02X}" for byte in value.encode())),
        client.get("/api/themes", params={value or "x": "1"}),
        client.get("/api/themes", params={"version": value or "x"}),
        client.get("/api/themes", params={"format": value or "x"}),
        client.get("/api/themes", params={"timeout": value or "x"}),
        client.get("/api/themes", headers={"Accept": printable}),
        client.get("/api/themes", headers={"If-None-Match": printable}),
        client.get("/api/themes", headers={"Accept-Encoding": printable}),
        client.get("/api/themes", headers={"Accept-Language": printable}),
        client.get("/api/complete", params={"q": value}),
    ):
        assert answer.status_code < 500, answer.text
        assert "Traceback" not in answer.text


def test_pages_write_what_was_sent_as_text(reader: TestClient) -> None:
    evil = '"><script>alert(1)</script>'
    answer = reader.get("/queries/facts-by-table", params={"evil": evil})
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    told = next(
        (q, p)
        for q, p in PARAMETERS
        if query_named(q).params[p].type == "string" and not query_named(q).params[p].choices
    )
    page = reader.get(f"/queries/{told[0]}", params={told[1]: evil})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "</script><script>" not in page.text


def test_a_value_that_names_nothing_is_told_beside_the_empty_answer(client: TestClient) -> None:
    address, header = "/api/cross-border-partners-on-theme.csv", "Techland-Unknown-Values"
    unknown = client.get(address, params={"theme": "hydrogn"})
    assert (unknown.status_code, len(unknown.text.splitlines())) == (200, 1)
    assert unknown.headers[header] == "theme=<https://w3id.org/techland/theme/hydrogn>"
    assert header not in client.get(address, params={"theme": "hydrogen"}).headers


@pytest.mark.parametrize(("query", "name"), PARAMETERS)
def test_a_wrong_value_gives_one_clear_error(reader: TestClient, query: str, name: str) -> None:
    parameter = query_named(query).params[name]
    if parameter.type == "string" and not parameter.choices:
        assert reader.get(f"/api/{query}", params={name: "}"}).status_code == 200
        return
    page = reader.get(f"/queries/{query}", params={name: "} nothing like it"})
    assert page.status_code == 400
    assert page.text.count("does not fit parameter") == 1


def test_values_given_twice_are_refused(client: TestClient) -> None:
    answer = client.get("/api/changes-in-year?year=2023&year=2024")
    assert answer.status_code == 400
    assert "more than one year" in answer.json()["detail"]


def test_forms_offer_what_the_graph_holds(reader: TestClient, client: TestClient) -> None:
    page = reader.get("/queries/cross-border-partners-on-theme?lang=nl").text
    offered = set(re.findall(r'<option value="([\w/.-]+)"', page))
    text = "SELECT ?t { ?t skos:inScheme scheme:theme }"
    known = client.get("/sparql", params={"query": text, "format": "csv"}).text.split()[1:]
    assert offered == {iri.removeprefix("https://w3id.org/techland/theme/") for iri in known}
    assert '<option value="hydrogen" selected' in page
    assert "waterstof" in page


def test_a_new_file_is_at_every_door_and_a_broken_one_is_told(
    application: Starlette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path))
    with ask_as(application) as client, ask_as(application, Accept=BROWSER) as reader:
        assert client.get("/api/mine").status_code == 404
        body = "#+ summary: My own one\nSELECT ?s WHERE { ?s a tl:Agreement } ORDER BY ?s\n"
        (tmp_path / "mine.rq").write_text(body)
        (tmp_path / "bad.rq").write_text(body.replace("?s WHERE", "WHERE {"))
        assert len(rows(client.get("/api/mine.csv").text)) > 5
        assert "/api/mine" in client.get("/api/openapi.json").json()["paths"]
        index = client.get("/api").json()
        assert "mine" in [query["name"] for query in index["queries"]]
        assert [told["file"] for told in index["broken"]] == ["bad.rq"]
        assert str(tmp_path) not in json.dumps(index["broken"])
        assert "My own one" in reader.get("/queries").text
        assert "bad.rq" in reader.get("/queries").text
        assert reader.get("/queries/mine").status_code == 200
        assert "mine" in client.get("/.well-known/sparql-examples").text
        for broken in ("/api/bad", "/queries/bad"):
            assert client.get(broken).status_code == 422
        (tmp_path / "mine.rq").write_text(body.replace("Agreement", "Dispute"))
        other = client.get("/api/mine.csv").text
        assert "/dispute/" in other
        (tmp_path / "mine.rq").unlink()
        assert client.get("/api/mine.csv").status_code == 404


def test_an_answer_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/api/themes.csv")
    again = client.get("/api/themes.csv", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    page = client.get("/api/themes.csv?page=1", headers={"If-None-Match": first.headers["etag"]})
    assert page.status_code == 200
