"""What can be reconciled and fetched: the types and properties of the service, from two tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
STRING, ENTITY, DATE = "str", "entity", "date"


@dataclass(frozen=True)
class ThingType:
    """A type of things: its id in the service, its class, where its IRIs begin, its names."""

    id: str
    of_class: str
    within: str
    broader: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Property:
    """A property of things of some types, with the sort of its values and its names."""

    id: str
    types: frozenset[str]
    value: str
    names: Mapping[str, str]


def _names(row: Mapping[str, str]) -> dict[str, str]:
    return {language: row[language] for language in ("en", "nl", "de")}


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def thing_types() -> dict[str, ThingType]:
    """Return the types by their ids, those of organisations first."""
    return {
        row["id"]: ThingType(row["id"], row["class"], row["within"], row["broader"], _names(row))
        for row in _rows("types")
    }


@cache
def properties() -> dict[str, Property]:
    """Return the properties by their ids, in the order in which they are proposed."""
    return {
        row["id"]: Property(row["id"], frozenset(row["types"].split()), row["value"], _names(row))
        for row in _rows("properties")
    }
