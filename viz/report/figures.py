"""The figures of a report: the border, the choices, time, and the brokers."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from techland.viz.colours import GROUP_COLOURS
from techland.viz.report.drawing import ACROSS, EXPECTED, LINE, MUTED, WITHIN, drawn

if TYPE_CHECKING:
    import polars as pl
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _ROW = 4.9, 0.22
_LABEL, _SHOWN, _TICKS = 30, 10, 12
# So many letters of labels stand beside each other; a share of fewer ties is drawn hollow.
_LINE, _FEW = 40, 10


@dataclass(frozen=True, eq=False)
class Plot:
    """A figure with what it shows, in words and as a table.

    Attributes:
        name: of its file.
        title: what it is about.
        text: what it shows, for who cannot see it.
        counted: what was counted, for the caption.
        figure: the drawing.
        table: the same numbers.
    """

    name: str
    title: str
    text: str
    counted: str
    figure: Figure
    table: pl.DataFrame


def _wrapped(text: str) -> str:
    short = textwrap.shorten(text, 2 * _LABEL, placeholder=" …")
    return "\n".join(textwrap.wrap(short, _LABEL))


def _rows(axes: Axes, labels: Sequence[str]) -> list[int]:
    """Give a plot one row a label, the first on top; return the places."""
    places = list(range(len(labels)))
    axes.set_yticks(places, [_wrapped(label) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    return places


def _height(labels: Sequence[str]) -> float:
    lines = sum(_wrapped(label).count("\n") + 1 for label in labels)
    return 1.0 + _ROW * max(lines, len(labels), 2)


def border_plot(mixing: pl.DataFrame, groups: str) -> Plot:
    """Return the shares of ties by pair of groups, beside what group sizes would give."""
    import polars as pl

    shown = mixing.filter(pl.col("ties") > 0).sort("ties", descending=True).head(_SHOWN)
    same = [one == other for one, other in shown.select("one", "other").iter_rows()]
    labels = [
        f"{one} - {other}" if one != other else f"within {one}"
        for one, other in shown.select("one", "other").iter_rows()
    ]

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        places = _rows(axes, labels)
        colours = [WITHIN if one else ACROSS for one in same]
        bars = axes.barh(places, shown["share"] * 100, color=colours, height=0.62)
        for bar, within in zip(bars, same, strict=True):
            bar.set_hatch("" if within else "////")
            bar.set_edgecolor("white")
        axes.plot(
            shown["expected"] * 100, places, "D", color=EXPECTED, markerfacecolor="white", ls=""
        )
        axes.set_xlabel("share of ties, % (diamonds: of all pairs)")

    first = shown.row(0, named=True) if shown.height else None
    text = (
        f"Hatched bars: between groups; plain: within one. Most ties: {labels[0]}, "
        f"{first['share']:.1%}, where {first['expected']:.1%} of all pairs are."
        if first
        else "No ties."
    )
    return Plot(
        "border",
        "Ties between and within groups",
        text,
        f"ties by the {groups} of their two ends"
        + (
            f"; the {_SHOWN} most frequent pairs of {mixing.height}"
            if mixing.height > _SHOWN
            else ""
        ),
        drawn(draw, _WIDTH, _height(labels)),
        shown,
    )


def choices_plot(table: pl.DataFrame) -> Plot:
    """Return the E-I index by the choices made, beside what group sizes would give."""
    import polars as pl

    shown = table.filter(pl.col("ei_index").is_not_null())
    labels = shown["choice"].to_list()
    values = sorted(shown["ei_index"].to_list())

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        places = _rows(axes, labels)
        if values:
            axes.axvline(shown["ei_index"][0], color=ACROSS, linewidth=0.8, linestyle=":")
        axes.hlines(places, shown["ei_index"], shown["ei_expected"], color=LINE, linewidth=1.5)
        axes.plot(shown["ei_expected"], places, "D", color=EXPECTED, markerfacecolor="white", ls="")
        axes.plot(shown["ei_index"], places, "o", color=ACROSS, ls="")
        axes.set_xlabel("E-I index (diamonds: of all pairs of nodes)")

    runs = f" The index runs from {values[0]:.3f} to {values[-1]:.3f}." if values else ""
    return Plot(
        "choices",
        "The E-I index under other choices",
        f"Dots by choice.{runs}",
        "each row changes one choice, the last two are the extremes of all combinations",
        drawn(draw, _WIDTH, _height(labels)),
        shown.select("choice", "told", "nodes", "ties", "share", "ei_index", "ei_expected"),
    )


def time_plot(table: pl.DataFrame, by: str) -> Plot:
    """Return ties within and between groups by slice, and the share between them."""
    labels = table["slice"].to_list()
    step = -(-len(labels) // _TICKS)

    def draw(figure: Figure) -> None:
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        places = list(range(len(labels)))
        upper.bar(places, table["internal"], color=WITHIN, label="within a group", width=0.7)
        upper.bar(
            places,
            table["external"],
            bottom=table["internal"],
            color=ACROSS,
            hatch="////",
            edgecolor="white",
            label="between groups",
            width=0.7,
        )
        upper.set_ylabel("ties")
        upper.legend(loc="upper left", ncols=2, bbox_to_anchor=(0, 1.2))
        share, expected = (_percent(table[name]) for name in ("share", "expected"))
        lower.plot(places, share, "-", color=ACROSS)
        for few, face in ((False, ACROSS), (True, "white")):
            own = [place for place in places if (table["ties"][place] < _FEW) == few]
            values = [share[place] for place in own]
            lower.plot(own, values, "o", color=ACROSS, markersize=4.5, markerfacecolor=face)
        lower.plot(places, expected, "D--", color=EXPECTED, markersize=4, markerfacecolor="white")
        lower.set_ylabel("between\ngroups, %")
        lower.set_ylim(0, 105)
        lower.set_xticks(places[::step], [_slice_label(label) for label in labels[::step]])
        if sum(len(label) for label in labels[::step]) > _LINE:
            for tick in lower.get_xticklabels():
                tick.set(rotation=30, ha="right", rotation_mode="anchor")
        lower.grid(axis="y", color=LINE, linewidth=0.6)
        lower.set_xlabel(f"hollow: fewer than {_FEW} ties; dashed: all pairs", color=MUTED)

    known = table.drop_nulls("share")
    ends = (
        f" The share between groups goes from {known['share'][0]:.1%} ({known['slice'][0]}) to "
        f"{known['share'][-1]:.1%} ({known['slice'][-1]})."
        if known.height
        else ""
    )
    return Plot(
        "time",
        "Ties over time",
        f"Bars and lines by slice.{ends}",
        f"activities that may have run in each slice, slices {_slicing(by)}",
        drawn(draw, _WIDTH, 3.3),
        table.select("slice", "activities", "takers", "ties", "share", "expected", "growth"),
    )


def _slicing(by: str) -> str:
    return f"of {by} years" if by.isdecimal() else f"by {by}"


def _percent(column: pl.Series) -> list[float]:
    return [float("nan") if value is None else 100 * value for value in column.to_list()]


def _slice_label(label: str) -> str:
    return textwrap.shorten(label, 22, placeholder="…")


def brokers_plot(table: pl.DataFrame) -> Plot:
    """Return who brokers most, by the country of the seat."""
    import polars as pl

    shown = table.filter(pl.col("total") > 0).head(_SHOWN)
    labels = shown["label"].to_list()
    groups: list[Any] = (
        shown["country"].to_list() if "country" in shown.columns else [None] * len(labels)
    )
    kinds = sorted({group if group in GROUP_COLOURS else "other" for group in groups})
    hatches = dict(zip(sorted(GROUP_COLOURS), ("////", "", "...", "xx"), strict=True))

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        places = _rows(axes, labels)
        for kind in kinds:
            own = [p for p, group in zip(places, groups, strict=True) if _kind(group) == kind]
            axes.barh(
                own,
                [shown["total"][place] for place in own],
                color=GROUP_COLOURS[kind],
                hatch=hatches[kind],
                edgecolor="white",
                height=0.62,
                label=kind,
            )
        axes.set_xlabel("open paths through the organisation")
        if kinds:
            axes.legend(title="seat", loc="lower right")

    return Plot(
        "brokers",
        "Who stands between others",
        f"Bars by organisation. First: {labels[0]}, {shown['total'][0]:.0f} open paths."
        if labels
        else "Nobody stands between others.",
        f"open paths of two ties (Gould & Fernandez 1989); the first {len(labels)}, of equals in "
        "the order of IRIs",
        drawn(draw, _WIDTH, _height(labels)),
        shown.select("label", *(["country"] if "country" in shown.columns else []), "total"),
    )


def _kind(group: str | None) -> str:
    return group if group in GROUP_COLOURS else "other"
