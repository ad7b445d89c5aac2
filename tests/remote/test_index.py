"""The sidecar of what Virtuoso holds equals that of the snapshot in it, whole or an error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import numpy as np
import pytest

from techland.cli import main
from techland.graph.home import Home
from techland.graph.index_errors import (
    QuadsDiffer,
    VersionChanged,
)
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.fetching import CHECKPOINT
from techland.graph.remote.held import HeldSnapshot, held_snapshot
from techland.graph.remote.loading.turn import turn_at
from techland.graph.remote.versions import finish_version
from techland.graph.remote.whole_quads import write_canonical
from techland.graph.remote_errors import NoSidecar
from techland.graph.snapshot import MANIFEST, Snapshot
from techland.indexing import DRAFT, WHOLE_DRAFT, index_endpoint, is_indexed
from techland.network.arrays.sidecar import arrays_of
from techland.network.layouts.layouts import layouts_of
from techland.queries.search.searching import search
from techland.queries.search.sidecar import index_of
from techland.remote import open_engine
from techland.server.app import create_app
from tests.remote.virtuoso import Virtuoso
from tests.server.conftest import BROWSER, LOCALHOST, TestClient

SEARCHES = ("", "enschede", "univ munster", "hydrogen", "techland", "provincie")
START = "from techland.cli import main; main()"


@pytest.fixture(scope="module")
def indexed(virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> HeldSnapshot:
    found = index_endpoint(virtuoso.address, Home(tmp_path_factory.mktemp("indexed")))
    assert found.rows
    return found.snapshot


def test_arrays_are_equal_to_those_of_the_snapshot(
    indexed: HeldSnapshot, curated_snapshot: Snapshot
) -> None:
    ours, theirs = arrays_of(curated_snapshot), arrays_of(indexed)
    for (name, expected), (_, found) in zip(ours.tables(), theirs.tables(), strict=True):
        assert expected.height, name
        assert found.equals(expected), name


def test_layouts_are_equal(indexed: HeldSnapshot, curated_snapshot: Snapshot) -> None:
    ours = layouts_of(curated_snapshot, arrays_of(curated_snapshot))
    theirs = layouts_of(indexed, arrays_of(indexed))
    assert np.array_equal(ours.on_map, theirs.on_map)
    for name, places in ours.places.items():
        assert np.array_equal(theirs.places[name], places)


@pytest.mark.parametrize("text", SEARCHES)
def test_a_search_finds_the_same(
    text: str, indexed: HeldSnapshot, curated_snapshot: Snapshot
) -> None:
    expected = search(index_of(curated_snapshot), text, facets=True, limit=1000)
    assert expected.total
    assert search(index_of(indexed), text, facets=True, limit=1000) == expected


def test_no_statement_stays_behind(indexed: HeldSnapshot) -> None:
    assert is_indexed(indexed)
    assert not (indexed.directory / DRAFT).exists()
    assert not list(indexed.directory.rglob("*.nq"))


def test_a_second_run_sends_nothing_for_it(indexed: HeldSnapshot, virtuoso: Virtuoso) -> None:
    home = Home(indexed.directory.parent.parent)
    assert index_endpoint(virtuoso.address, home).rows == 0


def test_without_a_sidecar_the_command_is_named(virtuoso: Virtuoso, tmp_path: Path) -> None:
    snapshot = sidecar_of(virtuoso, tmp_path)
    for ask in (arrays_of, index_of):
        with pytest.raises(NoSidecar, match=f"techland index --endpoint {virtuoso.address}"):
            ask(snapshot)


# What needs the arrays or the search index, and what needs all quads.
OF_SIDECAR = ("/", "/map", "/search?q=enschede", "/organisation/oost-nl", "/download/techland.gexf")
OF_QUADS = ("/download/techland.ttl",)


def _pages(virtuoso: Virtuoso, home: Home, addresses: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    held, engine = open_engine(virtuoso.address, home)
    with TestClient(create_app(held, engine), base_url=LOCALHOST) as client:
        for address in addresses:
            reply = client.get(address, headers={"Accept": BROWSER})
            yield reply.status_code, unescape(reply.text)


def test_pages_without_a_sidecar_name_the_command(virtuoso: Virtuoso, tmp_path: Path) -> None:
    command = f"`techland index --endpoint {virtuoso.address}`"
    for status, text in _pages(virtuoso, Home(tmp_path), ("/map", "/search?q=x", *OF_QUADS)):
        assert status == 503
        assert command in text
    for status, _ in _pages(virtuoso, Home(tmp_path), ("/queries",)):
        assert status == 200


@pytest.mark.soak
def test_pages_with_a_sidecar_are_shown(indexed: HeldSnapshot, virtuoso: Virtuoso) -> None:
    home = Home(indexed.directory.parent.parent)
    assert {status for status, _ in _pages(virtuoso, home, OF_SIDECAR)} == {200}
    for status, text in _pages(virtuoso, home, OF_QUADS):
        assert status == 503
        assert f"`techland index --endpoint {virtuoso.address} --whole`" in text


@pytest.mark.soak
def test_all_quads_come_back_byte_for_byte(
    indexed: HeldSnapshot, virtuoso: Virtuoso, curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    """Points too, which Virtuoso writes with other digits under another datatype."""
    with pytest.raises(NoSidecar, match="--whole"):
        _ = indexed.quads_path
    found = index_endpoint(virtuoso.address, Home(tmp_path), whole=True)
    assert found.rows == sum(curated_snapshot.manifest["graphs"].values())
    assert found.snapshot.quads_path.read_bytes() == curated_snapshot.quads_path.read_bytes()
    found.snapshot.verify()
    pages = _pages(virtuoso, Home(tmp_path), OF_QUADS + OF_SIDECAR)
    assert {status for status, _ in pages} == {200}


def test_other_quads_than_were_loaded_are_not_kept(
    tmp_path: Path, curated_snapshot: Snapshot
) -> None:
    lines = curated_snapshot.quads_path.read_bytes().splitlines(keepends=True)
    manifest = (curated_snapshot.directory / MANIFEST).read_bytes()
    given, target = tmp_path / "given.nq", tmp_path / "canonical.nq"
    given.write_bytes(b"".join(reversed(lines)))
    write_canonical(given, target, manifest, curated_snapshot.version)
    assert target.read_bytes() == curated_snapshot.quads_path.read_bytes()
    given.write_bytes(b"".join(lines[1:]))
    with pytest.raises(QuadsDiffer):
        write_canonical(given, target, manifest, curated_snapshot.version)
    assert not target.exists()


def test_a_loading_meanwhile_is_an_error(
    virtuoso: Virtuoso, curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    loaded = False

    def meanwhile(done: int, _whole: int, _what: str) -> None:
        nonlocal loaded
        if done and not loaded:
            loaded = True
            with turn_at(virtuoso.writer, lambda _: None) as turn:
                finish_version(virtuoso.writer, curated_snapshot.version, turn.mark)

    with pytest.raises(VersionChanged, match="run again"):
        index_endpoint(virtuoso.address, Home(tmp_path), meanwhile)
    assert not is_indexed(sidecar_of(virtuoso, tmp_path))


def sidecar_of(virtuoso: Virtuoso, home: Path) -> HeldSnapshot:
    return held_snapshot(Home(home), EndpointClient(Endpoint.at(virtuoso.address)))


@pytest.mark.soak
def test_a_killed_run_is_taken_up_again(
    virtuoso: Virtuoso,
    curated_snapshot: Snapshot,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(tmp_path))
    words = ["index", "--endpoint", virtuoso.address, "--page", "50"]
    process = subprocess.Popen([sys.executable, "-P", "-c", START, *words], env=os.environ)
    draft = tmp_path / "sidecars" / curated_snapshot.version / DRAFT
    _await_rows(draft / CHECKPOINT, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    assert "of them by an earlier run" in capsys.readouterr().out
    found = sidecar_of(virtuoso, tmp_path)
    ours, theirs = arrays_of(curated_snapshot), arrays_of(found)
    assert all(a.equals(b) for (_, a), (_, b) in zip(ours.tables(), theirs.tables(), strict=True))
    expected = search(index_of(curated_snapshot), "", facets=True, limit=1000)
    assert search(index_of(found), "", facets=True, limit=1000) == expected


@pytest.mark.soak
def test_a_stopped_whole_run_outlives_one_that_is_not_whole(
    virtuoso: Virtuoso,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(tmp_path))
    place = sidecar_of(virtuoso, tmp_path).directory

    def stop(_done: int, _whole: int, _what: str) -> None:
        told = place / WHOLE_DRAFT / CHECKPOINT
        if told.exists() and '"rows": 0,' not in told.read_text():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_endpoint(virtuoso.address, None, stop, whole=True)
    for _ in range(2):
        with pytest.raises(SystemExit):
            main(["index", "--endpoint", virtuoso.address])
        assert "run again with --whole to go on from there" in capsys.readouterr().out
    found = index_endpoint(virtuoso.address, whole=True)
    assert 0 < found.resumed < found.rows
    assert not found.left
    assert not {DRAFT, WHOLE_DRAFT} & {one.name for one in place.iterdir()}


def _await_rows(checkpoint: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until some rows are durable."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "it ended before it could be stopped"
        if checkpoint.exists() and '"rows": 0,' not in checkpoint.read_text():
            return
        time.sleep(0.01)
    raise AssertionError("no checkpoint was written")
