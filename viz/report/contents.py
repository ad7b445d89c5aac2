"""What a report of a study says: numbers with their range, figures with captions, notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any

from techland.graph.measure_errors import UnknownPartition
from techland.graph.study_errors import NoSlices, NotAProjection
from techland.network.backbone.correction import CORRECTIONS
from techland.network.headline import Headline
from techland.network.study import StudyTables
from techland.viz.report.figures import (
    Plot,
    border_plot,
    brokers_plot,
    choices_plot,
    time_plot,
)

if TYPE_CHECKING:
    import polars as pl

# Column of the sensitivity table that tells of a headline number.
_RANGES = {
    "nodes": "nodes",
    "ties": "ties",
    "external": "external",
    "internal": "internal",
    "share_across": "share",
    "share_expected": "share_expected",
    "ei_index": "ei_index",
    "ei_expected": "ei_expected",
    "assortativity": "assortativity",
    "communities": "communities",
    "modularity": "modularity",
}
_OWN_GROUP = "binational a group"
_REGIONS = ("country", "nuts3", "place")


@dataclass(frozen=True)
class Number:
    """A headline number, and from where to where it runs with other choices."""

    told: str
    shown: str
    lowest: str
    highest: str


@dataclass(frozen=True, eq=False)
class Contents:
    """What a report says.

    Attributes:
        words: what the network is of.
        rule: who and what is counted, in sentences.
        numbers: the headline numbers with their ranges.
        plots: the figures.
        choices: the table of choices, as texts.
        findings: sentences on communities, backbone and time.
        notes: what was left out, and what to know before counting.
        caption: what ends every caption: rule, version, command.
        version: of the snapshot.
        software: version of techland.
        command: that repeats the report.
    """

    words: str
    rule: list[str]
    numbers: list[Number]
    plots: list[Plot]
    choices: list[dict[str, str]]
    findings: list[str]
    notes: list[str]
    caption: str
    version: str
    software: str
    command: str


def report_contents(study: StudyTables) -> Contents:
    """Return what the report of a study says.

    Raises:
        UnknownPartition: nodes have no such attribute.
    """
    network, groups = study.network, study.asked.groups
    over_time, untold = _over_time(study)
    plots = [
        border_plot(network.measure("mixing", groups).table(), groups),
        choices_plot(study.sensitivity.table),
        *over_time,
        brokers_plot(network.measured("brokerage", groups)),
    ]
    short = network.words.partition(";")[0]
    notes = [*network.notes, *study.sensitivity.notes, *untold]
    return Contents(
        words=network.words,
        rule=study.rule,
        numbers=_numbers(study.headline, study.sensitivity.table),
        plots=plots,
        choices=_choices(study.sensitivity.table),
        findings=[*_communities(study), *_backbone(study), *_lasting(study)],
        notes=list(dict.fromkeys(notes)),
        caption=f"{short}. Dataset version {study.version[:12]}.",
        version=study.version,
        software=version_of("techland"),
        command=study.command(),
    )


def _numbers(headline: Iterable[Headline], table: pl.DataFrame) -> list[Number]:
    import polars as pl

    # Another grouping is another question: it is in the table, not in the range.
    held = table.filter(pl.col("choice") != _OWN_GROUP)
    found = []
    for one in headline:
        ends = ["", ""]
        if one.name in _RANGES and one.value is not None:
            column = held[_RANGES[one.name]].drop_nulls()
            values = sorted(column.cast(float).to_list())
            ends = [f"{end:.{one.digits}f}" for end in (values[0], values[-1])]
        found.append(Number(one.told, one.shown or "not defined", *ends))
    return found


def _choices(table: pl.DataFrame) -> list[dict[str, str]]:
    return [
        {name: _shown(value) for name, value in row.items()} for row in table.iter_rows(named=True)
    ]


def _shown(value: Any) -> str:
    if value is None:
        return "not defined"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _over_time(study: StudyTables) -> tuple[list[Plot], list[str]]:
    try:
        over_time = study.over_time
    except NoSlices as error:
        return [], [f"nothing is told over time: {error.message}"]
    plot = time_plot(over_time.table("slices"), over_time.by)
    return [plot], [f"over time: {note}" for note in over_time.notes]


def _communities(study: StudyTables) -> list[str]:
    network = study.network
    stable = network.measure("community-stability").columns
    told = [
        f"Leiden finds {_whole(stable['fewest'])} to {_whole(stable['most'])} communities with 20 "
        f"seeds; two runs agree by {_decimal(stable['agreement'])} on average, "
        f"{_decimal(stable['lowest'])} at least (adjusted mutual information; 1 is the same)."
    ]
    agreed = []
    for attribute in _REGIONS:
        try:
            found = network.measure("community-agreement", attribute).value("agreement")
        except UnknownPartition:
            continue
        if found is not None:
            agreed.append(f"{found:.3f} with {attribute}")
    if agreed:
        told.append(f"Communities agree by {', '.join(agreed)} (0 is as by chance).")
    return told


def _whole(column: Any) -> str:
    return str(int(column[0]))


def _decimal(column: Any) -> str:
    value = float(column[0])
    return "not defined" if value != value else f"{value:.3f}"  # noqa: PLR0124 (NaN is not itself)


def _backbone(study: StudyTables) -> list[str]:
    try:
        kept = {
            correction: study.network.backbone("sdsm", correction=correction).edges.height
            for correction in CORRECTIONS
        }
    except NotAProjection:
        return []
    parts = [f"{count} ({correction})" for correction, count in kept.items()]
    return [
        f"Of {study.network.edges.height} ties the stochastic degree sequence model keeps at "
        f"alpha 0.05, by correction for the number of tests: {', '.join(parts)}."
    ]


def _lasting(study: StudyTables) -> list[str]:
    try:
        changes = study.over_time.table("changes")
        repeated = study.network.behind.incidence if study.network.behind else None
    except NoSlices:
        return []
    told = []
    if changes.height:
        last = changes.row(-1, named=True)
        told.append(
            f"From {last['before']} to {last['after']}: {last['stayed']} of "
            f"{last['takers_before']} stay, {last['entries']} enter; {last['survived']} of "
            f"{last['ties_before']} ties survive."
        )
    if repeated is not None:
        again = int((repeated.row_degrees > 1).sum())
        pairs = int((study.network.edges["shared"] > 1).sum())
        told.append(
            f"{again} of {repeated.takers} take part more than once; {pairs} of "
            f"{study.network.edges.height} ties stand for more than one shared activity."
        )
    return told
