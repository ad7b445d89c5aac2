"""The network's own queries and how their rows are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

QUERY_FOLDER = Path(__file__).parent / "queries"

# A row binds variables to RDF terms, or to None where a variable is unbound.
Row = Mapping[str, Any]
QueryFunction = Callable[[str], Iterable[Row]]


@cache
def query_text(name: str) -> str:
    """Return the text of ``network/queries/<name>.rq``."""
    return (QUERY_FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def read_rows(query: QueryFunction, name: str) -> Iterable[Row]:
    """Return the rows that the query function answers to one of the network's queries."""
    return query(query_text(name))


def value(row: Row, variable: str) -> str | None:
    """Return the IRI or lexical form bound to a variable, None where it is unbound."""
    term = row[variable]
    return None if term is None else str(term.value)


def language(row: Row, variable: str) -> str:
    """Return the language tag of a literal, "" where it has none."""
    return getattr(row[variable], "language", None) or ""
