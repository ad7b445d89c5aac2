"""Wheel and sdist hold every room with its data files, and nothing that does not belong."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("facts", "ontology", "graph", "queries", "network", "viz", "server")
MADE = shutil.ignore_patterns(
    *(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "node_modules", "dist"),
    "screenshots",
)


def built(tree: Path, target: str, folder: Path) -> Path:
    """Build one target of a tree with hatchling alone and return its file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=tree)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree as it stands after an editable install, links and all."""
    copy = tmp_path_factory.mktemp("tree") / "techland"
    shutil.copytree(ROOT, copy, symlinks=True, ignore=MADE)
    # What benchmarks/maps.py builds is no part of a checkout.
    shutil.rmtree(copy / "benchmarks" / "map_peers" / "built", ignore_errors=True)
    assert (copy / "techland" / "graph").exists()
    return copy


@pytest.fixture(scope="module")
def wheel(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tree, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked_sdist(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    sdist = built(tree, "sdist", folder)
    (folder / "unpacked").mkdir()
    subprocess.run(["tar", "-xzf", sdist, "-C", folder / "unpacked"], check=True)
    return next((folder / "unpacked").iterdir())


def tree_files(tree: Path, folder: str) -> set[str]:
    """Return the paths below a folder of the tree, without links and what Python made."""
    links = [tree / "techland" / room for room in ROOMS]
    return {
        path.relative_to(tree).as_posix()
        for path in (tree / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not {*path.parents} & {*links}
    }


def test_the_wheel_holds_all_rooms_and_only_the_package(tree: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    rooms = {f"techland/{name}" for room in ROOMS for name in tree_files(tree, room)}
    assert names == rooms | tree_files(tree, "techland")


@pytest.mark.parametrize(
    "name",
    [
        "techland/py.typed",
        "techland/facts/sources.csv",
        "techland/facts/LICENSE",
        "techland/server/static/built/manifest.json",
        "techland-0.1.0.dist-info/licenses/LICENSE",
        "techland-0.1.0.dist-info/licenses/facts/LICENSE",
    ],
)
def test_the_wheel_holds(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.getinfo(name).file_size >= (0 if name.endswith("typed") else 100)


def test_the_wheel_offers_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read("techland-0.1.0.dist-info/entry_points.txt").decode()
    assert "techland = techland.cli:main" in entry_points


def test_the_sdist_holds_what_a_checkout_holds(tree: Path, unpacked_sdist: Path) -> None:
    folders = (*ROOMS, "techland", "tests", "benchmarks", "docs", "locks", ".ci", "web")
    expected = {name for folder in folders for name in tree_files(tree, folder)}
    single = {path.name for path in tree.iterdir() if path.is_file()}
    packed = {
        path.relative_to(unpacked_sdist).as_posix()
        for path in unpacked_sdist.rglob("*")
        if path.is_file()
    }
    assert packed == expected | single | {"PKG-INFO"}


def test_a_wheel_from_the_sdist_equals_the_wheel_from_the_tree(
    wheel: Path, unpacked_sdist: Path, tmp_path: Path
) -> None:
    again = built(unpacked_sdist, "wheel", tmp_path)
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()
