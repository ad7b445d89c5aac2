"""An installed techland imports and finds its data files: editable both ways, and from a wheel."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("facts", "ontology", "graph", "queries", "network", "viz", "server")
MADE = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "node_modules", "dist"
)
# Prints where every module named on the command line was loaded from.
LOOK = """
import importlib, json, sys
from pathlib import Path
files = {name: importlib.import_module(name).__file__ for name in sys.argv[1:]}
import techland.facts
tables = sorted(path.name for path in Path(techland.facts.__file__).parent.glob("*.csv"))
print(json.dumps([files, tables]))
"""


@dataclass(frozen=True)
class Environment:
    """A virtual environment that sees the packages of this one, but not its techland."""

    python: Path

    @property
    def folder(self) -> Path:
        return self.python.parent.parent

    def pip_install(self, *arguments: str, **settings: str) -> None:
        command = [sys.executable, "-m", "pip", "--python", str(self.python), "install"]
        options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
        subprocess.run([*command, *options, *arguments], check=True, env={**os.environ, **settings})

    def look(self, modules: list[str]) -> tuple[dict[str, str], list[str]]:
        command = [self.python, "-c", LOOK, *modules]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=self.folder)
        files, tables = json.loads(answer.stdout)
        return files, tables


@pytest.fixture
def environment(tmp_path: Path, make_environment: Callable[[Path], Path]) -> Environment:
    return Environment(make_environment(tmp_path / "environment"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A bare checkout: the working tree without the links of an earlier install."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT, copy, symlinks=True, ignore=MADE)
    for room in ROOMS:
        (copy / "techland" / room).unlink(missing_ok=True)
    return copy


def modules_of(tree: Path) -> dict[str, Path]:
    """Return the file of every module of the rooms and the front door, by its import name."""
    found = {}
    for folder in (*ROOMS, "techland"):
        for path in (tree / folder).rglob("*.py"):
            parts = path.relative_to(tree).with_suffix("").parts
            full = parts if folder == "techland" else ("techland", *parts)
            found[".".join(full[:-1] if full[-1] == "__init__" else full)] = path
    return {name: path for name, path in found.items() if not name.endswith("__main__")}


def tables_of(tree: Path) -> list[str]:
    return sorted(path.name for path in (tree / "facts").glob("*.csv"))


@pytest.mark.parametrize("way", [pytest.param("symlink", marks=pytest.mark.soak), "path"])
def test_an_editable_install_imports_the_checkout(
    environment: Environment, tree: Path, way: str
) -> None:
    modules = modules_of(tree)
    environment.pip_install("--editable", str(tree), TECHLAND_LINKS=way)
    files, tables = environment.look(list(modules))
    assert {name: Path(file).resolve() for name, file in files.items()} == modules
    assert tables == tables_of(tree)
    assert (tree / "techland" / "graph").is_symlink() == (way == "symlink")


def test_a_wheel_imports_from_where_it_is_installed(environment: Environment, tree: Path) -> None:
    modules = modules_of(tree)
    environment.pip_install(str(tree))
    shutil.rmtree(tree / "facts")
    files, tables = environment.look(list(modules))
    assert all(Path(file).is_relative_to(environment.folder) for file in files.values())
    assert tables == tables_of(ROOT)
    assert (environment.folder / "bin" / "techland").is_file()
