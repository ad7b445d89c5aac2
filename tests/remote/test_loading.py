"""Loading by each of three ways: what was sent is there, and one whole version is served."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from techland.graph.description.dataset_iris import DATASET
from techland.graph.home import Home
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.loading import loading, turn
from techland.graph.remote.loading.loading import load
from techland.graph.remote.loading.ways import GraphStoreWay, UpdateWay
from techland.graph.remote.naming import VERSIONS_GRAPH, GraphNames
from techland.graph.remote.versions import facts_of, held_versions, served_version
from techland.graph.remote_errors import (
    AccessDenied,
    LoadIncomplete,
    NoVersionHeld,
    VersionGone,
)
from techland.graph.remote_loading_errors import LoadUnderWay
from techland.graph.snapshot import Snapshot, active_snapshot
from techland.ontology.held_terms import AVAILABLE, DATE_TIME
from techland.remote import open_engine
from tests.remote.loading_ways import (
    ALL,
    WAYS,
    assert_holds,
    assert_serves,
    client_of,
    load_by,
)
from tests.remote.small_snapshots import small_snapshot
from tests.remote.virtuoso import Virtuoso, running_virtuoso

# An engine of their own, started and filled again and again.
pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """An engine that holds nothing yet."""
    with running_virtuoso(tmp_path_factory.mktemp("loaded"), rows=200_000) as engine:
        yield engine


@pytest.fixture(scope="module")
def parts(curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """Some versions that have no line in common."""
    folder = tmp_path_factory.mktemp("parts")
    return [small_snapshot(curated_snapshot, folder, part) for part in range(6)]


def test_nothing_loaded_is_told(empty: Virtuoso, tmp_path: Path) -> None:
    with pytest.raises(NoVersionHeld, match=f"techland load --endpoint {empty.address}"):
        open_engine(empty.address, Home(tmp_path))


@pytest.mark.parametrize("way", WAYS)
def test_each_way_brings_in_every_triple(
    way: str, empty: Virtuoso, parts: list[Snapshot], tmp_path: Path
) -> None:
    snapshot = parts[WAYS.index(way)]
    found = load_by(way, snapshot, empty)
    assert found.triples == sum(snapshot.manifest["graphs"].values())
    assert_holds(empty, snapshot)
    assert_serves(empty, snapshot, tmp_path)
    facts = facts_of(client_of(empty), snapshot.version)
    assert (facts.manifest, facts.report) == (snapshot.manifest, snapshot.report)
    again = load_by(way, snapshot, empty)
    assert again.triples == 0


def test_a_former_version_is_served_again_without_a_second_loading(
    empty: Virtuoso, parts: list[Snapshot], tmp_path: Path
) -> None:
    for snapshot in parts[:2]:
        load_by("graph-store", snapshot, empty)
    assert load_by("graph-store", parts[0], empty).triples == 0
    assert_serves(empty, parts[0], tmp_path)


def test_a_version_is_served_though_another_machines_clock_was_ahead(
    empty: Virtuoso, parts: list[Snapshot], tmp_path: Path
) -> None:
    load_by("graph-store", parts[0], empty)
    about = f"<{DATASET}/{parts[0].version}>"
    ahead = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    triple = f'{about} <{AVAILABLE}> "{ahead}"^^<{DATE_TIME}>'
    client_of(empty).update(f"INSERT DATA {{ GRAPH <{VERSIONS_GRAPH}> {{ {triple} }} }}")
    load_by("graph-store", parts[1], empty)
    assert_serves(empty, parts[1], tmp_path)
    load_by("graph-store", parts[0], empty)
    assert_serves(empty, parts[0], tmp_path)


def test_old_versions_go_and_their_readers_are_told(
    empty: Virtuoso,
    parts: list[Snapshot],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "GRACE_SECONDS", 0)
    load_by("graph-store", parts[3], empty)
    _, reader = open_engine(empty.address, Home(tmp_path))
    found = load_by("graph-store", parts[4], empty, keep=1)
    assert parts[3].version in found.dropped
    assert [one.version for one in held_versions(client_of(empty))] == [parts[4].version]
    with pytest.raises(VersionGone, match="no longer holds"):
        reader.evaluate(ALL)
    ((left,),) = (
        client_of(empty)
        .select(
            "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
            GraphsAsked([GraphNames(parts[3].version).default]),
        )
        .rows
    )
    assert left.value == "0"


class _Losing(GraphStoreWay):
    """Leaves a batch out."""

    name = "losing"
    size = 100

    def add(self, graph: str, lines: object) -> None:
        """Send it only for some graphs."""
        if not graph.endswith("/claims"):
            super().add(graph, lines)


def test_what_did_not_come_whole_is_not_served(
    empty: Virtuoso, parts: list[Snapshot], tmp_path: Path
) -> None:
    load_by("graph-store", parts[4], empty)
    client = client_of(empty)
    with pytest.raises(LoadIncomplete, match=r"claims has 0 triples there, and .* were sent"):
        load(parts[5], client, _Losing(client), lambda *_: None)
    assert_serves(empty, parts[4], tmp_path)


@pytest.mark.parametrize("way", ["graph-store", "update"])
def test_who_may_not_write_is_told(way: str, empty: Virtuoso, parts: list[Snapshot]) -> None:
    client = EndpointClient(replace(empty.writer.endpoint, credentials=None))
    chosen = GraphStoreWay(client) if way == "graph-store" else UpdateWay(client)
    with pytest.raises(AccessDenied, match="TECHLAND_ENDPOINT_USER"):
        load(parts[5], client, chosen, lambda *_: None)


def _command(engine: Virtuoso, way: str) -> list[str]:
    """Return a command that finds out at once that another was killed."""
    program = "from techland.graph.remote.loading import turn; turn.LOOK_SECONDS = 0; "
    program += "from techland.cli import main; main()"
    places = ["--update", f"{engine.address}-auth", "--folder", str(engine.folder)]
    store = ["--graph-store", f"{engine.address}-graph-crud-auth"]
    return [
        sys.executable,
        "-c",
        program,
        "load",
        "--endpoint",
        engine.address,
        "--way",
        way,
        *places,
        *store,
    ]


def _environment(home: Home) -> dict[str, str]:
    told = {"USER": "dba", "PASSWORD": "dba", "AUTH": "digest"}
    settings = {f"TECHLAND_ENDPOINT_{name}": value for name, value in told.items()}
    return {**os.environ, **settings, "TECHLAND_HOME": str(home.root)}


@pytest.fixture
def no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads an older version, and no other loading goes on."""
    monkeypatch.setattr(loading, "GRACE_SECONDS", 0)
    monkeypatch.setattr(turn, "LOOK_SECONDS", 0)


