"""Room for labels: places nodes so that no label covers another node or label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LABEL_CHARACTERS = 30
CHARACTER = 9.4
GAP = 6


def label_width(characters: int) -> int:
    """Return the width of a label of so many characters, cut at LABEL_CHARACTERS."""
    return round(min(characters, LABEL_CHARACTERS) * CHARACTER)


class Box(NamedTuple):
    """A rectangle by its left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two rectangles share an inner point."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Grid(NamedTuple):
    """Free places on either side: rows down to a height, distances from the border in steps."""

    nearest: int
    farthest: int
    step: int
    height: int
    row: int

    def places(self, sign: int) -> list[tuple[float, float]]:
        """Return the places of one side: left for sign -1, right for 1."""
        distances = range(self.nearest, self.farthest + 1, self.step)
        heights = [self.row * (line + 0.5) for line in range(self.height // self.row)]
        return [(sign * distance, height) for distance in distances for height in heights]


class Placement:
    """Nodes placed so far, each with the box of its dot and label."""

    def __init__(self, radii: Mapping[str, float], widths: Mapping[str, int], grid: Grid) -> None:
        self.radii = radii
        self.widths = widths
        self.grid = grid
        self.places: dict[str, tuple[float, float, str]] = {}
        self.boxes: list[Box] = []

    def box(self, node: str, x: float, y: float, side: str) -> Box:
        """Return the box of a node's dot and label at a place."""
        radius, width = self.radii[node], self.widths[node]
        tall = max(radius, self.grid.row / 2 - 1)
        if side == "left":
            return Box(x - radius - GAP - width, y - tall, x + radius + GAP, y + tall)
        if side == "right":
            return Box(x - radius - GAP, y - tall, x + radius + GAP + width, y + tall)
        half = max(width / 2, radius)
        return Box(x - half, y - radius, x + half, y + radius + self.grid.row)

    def fix(self, node: str, x: float, y: float, side: str) -> None:
        """Set a node at a place, whatever stands there."""
        self.places[node] = (x, y, side)
        self.boxes.append(self.box(node, x, y, side))

    def is_free(self, box: Box) -> bool:
        """Tell whether nothing placed so far overlaps this box."""
        return not any(box.overlaps(other) for other in self.boxes)

    def place(self, node: str, x: float, y: float, side: str) -> None:
        """Set a node at the free place nearest to the one wanted; if all is full, there."""
        nearby = sorted(
            self.grid.places(-1 if x < 0 else 1),
            key=lambda at: (abs(at[0] - x) + abs(at[1] - y), at),
        )
        for at_x, at_y in nearby:
            if self.is_free(self.box(node, at_x, at_y, side)):
                self.fix(node, at_x, at_y, side)
                return
        self.fix(node, x, y, side)
