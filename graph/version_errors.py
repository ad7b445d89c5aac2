"""Errors of comparing versions; the tree stands at the head of errors.py.

SnapshotError
└── NoPreviousVersion          only one version is kept
"""

from __future__ import annotations

from techland.graph.errors import SnapshotError


class NoPreviousVersion(SnapshotError):
    """There is no version before the active one."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.known = (version,)
        super().__init__(
            f"no version before {version[:12]}: it is the only one kept",
            "change a fact and run `techland build`; the last ten versions are kept",
        )
