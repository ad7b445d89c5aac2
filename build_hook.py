"""Hatch build hook: build the pages' scripts, and join the rooms for an editable install.

The scripts are made by build_web.py beside this file. The rooms are folders
at the root of the repository and import names below ``techland``. A wheel
maps them by configuration; an editable install needs them to stand inside
``techland/``, which this hook arranges with a symbolic link, on Windows with
a junction (no privilege needed), and where neither is possible with a
stand-in package that loads the room from its folder.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOMS = ("facts", "ontology", "graph", "queries", "network", "viz", "server")
# This environment variable forces one way of joining, by its name in WAYS.
SETTING = "TECHLAND_LINKS"

STAND_IN_HEAD = '"""Stands for a room of techland; made by build_hook.py, not to be edited."""'
STAND_IN = f"""{STAND_IN_HEAD}

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_room = Path(__file__).parents[2] / "ROOM"
_spec = spec_from_file_location(
    __name__, _room / "__init__.py", submodule_search_locations=[str(_room)]
)
_module = sys.modules[__name__] = module_from_spec(_spec)
_spec.loader.exec_module(_module)
"""


def _symlink(link: Path, room: Path) -> None:
    link.symlink_to(Path("..") / room.name, target_is_directory=True)


def _junction(link: Path, room: Path) -> None:
    command = ["cmd", "/c", "mklink", "/J", str(link), str(room)]
    subprocess.run(command, check=True, capture_output=True)


def _stand_in(link: Path, room: Path) -> None:
    link.mkdir()
    (link / "__init__.py").write_text(STAND_IN.replace("ROOM", room.name), encoding="utf-8")


WAYS = {"symlink": _symlink, "junction": _junction, "path": _stand_in}


def _is_stand_in(folder: Path) -> bool:
    init = folder / "__init__.py"
    others = {entry.name for entry in folder.iterdir()} - {"__init__.py", "__pycache__"}
    return not others and init.is_file() and init.read_text("utf-8").startswith(STAND_IN_HEAD)


def _remove(link: Path) -> None:
    """Take away what an earlier run put at ``link``, never anything else."""
    if link.is_symlink():
        link.unlink()
    elif link.is_dir():
        try:
            link.rmdir()  # takes a junction away, never what it points to
        except OSError:
            if not _is_stand_in(link):
                raise FileExistsError(
                    f"{link} is in the way of the room {link.name}: move it, then install again"
                ) from None
            shutil.rmtree(link)


def _join(link: Path, room: Path, ways: Sequence[str]) -> str:
    for way in ways[:-1]:
        try:
            WAYS[way](link, room)
        except (OSError, subprocess.CalledProcessError):
            continue
        return way
    WAYS[ways[-1]](link, room)
    return ways[-1]


def join_rooms(root: Path, way: str | None = None) -> str:
    """Make ``techland/<room>`` lead to ``<room>`` for every room; return the last way used.

    Raises:
        ValueError: ``way`` is not one of WAYS.
        FileExistsError: something that this hook did not make stands where a room belongs.
    """
    if way and way not in WAYS:
        raise ValueError(f"{SETTING}={way!r} is unknown; use one of {', '.join(WAYS)}")
    usual = ["junction", "path"] if sys.platform == "win32" else ["symlink", "path"]
    used = ""
    for room in ROOMS:
        link = root / "techland" / room
        _remove(link)
        used = _join(link, root / room, [way] if way else usual)
    return used


def _web_builder(root: Path) -> ModuleType:
    """Load build_web.py by its path: a build backend's folder is not on Python's path."""
    spec = importlib.util.spec_from_file_location("build_web", root / "build_web.py")
    if not spec or not spec.loader:
        raise FileNotFoundError(f"{root / 'build_web.py'} is missing: take a whole checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class RoomsHook(BuildHookInterface[Any]):
    """Build the scripts; join the rooms when the build is an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's signature
        """Run before the build; ``version`` is "editable" for ``pip install -e``."""
        _web_builder(Path(self.root)).build_web(Path(self.root))
        if version == "editable":
            join_rooms(Path(self.root), os.environ.get(SETTING))
