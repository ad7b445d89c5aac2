"""A network, or what a measure finds in it, as JSON that says what it is and what it left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from techland.network.file_contents import LICENCE_ADDRESS
from techland.network.measures.measured import Measured
from techland.network.tables import labelled
from techland.network.told import Told
from techland.network.value import NetworkTables

if TYPE_CHECKING:
    import polars as pl


def _head(network: Told) -> dict[str, Any]:
    return {
        "about": network.words,
        "version": network.version,
        "licence": LICENCE_ADDRESS,
        "settings": dict(network.settings),
        "notes": list(network.notes),
    }


def _rows(table: pl.DataFrame) -> list[dict[str, Any]]:
    return table.to_dicts()


def _dumped(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=1, default=_day, allow_nan=False)
    return f"{text}\n".encode()


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def table_json(told: Told, name: str, table: pl.DataFrame) -> bytes:
    """Return a table of a study, a row an object; not defined is null."""
    return _dumped(_head(told) | {"table": name, "rows": _rows(table)})


def network_json(network: NetworkTables) -> bytes:
    """Return the nodes and ties of a network, each an object."""
    tables = {"nodes": _rows(network.nodes), "ties": _rows(network.details)}
    return _dumped(_head(network) | tables)


def measured_json(network: NetworkTables, measured: Measured) -> bytes:
    """Return what a measure finds in a network, a row an object; not defined is null."""
    head = _head(network)
    return _dumped(
        head
        | {"measure": measured.name, "level": measured.level.value}
        | {"settings": head["settings"] | dict(measured.settings)}
        | {"notes": [*network.notes, *measured.notes]}
        | {"rows": _rows(labelled(network, measured))}
    )


def counted_json(
    name: str, table: pl.DataFrame, about: str, version: str, settings: Mapping[str, Any]
) -> bytes:
    """Return a count of the arrays, a row an object."""
    head = {"about": about, "version": version, "licence": LICENCE_ADDRESS}
    return _dumped(head | {"count": name, "settings": dict(settings), "rows": _rows(table)})
