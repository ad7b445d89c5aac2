"""Where techland keeps what it builds, and what the user adds to the facts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

SETTING = "TECHLAND_HOME"
# The file that says of a folder that it is a plain store, which no build touches.
STORE_MARKER = "techland-store.json"


@dataclass(frozen=True)
class Home:
    """The user's data folder: snapshots, the pointer to the active one, own facts."""

    root: Path

    @classmethod
    def from_environment(cls) -> Home:
        """Return the folder that TECHLAND_HOME names, else the platform's usual one."""
        named = os.environ.get(SETTING)
        if named:
            return cls(Path(named).expanduser().absolute())
        from platformdirs import user_data_path

        return cls(user_data_path("techland", appauthor=False))

    @property
    def facts(self) -> Path:
        """Return the folder of the user's own tables, laid over the shipped ones."""
        return self.root / "facts"

    @property
    def snapshots(self) -> Path:
        """Return the folder that holds one folder a snapshot."""
        return self.root / "snapshots"

    @property
    def datasets(self) -> Path:
        """Return the folder that holds one folder an imported dataset."""
        return self.root / "datasets"

    @property
    def cache(self) -> Path:
        """Return the folder of what can be made anew at any time."""
        return self.root / "cache"

    @property
    def pointer(self) -> Path:
        """Return the file that names the active snapshot's version."""
        return self.root / "active"

    @property
    def pins(self) -> Path:
        """Return the file that lists, a line each, versions that are never pruned."""
        return self.root / "pinned"

    @property
    def names(self) -> frozenset[str]:
        """Return the names by which a folder is known as a home: one of them is enough."""
        return frozenset(path.name for path in (self.snapshots, self.pointer, self.pins))

    @property
    def is_plain_store(self) -> bool:
        """Return whether the folder says that it is a plain store, and so no home."""
        return (self.root / STORE_MARKER).is_file()
