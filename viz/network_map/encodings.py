"""Encodings: what colour and size of a node stand for, with the palettes that show it.

Categories begin with the blue and orange of Okabe and Ito (2008); the others are as far from
them, from one another and from grey as can be for colour-blind readers too. Quantities take a
single hue from pale to strong. Light tones stand out from paper by 3 to 1 (WCAG 2.2, 1.4.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from techland.viz.colours import GROUP_SHADES, Shade


@dataclass(frozen=True)
class Encoding:
    """A way to show nodes.

    Attributes:
        name: as the address has it.
        message: names it to the reader.
        measure: the column of node measures that it shows; empty for the groups of nodes.
        categories: whether values are names rather than quantities.
    """

    name: str
    message: str
    measure: str = ""
    categories: bool = False


def _named(*encodings: Encoding) -> dict[str, Encoding]:
    return {one.name: one for one in encodings}


SIZES = _named(
    Encoding("degree", "netmap-measure-degree", "degree"),
    Encoding("strength", "netmap-measure-strength", "strength"),
    Encoding("across", "netmap-measure-across", "across"),
    Encoding("betweenness", "netmap-measure-betweenness", "betweenness"),
    Encoding("brokerage", "netmap-measure-brokerage", "brokerage"),
    Encoding("same", "netmap-measure-same"),
)
COLOURS = _named(
    Encoding("country", "netmap-measure-country", categories=True),
    Encoding("type", "netmap-measure-type", "type", categories=True),
    Encoding("community", "netmap-measure-community", "community", categories=True),
    Encoding("role", "netmap-measure-role", "role", categories=True),
    Encoding("ei", "netmap-measure-ei", "ei"),
    Encoding("degree", "netmap-measure-degree", "degree"),
    Encoding("betweenness", "netmap-measure-betweenness", "betweenness"),
)
# Measures that a page computes from what it has; the others need the server.
NEAR_AT_HAND = ("degree", "strength", "across", "ei", "type", "country")

CATEGORY_SHADES: tuple[Shade, ...] = (
    Shade("#0072b2", "#56b4e9"),
    Shade("#c65a00", "#f2a154"),
    Shade("#ac1bfd", "#a536ff"),
    Shade("#5b130f", "#c04836"),
    Shade("#925d48", "#c5aa84"),
    Shade("#050787", "#bafcf7"),
    Shade("#3d0555", "#ecfb01"),
)
# Ends of the scale of quantities; unknown and all further categories are grey.
SCALE: tuple[Shade, Shade] = (Shade("#8fa3b5", "#5a6b78"), Shade("#5a1e78", "#f0b6ff"))
REST = Shade("#7b858b", "#8b969d")
ACROSS_SHADE = Shade("#2b3940", "#dbe3e7")
WITHIN_SHADE = Shade("#a9b3b8", "#5a676e")
DISPUTED_SHADE = Shade("#b3261e", "#ff9d94")
SMALLEST, LARGEST = 4.0, 15.0
THINNEST, WIDEST = 0.9, 4.5


def category_shades(values: Mapping[str, int]) -> dict[str, Shade]:
    """Return a shade for each category by how many have it; those beyond the palette are grey."""
    order = sorted(values, key=lambda value: (-values[value], value))
    named = dict(zip(order, CATEGORY_SHADES, strict=False))
    return {value: named.get(value, REST) for value in order}


def group_shades() -> dict[str, Shade]:
    """Return the shades of the sides of the border."""
    return dict(GROUP_SHADES)


def mixed(low: str, high: str, share: float) -> str:
    """Return the colour so far on the way from one to another.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(low), _channels(high), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share + 1e-9):02x}" for a, b in pairs)


def _channels(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))


def as_json() -> dict[str, object]:
    """Return the palettes and choices for the page's script."""

    def pair(shade: Shade) -> list[str]:
        return [shade.light, shade.dark]

    return {
        "groups": {name: pair(shade) for name, shade in GROUP_SHADES.items()},
        "categories": [pair(shade) for shade in CATEGORY_SHADES],
        "scale": [pair(shade) for shade in SCALE],
        "rest": pair(REST),
        "across": pair(ACROSS_SHADE),
        "within": pair(WITHIN_SHADE),
        "disputed": pair(DISPUTED_SHADE),
        "radius": [SMALLEST, LARGEST],
        "width": [THINNEST, WIDEST],
        "sizes": {one.name: one.measure for one in SIZES.values()},
        "colors": {one.name: [one.measure, one.categories] for one in COLOURS.values()},
        "near": list(NEAR_AT_HAND),
    }
