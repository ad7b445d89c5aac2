"""Which rows of the tables a version knows: those that hold a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Literal, RdfFormat, parse

from techland.graph.changes.change import ClaimChange
from techland.graph.changes.descriptions import Descriptions
from techland.graph.export.nquads_lines import subject_of
from techland.ontology.terms import BASE, TL

_ROW, _TABLE = f" <{TL.fromRow}> ".encode(), f" <{TL.fromTable}> ".encode()


def known_rows(changes: Iterable[ClaimChange], version: Descriptions) -> frozenset[str]:
    """Return which of the rows that changes speak of hold any claim in a version."""
    states = [state for one in changes for state in (one.before, one.after) if state]
    wanted = {row for state in states for row in state.rows}
    return frozenset(wanted & set(_rows(version))) if wanted else frozenset()


def _rows(version: Descriptions) -> Iterator[str]:
    """Yield every row that holds a claim, such as ``agreements[mou-2021]``."""
    lines = (line for line in version.lines(f"<{BASE}claim/".encode()) if _is_place(line))
    for _, told in groupby(lines, subject_of):
        places = list(told)
        tables = [_text(line) for line in places if _TABLE in line]
        yield from (f"{t}[{_text(line)}]" for line in places if _ROW in line for t in tables)


def _is_place(line: bytes) -> bool:
    return _ROW in line or _TABLE in line


def _text(line: bytes) -> str:
    [quad] = parse(line, format=RdfFormat.N_QUADS)
    return quad.object.value if isinstance(quad.object, Literal) else ""
