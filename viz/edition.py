"""Which snapshot a page or picture shows, and which known gaps it must tell of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from techland.viz.messages import has_message
from techland.viz.reader import Reader


@dataclass(frozen=True)
class Gap:
    """A known gap: its code, how many things have it, which counts and pictures it touches."""

    code: str
    number: int
    touches: frozenset[str]

    def told_to(self, reader: Reader) -> Markup:
        """Return the gap in the reader's words; one that the pages do not know, by its code."""
        message_id = f"gap-{self.code}"
        if has_message(message_id):
            return reader.text(message_id, number=self.number)
        return reader.text("gap-unnamed", code=self.code, number=self.number)


@dataclass(frozen=True)
class Edition:
    """A snapshot as pages cite it: its version and what its makers know to be incomplete."""

    version: str
    gaps: tuple[Gap, ...]

    @classmethod
    def from_manifest(cls, version: str, manifest: Mapping[str, Any]) -> Edition:
        """Return the edition that a snapshot's manifest describes."""
        gaps = (
            Gap(gap["code"], gap["number"], frozenset(gap["touches"]))
            for gap in manifest.get("gaps", [])
        )
        return cls(version, tuple(gaps))

    @property
    def short(self) -> str:
        """Return the first twelve digits of the version."""
        return self.version[:12]

    def gaps_touching(self, *subjects: str) -> tuple[Gap, ...]:
        """Return the gaps that touch any of these counts or pictures."""
        wanted = set(subjects)
        return tuple(gap for gap in self.gaps if gap.touches & wanted)
