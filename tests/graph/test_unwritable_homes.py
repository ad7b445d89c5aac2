"""A data folder that cannot be written is one clear error, and touches nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.home import Home
from tests.graph.fact_folder import SMALL, FactFolder, contents

CHILD = [sys.executable, str(Path(__file__).with_name("confined_build.py"))]
NOBODY = 65534
TMPFS_KIB = 256

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="users and mounts of Unix")
as_root = pytest.mark.skipif(
    sys.platform != "win32" and os.geteuid() != 0, reason="only root can become another user"
)


def run(home: Path, facts: Path, spare: Path, user: str = "-", largest: str = "-") -> list[str]:
    command = [*CHILD, str(home), str(facts), str(spare), user, largest]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def told(lines: list[str], reason: str) -> None:
    assert lines[0] == "CannotWrite"
    assert reason in lines[1]
    assert "the last snapshot is intact" in lines[2]


@pytest.fixture
def changed(facts: FactFolder) -> FactFolder:
    facts.put("organisations", 2, name_en="Another name")
    return facts


@pytest.fixture
def tmpfs(tmp_path: Path) -> Iterator[Path]:
    """Mount a small file system of its own; only root can."""
    folder = tmp_path / "small-disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={TMPFS_KIB}k", "tmpfs", str(folder)]
    subprocess.run(["mount", *options], check=True, capture_output=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True, capture_output=True)


@as_root
def test_a_read_only_folder_as_another_user(
    home: Home, changed: FactFolder, tmp_path: Path
) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == "root" and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    for path in (home.root, *home.root.rglob("*"), changed.path, *changed.path.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = contents(home.root)
    lines = run(home.root, changed.path, tmp_path / "spare", user=str(NOBODY))
    told(lines, "permission denied")
    assert contents(home.root) == before


@as_root
def test_no_space_left_on_a_small_disk(tmpfs: Path, changed: FactFolder, tmp_path: Path) -> None:
    home = Home(tmpfs / "home")
    home.root.mkdir()
    (tmpfs / "filler").write_bytes(b"x" * (TMPFS_KIB - 64) * 1024)
    told(run(home.root, changed.path, tmp_path / "spare"), "no space left on the device")
    assert not home.pointer.exists()
    assert list(home.snapshots.glob("[!.]*")) == [], "no folder that looks whole"
    (tmpfs / "filler").unlink()
    options = f"remount,size={64 * TMPFS_KIB}k"
    subprocess.run(["mount", "-o", options, str(tmpfs)], check=True, capture_output=True)
    assert build(home, SMALL).changed, "with space it is built"


def test_a_file_that_may_not_grow(home: Home, changed: FactFolder, tmp_path: Path) -> None:
    before = contents(home.root)
    lines = run(home.root, changed.path, tmp_path / "spare", largest="20000")
    told(lines, "a file may not become that large here")
    after = {name: data for name, data in contents(home.root).items() if ".building-" not in name}
    assert after == before
