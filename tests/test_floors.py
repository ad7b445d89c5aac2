"""The rooms stand on floors: imports point down, never up, sideways or round in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FRONT_DOOR = "techland"
FLOORS = {
    "facts": 0,
    "ontology": 0,
    "graph": 1,
    "queries": 2,
    "network": 2,
    "viz": 3,
    "server": 4,
    FRONT_DOOR: 5,
}
ROOMS = [room for room in FLOORS if room != FRONT_DOOR]
# Folders that may import from every floor, but never a room without `techland.` in front.
OUTSIDE = ("tests", "benchmarks", "docs")


@dataclass(frozen=True)
class Import:
    """One imported name: in which file, on which line, as it would be written in full."""

    path: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.name}"


def _called_import(node: ast.Call) -> Iterator[str]:
    """Yield the module that `import_module("…")` or `__import__("…")` names."""
    function = node.func
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if called in {"import_module", "__import__"} and node.args:
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        yield from (f"{module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call):
        yield from _called_import(node)


def imports_of(root: Path, path: Path) -> list[Import]:
    """Return every import of a file, also those inside functions and for type checkers."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    where = path.relative_to(root).as_posix()
    return [
        Import(where, getattr(node, "lineno", 0), name)
        for node in ast.walk(tree)
        for name in _names(node)
    ]


def python_files(root: Path, *folders: str) -> list[Path]:
    """Return the Python files of folders below the root, without the links to the rooms."""
    links = [root / FRONT_DOOR / room for room in ROOMS]
    return sorted(
        path
        for folder in folders
        for path in (root / folder).rglob("*.py")
        if not any(path.is_relative_to(link) for link in links)
    )


def module_of(root: Path, path: Path) -> str:
    """Return the import name of a file of a room or of the front door."""
    parts = path.relative_to(root).with_suffix("").parts
    parts = parts if parts[0] == FRONT_DOOR else (FRONT_DOOR, *parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(name: str) -> str:
    """Return the room that a name below `techland` belongs to."""
    second = [*name.split("."), ""][1]
    return second if second in ROOMS else FRONT_DOOR


def is_own(name: str) -> bool:
    return name.partition(".")[0] == FRONT_DOOR


def wrong_spellings(root: Path) -> list[str]:
    """Return imports of a room without `techland.` in front, and relative ones in the house."""
    barred = [(ROOMS, (*ROOMS, FRONT_DOOR, *OUTSIDE)), ([""], (*ROOMS, FRONT_DOOR))]
    return [
        f"{entry}; write techland.<room>.<module>"
        for firsts, folders in barred
        for path in python_files(root, *folders)
        for entry in imports_of(root, path)
        if entry.name.partition(".")[0] in firsts
    ]


def wrong_directions(root: Path) -> list[str]:
    """Return imports that do not lead down to a lower floor or stay in their room."""
    found = []
    for path in python_files(root, *ROOMS, FRONT_DOOR):
        room = room_of(module_of(root, path))
        for entry in imports_of(root, path):
            target = room_of(entry.name)
            if is_own(entry.name) and target != room and FLOORS[target] >= FLOORS[room]:
                found.append(f"{entry}; {room} may not import from {target}")
    return found


def module_graph(root: Path) -> dict[str, set[str]]:
    """Return for every module the modules that it imports."""
    paths = {module_of(root, path): path for path in python_files(root, *ROOMS, FRONT_DOOR)}
    edges: dict[str, set[str]] = {}
    for module, path in paths.items():
        names = [entry.name for entry in imports_of(root, path)]
        known = {name if name in paths else name.rpartition(".")[0] for name in names}
        edges[module] = (known & paths.keys()) - {module}
    return edges


def cycle(root: Path) -> list[str]:
    """Return one cycle of modules that import each other, or nothing."""
    try:
        TopologicalSorter(module_graph(root)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_every_room_and_the_front_door_are_looked_at() -> None:
    rooms = {room_of(module_of(ROOT, path)) for path in python_files(ROOT, *ROOMS, FRONT_DOOR)}
    assert rooms == set(FLOORS)


def test_no_import_points_up_or_sideways() -> None:
    assert wrong_directions(ROOT) == []


def test_no_module_imports_itself_round_a_circle() -> None:
    assert cycle(ROOT) == []


def test_rooms_are_imported_by_their_whole_name() -> None:
    assert wrong_spellings(ROOT) == []


def _tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("graph/store.py", "from techland.queries.catalogue import catalogue"),
        ("graph/store.py", "from techland import viz"),
        ("graph/store.py", "import techland"),
        ("graph/store.py", "from techland import KnowledgeGraph"),
        ("queries/guard.py", "import techland.network.measures"),
        ("ontology/terms.py", "import techland.facts"),
        ("viz/page.py", "def draw():\n    from techland.server.app import create_app"),
        ("viz/page.py", "import importlib\nimportlib.import_module('techland.server.app')"),
        ("facts/__init__.py", "if TYPE_CHECKING:\n    from techland.graph import errors"),
        ("server/app.py", "from techland.cli import main"),
    ],
)
def test_an_import_that_points_up_or_sideways_is_found(
    tmp_path: Path, name: str, text: str
) -> None:
    found = wrong_directions(_tree(tmp_path, {name: text}))
    assert len(found) == 1
    assert found[0].startswith(f"{name}:")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("viz/page.py", "from techland.graph.errors import TechlandError"),
        ("viz/page.py", "from techland.viz import messages"),
        ("techland/cli.py", "from techland.server.app import create_app"),
        ("graph/store.py", "import networkx\nfrom collections import abc"),
    ],
)
def test_an_import_that_points_down_is_allowed(tmp_path: Path, name: str, text: str) -> None:
    tree = _tree(tmp_path, {name: text})
    assert wrong_directions(tree) == wrong_spellings(tree) == cycle(tree) == []


def test_a_cycle_is_found(tmp_path: Path) -> None:
    tree = _tree(
        tmp_path,
        {
            "graph/claims.py": "from techland.graph import truth",
            "graph/truth.py": "def rule():\n    from techland.graph.view import View",
            "graph/view.py": "import techland.graph.claims",
        },
    )
    assert set(cycle(tree)) == {f"techland.graph.{name}" for name in ("claims", "truth", "view")}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("graph/store.py", "import graph"),
        ("techland/cli.py", "from queries.guard import x"),
        ("tests/graph/test_store.py", "from graph import store"),
        ("benchmarks/load.py", "import facts"),
        ("graph/store.py", "from . import claims"),
        ("techland/cli.py", "from .graph.errors import TechlandError"),
    ],
)
def test_a_room_without_its_house_is_found(tmp_path: Path, name: str, text: str) -> None:
    assert len(wrong_spellings(_tree(tmp_path, {name: text}))) == 1
