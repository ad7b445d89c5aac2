"""Builds at the same time wait for each other; who reads meanwhile sees whole snapshots only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from techland.graph.build import STEPS
from techland.graph.home import Home
from techland.graph.locking import WAITING, alone_at
from techland.graph.snapshot import Snapshot, active_snapshot, kept_snapshots
from tests.graph.fact_folder import SMALL, FactFolder, contents
from tests.graph.ingest.small_files import keep_file, taken

# Builds the folders named, in turn, telling each step on a line of its own.
BUILD = """
import sys
from pathlib import Path
from techland.graph.build import build
from techland.graph.home import Home
for folder in sys.argv[2:]:
    tell = lambda number, of, step: print(step, flush=True)
    print(build(Home(Path(sys.argv[1])), Path(folder), tell).snapshot.version, flush=True)
"""


def start(home: Home, *folders: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(home.root), *map(str, folders)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> list[str]:
    """Wait for the end and return the versions built."""
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    return [line for line in output.splitlines() if line not in {*STEPS, WAITING}]


def tidy(home: Home) -> bool:
    names = {path.name for path in home.root.iterdir()}
    return names == {".lock", "active", "snapshots"} and not list(home.snapshots.glob(".*"))


def test_two_first_builds_of_the_same_facts_make_one_snapshot(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    both = [start(home, SMALL), start(home, SMALL)]
    (one,), (other,) = (ended(process) for process in both)
    assert one == other
    assert kept_snapshots(home) == [active_snapshot(home)] == [Snapshot(home.snapshots / one)]
    active_snapshot(home).verify()
    assert tidy(home)


def test_builds_of_other_facts_leave_each_its_snapshot_and_readers_see_none_half(
    home: Home, facts: FactFolder, tmp_path: Path
) -> None:
    facts.put("needs", 2, who="large companies")
    third = FactFolder(tmp_path / "third")
    third.put("needs", 2, who="universities")
    served = active_snapshot(home)
    before = contents(served.directory)
    turns = [start(home, facts.path, SMALL, facts.path), start(home, third.path, SMALL, third.path)]
    seen = set()
    while any(process.poll() is None for process in turns):
        snapshot = active_snapshot(home)
        snapshot.verify()
        assert snapshot.manifest["rows"]["needs"] == 1
        assert snapshot.report["refused_rows"] == []
        seen.add(snapshot)
    first, second = (ended(process) for process in turns)
    assert first[1] == second[1] == served.version
    assert first[0] == first[2] != second[0] == second[2]
    assert served in seen
    assert active_snapshot(home).version in {first[0], second[0]}
    assert {s.version for s in kept_snapshots(home)} == {served.version, first[0], second[0]}
    for snapshot in kept_snapshots(home):
        snapshot.verify()
    assert contents(served.directory) == before
    assert tidy(home)


def test_a_build_waits_while_another_process_changes_the_home(
    home: Home, facts: FactFolder
) -> None:
    facts.put("needs", 2, who="large companies")
    before = contents(home.root)
    with FileLock(home.root / ".lock"):
        process = start(home, facts.path)
        assert process.stdout
        assert process.stdout.readline() == f"{WAITING}\n"
        assert contents(home.root) == before
        assert process.poll() is None
    (version,) = ended(process)
    assert active_snapshot(home).version == version


def test_a_build_that_begins_during_an_import_holds_its_dataset(home: Home, tmp_path: Path) -> None:
    with alone_at(home):
        process = start(home, SMALL)
        assert process.stdout
        assert process.stdout.readline() == f"{WAITING}\n"
        dataset = taken(home, keep_file(tmp_path / "keep.xlsx"))
    (version,) = ended(process)
    assert version == active_snapshot(home).version
    assert list(active_snapshot(home).manifest["datasets"]) == [dataset.name]
