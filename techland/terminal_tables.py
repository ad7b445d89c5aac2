"""Tables of networks in a terminal: labels in place of IRIs, as many columns as fit."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from techland.terminal import show_table

if TYPE_CHECKING:
    import polars as pl

# A label beyond this goes over several lines; the frame of a column takes three characters.
_WIDEST, _FRAME = 22, 3
# Columns of long names that a terminal has no room for, and what names the same to a person.
_NAMED_BY = {"iri": "label", "one": "one_label", "other": "other_label", "theme": "label"}


def show_frame(table: pl.DataFrame, below: str) -> None:
    """Show a table; a single row as pairs of column and value. What is left out is told."""
    if table.height == 1:
        values = table.row(0, named=True).items()
        pairs = ((name, told_cell(value)) for name, value in values)
        show_table(("measure", "value"), pairs, below)
        return
    kept = table.drop(
        name for name, label in _NAMED_BY.items() if {name, label} <= set(table.columns)
    )
    rows = [tuple(told_cell(value) for value in row) for row in kept.iter_rows()]
    count = _fitting(kept.columns, rows)
    if count < len(kept.columns):
        left_out = kept.columns[count:]
        below += f"; columns only in a file (--out, --format): {', '.join(left_out)}"
    show_table(tuple(kept.columns[:count]), (row[:count] for row in rows), below)


def _fitting(columns: list[str], rows: list[tuple[str, ...]]) -> int:
    """Return how many columns fit into the terminal, at least one."""
    room = shutil.get_terminal_size().columns - 1
    for place, name in enumerate(columns):
        longest = max((len(row[place]) for row in rows), default=0)
        room -= max(len(name), min(longest, _WIDEST)) + _FRAME
        if room < 0:
            return max(place, 1)
    return len(columns)


def told_cell(value: object) -> str:
    """Return a value for a person: four digits of a number, a word for what is not defined."""
    if value is None:
        return "not defined"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)
