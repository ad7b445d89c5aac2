"""Snapshots: the pointer, what is kept and pruned, what is damaged, who may read."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.errors import DamagedSnapshot, NoSnapshot, UnknownVersion
from techland.graph.home import Home
from techland.graph.publication import KEPT, Contents, prune, publish
from techland.graph.snapshot import (
    MANIFEST,
    QUADS,
    REPORT,
    SIDE,
    Snapshot,
    active_snapshot,
    kept_snapshots,
    snapshot_named,
)
from techland.graph.store import load_store
from tests.graph.fact_folder import SMALL, FactFolder, contents


def published(home: Home, number: int, day: int | None = None) -> Snapshot:
    """Publish a snapshot of one triple, as built on a day of its own."""
    line = f'<http://a.example/> <http://b.example/> "{number}" .\n'
    side = {"built_at": f"2026-11-{day if day is not None else number:02}T00:00:00+00:00"}
    return publish(home, Contents([line], {"number": number}, {"gaps": []}, side))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def empty(tmp_path: Path) -> Home:
    return Home(tmp_path / "empty" / "home")


def test_there_is_no_snapshot_before_the_first_build(empty: Home) -> None:
    with pytest.raises(NoSnapshot, match=r"no snapshot in .*\n.*hint: run `techland build` first"):
        active_snapshot(empty)
    assert kept_snapshots(empty) == []
    assert not empty.root.exists()


def test_the_pointer_names_the_active_snapshot(empty: Home) -> None:
    first, second = published(empty, 1), published(empty, 2)
    assert empty.pointer.read_text("utf-8") == f"{second.version}\n"
    assert active_snapshot(empty) == second != first
    assert kept_snapshots(empty) == [second, first]
    second.verify()
    first.verify()


def test_a_snapshot_says_what_it_was_made_of(home: Home) -> None:
    snapshot = active_snapshot(home)
    assert set(contents(snapshot.directory)) == {QUADS, MANIFEST, REPORT, SIDE}
    assert set(snapshot.built) == {"built_at", "seconds", "python", "tools"}
    assert snapshot.manifest["inputs"].keys() == {p.name for p in SMALL.glob("*.csv")}
    assert snapshot.short == snapshot.version[:12]
    assert len(load_store(snapshot)) == snapshot.manifest["nquads"]["lines"]


def test_an_older_version_is_active_again_when_it_is_built_again(empty: Home) -> None:
    first, second = published(empty, 1), published(empty, 2)
    assert active_snapshot(empty) == second
    assert published(empty, 1) == first == active_snapshot(empty)
    assert kept_snapshots(empty) == [second, first]


def test_ten_are_kept(empty: Home) -> None:
    made = [published(empty, number) for number in range(1, 15)]
    assert kept_snapshots(empty) == made[: -KEPT - 1 : -1]
    assert names(empty.snapshots) == sorted(s.version for s in made[-KEPT:])
    assert names(empty.root) == [".lock", "active", "snapshots"]


def test_pinned_ones_are_kept_by_name_or_its_beginning(empty: Home) -> None:
    made = [published(empty, number) for number in range(1, 6)]
    empty.pins.write_text(f"{made[0].version}\n{made[2].short}\n", "utf-8")
    made += [published(empty, number) for number in range(6, 20)]
    assert set(kept_snapshots(empty)) == {made[0], made[2], *made[-KEPT:]}
    made[0].verify()


def test_the_active_one_is_kept_however_old(empty: Home) -> None:
    made = [published(empty, number) for number in range(1, KEPT + 1)]
    oldest = published(empty, 1)
    assert oldest == made[0]
    newer = [published(empty, number, day=number) for number in range(20, 22)]
    assert active_snapshot(empty) == newer[-1]
    assert published(empty, 2) in kept_snapshots(empty)


def test_a_pruned_version_is_unknown_and_its_bytes_are_gone(empty: Home) -> None:
    made = [published(empty, number) for number in range(1, KEPT + 2)]
    assert not made[0].directory.exists()
    with pytest.raises(UnknownVersion) as caught:
        snapshot_named(empty, made[0].version)
    assert caught.value.version == made[0].version
    assert set(caught.value.known) == {s.version for s in made[1:]}
    assert f"kept versions: {made[-1].short}, " in str(caught.value)
    assert prune(empty, made[-1]) == []


def test_a_version_is_named_in_full_or_by_its_beginning(empty: Home) -> None:
    made = [published(empty, number) for number in range(1, 4)]
    for snapshot in made:
        assert snapshot_named(empty, snapshot.version) == snapshot
        assert snapshot_named(empty, snapshot.short) == snapshot


@pytest.mark.parametrize("name", ["", "f" * 64, "latest", "../active", ".", "*", "\n"])
def test_an_unknown_version(empty: Home, name: str) -> None:
    snapshot = published(empty, 1)
    with pytest.raises(UnknownVersion) as caught:
        snapshot_named(empty, name)
    assert f"no snapshot with version {name!r}\n  hint: kept versions: {snapshot.short}" in str(
        caught.value
    )


def test_a_beginning_that_several_versions_share_names_none(empty: Home) -> None:
    made = {published(empty, number).version[0]: number for number in range(1, 12)}
    assert len(made) < 11
    shared = next(
        first
        for first in made
        if sum(s.version.startswith(first) for s in kept_snapshots(empty)) > 1
    )
    with pytest.raises(UnknownVersion):
        snapshot_named(empty, shared)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGE = {
    "a bit of the quads": lambda folder: _flip(folder / QUADS),
    "the end of the quads": lambda folder: os.truncate(folder / QUADS, 1000),
    "a bit of the manifest": lambda folder: _flip(folder / MANIFEST),
    "an empty manifest": lambda folder: os.truncate(folder / MANIFEST, 0),
    "no quads": lambda folder: (folder / QUADS).unlink(),
    "no manifest": lambda folder: (folder / MANIFEST).unlink(),
    "no folder": shutil.rmtree,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_snapshot_is_found_and_built_again(home: Home, name: str) -> None:
    snapshot = active_snapshot(home)
    whole = {n: d for n, d in contents(snapshot.directory).items() if n != SIDE}
    DAMAGE[name](snapshot.directory)
    with pytest.raises(DamagedSnapshot, match=r"is damaged: .*\n.*hint: run `techland build`"):
        snapshot.verify()
    again = build(home, SMALL).snapshot
    again.verify()
    assert again == active_snapshot(home) == snapshot
    assert {n: d for n, d in contents(again.directory).items() if n != SIDE} == whole
    assert load_store(again)
    published(home, 1)
    assert not list(home.snapshots.glob(".*"))


@pytest.mark.parametrize("name", [REPORT, SIDE])
@pytest.mark.parametrize("data", [None, b"", b"[]", b"{", b"\xff"])
def test_a_damaged_side_file_is_written_again(home: Home, name: str, data: bytes | None) -> None:
    """They do not count for the version, and keep nobody from building."""
    snapshot = active_snapshot(home)
    whole = json.loads((snapshot.directory / name).read_bytes())
    (snapshot.directory / name).unlink()
    if data is not None:
        (snapshot.directory / name).write_bytes(data)
    snapshot = active_snapshot(home)
    snapshot.verify()
    assert kept_snapshots(home) == [snapshot]
    with pytest.raises(DamagedSnapshot, match=name):
        _ = snapshot.report if name == REPORT else snapshot.built
    assert build(home, SMALL).snapshot == snapshot
    repaired = json.loads((snapshot.directory / name).read_bytes())
    assert repaired.keys() == whole.keys()


@pytest.mark.parametrize("data", [b"", b"\n", b"0" * 64, b"../snapshots", b"\xff\xfe", b"a\0b"])
def test_a_pointer_to_nowhere_is_told_and_mended(home: Home, data: bytes) -> None:
    snapshot = active_snapshot(home)
    home.pointer.write_bytes(data)
    with pytest.raises(DamagedSnapshot, match=r"hint: run `techland build`"):
        active_snapshot(home)
    assert build(home, SMALL).snapshot == snapshot == active_snapshot(home)


def test_what_is_beside_the_snapshots_is_left_alone(home: Home) -> None:
    notes = home.snapshots / "notes"
    notes.mkdir()
    (notes / "read.me").write_text("mine", "utf-8")
    (home.snapshots / "file").write_text("mine", "utf-8")
    build(home, SMALL)
    assert (notes / "read.me").read_text("utf-8") == "mine"
    assert len(kept_snapshots(home)) == 1


@pytest.mark.skipif(os.name == "nt", reason="rights of this kind are POSIX")
def test_a_snapshot_may_be_read_by_whom_the_umask_lets(empty: Home) -> None:
    snapshot = published(empty, 1)
    umask = os.umask(0)
    os.umask(umask)
    for path in (empty.snapshots, snapshot.directory):
        assert stat.S_IMODE(path.stat().st_mode) == 0o777 & ~umask
    for path in (empty.pointer, *snapshot.directory.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


def test_leftovers_of_a_stopped_build_are_cleared(home: Home, facts: FactFolder) -> None:
    (home.snapshots / ".building-draft-1").mkdir()
    (home.snapshots / ".building-draft-1" / QUADS).write_text("half", "utf-8")
    (home.snapshots / f".building-pruned-{'0' * 64}").mkdir()
    (home.root / ".active.1.new").write_text("half", "utf-8")
    facts.put("needs", 2, who="large companies")
    assert build(home, facts.path).changed
    assert names(home.root) == [".lock", "active", "snapshots"]
    assert not list(home.snapshots.glob(".*"))
