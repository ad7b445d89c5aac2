"""The same doors before two other engines: loading, the whole catalogue, the pages, the index."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from techland.graph.home import Home
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.loading import loading
from techland.graph.remote.loading.loading import load
from techland.graph.remote.naming import GraphNames
from techland.graph.remote.versions import held_versions
from techland.graph.snapshot import Snapshot
from techland.indexing import index_endpoint
from techland.queries.catalogue import catalogue
from techland.queries.evaluation import InProcess
from techland.queries.remote.engine import RemoteEngine
from techland.queries.solutions import Solutions, Triples, read_answer
from techland.remote import open_engine
from techland.server.app import create_app
from tests.remote.engines.running import Engine, running_jena, running_oxigraph
from tests.remote.small_snapshots import small_snapshot
from tests.remote.test_catalogue import OF_PLAIN_STORES, PAGES
from tests.remote.test_long_answers import PORTABLE

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform != "linux", reason="Jena's engine is taken from Debian"),
]
RUNNING = {"oxigraph": running_oxigraph, "jena": running_jena}
SHOWN = "/ /map /search?q=twente /organisation/oost-nl /agreement/mou-2021 /queries/agreements"
# How many decimals a quotient has is left to the engine: 87 and 87.0.
QUOTIENTS = {"jena": {"money-by-programme", "project-money"}, "oxigraph": set[str]()}


@pytest.fixture(scope="module", params=list(RUNNING))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def engine(
    name: str,
    validators: Path,
    tmp_path_factory: pytest.TempPathFactory,
    curated_snapshot: Snapshot,
) -> Iterator[Engine]:
    """The engine with the shipped facts, which came by the Graph Store Protocol."""
    with RUNNING[name](tmp_path_factory.mktemp(name), validators) as running:
        load(curated_snapshot, running.client, running.way("graph-store"), lambda *_: None)
        yield running


@pytest.fixture(scope="module")
def opened(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> RemoteEngine:
    return open_engine(engine.address, Home(tmp_path_factory.mktemp("held")))[1]


@pytest.fixture(scope="module")
def embedded(curated_snapshot: Snapshot) -> Iterator[InProcess]:
    found = InProcess(curated_snapshot.quads_path)
    yield found
    found.close()


def by_value(rows: list[tuple[str, ...]]) -> list[tuple[str | float, ...]]:
    """Return rows with numbers in place of their texts."""
    return [tuple(map(_value, row)) for row in rows]


def _value(text: str) -> str | float:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def assert_same(
    text: str, ours: InProcess, theirs: RemoteEngine, *, ordered: bool, numbers: bool = False
) -> None:
    expected, found = read_answer(ours.evaluate(text)), read_answer(theirs.evaluate(text))
    if isinstance(expected, Triples):
        assert set(map(str, found)) == set(map(str, expected))
    elif isinstance(expected, Solutions):
        assert isinstance(found, Solutions)
        assert found.variables == expected.variables
        if numbers:
            assert by_value(found.texts()) == by_value(expected.texts())
            assert found.texts() != expected.texts(), "it is no deviation any more"
        elif ordered:
            assert found.texts() == expected.texts()
        else:
            assert sorted(found.texts()) == sorted(expected.texts())
    else:
        assert found == expected


def test_the_whole_catalogue_and_the_pages_queries_give_the_same(
    name: str, opened: RemoteEngine, embedded: InProcess
) -> None:
    for query, told in catalogue().items():
        numbers = query in QUOTIENTS[name]
        assert_same(told.text, embedded, opened, ordered=True, numbers=numbers)
    for path in PAGES:
        if path.stem not in OF_PLAIN_STORES:
            assert_same(path.read_text(encoding="utf-8"), embedded, opened, ordered=False)
    for text in PORTABLE:
        assert_same(text, embedded, opened, ordered=True)


def test_all_quads_come_back_byte_for_byte_and_pages_are_shown(
    engine: Engine, curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    found = index_endpoint(engine.address, home, whole=True)
    assert found.snapshot.quads_path.read_bytes() == curated_snapshot.quads_path.read_bytes()
    app = create_app(*open_engine(engine.address, home))
    with TestClient(app, base_url="http://localhost") as client:
        for page in SHOWN.split():
            assert client.get(page, headers={"Accept": "text/html"}).status_code == 200, page


@pytest.mark.parametrize("way", ["graph-store", "update"])
def test_a_new_version_comes_in_beside_the_old_and_goes_again(
    way: str,
    engine: Engine,
    curated_snapshot: Snapshot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "GRACE_SECONDS", 0)
    client = engine.client
    small = small_snapshot(curated_snapshot, tmp_path, 1 if way == "update" else 2)
    load(small, client, engine.way(way), lambda *_: None)
    assert held_versions(client)[0].version == small.version
    found = read_answer(
        open_engine(engine.address, Home(tmp_path / "home"))[1].evaluate(
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        )
    )
    assert isinstance(found, Solutions)
    assert int(found[0]["n"].value) == small.manifest["graphs"]["default"]
    load(curated_snapshot, client, engine.way(way), lambda *_: None, 1)
    assert [one.version for one in held_versions(client)] == [curated_snapshot.version]
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    left = client.select(count, GraphsAsked([GraphNames(small.version).default])).rows
    assert left[0][0].value == "0"