@pytest.mark.usefixtures("no_grace")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_a_loading_that_is_stopped_leaves_the_old_version_served(
    way: str,
    ending: signal.Signals,
    empty: Virtuoso,
    parts: list[Snapshot],
    curated_home: Home,
    tmp_path: Path,
) -> None:
    """Stopped at several moments: before, between and after the batches, and in the loader."""
    curated_snapshot = active_snapshot(curated_home)
    load_by("graph-store", parts[0], empty, keep=1)
    for moment in (0.8, 1.5, 2.2, 3.0) if ending is signal.SIGKILL else (1.5,):
        process = subprocess.Popen(
            _command(empty, way),
            env=_environment(curated_home),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(moment)
        process.send_signal(ending)
        said = process.communicate(timeout=60)
        served = served_version(client_of(empty)).version
        # It may have been quick enough.
        expected = curated_snapshot if served == curated_snapshot.version else parts[0]
        assert_serves(empty, expected, tmp_path / f"{moment}")
        assert "Traceback" not in said[1]
        if expected is curated_snapshot:
            break
    load_when_silent(way, curated_snapshot, empty)
    assert_serves(empty, curated_snapshot, tmp_path / "last")
    assert_no_leftovers(empty, curated_snapshot)


def load_when_silent(way: str, snapshot: Snapshot, engine: Virtuoso) -> None:
    """Load as soon as the engine no longer works at what a killed loading has sent last."""
    until = time.monotonic() + 120
    while True:
        try:
            load_by(way, snapshot, engine, keep=1)
        except LoadUnderWay:
            assert time.monotonic() < until
        else:
            return


def assert_no_leftovers(engine: Virtuoso, snapshot: Snapshot) -> None:
    """Only graphs of this version are there, and what tells of it."""
    rows = client_of(engine).select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    ours = {row[0].value for row in rows if "w3id.org/techland" in row[0].value}
    names = GraphNames(snapshot.version)
    assert ours == {VERSIONS_GRAPH, *map(names.of, snapshot.manifest["graphs"])}


@pytest.mark.shared
@pytest.mark.timeout(900)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("whole", ["curated_snapshot", "imported_snapshot"])
def test_the_whole_graphs_come_in_by_each_way(
    way: str, whole: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    snapshot: Snapshot = request.getfixturevalue(whole)
    folder = tmp_path / "engine"
    folder.mkdir()
    with running_virtuoso(folder, rows=2**20) as engine:
        load_by(way, snapshot, engine)
        if whole == "curated_snapshot":
            assert_holds(engine, snapshot)
        # The loading itself has counted each graph.
        assert_serves(engine, snapshot, tmp_path / "home")
