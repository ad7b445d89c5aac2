"""Answers as values: rows of terms, triples, true or false."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from techland.graph.query_errors import UnreadableAnswer
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import XSD
from techland.queries.answers import Answer

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    import rdflib

Term = Any
# Answers a SELECT query with rows that bind variables to terms or None.
Select = Callable[[str], Iterable[Mapping[str, Any]]]
SHOWN_ROWS = 50
# Datatypes that become a typed column where every value of a column has them.
_TYPED: dict[str, Callable[[str], Any]] = {
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.double: float,
    XSD.date: date.fromisoformat,
}
_READ_ROWS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "tsv": QueryResultsFormat.TSV,
}
_READ_TRIPLES = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


class Row(Mapping[str, Term]):
    """A solution: terms by variable, None where a variable is unbound."""

    def __init__(self, variables: Sequence[str], terms: Sequence[Term]) -> None:
        self._terms = dict(zip(variables, terms, strict=True))

    def __getitem__(self, variable: str) -> Term:
        return self._terms[variable]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={term}' for name, term in self._terms.items())})"


class Solutions(Sequence[Row]):
    """The whole answer of a SELECT query, in its order."""

    def __init__(self, variables: Sequence[str], rows: Iterable[Sequence[Term]]) -> None:
        self.variables = tuple(variables)
        self._rows = tuple(Row(self.variables, row) for row in rows)

    @classmethod
    def of_texts(cls, variables: Sequence[str], rows: Iterable[Sequence[str]]) -> Solutions:
        """Return solutions whose terms are plain texts.

        >>> Solutions.of_texts(["name"], [["Oost NL"]])[0]["name"].value
        'Oost NL'
        """
        return cls(variables, ([Literal(text) for text in row] for row in rows))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Solutions):
            return NotImplemented
        return self.variables == other.variables and self._rows == other._rows

    def __hash__(self) -> int:
        return hash((self.variables, len(self._rows)))

    def texts(self) -> list[tuple[str, ...]]:
        """Return the rows as texts: IRIs and lexical forms, empty where unbound."""
        return [tuple(_text(row[name]) or "" for name in self.variables) for row in self._rows]

    def columns(self) -> dict[str, list[Any]]:
        """Return the values by variable, typed where all of a column have one datatype.

        Integers, decimals, doubles and days become Python's; everything else,
        years and months among it, stays text; None where unbound.
        """
        return {name: _column([row[name] for row in self._rows]) for name in self.variables}

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas table; see ``columns``."""
        import pandas as pd

        return pd.DataFrame(self.columns(), columns=list(self.variables))

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars table; see ``columns``."""
        import polars as pl

        return pl.DataFrame(self.columns(), strict=False)

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table; see ``columns``."""
        return self.to_polars().to_arrow()

    def to_csv(self, path: str | Path) -> None:
        """Write the rows as CSV (SPARQL 1.1 Query Results CSV)."""
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(self.variables)
            writer.writerows(self.texts())

    def __repr__(self) -> str:
        return f"<Solutions: {len(self)} rows of {', '.join(self.variables)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        rows = islice(self.texts(), SHOWN_ROWS)
        body = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in rows)
        shown = min(len(self), SHOWN_ROWS)
        told = (
            f"{len(self)} rows" if shown == len(self) else f"the first {shown} of {len(self)} rows"
        )
        return f"<table><caption>{told}</caption><tr>{head}</tr>{body}</table>"


def _text(term: Term) -> str | None:
    return None if term is None else str(getattr(term, "value", term))


def _column(terms: list[Term]) -> list[Any]:
    bound = [term for term in terms if term is not None]
    types = {term.datatype.value if isinstance(term, Literal) else "" for term in bound}
    read = _TYPED.get(types.pop()) if len(types) == 1 else None
    if read is None:
        return [_text(term) for term in terms]
    return [None if term is None else read(term.value) for term in terms]


class Triples(Sequence[Triple]):
    """The whole answer of a CONSTRUCT or DESCRIBE query, each triple once."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = tuple(sorted(triples, key=str))

    def __len__(self) -> int:
        return len(self._triples)

    def __getitem__(self, index: Any) -> Any:
        return self._triples[index]

    def to_rdflib(self) -> rdflib.Graph:
        """Return the triples as an rdflib graph."""
        from techland.graph.rdflib_graph import to_rdflib

        return to_rdflib(self._triples)

    def to_turtle(self) -> str:
        """Return the triples as Turtle."""
        data = serialize(self._triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
        return (data or b"").decode()

    def __repr__(self) -> str:
        return f"<Triples: {len(self)}>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.to_turtle())}</pre>"


def read_answer(answer: Answer) -> Solutions | Triples | bool:
    """Read an answer to its end.

    Raises:
        StoppedQuery: it was cut.
        UnreadableAnswer: its serialisation does not tell IRIs from literals (CSV).
    """
    name = answer.format.name
    known = _READ_TRIPLES if answer.form.gives_triples else _READ_ROWS
    if name not in known:
        answer.close()
        raise UnreadableAnswer(name, list(known))
    data = b"".join(answer.chunks)
    if answer.form.gives_triples:
        return Triples(quad.triple for quad in parse(data, format=_READ_TRIPLES[name]))
    results = parse_query_results(data, format=_READ_ROWS[name])
    if isinstance(results, QueryBoolean):
        return bool(results)
    return _solutions(results)


def rows_of(answer: Answer) -> Solutions:
    """Read the rows of an answer to their end.

    Raises:
        StoppedQuery: it was cut.
        TypeError: it has none.
    """
    found = read_answer(answer)
    if not isinstance(found, Solutions):
        raise TypeError(found)
    return found


def _solutions(results: QuerySolutions) -> Solutions:
    names = [variable.value for variable in results.variables]
    return Solutions(names, ([row[name] for name in names] for row in results))
