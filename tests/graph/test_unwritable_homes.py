"""A data folder that cannot be written is one clear error, and touches nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.errors import CannotWrite
from techland.graph.home import Home
from techland.graph.publication import Contents, publish
from techland.graph.snapshot import Snapshot, active_snapshot
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
    mount("-t", "tmpfs", "-o", f"size={TMPFS_KIB}k", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", str(folder)], check=True, capture_output=True)


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


def used_kib(folder: Path) -> int:
    """Return the space that a file system has given away, in the pages it counts in."""
    state = os.statvfs(folder)
    return (state.f_blocks - state.f_bfree) * state.f_frsize // 1024


def refused(home: Home, facts: Path) -> CannotWrite:
    """Build, and see that it is refused in one error and leaves nothing changed."""
    before = contents(home.root) if home.root.is_dir() else None
    with pytest.raises(CannotWrite) as caught:
        build(home, facts)
    assert "free space or choose another folder with TECHLAND_HOME" in str(caught.value)
    assert (contents(home.root) if home.root.is_dir() else None) == before
    return caught.value


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


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(home: Home, changed: FactFolder) -> None:
    home.root.chmod(0o555)
    home.snapshots.chmod(0o555)
    assert refused(home, changed.path).reason == "permission denied"
    home.root.chmod(0o755)
    home.snapshots.chmod(0o755)


@as_root
def test_a_read_only_file_system(tmpfs: Path, changed: FactFolder, home: Home) -> None:
    mount("-o", f"remount,size={64 * TMPFS_KIB}k", str(tmpfs))
    full = Home(tmpfs / "home")
    shutil.copytree(home.root, full.root)
    mount("-o", "remount,ro", str(tmpfs))
    assert refused(full, changed.path).reason == "the file system is read-only"
    active_snapshot(full).verify()


@as_root
def test_no_space_left_on_a_small_disk(tmpfs: Path, changed: FactFolder) -> None:
    """The first build of a home, on a disk that is too small for any."""
    home = Home(tmpfs / "home")
    with pytest.raises(CannotWrite, match="no space left on the device"):
        build(home, changed.path)
    assert not home.pointer.exists()
    assert list(home.snapshots.iterdir()) == []
    mount("-o", f"remount,size={64 * TMPFS_KIB}k", str(tmpfs))
    assert build(home, SMALL).changed, "with space it is built"


@as_root
def test_every_amount_of_space_that_is_too_little(
    tmpfs: Path, home: Home, facts: FactFolder
) -> None:
    """A disk that is full sooner or later in a publication: what it leaves is whole or nothing."""
    mount("-o", f"remount,size={64 * TMPFS_KIB}k", str(tmpfs))
    full = Home(tmpfs / "home")
    shutil.copytree(home.root, full.root)
    lines = [f'<http://a.example/> <http://b.example/> "{n:09}" .\n' for n in range(1200)]
    publication = Contents(lines, {"number": 1}, {"gaps": ["x" * 9000]}, {"built_at": "2026"})
    before = contents(full.root)
    used, reasons = used_kib(tmpfs), []
    for spare in range(0, 200, 4):
        mount("-o", f"remount,size={used + spare}k", str(tmpfs))
        try:
            published = publish(full, publication)
            break
        except CannotWrite as error:
            reasons.append(error.reason)
        left = contents(full.root)
        assert before.items() <= left.items()
        assert not [name for name in left if "/." in f"/{name}"]
        for folder in full.snapshots.iterdir():
            Snapshot(folder).verify()
    assert len(reasons) > 10
    assert set(reasons) == {"no space left on the device"}
    published.verify()
    assert active_snapshot(full) == published
    kept = contents(full.root)
    assert [name for name in before if name != "active" and before[name] != kept.get(name)] == []


@pytest.mark.parametrize("largest", ["100", "20000", "1000000"])
def test_a_file_that_may_not_grow(
    home: Home, changed: FactFolder, tmp_path: Path, largest: str
) -> None:
    before = contents(home.root)
    lines = run(home.root, changed.path, tmp_path / "spare", largest=largest)
    told(lines, "a file may not become that large here")
    assert contents(home.root) == before


def test_a_file_in_place_of_the_home(tmp_path: Path, facts: FactFolder) -> None:
    home = Home(tmp_path / "file")
    home.root.write_text("mine", "utf-8")
    assert refused(home, facts.path).reason == "a file stands where a folder is wanted"
    assert home.root.read_text("utf-8") == "mine"


def test_a_file_above_the_home(tmp_path: Path, facts: FactFolder) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    home = Home(tmp_path / "file" / "home")
    assert refused(home, facts.path).reason == "a file stands where a folder is wanted"


def test_a_file_in_place_of_the_snapshots(tmp_path: Path, facts: FactFolder) -> None:
    home = Home(tmp_path / "home")
    home.root.mkdir()
    home.snapshots.write_text("mine", "utf-8")
    assert refused(home, facts.path).reason == "a file stands where a folder is wanted"


def test_a_folder_in_place_of_the_pointer(home: Home, changed: FactFolder) -> None:
    """The snapshot is written and waits; nothing that stood there is touched."""
    home.pointer.unlink()
    home.pointer.mkdir()
    (home.pointer / "mine").write_text("mine", "utf-8")
    before = contents(home.root)
    with pytest.raises(CannotWrite, match="a folder stands where a file is wanted"):
        build(home, changed.path)
    assert before.items() <= contents(home.root).items()
    assert not list(home.root.glob(".active*"))
