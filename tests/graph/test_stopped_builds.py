"""A build that is killed at any moment leaves the snapshot served before intact."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.home import Home
from techland.graph.ingest.table_description import FOLDER
from techland.graph.snapshot import Snapshot, active_snapshot
from tests.graph.fact_folder import SMALL, FactFolder, contents

CHILD = [sys.executable, str(Path(__file__).with_name("stopped_build.py"))]
BUILD = (
    "import sys; from pathlib import Path; from techland.graph.build import build;"
    " from techland.graph.home import Home; build(Home(Path(sys.argv[1])), Path(sys.argv[2]))"
)
KILLED = -9
# A build that makes a new version syncs and renames this often: the first test counts them.
MOMENTS = 10
# The call that moves the pointer: what is served changes between before and after it.
POINTER = 9
RANDOM_MOMENTS = 50
SEED = 20261124
Stopped = Callable[[Home, FactFolder, str, int], tuple[int, int]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture(scope="module")
def stopped() -> Iterator[Stopped]:
    """Return a call that builds in a process of its own and kills it at the n-th call."""
    with subprocess.Popen(
        [*CHILD, str(SMALL)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout

        def run(home: Home, facts: FactFolder, when: str, number: int) -> tuple[int, int]:
            line = json.dumps([str(home.root), str(facts.path), when, number])
            print(line, file=process.stdin, flush=True)
            status, count = json.loads(process.stdout.readline())
            return status, count

        yield run
        process.stdin.close()
        assert process.wait() == 0


@pytest.fixture
def changed(facts: FactFolder) -> FactFolder:
    """Return the small facts with another name in them, so that a build makes a new version."""
    facts.put("organisations", 2, name_en="Another name")
    return facts


def leftovers(home: Home) -> list[str]:
    # A whole search index has hidden files of its own.
    hidden = (
        path
        for path in home.root.rglob(".*")
        if path.name != ".lock" and not path.parent.name.startswith("search-")
    )
    return [path.relative_to(home.root).as_posix() for path in hidden]


def holds(home: Home, before: Snapshot, files: dict[str, bytes]) -> None:
    """See that what is served is whole, and that what was served before is untouched."""
    served = active_snapshot(home)
    served.verify()
    assert served.report["refused_rows"] == []
    assert contents(before.directory) == files


def test_the_moments_are_counted(home: Home, changed: FactFolder, stopped: Stopped) -> None:
    before = active_snapshot(home)
    assert stopped(home, changed, "never", 0) == (0, MOMENTS)
    assert active_snapshot(home) != before


@pytest.mark.parametrize("number", range(1, MOMENTS + 1))
@pytest.mark.parametrize("when", ["before", pytest.param("after", marks=pytest.mark.soak)])
def test_killed_at_a_rename_or_sync(
    home: Home, changed: FactFolder, stopped: Stopped, when: str, number: int
) -> None:
    before = active_snapshot(home)
    files = contents(before.directory)
    assert stopped(home, changed, when, number) == (KILLED, 0)
    holds(home, before, files)
    moved = number > POINTER or (number, when) == (POINTER, "after")
    assert (active_snapshot(home) != before) == moved
    built = build(home, changed.path)
    assert built.snapshot != before
    holds(home, before, files)
    assert leftovers(home) == [], "the next build clears what the killed one left"


@pytest.mark.parametrize(
    "number",
    [1, 6, 11, *(pytest.param(n, marks=pytest.mark.soak) for n in (2, 3, 4, 5, 7, 8, 9, 10))],
)
def test_killed_while_it_mends_a_damaged_snapshot(
    home: Home, facts: FactFolder, stopped: Stopped, number: int
) -> None:
    """The damaged folder is moved aside first, which is one rename more."""
    snapshot = active_snapshot(home)
    with snapshot.quads_path.open("ab") as file:
        file.write(b"# more\n")
    assert stopped(home, facts, "after", number) == (KILLED, 0)
    built = build(home, facts.path)
    assert built.snapshot == snapshot == active_snapshot(home)
    snapshot.verify()
    assert leftovers(home) == []


@pytest.mark.soak
def test_killed_at_random_moments(curated_home: Home, tmp_path: Path) -> None:
    """The real facts; after each kill the facts served before are built once more."""
    home = Home(tmp_path / "home")
    shutil.copytree(curated_home.root, home.root)
    facts = FactFolder(tmp_path / "changed", origin=FOLDER)
    facts.put("organisations", 2, name_en="Another name")
    before = active_snapshot(home)
    files = contents(before.directory)
    whole = _seconds_of_a_build(home, facts, tmp_path)
    moments = random.Random(SEED)  # noqa: S311 (moments, not secrets)
    killed = 0
    for _ in range(RANDOM_MOMENTS):
        child = subprocess.Popen([sys.executable, "-c", BUILD, home.root, facts.path])
        time.sleep(moments.uniform(0, whole))
        child.kill()
        killed += child.wait() == KILLED
        holds(home, before, files)
        assert build(home).snapshot == before
        assert leftovers(home) == []
        for made in set(home.snapshots.iterdir()) - {before.directory}:
            shutil.rmtree(made)
    assert killed > RANDOM_MOMENTS // 2, "most builds were stopped before their end"
    assert build(home, facts.path).changed


def _seconds_of_a_build(home: Home, facts: FactFolder, folder: Path) -> float:
    copy = Home(folder / "copy")
    shutil.copytree(home.root, copy.root)
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", BUILD, copy.root, facts.path], check=True)
    return time.monotonic() - begun
