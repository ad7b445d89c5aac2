"""Make a network of the answer of a query: rows of ends, or triples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from techland.graph.measure_errors import NoEnds, WrongWeight
from techland.network.arrays.arrays import Arrays
from techland.network.network import Network
from techland.network.units import organisation_nodes

if TYPE_CHECKING:
    import polars as pl

ENDS = ("source", "target")
# Two ends and a weight, as a row tells them; a row may lack an end, and is told of then.
Pair = tuple[str | None, str | None, float]
WEIGHT = "weight"


def pairs_of_rows(variables: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> list[Pair]:
    """Return the ties that the rows of a SELECT tell: ?source, ?target and perhaps ?weight.

    A row without an end is no tie, and its weight is not read.

    Raises:
        NoEnds: the answer has no such columns.
        WrongWeight: a weight is no number above 0.
    """
    names = list(variables)
    if not set(ENDS) <= set(names):
        raise NoEnds(names)
    found = []
    for row in rows:
        one, other = (row[end].value if row[end] is not None else None for end in ENDS)
        is_tie = WEIGHT in names and one is not None and other is not None
        found.append((one, other, _weight(row[WEIGHT]) if is_tie else 1.0))
    return found


def _weight(term: Any) -> float:
    if term is None:
        return 1.0
    try:
        weight = float(term.value)
    except ValueError:
        raise WrongWeight(term.value) from None
    if not 0 < weight < float("inf"):
        raise WrongWeight(term.value)
    return weight


def network_of_pairs(
    pairs: Iterable[Pair],
    arrays: Arrays,
    version: str,
    *,
    directed: bool = False,
    language: str = "en",
) -> Network:
    """Return the network of ties between things named by IRIs or texts.

    Parallel ties are added up; a row without an end and a tie of a thing with itself are left
    out and told of.
    Organisations of the snapshot have their label, country, type and seat.
    """
    import polars as pl

    schema = {"one": pl.String, "other": pl.String, "weight": pl.Float64}
    rows = pl.DataFrame(list(pairs), schema=schema, orient="row")
    ties = rows.drop_nulls(["one", "other"])
    apart = ties.filter(pl.col("one") != pl.col("other"))
    iris = pl.concat([apart["one"], apart["other"]]).unique().sort()
    known = organisation_nodes(arrays.organisations.with_row_index("organisation"), language)
    nodes = pl.DataFrame({"iri": iris}).join(
        known.drop("organisation"), on="iri", how="left", maintain_order="left"
    )
    nodes = nodes.with_columns(label=pl.coalesce("label", "iri"))
    left_out = {
        "rows without an end": rows.height - ties.height,
        "ties of a thing with itself": ties.height - apart.height,
    }
    return Network(
        nodes,
        _edges(apart, nodes, directed=directed),
        version,
        "Things tied by the answer of a query",
        {"language": language, "directed": directed},
        tuple(f"{number} {what} are left out" for what, number in left_out.items() if number),
        directed,
    )


def _edges(ties: pl.DataFrame, nodes: pl.DataFrame, *, directed: bool) -> pl.DataFrame:
    import polars as pl

    places = nodes.select("iri").with_row_index("place")
    for end, name in (("one", "source"), ("other", "target")):
        ties = ties.join(places.rename({"place": name}), left_on=end, right_on="iri")
    if not directed:
        ties = ties.with_columns(source=pl.min_horizontal(*ENDS), target=pl.max_horizontal(*ENDS))
    summed = ties.group_by(*ENDS).agg(weight=pl.col("weight").sum(), shared=pl.len().cast(pl.Int64))
    return summed.sort(*ENDS)
