"""The tables of a study as files: over time, and by the choices made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from techland.graph.formats import format_named
from techland.network.files import JSON, MEASURE_FILES, about, table_bytes
from techland.network.json_files import table_json
from techland.network.told import Told

if TYPE_CHECKING:
    import polars as pl


def study_table_bytes(told: Told, name: str, table: pl.DataFrame, format_name: str) -> bytes:
    """Return a table of a study as a file: csv, tsv, parquet, xlsx or json.

    Raises:
        UnknownFormat: none of these.
    """
    entry = format_named(format_name, MEASURE_FILES)
    if entry.name == JSON:
        return table_json(told, name, table)
    settings = {key: str(value) for key, value in told.settings.items()}
    return table_bytes(about(told) | {"table": name} | settings, table, entry.name)
