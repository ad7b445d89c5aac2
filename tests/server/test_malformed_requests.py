"""Requests that cannot be served: each status, as a problem with the words of the command line."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote

import pytest
from starlette.requests import Request

from techland.cli import main
from techland.graph.home import Home
from techland.graph.request_errors import BodyTooSlow
from techland.queries.limits import Limits
from techland.server.request_body import ADDRESS_BYTES, read_body
from tests.event_loops import run_to_end
from tests.server.conftest import BROWSER, TestClient

ASK = "ASK {}"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
PROBLEM = "https://w3id.org/techland/problem/"
LONGEST = Limits().text_bytes


def posted(content: str | bytes, kind: str | None, **headers: str) -> dict[str, Any]:
    told = {"Content-Type": kind} if kind else {}
    return {"method": "POST", "content": content, "headers": told | headers}


def asked(**params: Any) -> dict[str, Any]:
    return {"method": "GET", "params": params}


def raw(query_string: str) -> dict[str, Any]:
    return {"method": "GET", "url": f"/sparql?{query_string}"}


CASES = {
    "two queries": (raw("query=ASK%7B%7D&query=SELECT+*%7B%7D"), 400, "malformed-request"),
    "two formats": (raw("query=ASK%7B%7D&format=csv&format=tsv"), 400, "malformed-request"),
    "an address that is not UTF-8": (raw("query=ASK%20%7B%7D%ff"), 400, "malformed-request"),
    "a graph that is no IRI": (raw("query=ASK{}&default-graph-uri=a b"), 400, "malformed-request"),
    "a relative graph": (raw("query=ASK{}&named-graph-uri=g"), 400, "malformed-request"),
    "graphs of an update": (raw("query=ASK{}&using-graph-uri=x:y"), 400, "malformed-request"),
    "an update by GET": (raw("update=CLEAR%20ALL"), 400, "malformed-request"),
    "too many parameters": (raw("a=1&" * 1001 + "query=ASK{}"), 400, "malformed-request"),
    "no query": (asked(**{"default-graph-uri": "x:y"}), 400, "malformed-request"),
    "no query in a form": (posted("a=b", FORM), 400, "malformed-request"),
    "an empty query": (posted("", QUERY), 400, "query-syntax-error"),
    "wrong syntax": (asked(query="SELECT ?a\nWHERE { ?a ?b }"), 400, "query-syntax-error"),
    "wrong graphs of FROM": (
        asked(query="ASK FROM <a b> FROM <c:d> {}"), 400, "query-syntax-error"
    ),
    "a form not in UTF-8": (posted(b"query=ASK%20%7B%7D&x=%fe", FORM), 400, "malformed-request"),
    "a body not in UTF-8": (posted(ASK.encode("utf-16"), QUERY), 400, "malformed-request"),
    "a query here and there": (
        posted(ASK, QUERY) | {"params": {"query": ASK}}, 400, "malformed-request"
    ),
    "both at once": (posted("query=ASK{}&update=CLEAR ALL", FORM), 400, "malformed-request"),
    "SERVICE": (asked(query="SELECT * { SERVICE <x:y> {} }"), 400, "forbidden-form"),
    "too deep": (asked(query="ASK " + "{" * 200 + "}" * 200), 400, "query-too-deep"),
    "an update": (posted("CLEAR ALL", UPDATE), 403, "read-only-store"),
    "an update in a form": (posted("update=CLEAR ALL", FORM), 403, "read-only-store"),
    "a refused media type": (
        asked(query=ASK) | {"headers": {"Accept": "image/png"}}, 406, "not-acceptable"
    ),
    "an unknown format": (asked(query=ASK, format="word"), 406, "unknown-format"),
    "a format of triples": (asked(query=ASK, format="ttl"), 406, "format-does-not-fit"),
    "a body of another type": (posted("{}", "application/json"), 415, "unsupported-body"),
    "a body of text": (posted(ASK, "text/plain"), 415, "unsupported-body"),
    "a body without a type": (posted(ASK, None), 415, "unsupported-body"),
    "another charset": (posted(ASK, f"{QUERY}; charset=UTF-16"), 415, "unsupported-body"),
    "a form in another charset": (
        posted("query=ASK{}", f"{FORM}; charset=latin1"), 415, "unsupported-body"
    ),
    "a coded body": (posted(ASK, QUERY, **{"Content-Encoding": "gzip"}), 415, "unsupported-body"),
    "a long body": (posted(f"ASK{' ' * LONGEST}{{}}", QUERY), 413, "body-too-large"),
    "a long query in a form": (
        posted(f"query=ASK{'+' * LONGEST}{{}}", FORM), 413, "query-too-long"
    ),
    "a long form": (posted("query=" + "%20" * (LONGEST + 30_000), FORM), 413, "body-too-large"),
    "a long address": (raw("query=ASK%7B%7D" + "+" * ADDRESS_BYTES), 414, "address-too-long"),
    "PUT": ({"method": "PUT", "content": ASK}, 405, "method-not-allowed"),
    "DELETE": ({"method": "DELETE"}, 405, "method-not-allowed"),
}  # fmt: skip


def told_by(client: TestClient, sent: dict[str, Any]) -> Any:
    return client.request(**({"url": "/sparql"} | sent))


@pytest.mark.parametrize("name", CASES)
def test_each_fault_has_its_status_and_its_problem(client: TestClient, name: str) -> None:
    sent, status, kind = CASES[name]
    answer = told_by(client, sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["type"] == PROBLEM + kind
    assert told["title"].lower().replace(" ", "-") == kind
    assert told["detail"]
    assert "Traceback" not in answer.text


# A person without a query gets the form, and one who names a format gets what programs get.
FOR_PROGRAMS = {
    "no query", "no query in a form", "a refused media type", "an unknown format",
    "a format of triples", "two formats",
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in CASES if name not in FOR_PROGRAMS])
def test_a_person_is_told_the_same_on_a_page(client: TestClient, name: str) -> None:
    sent, status, _ = CASES[name]
    told = told_by(client, sent | {"headers": {**sent.get("headers", {}), "Accept": BROWSER}})
    assert told.status_code == status
    assert told.headers["content-type"].startswith("text/html")


def test_405_names_the_methods_and_413_the_limit(client: TestClient) -> None:
    assert client.put("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert told_by(client, CASES["a long body"][0]).json()["limit"] == LONGEST
    assert told_by(client, CASES["a long address"][0]).json()["limit"] == ADDRESS_BYTES


def test_a_chunked_body_is_not_read_beyond_the_limit(client: TestClient) -> None:
    sent = 0

    def pieces() -> Any:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b" " * 2**16

    answer = client.post("/sparql", content=pieces(), headers={"Content-Type": QUERY})
    assert answer.status_code == 413


def test_a_body_that_does_not_arrive_is_given_up() -> None:
    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    async def read() -> bytes:
        scope = {"type": "http", "method": "POST", "headers": []}
        return await read_body(Request(scope, never), 100, seconds=0.05)

    with pytest.raises(BodyTooSlow):
        run_to_end(read())


SAME_WORDS = [
    "SELECT ?a\nWHERE { ?a ?b }",
    "ASK { ?s ?p 'open }",
    "SELECT * { SERVICE <x:y> {} }",
    "INSERT DATA { <a:b> <a:b> <a:b> }",
    f"ASK {'{' * 200}{'}' * 200}",
    "SELECT (SUM(?x) AS ?y) ?z {}",
]


@pytest.mark.parametrize("query", SAME_WORDS)
def test_the_command_line_uses_the_same_words(
    client: TestClient, curated_home: Home, query: str, capfd: pytest.CaptureFixture[str]
) -> None:
    told = client.get("/sparql", params={"query": query}).json()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHLAND_HOME", str(curated_home.root))
        with pytest.raises(SystemExit):
            main(["query", "-e", query])
    said = " ".join(capfd.readouterr().err.split())
    for member in ("detail", "hint"):
        if member in told:
            assert " ".join(told[member].split()) in said


def test_a_type_of_problem_is_told_at_its_address(client: TestClient) -> None:
    told = client.get("/sparql", params={"query": "ASK"}).json()
    path = told["type"].removeprefix("https://w3id.org/techland")
    meaning = client.get(path)
    assert meaning.status_code == 200
    assert meaning.json()["title"] == told["title"] == "Query syntax error"
    assert "line and column" in meaning.json()["detail"]
    assert client.get(path, headers={"Accept": BROWSER}).status_code == 200
    assert client.get("/problem/nothing").status_code == 404


def test_every_character_of_a_query_arrives(client: TestClient) -> None:
    text = "SELECT ('Münster+Enschede & 50 % = ½ 🌷' AS ?x) {}"
    answers = [
        client.get(f"/sparql?query={quote(text)}"),
        client.post("/sparql", data={"query": text}),
        client.post("/sparql", content=text.encode(), headers={"Content-Type": QUERY}),
    ]
    for answer in answers:
        (row,) = json.loads(answer.content)["results"]["bindings"]
        assert row["x"]["value"] == "Münster+Enschede & 50 % = ½ 🌷"
