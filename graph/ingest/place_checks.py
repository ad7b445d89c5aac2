"""Check the seats of organisations: a town is one place, and a point belongs to a town."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from techland.graph.errors import Problem
from techland.graph.ingest.conflict_checks import agrees
from techland.graph.ingest.table_reader import Row
from techland.graph.iris import place

COLUMNS = ("place", "nuts3", "lat", "lon")
POINT = ("lat", "lon")


def _point_problems(row: Row) -> Iterator[Problem]:
    given = [column for column in POINT if row[column]]
    if len(given) == 1:
        hint = "write both, or none"
        yield row.problem(given[0], row[given[0]], "one coordinate without the other", hint)
    elif given and not row["place"]:
        yield row.problem("place", None, "coordinates without a town", "name the town")


def check_places(rows: Mapping[str, list[Row]]) -> list[Problem]:
    """Return every problem of the organisations' seats, in the table's order."""
    problems: list[Problem] = []
    towns: dict[NamedNode, dict[str, Row]] = {}
    for row in rows["organisations"]:
        problems.extend(_point_problems(row))
        town = towns.setdefault(place(row["place"]), {}) if row["place"] else {}
        for column in filter(row.cells.get, COLUMNS):
            first = town.setdefault(column, row)
            if not agrees(first[column], row[column]):
                message = f"row {first.number} has {first[column]} for the same town"
                hint = "a town has one spelling, region and point"
                problems.append(row.problem(column, row[column], message, hint))
    return problems
