"""What lies behind the ties of a network: the shared activities, their days and their sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from techland.network.arrays.arrays import Arrays
from techland.network.incidence import Incidence

if TYPE_CHECKING:
    import polars as pl

_ENDS = ("source", "target")


@dataclass(frozen=True, eq=False)
class Behind:
    """The parts that a network was made of, each with the node that takes part.

    Attributes:
        arrays: of the snapshot.
        parts: the selected parts with the column ``node`` (a row of the network's nodes).
        others: parts of those who share nothing and are no nodes of the network, numbered
            on from the nodes: null models need all who take part.
    """

    arrays: Arrays
    parts: pl.DataFrame
    others: pl.DataFrame

    @cached_property
    def incidence(self) -> Incidence:
        """Return who takes part in what; the first rows are the network's nodes."""
        import polars as pl

        columns = pl.col("node").cast(pl.Int64), pl.col("activity").cast(pl.Int64)
        every = pl.concat([table.select(columns) for table in (self.parts, self.others)])
        return Incidence.of_parts(every["node"].to_numpy(), every["activity"].to_numpy())

    def shared(self, edges: pl.DataFrame) -> pl.DataFrame:
        """Return a row for each tie and activity behind it: source, target, activity."""
        import polars as pl

        taking = self.parts.select(pl.col("node"), "activity").unique()
        one = edges.select(*_ENDS).join(taking, left_on="source", right_on="node")
        other = taking.rename({"node": "target"})
        return one.join(other, on=["target", "activity"]).sort(*_ENDS, "activity")

    def details(self, ties: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
        """Return the ties of a network with what they stand for; see ``NetworkTables.details``."""
        shared = self.shared(edges)
        found = ties.with_columns(edges.select(*_ENDS))
        for wanted in (self._activities(shared), self._witnesses(shared)):
            table = wanted.select(
                one for one in wanted.columns if one in _ENDS or one not in found.columns
            )
            found = found.join(table, on=_ENDS, how="left", maintain_order="left")
        return found.drop(*_ENDS)

    def _activities(self, shared: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
        columns = self.arrays.activities.with_row_index("activity").select("activity", "iri", *days)
        earliest = [pl.col(day).min() for day in ("start_earliest", "end_earliest")]
        latest = [pl.col(day).max() for day in ("start_latest", "end_latest")]
        is_dated = pl.any_horizontal(pl.col(*days).is_not_null())
        return (
            shared.join(columns, on="activity")
            .sort(*_ENDS, "activity")
            .group_by(*_ENDS)
            .agg(
                activities=pl.col("iri"),
                first=pl.min_horizontal(*earliest),
                last=pl.max_horizontal(*latest),
                dated=is_dated.sum().cast(pl.Int64),
            )
        )

    def _witnesses(self, shared: pl.DataFrame) -> pl.DataFrame:
        """Return certainty, dispute and documents of the parts of both ends."""
        import polars as pl

        ends = pl.concat([shared.with_columns(node=pl.col(end)) for end in _ENDS], how="vertical")
        parts = self.parts.select("node", "activity", "certainty", "disputed", "sources")
        told = ends.join(parts, on=["node", "activity"])
        inferred = (pl.col("certainty") == "inferred").any()
        stated = (pl.col("certainty") == "stated").fill_null(value=False).all()
        certainty = pl.when(inferred).then(pl.lit("inferred")).when(stated).then(pl.lit("stated"))
        sure = told.group_by(*_ENDS).agg(certainty=certainty, disputed=pl.col("disputed").any())
        return sure.join(self._documents(told), on=_ENDS, how="left").with_columns(
            pl.col("sources").fill_null([])
        )

    def _documents(self, told: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        address = pl.coalesce("url", "iri").alias("address")
        sources = self.arrays.sources.with_row_index("number").select("number", address)
        flat = told.select(*_ENDS, "sources").explode("sources").drop_nulls().unique()
        joined = flat.join(sources, left_on="sources", right_on="number")
        return joined.group_by(*_ENDS).agg(sources=pl.col("address").unique().sort())
