"""Two loadings into one engine: one goes on, the other is refused and says so, whichever way."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from techland.graph.remote.loading import loading, turn
from techland.graph.remote.loading.loading import load
from techland.graph.remote.loading.turn import turn_at
from techland.graph.remote.loading.ways import GraphStoreWay
from techland.graph.remote.versions import held_versions, served_version
from techland.graph.remote_errors import LoadIncomplete
from techland.graph.remote_loading_errors import LoadTakenOver, LoadUnderWay
from techland.graph.snapshot import Snapshot
from tests.remote.loading_ways import WAYS, assert_holds, assert_serves, client_of, load_by
from tests.remote.small_snapshots import small_snapshot
from tests.remote.virtuoso import Virtuoso, running_virtuoso

pytestmark = pytest.mark.soak
PATIENT = 1_000_000


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """An engine that holds nothing yet."""
    with running_virtuoso(tmp_path_factory.mktemp("turns"), rows=200_000) as running:
        yield running


@pytest.fixture(scope="module")
def parts(curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """Some versions that have no line in common."""
    folder = tmp_path_factory.mktemp("parts")
    return [small_snapshot(curated_snapshot, folder, part) for part in range(10)]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs of life come often, and are looked for often and for as long as it takes."""
    monkeypatch.setattr(loading, "GRACE_SECONDS", 0)
    monkeypatch.setattr(turn, "RENEWED_SECONDS", 0)
    monkeypatch.setattr(turn, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(turn, "LOOKS", PATIENT)


class _Slow(GraphStoreWay):
    """Sends line by line, or nothing, until it is let go."""

    size = 1_000_000

    def __init__(self, engine: Virtuoso, *, asleep: bool = False) -> None:
        super().__init__(client_of(engine))
        self.begun, self.go_on = threading.Event(), threading.Event()
        self._asleep = asleep

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Send a line, be slow with the others, and send the rest."""
        super().add(graph, lines[:1])
        self.begun.set()
        if self._asleep:
            assert self.go_on.wait(120)
        for line in lines:
            if self.go_on.is_set():
                break
            super().add(graph, [line])
        super().add(graph, lines)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("same", [False, True])
def test_of_two_at_once_each_is_whole_or_refused(
    way: str, same: bool, engine: Virtuoso, parts: list[Snapshot], tmp_path: Path
) -> None:
    place = 2 * WAYS.index(way)
    pair = [parts[place], parts[place if same else place + 1]]
    together = threading.Barrier(2)

    def loaded(snapshot: Snapshot) -> bool:
        together.wait()
        try:
            load_by(way, snapshot, engine, keep=10)
        except LoadUnderWay:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(loaded, pair))
    held = {one.version for one in held_versions(client_of(engine))}
    for snapshot, is_loaded in zip(pair, done, strict=True):
        if is_loaded:
            assert snapshot.version in held
            assert_holds(engine, snapshot)
        elif not same:
            assert snapshot.version not in held
    for snapshot in pair:
        load_by(way, snapshot, engine, keep=10)
        assert_holds(engine, snapshot)
        assert_serves(engine, snapshot, tmp_path)
    assert_no_marks(engine)


@pytest.mark.parametrize("way", WAYS)
def test_who_comes_in_the_middle_is_refused_and_takes_nothing_away(
    way: str, engine: Virtuoso, parts: list[Snapshot], tmp_path: Path
) -> None:
    first, second = parts[7], parts[8]
    load_by(way, parts[0], engine, keep=1)
    slow = _Slow(engine)
    with ThreadPoolExecutor(1) as threads:
        going = threads.submit(load, first, client_of(engine), slow, lambda *_: None, 1)
        assert slow.begun.wait(120)
        with pytest.raises(LoadUnderWay, match=r"begun at .* UTC; nothing was sent"):
            load_by(way, second, engine)
        slow.go_on.set()
        assert going.result(120).triples == sum(first.manifest["graphs"].values())
    assert served_version(client_of(engine)).version == first.version
    assert_holds(engine, first)
    load_by(way, second, engine, keep=1)
    assert_serves(engine, second, tmp_path)
    assert_no_marks(engine)


def test_one_that_wakes_up_after_another_took_its_turn_serves_nothing(
    engine: Virtuoso,
    parts: list[Snapshot],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turn, "LOOKS", 3)
    asleep = _Slow(engine, asleep=True)
    said: list[str] = []
    with ThreadPoolExecutor(1) as threads:
        going = threads.submit(load, parts[9], client_of(engine), asleep, lambda *_: None)
        assert asleep.begun.wait(120)
        client, way = client_of(engine), GraphStoreWay(client_of(engine))
        load(parts[0], client, way, lambda _done, _of, what: said.append(what))
        asleep.go_on.set()
        with pytest.raises((LoadTakenOver, LoadIncomplete)):
            going.result(120)
    assert any("waiting for a sign of life" in one for one in said)
    assert parts[9].version not in {one.version for one in held_versions(client_of(engine))}
    assert_serves(engine, parts[0], tmp_path)
    assert_no_marks(engine)


def test_a_mark_that_was_left_is_taken_away(
    engine: Virtuoso, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = turn.Turn(client_of(engine))
    left.take(lambda _: None)
    monkeypatch.setattr(turn, "LOOKS", 3)
    with turn_at(client_of(engine), lambda _: None) as mine:
        mine.hold()
        with pytest.raises(LoadTakenOver):
            left.hold()
    assert_no_marks(engine)


def assert_no_marks(engine: Virtuoso) -> None:
    with turn_at(client_of(engine), pytest.fail):
        pass
