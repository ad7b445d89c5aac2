"""Ask an engine elsewhere for what a walk reads: one small query a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from techland.queries.near.near import Near, Written
from techland.queries.near.steps import OUT, Sets, Step
from techland.queries.near.walks import IN_GRAPHS, WALKS
from techland.queries.solutions import Select

# So many things are asked about at once: engines bound the length of a query.
_AT_ONCE = 200


def _values(variable: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}"


def _query(step: Step, near: Iterable[str]) -> str:
    triple = "?near ?by ?far" if step.way == OUT else "?far ?by ?near"
    which = _values("by", step.by) if step.by else ""
    if step.but:
        left_out = ", ".join(str(NamedNode(one)) for one in sorted(step.but))
        which += f" FILTER (?by NOT IN ({left_out}))"
    return f"SELECT ?near ?by ?far WHERE {{ {_values('near', near)} {triple} . {which} }}"


def _left_out(step: Step, near: str) -> str:
    """Return a query for one triple with each predicate that is not read."""
    found, thing = _values("by", sorted(step.but)), NamedNode(near)
    return (
        f"SELECT ({thing} AS ?near) ?by (MIN(?one) AS ?far) "
        f"WHERE {{ {found} ?one ?by {thing} }} GROUP BY ?by"
    )


def _written(term: Any) -> Written:
    if isinstance(term, Literal):
        datatype = None if term.language else term.datatype.value
        return term.value, term.language, datatype
    return term.value


def asked(select: Select, start: str, walk: str) -> Near:
    """Return what lies around a thing.

    Raises:
        ValueError: the start is no IRI.
    """
    sets = Sets.from_start(start)
    told: dict[str, dict[str, dict[Written, None]]] = {}
    rounds = ((step, some) for step in WALKS[walk] for some in sets.rounds(step))
    for step, beginnings in rounds:
        for near, predicate, far in list(_triples(select, step, beginnings)):
            ends = (near, far) if step.way == OUT else (far, near)
            told.setdefault(ends[0], {}).setdefault(predicate, {})[ends[1]] = None
            sets.join(sets.ends(step, predicate), near, [far] if isinstance(far, str) else [])
    where = f"{_values('by', IN_GRAPHS)} GRAPH ?graph {{ {NamedNode(start)} ?by ?far }}"
    rows = select(f"SELECT ?graph ?by ?far WHERE {{ {where} }}")
    in_graphs = [(row["graph"].value, row["by"].value, _written(row["far"])) for row in rows]
    lists = {one: {p: list(values) for p, values in said.items()} for one, said in told.items()}
    return Near(start, lists, in_graphs, sets.nameless)


def _triples(
    select: Select, step: Step, beginnings: list[str]
) -> Iterator[tuple[str, str, Written]]:
    queries = [
        _query(step, beginnings[n : n + _AT_ONCE]) for n in range(0, len(beginnings), _AT_ONCE)
    ]
    queries += [_left_out(step, one) for one in beginnings if step.but]
    for query in queries:
        for row in select(query):
            yield row["near"].value, row["by"].value, _written(row["far"])
