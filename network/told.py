"""What anything that is counted says of itself: version, words, settings, notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Told(Protocol):
    """A network, a network over time, or how its numbers change with choices."""

    @property
    def version(self) -> str:
        """Return the version of the snapshot."""

    @property
    def words(self) -> str:
        """Return what it is of, in a sentence."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """Return what was asked, as plain values."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what was left out."""
