"""Counts over the border straight from the arrays, where no network need be made first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from techland.graph.formats import format_named
from techland.graph.measure_errors import UnknownChoice, WrongMeasureOption
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.things import DE, NL
from techland.network.choice import TIES, Choice, chosen
from techland.network.file_contents import LICENCE_ADDRESS
from techland.network.files import JSON, MEASURE_FILES, table_bytes
from techland.network.json_files import counted_json
from techland.network.selecting import select_activities, select_bodies, select_parts

if TYPE_CHECKING:
    import polars as pl

_PROJECTS = chosen(tie="projects")
_WORD = 64
Numbers = NDArray[np.int64]


def pairs_across(arrays: Arrays, choice: Choice = _PROJECTS) -> pl.DataFrame:
    """Return how many pairs of a Dutch and a German organisation share an activity.

    Columns: one, other (the countries), pairs; a pair counts once, whatever it shares.
    """
    import polars as pl

    (one_activity, one), (other_activity, other) = _sides(arrays, choice)
    # Both are in the order of activities: the partners of a row are a slice of the other side.
    count = np.bincount(other_activity, minlength=arrays.activities.height)
    first = np.concatenate(([0], np.cumsum(count)))[one_activity]
    partners = count[one_activity]
    total = int(partners.sum())
    behind = np.arange(total) - np.repeat(np.cumsum(partners) - partners, partners)
    keys = np.repeat(one.astype(np.int64) * arrays.organisations.height, partners)
    keys += other[np.repeat(first, partners) + behind]
    return pl.DataFrame({"one": [NL], "other": [DE], "pairs": [pl.Series(keys).n_unique()]})


def partner_countries(
    arrays: Arrays, choice: Choice = _PROJECTS, limit: int | None = None
) -> pl.DataFrame:
    """Return from how many countries the partners of each organisation are.

    Columns: iri, label, countries; the most first, then by IRI. The organisation's own
    country counts where another organisation of it takes part; who has no partner of a
    known country is left out.

    Args:
        arrays: of the snapshot.
        choice: the tie, filters and interval.
        limit: give so many rows, all if None.
    """
    import polars as pl

    activity, body = _taking(arrays, choice)
    codes, names = arrays.countries
    there = _present(arrays, activity, body)
    own = codes[body]
    known = own >= 0
    alone = np.zeros(len(body), dtype=bool)
    alone[known] = there[activity[known], own[known]] == 1
    count = np.zeros(arrays.organisations.height, dtype=np.int64)
    for start in range(0, len(names), _WORD):
        width = min(_WORD, len(names) - start)
        bits = np.left_shift(np.uint64(1), np.arange(width, dtype=np.uint64))
        met = ((there[:, start : start + width] > 0) * bits).sum(axis=1, dtype=np.uint64)[activity]
        here = alone & (own >= start) & (own < start + width)
        met[here] &= ~bits[own[here] - start]
        of_body = np.zeros(len(count), dtype=np.uint64)
        np.bitwise_or.at(of_body, body, met)
        count += np.bitwise_count(of_body)
    # Organisations are in the order of their IRIs already.
    order = np.argsort(-count, kind="stable")[: int((count > 0).sum())][:limit]
    found = arrays.organisations.select("iri", "label")[order]
    return found.with_columns(pl.Series("countries", count[order]))


def country_themes(arrays: Arrays, choice: Choice = _PROJECTS) -> pl.DataFrame:
    """Return in how many activities of each theme each country takes part.

    Columns: country, theme (IRI), label, activities; by country and theme. An activity
    counts once a country, however many of its organisations take part.
    """
    import polars as pl

    activity, body = _taking(arrays, choice)
    _, names = arrays.countries
    there = _present(arrays, activity, body) > 0
    about = arrays.activity_themes["activity"].to_numpy()
    theme = arrays.activity_themes["theme"].to_numpy()
    counts = np.array(
        [
            np.bincount(theme[there[about, code]], minlength=arrays.themes.height)
            for code in range(len(names))
        ],
        dtype=np.int64,
    ).reshape(len(names), arrays.themes.height)
    code, number = np.nonzero(counts)
    themes = arrays.themes.select(theme="iri", label="label")[number]
    countries = pl.Series("country", names, dtype=pl.String)[code]
    return themes.select(countries, "theme", "label", pl.Series("activities", counts[code, number]))


COUNTS: dict[str, Callable[..., pl.DataFrame]] = {
    "pairs-across": pairs_across,
    "partner-countries": partner_countries,
    "country-themes": country_themes,
}


def count(arrays: Arrays, name: str, choice: Choice = _PROJECTS) -> pl.DataFrame:
    """Return one of the counts by its name.

    Raises:
        UnknownChoice: none has this name.
        WrongMeasureOption: a weight, level or isolated nodes, which a count has not.
        NoSuchValue: a filter names what the snapshot does not have.
    """
    if name not in COUNTS:
        raise UnknownChoice("count", name, list(COUNTS))
    for word in ("weight", "level", "isolated"):
        if getattr(choice, word) != getattr(_PROJECTS, word):
            raise WrongMeasureOption(word, getattr(choice, word), "counts are of organisations")
    return COUNTS[name](arrays, choice)


def counted_bytes(
    arrays: Arrays, name: str, choice: Choice, version: str, format_name: str
) -> bytes:
    """Return a count as a file that says what it is: csv, tsv, parquet, xlsx or json.

    Raises:
        UnknownFormat: none of these.
    """
    entry = format_named(format_name, MEASURE_FILES)
    table = count(arrays, name, choice)
    if entry.name == JSON:
        return counted_json(name, table, choice.words(), version, choice.as_settings())
    told = {"count": name, "about": choice.words(), "version": version, "licence": LICENCE_ADDRESS}
    return table_bytes(told, table, entry.name)


def _is_plain(choice: Choice) -> bool:
    """Tell whether a choice is of whole runs of those who take part, known since the build."""
    narrowed = choice.filters or choice.since or choice.until or TIES[choice.tie].roles
    return not narrowed


def _sides(arrays: Arrays, choice: Choice) -> list[tuple[Numbers, Numbers]]:
    """Return what Dutch and what German organisations take part in, in order of activities."""
    if _is_plain(choice):
        wanted = [[(kind, side) for kind in choice.kinds] for side in (NL, DE)]
        return [_in_order(*_rows(arrays, keys)) for keys in wanted]
    activity, body = _in_order(*_taking(arrays, choice))
    codes, names = arrays.countries
    ends = [codes[body] == (names.index(name) if name in names else -2) for name in (NL, DE)]
    return [(activity[end], body[end]) for end in ends]


def _in_order(activity: Numbers, body: Numbers) -> tuple[Numbers, Numbers]:
    if (activity[:-1] <= activity[1:]).all():
        return activity, body
    order = np.argsort(activity, kind="stable")
    return activity[order], body[order]


def _rows(arrays: Arrays, wanted: Iterable[tuple[str, str | None]]) -> tuple[Numbers, Numbers]:
    """Return the rows of these runs of ``taking``, of those that there are."""
    runs = [arrays.runs[key] for key in wanted if key in arrays.runs] or [slice(0)]
    activity, body = (arrays.taking[name].to_numpy() for name in ("activity", "organisation"))
    if len(runs) == 1:
        return activity[runs[0]], body[runs[0]]
    return np.concatenate([activity[run] for run in runs]), np.concatenate(
        [body[run] for run in runs]
    )


def _taking(arrays: Arrays, choice: Choice) -> tuple[Numbers, Numbers]:
    """Return who takes part in what: activities and organisations, each pair once."""
    import polars as pl

    if _is_plain(choice):
        return _rows(arrays, [key for key in arrays.runs if key[0] in choice.kinds])
    activities, _ = select_activities(arrays, choice)
    parts = select_parts(arrays, choice, activities, select_bodies(arrays, choice))
    once = parts.select(pl.col("activity", "organisation")).unique().sort("*")
    return once["activity"].to_numpy(), once["organisation"].to_numpy()


def _present(arrays: Arrays, activity: Numbers, body: Numbers) -> NDArray[np.int64]:
    """Return how many organisations of each country take part in each activity."""
    codes, names = arrays.countries
    known = codes[body] >= 0
    width = len(names)
    places = activity[known].astype(np.int64) * width + codes[body[known]]
    return np.bincount(places, minlength=arrays.activities.height * width).reshape(-1, width)
