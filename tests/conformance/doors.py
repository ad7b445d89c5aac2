"""Through which door a test reaches the store: in this process, or over HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from pyoxigraph import (
    DefaultGraph,
    Quad,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from tests.conformance.answers import quad_rows
from tests.conformance.comparison import Row


class Refused(Exception):
    """The door gave no answer: the status that HTTP has for it, and what was said."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"{status}: {said}")
        self.status = status


class Door(Protocol):
    """What the tests of queries and updates need."""

    name: str

    def fill(self, rows: Iterable[Row]) -> None:
        """Make this the whole content of the store."""

    def query(self, text: str, suffix: str) -> bytes:
        """Return the answer of a query, in the serialisation with this suffix."""

    def update(self, text: str) -> None:
        """Change the store."""

    def contents(self) -> tuple[Row, ...]:
        """Return the whole content of the store."""


ROWS = {
    "srx": QueryResultsFormat.XML,
    "srj": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
INVALID, FAILED = 400, 500


class Engine:
    """The engine alone, in this process: what the server is measured against."""

    name = "pyoxigraph"
    address = "http://www.example/sparql"

    def __init__(self) -> None:
        self._store = Store()

    def fill(self, rows: Iterable[Row]) -> None:
        """Make this the whole content of the store."""
        self._store = Store()
        self._store.extend(Quad(*row) for row in rows)

    def query(self, text: str, suffix: str) -> bytes:
        """Return the answer of a query, in the serialisation with this suffix."""
        try:
            results = self._store.query(text, base_iri=self.address)
            if isinstance(results, QueryTriples):
                return serialize(results, format=RdfFormat.N_TRIPLES) or b""
            return results.serialize(format=ROWS.get(suffix, QueryResultsFormat.JSON)) or b""
        except SyntaxError as error:
            raise Refused(INVALID, str(error)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise Refused(FAILED, str(error)) from None

    def update(self, text: str) -> None:
        """Change the store."""
        try:
            self._store.update(text, base_iri=self.address)
        except SyntaxError as error:
            raise Refused(INVALID, str(error)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise Refused(FAILED, str(error)) from None

    def contents(self) -> tuple[Row, ...]:
        """Return the whole content of the store."""
        return quad_rows(self._store)


def written(term: Any) -> str:
    """Return a term as SPARQL 1.2 writes it."""
    if isinstance(term, Triple):
        parts = (term.subject, term.predicate, term.object)
        return f"<<( {' '.join(map(written, parts))} )>>"
    return str(term)


def inserting(rows: Iterable[Row]) -> str:
    """Return an update that makes the rows the whole content of a store."""
    graphs: dict[Any, list[str]] = {}
    for subject, predicate, thing, graph in rows:
        graphs.setdefault(graph, []).append(f"{subject} {predicate} {written(thing)} .")
    blocks = [
        "\n".join(lines) if graph == DefaultGraph() else f"GRAPH {graph} {{ {' '.join(lines)} }}"
        for graph, lines in graphs.items()
    ]
    return f"DROP ALL ;\nINSERT DATA {{\n{chr(10).join(blocks)}\n}}" if blocks else "DROP ALL"
