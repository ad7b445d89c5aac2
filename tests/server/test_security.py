"""What a browser may do with a page, who may call the server, and text that stays text."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from techland.graph.errors import TechlandError, UnknownEntity
from techland.graph.query_errors import QueryTimeout
from techland.graph.serving_errors import CannotListen
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from techland.server.problems import STATUS, status_of
from techland.server.security import HEADERS, allowed_hosts, is_loopback
from techland.server.serving import address_of_server, listen
from tests.network.networks import EMOJI, EVIL, RIGHT_TO_LEFT
from tests.server.conftest import BROWSER, TestClient, ask_as
from tests.server.pages import Page
from tests.server.test_pages import PAGES

BASE = "https://w3id.org/techland/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
EVERYWHERE = "0.0.0.0"  # noqa: S104 (nothing listens there in these tests)


@pytest.mark.parametrize(
    "address", [*PAGES, "/sparql?query=ASK%7B%7D", "/static/viz/paper.css", "/x"]
)
def test_every_answer_has_the_security_headers(reader: TestClient, address: str) -> None:
    headers = reader.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_needs_what_the_policy_forbids(reader: TestClient, address: str) -> None:
    page = Page(reader.get(address).text)
    for tag, found in page.elements:
        assert "style" not in found, (tag, found)
        assert not [name for name in found if name.startswith("on")], (tag, found)
        assert tag != "style"
        if tag == "script":
            # What is no script is not run, and not forbidden.
            data = ("application/json", "application/ld+json")
            assert "src" in found or found.get("type") in data
        for name in ("src", "action"):
            assert str(found.get(name, "/")).startswith("/"), (tag, found)
        # Others, such as cite-as, are names that a browser does not load.
        if tag == "link" and found.get("rel") in {"stylesheet", "icon", "modulepreload"}:
            assert str(found["href"]).startswith("/")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("127.0.0.1.nip.example:8000", 400),
        ("localhost@evil.example", 400),
        ("localhost:8000:80", 400),
        ("localhost:", 400),
        ("", 400),
    ],
)
def test_only_names_of_this_machine_are_answered_to(
    client: TestClient, host: str, status: int
) -> None:
    answer = client.get("/sparql?query=ASK%7B%7D", headers={"Host": host})
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "localhost" in answer.json()["hint"]


def test_beyond_loopback_every_name_is_answered_to() -> None:
    assert allowed_hosts(EVERYWHERE) == ["*"]
    assert [is_loopback(host) for host in ("localhost", "127.0.0.2", "::1", "10.0.0.1", "x.y")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_fault_shows_nothing_of_the_inside(application: Starlette) -> None:
    async def fault(_: Request) -> Response:
        raise RuntimeError("inner detail")

    application.router.routes.insert(0, Route("/fault", fault))
    try:
        for headers in ({"Accept": BROWSER}, {}):
            with ask_as(application, **headers) as client:
                answer = client.get("/fault")
            assert answer.status_code == 500
            assert "inner detail" not in answer.text
            assert "Traceback" not in answer.text
            assert all(answer.headers[name] == text for name, text in HEADERS.items())
    finally:
        application.router.routes.pop(0)


def test_every_error_of_ours_has_a_status() -> None:
    def below(kind: type[TechlandError]) -> Iterator[type[TechlandError]]:
        yield kind
        for child in kind.__subclasses__():
            yield from below(child)

    for kind in below(TechlandError):
        assert any(ancestor in STATUS for ancestor in kind.__mro__)
    assert status_of(UnknownEntity("x:y")) == 404
    assert status_of(QueryTimeout(1.0)) == 504


@pytest.fixture
def hostile(tmp_path: Path) -> Snapshot:
    """A snapshot whose names are markup, quotes, right to left, very long."""
    names = [EVIL, RIGHT_TO_LEFT, EMOJI, "long " * 100]
    label, kind = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/ns/org#"
    lines = []
    for index, name in enumerate(names):
        thing = f"<{BASE}organisation/o{index}>"
        lines.append(f"{thing} <{TYPE}> <{kind}FormalOrganization> .")
        lines.append(f"{thing} <{label}> {json.dumps(name, ensure_ascii=False)} .")
        lines.append(f"{thing} <http://xmlns.com/foaf/0.1/homepage> <javascript:alert(1)> .")
    folder = tmp_path / ("0" * 64)
    folder.mkdir()
    (folder / "data.nq").write_text("\n".join(lines) + "\n", "utf-8")
    graphs = {"default": len(lines)}
    classes = {f"{kind}FormalOrganization": 4}
    manifest = {"classes": classes, "rows": {}, "graphs": graphs, "gaps": []}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (folder / "build.json").write_text("{}", "utf-8")
    return Snapshot(folder)


def test_text_of_the_graph_is_never_markup(hostile: Snapshot) -> None:
    with QueryProcesses(hostile.quads_path) as processes:
        app = create_app(hostile, processes)
        with ask_as(app, Accept=BROWSER) as client:
            addresses = ["/", "/map?isolated=1", *(f"/organisation/o{index}" for index in range(4))]
            addresses.append("/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D")
            for address in addresses:
                answer = client.get(address)
                assert answer.status_code == 200, (
                    address,
                    " ".join(Page(answer.text).text.split()),
                )
                assert "<script>alert" not in answer.text
                links = Page(answer.text).attributes("a", "href")
                assert not [link for link in links if link.startswith("javascript")]
            assert EVIL in Page(client.get("/organisation/o0").text).text
            assert EMOJI in Page(client.get("/organisation/o2").text).text


def test_a_port_in_use_is_one_clear_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen) as caught:
            listen("127.0.0.1", port)
    assert caught.value.port == port
    assert str(port) in str(caught.value)


def test_a_host_that_is_not_ours_is_one_clear_error() -> None:
    with pytest.raises(CannotListen):
        listen("203.0.113.7", 0)


def test_port_0_takes_a_free_one_and_says_which() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert port > 0
        assert address_of_server("127.0.0.1", listener) == f"http://127.0.0.1:{port}/"
        assert address_of_server(EVERYWHERE, listener) == f"http://127.0.0.1:{port}/"
