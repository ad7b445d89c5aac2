"""Pictures for print and slides, drawn with matplotlib from the same view as the page."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from techland.network.layouts.geographic import projected
from techland.viz.network_map import encodings
from techland.viz.network_map.node_titles import check_labels, with_titles
from techland.viz.network_map.print_labels import placed_labels
from techland.viz.network_map.scene import Scene

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inches: A4 lying, and 16 to 9.
_PAGE, _SLIDE = (11.7, 8.27), (13.333, 7.5)
_DPI = {"print": 300, "slide": 144}
_INK, _MUTED, _PAPER = "#1c2529", "#566168", "#ffffff"
_BORDER = "#c2185b"
_FIELDS = {"NL": "#e4eef6", "DE": "#fbece0"}
_LAND, _SEA, _SHORE = "#f1efea", "#f7fafc", "#c9c4ba"
_FONTS = ["Noto Sans", "Liberation Sans", "DejaVu Sans"]
# Shares of a page's height: a line of the caption, what it has at least, and at most.
_LINE, _FOOT, _MOST_FOOT = 0.0235, 0.14, 0.6


def picture_bytes(made: Scene, kind: str, *, slide: bool = False) -> bytes:
    """Return the picture of a view as svg, pdf or png; the same view gives the same bytes.

    Args:
        made: the marks of the view.
        kind: svg (texts stay texts, every node has its name as title), pdf or png.
        slide: 16 to 9 for a screen rather than a printed page.

    Raises:
        UnwritableText: a label has a character that no SVG can hold.
    """
    import matplotlib as mpl

    if kind == "svg":
        check_labels(made.labels)
    output = BytesIO()
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "techland", "font.family": _FONTS}
    quiet = logging.getLogger("matplotlib.font_manager")
    level = quiet.level
    quiet.setLevel(logging.ERROR)
    try:
        with mpl.rc_context(settings), warnings.catch_warnings():
            # A sign that no font here has is drawn as a box; SVG keeps it as text.
            warnings.simplefilter("ignore", UserWarning)
            figure = figure_of(made, slide=slide)
            metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind, {})
            figure.savefig(
                output, format=kind, dpi=_DPI["slide" if slide else "print"], metadata=metadata
            )
    finally:
        quiet.setLevel(level)
    picture = output.getvalue()
    return with_titles(picture, made.labels) if kind == "svg" else picture


def figure_of(made: Scene, *, slide: bool = False) -> Figure:
    """Return the picture of a view as a figure of matplotlib, with legend and caption."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SLIDE if slide else _PAGE, facecolor=_PAPER)
    # A line more than is known: on nodes for whose names no room is left.
    lines = len(_caption_lines(made.caption)) + 1
    foot = min(_MOST_FOOT, max(_FOOT, 0.022 + lines * _LINE))
    axes = figure.add_axes((0.02, foot, 0.76, 0.98 - foot))
    axes.set_axis_off()
    _frame(axes, made)
    layout = made.shown.view.layout
    if layout == "geographic":
        _ground(axes)
    elif layout == "sides":
        _sides(axes)
    _ties(axes, made)
    _nodes(axes, made)
    unnamed = placed_labels(axes, made, _INK, _PAPER)
    _legend(figure, made)
    *told, origin = made.caption
    _caption(figure, [*told, *([made.unnamed_words(unnamed)] if unnamed else []), origin], foot)
    return figure


def _frame(axes: Axes, made: Scene) -> None:
    places = made.shown.places
    if made.shown.view.layout == "geographic" and made.shown.on_map.any():
        places = places if (~made.shown.on_map).any() else places[made.shown.on_map]
    low = places.min(axis=0) if len(places) else np.array([-100.0, -100.0])
    high = places.max(axis=0) if len(places) else np.array([100.0, 100.0])
    pad = np.maximum((high - low) * (0.1, 0.05), 12)
    low, high = low - pad, high + pad
    figure = axes.figure
    width, height = figure.get_size_inches() * axes.get_position().size  # type: ignore[union-attr]  # a whole figure
    span = np.maximum(high - low, 1)
    wanted = max(span[0] / width, span[1] / height)
    middle = (low + high) / 2
    axes.set_xlim(middle[0] - wanted * width / 2, middle[0] + wanted * width / 2)
    axes.set_ylim(middle[1] + wanted * height / 2, middle[1] - wanted * height / 2)
    axes.set_aspect("equal")


