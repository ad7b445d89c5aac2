"""The description of the fact tables, read from their data package.

``facts/datapackage.json`` follows the Frictionless Data Package and Table
Schema specifications. Four properties of our own stand beside the standard
ones: ``techland:list`` (several values in a cell), ``techland:kind`` (date or
url), ``techland:references`` (the table whose key each value must be) and
``techland:tree`` (the references may not run in a circle).
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "facts"
SEPARATOR = " | "


@dataclass(frozen=True)
class Column:
    """A column of a fact table and what its cells must hold."""

    name: str
    required: bool
    pattern: re.Pattern[str] | None
    words: tuple[str, ...]
    kind: str
    is_list: bool
    references: str | None
    is_tree: bool

    @property
    def is_text(self) -> bool:
        """Tell whether the column holds free text: no name, no code, no word of a list."""
        return self.kind == "string" and not (self.words or self.pattern or self.references)

    def values(self, cell: str) -> list[str]:
        """Return the single values of a cell; none for an empty one."""
        if not cell:
            return []
        return cell.split(SEPARATOR) if self.is_list else [cell]


@dataclass(frozen=True)
class Table:
    """A fact table: its name, columns and the columns of its key."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Return the header row."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column with this name."""
        return next(column for column in self.columns if column.name == name)


def _column(field: dict[str, Any]) -> Column:
    constraints = field.get("constraints", {})
    pattern = constraints.get("pattern")
    return Column(
        name=field["name"],
        required=constraints.get("required", False),
        pattern=re.compile(pattern, re.ASCII) if pattern else None,
        words=tuple(field.get("techland:each", constraints.get("enum", ()))),
        kind=field.get("techland:kind", field["type"]),
        is_list=field.get("techland:list", False),
        references=field.get("techland:references"),
        is_tree=field.get("techland:tree", False),
    )


@functools.cache
def described_tables() -> dict[str, Table]:
    """Return every described table by name, in the order of the data package."""
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    tables = {}
    for resource in package["resources"]:
        schema = resource["schema"]
        columns = tuple(_column(field) for field in schema["fields"])
        tables[resource["name"]] = Table(
            resource["name"], resource["title"], columns, tuple(schema["primaryKey"])
        )
    return tables
