"""A view as marks: where each node stands, how large and in which colour, and what that means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from techland.network.network import Network
from techland.viz.network_map import encodings
from techland.viz.network_map.concepts import concept_name
from techland.viz.network_map.controls import facets
from techland.viz.network_map.encodings import COLOURS, SIZES, category_shades, mixed
from techland.viz.network_map.node_measures import node_values
from techland.viz.network_map.shown import Shown
from techland.viz.network_map.tables import sum_words
from techland.viz.reader import Reader


@dataclass(frozen=True)
class Entry:
    """A line of the legend: a colour, what it means, how many nodes have it (None: a scale)."""

    colour: str
    text: str
    count: int | None = None


@dataclass(frozen=True)
class LineEntry:
    """A line of the legend on ties: their colour, whether dashed, what that means."""

    colour: str
    is_dashed: bool
    text: str


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything that a picture in a file draws.

    Attributes:
        shown: nodes, ties and places.
        radius, colour: of each node; colours as ``#rrggbb``.
        width: of each tie.
        legend: what colours mean; ``size_words`` and ``colour_words`` what they stand for.
        lines: what the looks of ties mean.
        caption: lines below the picture: what it shows, last version and licence.
        unnamed_words: tells of so many nodes that a picture has no room for their names.
    """

    shown: Shown
    radius: NDArray[np.float64]
    colour: tuple[str, ...]
    width: NDArray[np.float64]
    legend: tuple[Entry, ...]
    size_words: str
    colour_words: str
    lines: tuple[LineEntry, ...]
    caption: tuple[str, ...]
    unnamed_words: Callable[[int], str]

    @property
    def labels(self) -> list[str]:
        """Return the label of each node."""
        return [str(label) for label in self.shown.network.nodes["label"]]


def scene(shown: Shown, reader: Reader) -> Scene:
    """Return the marks of a view in light colours, its legend and caption in a reader's words."""
    view = shown.view
    size, colour = SIZES[view.size], COLOURS[view.color]
    colours, legend = _colours(shown, reader)
    return Scene(
        shown,
        _radii(shown, size.measure),
        colours,
        _widths(shown),
        legend,
        reader.message("netmap-legend-size", measure=reader.message(size.message))
        if size.measure
        else "",
        reader.message(colour.message),
        _lines(shown, reader),
        _caption(shown, reader),
        lambda number: reader.message("netmap-unnamed", number=number),
    )


def _lines(shown: Shown, reader: Reader) -> tuple[LineEntry, ...]:
    """Return an entry for each look that a tie here has."""
    edges = shown.network.edges
    across, within = encodings.ACROSS_SHADE.light, encodings.WITHIN_SHADE.light
    known = (
        (edges["across"].any(), LineEntry(across, False, reader.message("netmap-legend-across"))),
        (
            not edges["across"].all(),
            LineEntry(within, False, reader.message("netmap-legend-within")),
        ),
        (
            edges["disputed"].any(),
            LineEntry(across, True, reader.message("netmap-legend-disputed")),
        ),
    )
    return tuple(entry for is_here, entry in known if is_here)


def _radii(shown: Shown, measure: str) -> NDArray[np.float64]:
    least, most = encodings.SMALLEST, encodings.LARGEST
    count = shown.network.nodes.height
    if not measure:
        return np.full(count, least + 2)
    values = np.nan_to_num(node_values(shown.network, measure).astype(np.float64))
    high = values.max(initial=0)
    if not high:
        return np.full(count, least)
    found: NDArray[np.float64] = least + (most - least) * np.sqrt(np.maximum(values, 0) / high)
    return found


def _widths(shown: Shown) -> NDArray[np.float64]:
    weight = shown.network.edges["weight"].to_numpy().astype(np.float64)
    least, most = encodings.THINNEST, encodings.WIDEST
    high = weight.max(initial=1)
    share = np.log(np.maximum(weight, 1)) / log(high) if high > 1 else np.zeros(len(weight))
    return np.asarray(least + (most - least) * share)