def _ground(axes: Axes) -> None:
    from matplotlib.collections import PolyCollection
    from matplotlib.patches import Rectangle

    from techland.viz.network_map.base_map import BASE_MAP

    axes.add_patch(Rectangle((0, 0), 1, 1, transform=axes.transAxes, color=_SEA, zorder=0))
    shapes = json.loads(BASE_MAP.read_text(encoding="utf-8"))["features"]
    for shape in shapes:
        country = shape["properties"].get("country")
        lines = shape["geometry"]["coordinates"]
        if country is None:
            _border(axes, [_on_paper(line) for line in lines])
            continue
        rings = [_on_paper(ring) for polygon in lines for ring in polygon[:1]]
        colour = _FIELDS.get(country, _LAND)
        land = PolyCollection(rings, facecolor=colour, edgecolor=_SHORE, linewidth=0.5, zorder=1)
        axes.add_collection(land, autolim=False)


def _on_paper(line: list[list[float]]) -> Any:
    degrees = np.array(line)
    return projected(degrees[:, 0], degrees[:, 1])


def _border(axes: Axes, lines: list[Any]) -> None:
    from matplotlib.collections import LineCollection

    for colour, width in ((_PAPER, 4.5), (_BORDER, 2.2)):
        drawn = LineCollection(lines, colors=colour, linewidths=width, zorder=4.5, gid="border")
        axes.add_collection(drawn, autolim=False)


def _sides(axes: Axes) -> None:
    left, right = axes.get_xlim()
    axes.axvspan(left, 0, color=_FIELDS["NL"], zorder=0, linewidth=0)
    axes.axvspan(0, right, color=_FIELDS["DE"], zorder=0, linewidth=0)
    axes.axvline(0, color=_BORDER, linewidth=1.9, dashes=(8, 3, 2, 3), zorder=1, gid="border")


def _ties(axes: Axes, made: Scene) -> None:
    from matplotlib.collections import LineCollection

    network = made.shown.network
    ends = np.stack(
        [made.shown.places[network.edges[end].to_numpy()] for end in ("source", "target")], axis=1
    )
    across, disputed = (network.edges[name].to_numpy() for name in ("across", "disputed"))
    for crossing in (False, True):
        for doubted in (False, True):
            chosen = (across == crossing) & (disputed == doubted)
            shade = encodings.ACROSS_SHADE if crossing else encodings.WITHIN_SHADE
            drawn = LineCollection(
                list(ends[chosen]),
                colors=shade.light,
                linewidths=made.width[chosen] * 0.7,
                alpha=0.45 if crossing else 0.4,
                linestyles=(0, (4, 2.5)) if doubted else "solid",
                zorder=4 if crossing else 3,
                gid=f"ties-{'across' if crossing else 'within'}{'-disputed' if doubted else ''}",
            )
            axes.add_collection(drawn, autolim=False)


def _nodes(axes: Axes, made: Scene) -> None:
    places = made.shown.places
    area = (made.radius * 1.25) ** 2
    axes.scatter(
        places[:, 0],
        places[:, 1],
        s=area,
        c=list(made.colour),
        edgecolors=_PAPER,
        linewidths=0.8,
        zorder=5,
        gid="nodes",
    )


def _legend(figure: Figure, made: Scene) -> None:
    axes = figure.add_axes((0.79, 0.14, 0.2, 0.84))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    y = 0.98
    heading = made.colour_words[:1].upper() + made.colour_words[1:]
    for line in _wrapped(heading, 32):
        axes.text(0, y, line, fontsize=9, fontweight="bold", color=_INK, va="top", parse_math=False)
        y -= 0.03
    for entry in made.legend:
        axes.scatter([0.03], [y - 0.012], s=55, c=[entry.colour], clip_on=False)
        told = entry.text if entry.count is None else f"{entry.text} ({entry.count})"
        for line in _wrapped(told, 34):
            axes.text(0.09, y, line, fontsize=8.5, color=_INK, va="top", parse_math=False)
            y -= 0.027
        y -= 0.004
    for tie in made.lines:
        style = (0, (4, 2.5)) if tie.is_dashed else "solid"
        axes.plot([0, 0.06], [y - 0.012] * 2, color=tie.colour, linestyle=style, linewidth=1.4)
        for line in _wrapped(tie.text, 34):
            axes.text(0.09, y, line, fontsize=8.5, color=_INK, va="top", parse_math=False)
            y -= 0.027
        y -= 0.004
    for line in _wrapped(made.size_words, 36):
        axes.text(0, y - 0.015, line, fontsize=8.5, color=_MUTED, va="top", parse_math=False)
        y -= 0.027


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, width) or []


def _caption_lines(caption: Sequence[str]) -> list[str]:
    return [line for told in caption for line in _wrapped(told, 150)]


def _caption(figure: Figure, caption: Sequence[str], foot: float) -> None:
    for number, line in enumerate(_caption_lines(caption)):
        figure.text(
            0.02,
            foot - 0.022 - number * _LINE,
            line,
            fontsize=8.5,
            color=_INK if not number else _MUTED,
            va="top",
            parse_math=False,
        )
