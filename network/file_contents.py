"""What a network file holds besides nodes and ties: marks to draw, and words about itself."""

from __future__ import annotations

from dataclasses import dataclass

from techland.network.attributes import Plain

LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Mark:
    """How a node is drawn: its place (y grows upwards), size and colour (``#rrggbb``)."""

    x: float
    y: float
    size: float
    colour: str


@dataclass(frozen=True)
class About:
    """What a file says of itself; nothing in it changes from day to day."""

    version: str
    kinds: tuple[str, ...]
    language: str
    words: str = ""
    creator: str = "The techland project"
    keywords: tuple[str, ...] = ("cross-border cooperation", "innovation", "Netherlands", "Germany")

    @property
    def description(self) -> str:
        """Return what the file shows, of which data, under which licence."""
        shared = " and ".join(f"{kind}s" for kind in self.kinds)
        told = self.words or f"Organisations by shared {shared}"
        return (
            f"{told}, with labels in {self.language}. "
            f"techland, dataset version {self.version}. "
            "The facts are a sample, not a census. "
            f"Licence of the data: {LICENCE}, {LICENCE_ADDRESS}"
        )


def written(value: Plain) -> str:
    """Return a plain value as XML Schema writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
