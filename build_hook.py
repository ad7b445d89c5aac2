"""Hatch build hook: link the rooms into the package for an editable install.

The rooms are folders at the root of the repository and import names below
``techland``. A wheel maps them by configuration; an editable install needs
them to stand inside ``techland/``, which this hook arranges with a symbolic
link, on Windows with a junction (no privilege needed), and where neither is
possible with a small package that names the room's folder as its path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOMS = ("facts", "ontology", "graph", "queries", "network", "viz", "server")
# TECHLAND_LINKS forces one way of joining: symlink, junction or path.
SETTING = "TECHLAND_LINKS"


def _symlink(link: Path, room: Path) -> None:
    link.symlink_to(Path("..") / room.name, target_is_directory=True)


def _junction(link: Path, room: Path) -> None:
    command = ["cmd", "/c", "mklink", "/J", str(link), str(room)]
    subprocess.run(command, check=True, capture_output=True)


def _path_package(link: Path, room: Path) -> None:
    link.mkdir()
    lines = [f'"""Stands for the folder {room.name}; made by build_hook.py."""\n']
    lines.append(f"__path__ = [{str(room)!r}]\n")
    (link / "__init__.py").write_text("".join(lines), encoding="utf-8")


WAYS = {"symlink": _symlink, "junction": _junction, "path": _path_package}


def _remove(link: Path) -> None:
    if link.is_symlink():
        link.unlink()
    elif link.is_dir():
        try:
            os.rmdir(link)  # takes a junction away, never what it points to
        except OSError:
            shutil.rmtree(link)


def join_rooms(root: Path, way: str | None = None) -> str:
    """Make ``techland/<room>`` lead to ``<room>`` for every room; return the way used."""
    first = ["junction", "path"] if sys.platform == "win32" else ["symlink", "path"]
    ways = [way] if way else first
    for room in ROOMS:
        link = root / "techland" / room
        _remove(link)
        for name in ways:
            try:
                WAYS[name](link, root / room)
            except (OSError, subprocess.CalledProcessError):
                if name == ways[-1]:
                    raise
                continue
            used = name
            break
    return used


class RoomsHook(BuildHookInterface[Any]):
    """Join the rooms to the package when the build is an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the build; ``version`` is "editable" for ``pip install -e``."""
        if version == "editable":
            join_rooms(Path(self.root), os.environ.get(SETTING))
