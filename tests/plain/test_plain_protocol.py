"""The endpoint and the graphs of a writable plain store, over HTTP, against the standards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.plain.served_store import WRITER, ServedStore, serving

TURTLE = {"Content-Type": "text/turtle; charset=utf-8", **WRITER}
FORM = {"Content-Type": "application/x-www-form-urlencoded", **WRITER}
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStore]:
    with serving(tmp_path_factory.mktemp("plain") / "store", "--writable") as found:
        yield found


@pytest.fixture(autouse=True)
def _empty(server: ServedStore) -> None:
    assert server.update("DROP ALL").status == 204


def test_it_starts_empty_and_sees_each_update_at_once(server: ServedStore) -> None:
    assert server.ask(COUNT) == [("0",)]
    for number in range(5):
        assert server.update(f"INSERT DATA {{ <s> <p> {number} }}").status == 204
        assert server.ask(COUNT) == [(str(number + 1),)]


def test_an_update_comes_as_a_form_too(server: ServedStore) -> None:
    body = "update=" + quote("INSERT DATA { <http://x/s> <http://x/p> 'a form' }")
    assert server.send("POST", "/sparql", body, FORM).status == 204
    assert server.ask("ASK { <http://x/s> <http://x/p> 'a form' }")


def test_the_default_graph_is_the_unnamed_graph_alone(server: ServedStore) -> None:
    server.update("INSERT DATA { GRAPH <http://x/g> { <s> <p> 1 } }")
    assert server.ask(COUNT) == [("0",)]
    assert server.ask("SELECT ?g WHERE { GRAPH ?g { ?s ?p 1 } }") == [("http://x/g",)]
    assert server.ask(COUNT, **{"default-graph-uri": "http://x/g"}) == [("1",)]


def test_no_prefix_is_known_that_the_text_does_not_declare(server: ServedStore) -> None:
    assert server.update("INSERT DATA { <s> skos:prefLabel 'x' }").status == 400
    assert server.send("GET", "/sparql?query=ASK%7B%3Fs+skos:prefLabel+%3Fo%7D").status == 400


def test_all_operations_of_a_request_are_done_or_none(server: ServedStore) -> None:
    reply = server.update("INSERT DATA { <s> <p> 1 } ; DROP GRAPH <http://x/none>")
    assert reply.status == 409
    assert "does not exist" in reply.json["detail"]
    assert server.ask(COUNT) == [("0",)]


def test_a_request_names_the_graphs_of_an_update(server: ServedStore) -> None:
    server.update(
        "INSERT DATA { GRAPH <http://x/1> { <a> <x:in> 1 } GRAPH <http://x/2> { <b> <x:in> 2 } "
        "GRAPH <http://x/3> { <c> <x:in> 3 } }"
    )
    copy = "INSERT { GRAPH <http://x/copy> { ?s <x:in> ?n } } WHERE { ?s <x:in> ?n }"
    assert server.update(copy, **{"using-graph-uri": "http://x/1"}).status == 204
    copied = "SELECT ?n WHERE { GRAPH <http://x/copy> { ?s <x:in> ?n } } ORDER BY ?n"
    assert server.ask(copied) == [("1",)]
    named = "INSERT { GRAPH <http://x/copy> { ?s <x:in> ?n } } WHERE { GRAPH ?g { ?s <x:in> ?n } }"
    assert server.update(named, **{"using-named-graph-uri": "http://x/2"}).status == 204
    assert server.ask(copied) == [("1",), ("2",)]
    # The short form reads where it is told, and deletes from the default graph.
    assert (
        server.update("DELETE WHERE { ?s <x:in> ?n }", **{"using-graph-uri": "http://x/3"}).status
        == 204
    )
    assert server.ask("ASK { GRAPH <http://x/3> { ?s <x:in> 3 } }")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT { <s> <p> 1 } USING <http://x/1> WHERE {}",
        "INSERT { <s> <p> 1 } UsInG NAMED <http://x/1> WHERE {}",
        "WITH <http://x/1> DELETE { <s> <p> 1 } WHERE {}",
    ],
)
def test_graphs_are_named_by_the_request_or_by_the_text(server: ServedStore, text: str) -> None:
    reply = server.update(text, **{"using-graph-uri": "http://x/1"})
    assert reply.status == 400
    assert reply.json["line"] == 1
    assert server.update(text).status == 204


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("INSERT DATA {", "application/sparql-update", 400),
        (b"INSERT DATA { <s> <p> '\xff' }", "application/sparql-update", 400),
        ("CLEAR ALL", "application/sparql-update; charset=UTF-16", 415),
        ("CLEAR ALL", "text/plain", 415),
        ("update=CLEAR%20ALL&update=CLEAR%20ALL", FORM["Content-Type"], 400),
        ("update=CLEAR%20ALL&query=ASK%7B%7D", FORM["Content-Type"], 400),
        ("{" * 200, "application/sparql-update", 400),
        ("# " + "x" * 2**20, "application/sparql-update", 413),
    ],
)
def test_what_is_no_update_is_refused(
    server: ServedStore, body: str | bytes, content_type: str, status: int
) -> None:
    reply = server.send("POST", "/sparql", body, {"Content-Type": content_type, **WRITER})
    assert reply.status == status
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("text", "line", "column", "told"),
    [
        ("CLEAR ALL ;\n INSERT { <x:s> <x:p> 1 }", 2, 26, "ends too early"),
        ("INSERT DATA { <x:s> <x:p> ?v }", 1, 30, "'}'"),
        ("INSERT DATA {\n <x:s> un:known 1 }", 2, 8, "'un:known'"),
        ("DELETE DATA { <x:s> <x:p> 1 } }", 1, 31, "'}' cannot stand here"),
    ],
)
def test_a_syntax_error_has_a_place(
    server: ServedStore, text: str, line: int, column: int, told: str
) -> None:
    problem = server.update(text).json
    assert (problem["line"], problem["column"]) == (line, column), problem
    assert told in problem["detail"]
    assert len(problem["detail"]) < 200


def test_an_address_changes_nothing(server: ServedStore) -> None:
    server.update("INSERT DATA { <s> <p> 1 }")
    assert server.send("GET", "/sparql?update=CLEAR%20ALL", headers=WRITER).status == 400
    assert server.send("PUT", "/sparql?query=ASK%7B%7D", headers=WRITER).status == 405
    assert server.ask(COUNT) == [("1",)]


@pytest.mark.parametrize("way", ["direct", "indirect", "default"])
def test_a_graph_is_put_read_added_to_and_deleted(server: ServedStore, way: str) -> None:
    paths = {
        "direct": "/graphs/person/1",
        "indirect": f"/graphs?graph={quote('http://x/person/1', safe='')}",
        "default": "/graphs?default",
    }
    path = paths[way]
    first = server.send("PUT", path, '<http://x/a> <http://x/p> "one" .', TURTLE)
    assert first.status == (204 if way == "default" else 201)
    again = server.send("PUT", path, '<http://x/a> <http://x/p> "two" .', TURTLE)
    assert again.status == 204
    assert server.send("POST", path, '<http://x/a> <http://x/p> "three" .', TURTLE).status == 204
    accept = {"Accept": "application/n-triples"}
    read = server.send("GET", path, headers=accept)
    assert read.status == 200
    assert sorted(read.body.splitlines()) == [
        b'<http://x/a> <http://x/p> "three" .',
        b'<http://x/a> <http://x/p> "two" .',
    ]
    head = server.send("HEAD", path, headers=accept)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-type"].startswith("application/n-triples")
    assert server.send("DELETE", path, headers=WRITER).status == 204
    gone = 200 if way == "default" else 404
    assert server.send("GET", path, headers=accept).status == gone
    assert server.send("HEAD", path).status == gone
    assert server.send("DELETE", path, headers=WRITER).status == (204 if way == "default" else 404)


def test_relative_iris_of_a_graph_begin_at_the_graph(server: ServedStore) -> None:
    server.send("PUT", "/graphs/person/1.ttl", "<#me> <p> <../x> .", TURTLE)
    graph = f"{server.address}graphs/person/1.ttl"
    found = server.ask(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    near = f"{server.address}graphs/"
    assert found == [(f"{graph}#me", f"{near}person/p", f"{near}x")]


def test_the_store_itself_makes_a_graph_for_what_is_posted(server: ServedStore) -> None:
    reply = server.send("POST", "/graphs", '<http://x/a> <http://x/p> "new" .', TURTLE)
    assert reply.status == 201
    location = reply.headers["location"]
    assert location.startswith(f"{server.address}graphs/")
    path = location.removeprefix(server.address.rstrip("/"))
    assert b'"new"' in server.send("GET", path).body
    assert server.send("GET", "/graphs", headers={"Accept": "application/json"}).json == {
        "default": f"{server.address}graphs?default",
        "graphs": [location],
    }


def test_an_empty_graph_is_there(server: ServedStore) -> None:
    assert server.send("PUT", "/graphs/empty", "", TURTLE).status == 201
    assert server.send("GET", "/graphs/empty").status == 200
    assert server.send("PUT", "/graphs/empty", "", TURTLE).status == 204


def test_a_form_may_hold_several_files(server: ServedStore) -> None:
    body = (
        '--cut\r\nContent-Disposition: form-data; name="a"; filename="a.ttl"\r\n'
        "Content-Type: text/turtle\r\n\r\n_:b <http://x/p> 1 .\r\n"
        '--cut\r\nContent-Disposition: form-data; name="b"; filename="b.nt"\r\n'
        'Content-Type: application/n-triples\r\n\r\n_:b <http://x/p> "2" .\r\n--cut--\r\n'
    )
    headers = {"Content-Type": "multipart/form-data; boundary=cut", **WRITER}
    assert server.send("POST", "/graphs/form", body, headers).status == 201
    graph = f"{server.address}graphs/form"
    query = f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    assert server.ask(query) == [("2",)]


def test_blank_nodes_that_are_added_are_new_ones(server: ServedStore) -> None:
    for _ in range(2):
        server.send("POST", "/graphs?default", "_:b <http://x/p> 1 .", TURTLE)
    assert server.ask(COUNT) == [("2",)]


@pytest.mark.parametrize(
    ("method", "path", "body", "content_type", "status"),
    [
        ("PUT", "/graphs?default", "no Turtle", "text/turtle", 400),
        ("PUT", "/graphs?default", "a,b", "text/csv", 415),
        ("PUT", "/graphs", "", "text/turtle", 400),
        ("PUT", "/graphs?graph=relative", "", "text/turtle", 400),
        ("PUT", "/graphs?default&graph=http://x/g", "", "text/turtle", 400),
        ("POST", "/graphs?default", "<x:s> <x:p> 1 <x:g> .", "application/n-quads", 400),
        (
            "PATCH",
            "/graphs?default",
            "INSERT DATA { GRAPH <x:g> {} }",
            "application/sparql-update",
            400,
        ),
        ("PATCH", "/graphs?default", "<x:s> <x:p> 1 .", "text/turtle", 415),
        ("PATCH", "/graphs/none", "CLEAR ALL", "application/sparql-update", 404),
        ("BREW", "/graphs?default", "", "text/turtle", 501),
    ],
)
def test_what_is_no_write_of_a_graph_is_refused(
    server: ServedStore, method: str, path: str, body: str, content_type: str, status: int
) -> None:
    server.update("INSERT DATA { <s> <p> 1 }")
    reply = server.send(method, path, body, {"Content-Type": content_type, **WRITER})
    assert reply.status == status, reply.body
    assert server.ask(COUNT) == [("1",)]


def test_a_patch_stays_in_its_graph(server: ServedStore) -> None:
    server.send("PUT", "/graphs/a", "<x:s> <x:p> 1, 2 .", TURTLE)
    server.update("INSERT DATA { <x:s> <x:p> 1 }")
    patch = (
        "PREFIX x: <x:> INSERT DATA { x:s x:p 3 } ; DELETE { ?s ?p 1 } INSERT { ?s ?p 4 } "
        "WHERE { ?s ?p 1 } ; DELETE WHERE { ?s ?p 2 } ; INSERT { ?s x:q 5 } WHERE { ?s ?p 4 }"
    )
    headers = {"Content-Type": "application/sparql-update", **WRITER}
    assert server.send("PATCH", "/graphs/a", patch, headers).status == 204
    found = f"SELECT ?o WHERE {{ GRAPH <{server.address}graphs/a> {{ ?s ?p ?o }} }} ORDER BY ?o"
    assert server.ask(found) == [("3",), ("4",), ("5",)]
    assert server.ask("SELECT ?o WHERE { ?s ?p ?o }") == [("1",)]


def test_a_person_finds_the_form_and_the_graphs(server: ServedStore) -> None:
    server.send("PUT", "/graphs?graph=http://x/%3Cb%3E", "", TURTLE)
    server.update("CREATE GRAPH <http://x/g&lt>")
    page = {"Accept": "text/html", "Accept-Language": "de"}
    start = server.send("GET", "/", headers=page).body.decode()
    assert "Ein einfacher Quad-Speicher" in start
    assert "1 benannter Graph" in start
    graphs = server.send("GET", "/graphs", headers=page).body.decode()
    assert "http://x/g&amp;lt" in graphs
    form = server.send("GET", "/sparql?query=ASK%7B%7D", headers=page).body.decode()
    assert '<p class="answer">' in form


def test_the_service_describes_itself(server: ServedStore) -> None:
    server.update("CREATE GRAPH <http://x/g>")
    told = server.send("GET", "/sparql", headers={"Accept": "text/turtle"}).body.decode()
    assert "sd:SPARQL11Update" in told
    assert "sd:inputFormat" in told
    assert "<http://x/g>" in told


def test_a_read_only_store_is_not_written(tmp_path: Path) -> None:
    with serving(tmp_path / "store") as found:
        assert found.update("CLEAR ALL").status == 403
        reply = found.send("PUT", "/graphs?default", "", TURTLE)
        assert reply.status == 405
        assert "PUT" not in reply.headers["allow"]
        assert found.ask(COUNT) == [("0",)]
