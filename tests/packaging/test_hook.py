"""The build hook joins the rooms to the package in each of its ways and deletes nothing else."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
LOOK = """
import sys
sys.path.insert(0, sys.argv[1])
import techland.graph.store as store
import techland.graph as room
print(store.HERE, room.HERE, room.__name__, sep="|")
"""
MODULE = "from pathlib import Path\nHERE = Path(__file__).resolve().parent\n"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_hook", ROOT / "build_hook.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def house(hook: ModuleType, tmp_path: Path) -> Path:
    """A small tree of the rooms, in a folder whose name has a space and a quote."""
    root = tmp_path / "a user's house"
    for folder in ("techland", *hook.ROOMS):
        (root / folder).mkdir(parents=True)
        (root / folder / "__init__.py").write_text(MODULE, "utf-8")
    (root / "graph" / "store.py").write_text(MODULE, "utf-8")
    return root


def seen_from(root: Path) -> list[str]:
    """Import a room's module in a new process: its folder, its room's folder and name."""
    command = [sys.executable, "-B", "-c", LOOK, str(root)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root.parent)
    return answer.stdout.strip().split("|")


@pytest.mark.parametrize("way", ["symlink", "path"])
def test_rooms_load_from_their_own_folders(hook: ModuleType, house: Path, way: str) -> None:
    assert hook.join_rooms(house, way) == way
    room = str((house / "graph").resolve())
    assert seen_from(house) == [room, room, "techland.graph"]


@pytest.mark.parametrize("second", ["symlink", "path"])
@pytest.mark.parametrize("first", ["symlink", "path"])
def test_joining_again_replaces_the_join_and_keeps_the_rooms(
    hook: ModuleType, house: Path, first: str, second: str
) -> None:
    hook.join_rooms(house, first)
    seen_from(house)
    hook.join_rooms(house, second)
    assert (house / "techland" / "graph").is_symlink() == (second == "symlink")
    assert (house / "graph" / "store.py").read_text("utf-8") == MODULE


@pytest.mark.skipif(sys.platform == "win32", reason="junctions work there")
def test_a_way_that_fails_gives_place_to_the_next(hook: ModuleType, house: Path) -> None:
    link = house / "techland" / "graph"
    assert hook._join(link, house / "graph", ["junction", "path"]) == "path"
    assert seen_from(house)[0] == str((house / "graph").resolve())


def test_a_folder_that_is_not_ours_is_never_deleted(hook: ModuleType, house: Path) -> None:
    work = house / "techland" / "graph" / "work.py"
    work.parent.mkdir()
    work.write_text("x = 1", "utf-8")
    with pytest.raises(FileExistsError, match=r"graph is in the way of the room graph: move it"):
        hook.join_rooms(house)
    assert work.read_text("utf-8") == "x = 1"


def test_an_unknown_way_is_refused_by_name(hook: ModuleType, house: Path) -> None:
    with pytest.raises(ValueError, match="TECHLAND_LINKS='copy' is unknown; use one of symlink"):
        hook.join_rooms(house, "copy")
    assert not (house / "techland" / "graph").exists()


def test_the_hook_the_build_and_the_floors_name_the_same_rooms(hook: ModuleType) -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    targets = project["tool"]["hatch"]["build"]["targets"]
    links = [f"techland/{room}" for room in hook.ROOMS]
    assert targets["wheel"]["sources"] == dict(zip(hook.ROOMS, links, strict=True))
    assert set(targets["wheel"]["only-include"]) == {"techland", *hook.ROOMS}
    assert set(targets["sdist"]["only-include"]) >= {"techland", *hook.ROOMS}
    for target in ("wheel", "sdist"):
        assert targets[target]["exclude"] == [f"/{link}" for link in links]
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert set(ignored) >= {f"/{link}" for link in links}
    assert project["tool"]["ruff"]["extend-exclude"] == links
