"""Keep the first rows or triples of an answer, and tell whether there were more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Triple,
    parse_query_results,
)

from techland.queries.distinct import distinct
from techland.queries.mending import Results


def first_rows(
    results: Results, most: int, tell: Callable[[dict[str, Any]], object]
) -> QuerySolutions | QueryBoolean | list[Triple]:
    """Return at most so many rows or triples; tell their number, and whether there are more.

    One more than wanted is held. The truth of ASK has no rows, and nothing is told.
    """
    if isinstance(results, QueryBoolean):
        return results
    if isinstance(results, QueryTriples):
        triples = list(islice(distinct(results), most + 1))
        tell({"rows": min(len(triples), most), "truncated": len(triples) > most})
        return triples[:most]
    variables = [str(variable) for variable in results.variables]
    rows = list(islice(results, most + 1))
    tell({"rows": min(len(rows), most), "truncated": len(rows) > most})
    return solutions_of(variables, rows[:most])


def solutions_of(variables: Sequence[str], rows: Iterable[Iterable[Any]]) -> QuerySolutions:
    """Return rows as the engine's solutions again, which only it can serialise.

    SPARQL's TSV holds terms as N-Triples write them, in which a tab may stand bare.
    """
    lines = ["\t".join(variables)]
    lines += ("\t".join("" if t is None else _cell(t) for t in row) for row in rows)
    table = "".join(f"{line}\n" for line in lines).encode()
    solutions = parse_query_results(table, format=QueryResultsFormat.TSV)
    if isinstance(solutions, QueryBoolean):
        raise TypeError(table)
    return solutions


def _cell(term: Any) -> str:
    return str(term).replace("\t", r"\t")
