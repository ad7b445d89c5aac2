"""Write what an engine answered in the serialisation that was asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
    serialize,
)

from techland.graph.remote.client import Rows
from techland.queries.answer_formats import ROWS, TRIPLES
from techland.queries.truncating import solutions_of

PIECE = 64 * 1024
Public = Callable[[Any], Any]


@dataclass(frozen=True)
class Written:
    """An answer's bytes, and what is told of one that was to be truncated."""

    content: bytes
    facts: dict[str, Any] = field(default_factory=dict)

    def pieces(self) -> list[bytes]:
        """Return the bytes in pieces."""
        return [self.content[i : i + PIECE] for i in range(0, len(self.content), PIECE)]


def written_truth(truth: bool, format_name: str) -> Written:
    """Return the answer of an ASK query."""
    told = f'{{"head":{{}},"boolean":{str(truth).lower()}}}'.encode()
    return Written(
        _serialised(parse_query_results(told, format=QueryResultsFormat.JSON), format_name)
    )


def written_rows(found: Rows, public: Public, format_name: str, most: int | None) -> Written:
    """Return rows with the dataset's names of its graphs, at most so many if that is asked."""
    rows = [[public(term) for term in row] for row in found.rows[:most]]
    solutions = solutions_of([f"?{name}" for name in found.variables], rows)
    return Written(_serialised(solutions, format_name), _cut(len(found), most))


def written_triples(
    found: Sequence[Triple],
    public: Public,
    format_name: str,
    most: int | None,
    prefixes: dict[str, str],
) -> Written:
    """Return triples, each once; otherwise as ``written_rows``."""
    triples = list(
        dict.fromkeys(Triple(public(t.subject), t.predicate, public(t.object)) for t in found)
    )
    content = serialize(triples[:most], format=TRIPLES[format_name], prefixes=prefixes)
    return Written(content or b"", _cut(len(triples), most))


def _cut(rows: int, most: int | None) -> dict[str, Any]:
    return {} if most is None else {"rows": min(rows, most), "truncated": rows > most}


def _serialised(results: QuerySolutions | QueryBoolean, format_name: str) -> bytes:
    output = io.BytesIO()
    results.serialize(cast("IO[bytes]", output), ROWS[format_name])
    return output.getvalue()