def _colours(shown: Shown, reader: Reader) -> tuple[tuple[str, ...], tuple[Entry, ...]]:
    encoding = COLOURS[shown.view.color]
    values = node_values(shown.network, encoding.measure)
    if not encoding.categories:
        return _scale(values.astype(np.float64), reader)
    counts: dict[str, int] = {}
    for value in values.tolist():
        counts[value] = counts.get(value, 0) + 1
    shades = (
        encodings.group_shades()
        if not encoding.measure
        else category_shades({value: count for value, count in counts.items() if value})
    )
    rest = encodings.REST.light
    colours = tuple(shades[v].light if v in shades else rest for v in values.tolist())
    name = _namer(encoding.measure, reader)
    order = [value for value in shades if value in counts]
    named = order if not encoding.measure else order[: len(encodings.CATEGORY_SHADES)]
    legend = [Entry(shades[value].light, name(value), counts[value]) for value in named]
    left = len(colours) - sum(entry.count or 0 for entry in legend)
    if left:
        legend.append(Entry(rest, reader.message("netmap-rest"), left))
    return colours, tuple(legend)


def _namer(measure: str, reader: Reader) -> Callable[[str], str]:
    names: Mapping[str, Callable[[str], str]] = {
        "": lambda value: reader.message(f"netmap-side-{value}"),
        "type": lambda value: concept_name("organisation-type", value, reader.language),
        "role": lambda value: reader.message(f"netmap-role-{value}"),
        "community": lambda value: reader.message("netmap-community", name=value),
    }
    return names[measure]


def _scale(
    values: NDArray[np.float64], reader: Reader
) -> tuple[tuple[str, ...], tuple[Entry, ...]]:
    low_shade, high_shade = (shade.light for shade in encodings.SCALE)
    known = values[~np.isnan(values)]
    low, high = float(known.min(initial=0)), float(known.max(initial=0))

    def colour(value: float) -> str:
        if np.isnan(value):
            return encodings.REST.light
        return mixed(low_shade, high_shade, (value - low) / (high - low) if high > low else 0)

    ends = ((low_shade, low), (high_shade, high))
    legend = tuple(Entry(shade, reader.number(round(end, 3))) for shade, end in ends)
    return tuple(map(colour, values)), legend


def _caption(shown: Shown, reader: Reader) -> tuple[str, ...]:
    view, network = shown.view, shown.network
    tie = reader.message("netmap-tie-query" if view.query else f"netmap-tie-{view.tie}")
    tied = f"{reader.message('netmap-tie')} {tie}"
    what = reader.message("netmap-caption", tie=tied, sum=sum_words(shown, reader))
    told = [what, *_filter_words(shown, reader)]
    if view.since or view.until:
        years = {"since": str(view.since or "…"), "until": str(view.until or "…")}
        span = reader.message("netmap-interval", **years)
        told.append(f"{reader.message('netmap-years')}: {span}")
    if view.backbone:
        told.append(backbone_words(network, reader))
    off = int((~shown.on_map).sum())
    if view.layout == "geographic":
        if off:
            told.append(reader.message("netmap-off-map", number=off))
        told.append(reader.message("netmap-ground"))
    told.append(_origin(network.version, shown, reader))
    return tuple(told)


def backbone_words(network: Network, reader: Reader) -> str:
    """Return by which model the ties of a backbone were kept, in a reader's words."""
    return reader.message("netmap-backbone-model", model=str(network.settings["backbone"]))


def _filter_words(shown: Shown, reader: Reader) -> list[str]:
    """Return which filters hold, their values named as on the page."""
    filters, behind = shown.view.filters, shown.network.behind
    known = facets(behind.arrays, reader) if filters and behind is not None else []
    names = {(facet.name, one.value): one.name for facet in known for one in facet.options}
    told = [
        f"{reader.message(f'netmap-{name}')}: "
        + ", ".join(names.get((name, value)) or value for value in values)
        for name, values in filters.items()
    ]
    return ["; ".join(told)] if told else []


def _origin(version: str, shown: Shown, reader: Reader) -> str:
    behind: Any = shown.network.behind
    said = [reader.message("netmap-snapshot", version=version[:12])]
    if behind is not None:
        sources = behind.parts["sources"].explode().drop_nulls().n_unique()
        said.append(reader.message("netmap-from-sources", number=sources))
    return " · ".join([*said, reader.message("netmap-licence")])
