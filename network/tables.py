"""Results of measures with the labels of what their rows are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from techland.network.measures.measured import Level, Measured
from techland.network.value import NetworkTables

if TYPE_CHECKING:
    import polars as pl


def labelled(network: NetworkTables, measured: Measured) -> pl.DataFrame:
    """Return a result as a table; nodes with IRI, label and country, highest first, then by IRI."""
    import polars as pl

    table = measured.table()
    if measured.level is Level.NODE:
        kept = [name for name in ("iri", "label", "country") if name in network.nodes.columns]
        named = pl.concat([network.nodes.select(kept), table], how="horizontal")
        first = measured.main or table.columns[0]
        return named.sort([first, "iri"], descending=[True, False], nulls_last=True)
    if measured.name == "bridges":
        return _bridge_ends(network, table)
    return table


def _bridge_ends(network: NetworkTables, table: pl.DataFrame) -> pl.DataFrame:
    """Return bridges by the IRIs and labels of their ends."""
    iris, labels = network.nodes["iri"], network.nodes["label"]
    return table.select(
        one=iris.gather(table["source"]),
        one_label=labels.gather(table["source"]),
        other=iris.gather(table["target"]),
        other_label=labels.gather(table["target"]),
    )
