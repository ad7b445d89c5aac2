"""A build that is killed at any moment leaves the snapshot served before intact."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.home import Home
from techland.graph.ingest.table_description import FOLDER
from techland.graph.snapshot import active_snapshot
from tests.graph.fact_folder import FactFolder, contents

CHILD = [sys.executable, str(Path(__file__).with_name("stopped_build.py"))]
KILLED = -9
# A build that makes a new version syncs and renames this often: the test below counts them.
MOMENTS = 10
RANDOM_MOMENTS = 50
SEED = 20261124

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture
def changed(facts: FactFolder) -> FactFolder:
    """Return the small facts with another name in them, so that a build makes a new version."""
    facts.put("organisations", 2, name_en="Another name")
    return facts


def run(home: Home, facts: Path, when: str, number: int) -> subprocess.CompletedProcess[str]:
    command = [*CHILD, str(home.root), str(facts), when, str(number)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def holds(home: Home, before: str, files: dict[str, bytes]) -> None:
    """See that what is served is whole, and that what was served before is still there."""
    served = active_snapshot(home)
    served.verify()
    assert served.report["refused_rows"] == []
    old = home.snapshots / before
    assert {name: (old / name).read_bytes() for name in files} == files


def snapshot_files(home: Home) -> tuple[str, dict[str, bytes]]:
    snapshot = active_snapshot(home)
    files = {path.name: path.read_bytes() for path in snapshot.directory.iterdir()}
    return snapshot.version, files


def test_the_moments_are_counted(home: Home, changed: FactFolder) -> None:
    done = run(home, changed.path, "never", 0)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == MOMENTS


@pytest.mark.parametrize("number", range(1, MOMENTS + 1))
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_a_rename_or_sync(
    home: Home, changed: FactFolder, when: str, number: int
) -> None:
    before, files = snapshot_files(home)
    assert run(home, changed.path, when, number).returncode == KILLED
    holds(home, before, files)
    built = build(home, changed.path)
    assert built.snapshot.version != before
    left = [name for name in contents(home.root) if ".building-" in name or ".new" in name]
    assert left == [], "the next build clears what the killed one left"


@pytest.mark.soak
def test_killed_at_random_moments(curated_home: Home, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(curated_home.root, home.root)
    facts = FactFolder(tmp_path / "changed", origin=FOLDER)
    facts.put("organisations", 2, name_en="Another name")
    moments = random.Random(SEED)  # noqa: S311 (moments, not secrets)
    before, files = snapshot_files(home)
    whole = _seconds_of_a_build(home, facts, tmp_path)
    killed = 0
    for _ in range(RANDOM_MOMENTS):
        child = subprocess.Popen(
            [*CHILD, str(home.root), str(facts.path), "never", "0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0, whole))
        child.kill()
        killed += child.wait() == KILLED
        holds(home, before, files)
        if active_snapshot(home).version != before:
            shutil.rmtree(active_snapshot(home).directory)
            home.pointer.write_text(f"{before}\n", encoding="utf-8")
    assert killed > RANDOM_MOMENTS // 2, "most builds were stopped before their end"
    assert build(home, facts.path).changed


def _seconds_of_a_build(home: Home, facts: FactFolder, folder: Path) -> float:
    copy = Home(folder / "copy")
    shutil.copytree(home.root, copy.root)
    begun = time.monotonic()
    assert run(copy, facts.path, "never", 0).returncode == 0
    return time.monotonic() - begun
