"""Tests of queries: the data is loaded, the query asked, the answer compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from techland.queries.tokens import tokens
from tests.conformance.answers import (
    GRAPHS,
    Answer,
    expected_answer,
    in_default_graph,
    in_named_graph,
    quad_rows,
    read_answer,
)
from tests.conformance.comparison import Row, by_value, same, same_but_for_repetition
from tests.conformance.doors import Door, Refused
from tests.conformance.manifests import BASE, Case, path_of
from tests.conformance.standins import StandIns
from tests.conformance.verdicts import BY_VALUE, PASSED, Verdict, failed

_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
# These carry the order of the columns as users see it.
IN_COLUMNS = {"csv", "tsv"}


def based(iri: str) -> str:
    """Return the text of a file, its relative IRIs resolving against the file's own address."""
    return f"BASE <{iri}>\n{path_of(iri).read_text('utf-8')}"


def named_by_from(query: str, base: str) -> dict[str, str]:
    """Return the files of the suites that a query's FROM names, by their IRIs.

    The tests of datasets give no data: what FROM names is to be there.
    """
    folder = base.rpartition("/")[0]
    found = {}
    for name in _FROM.findall(query):
        iri = name if ":" in name else f"{folder}/{name}"
        if iri.startswith(BASE) and path_of(iri).is_file():
            found[iri] = iri
    return found


def dataset_of(case: Case, query: str) -> tuple[Row, ...]:
    """Return the statements that a test has loaded before its query runs."""
    rows = list(quad_rows(in_default_graph(case.data)))
    for name, file in {**named_by_from(query, case.request), **dict(case.named)}.items():
        rows += in_named_graph(name, file)
    return tuple(dict.fromkeys(rows))


def is_ordered(query: str) -> bool:
    """Return whether the whole answer of a query is ordered, not that of a part of it.

    >>> is_ordered("SELECT * { { SELECT * { ?s ?p ?o } ORDER BY ?s } }")
    False
    """
    return any(token.word == "order" and token.depth == 0 for token in tokens(query))


def run(case: Case, door: Door, standins: StandIns) -> Verdict:
    """Ask a test's query of a door."""
    query = based(case.request)
    standins.open(case.services)
    expected = expected_answer(case.result[0])
    suffix = path_of(case.result[0]).suffix[1:]
    if expected.form == "triples":
        suffix = "nt"
    elif suffix in GRAPHS:
        suffix = "srj"
    try:
        door.fill(standins.replaced_rows(dataset_of(case, query)))
        data = door.query(standins.replaced(query), suffix)
    except Refused as error:
        return failed(str(error))
    try:
        found = read_answer(data, suffix)
    except (SyntaxError, ValueError) as error:
        return failed(f"unreadable {suffix}: {error}")
    wanted = Answer(
        expected.form,
        expected.variables,
        tuple(standins.replaced_rows(expected.rows)),
        expected.boolean,
        ordered=expected.ordered or is_ordered(query),
    )
    return compared(
        wanted, found, lax=case.lax, columns=suffix in IN_COLUMNS, untyped=suffix == "csv"
    )


def compared(
    expected: Answer,
    found: Answer,
    *,
    lax: bool = False,
    columns: bool = False,
    untyped: bool = False,
) -> Verdict:
    """Return whether an answer is the expected one.

    Args:
        expected: with ``ordered`` where the order counts.
        found: the answer.
        lax: solutions may come less often, as REDUCED allows.
        columns: the order of the columns counts.
        untyped: the answer has texts only, numbers among them.
    """
    if expected.form != found.form:
        return failed(f"{found.form} instead of {expected.form}")
    if expected.form == "boolean":
        told = f"{found.boolean} instead of {expected.boolean}"
        return PASSED if expected.boolean == found.boolean else failed(told)
    names = [list(answer.variables) for answer in (expected, found)]
    if not columns:
        names = [sorted(one) for one in names]
    if names[0] != names[1]:
        return failed(f"columns {' '.join(names[1])} instead of {' '.join(names[0])}")
    wanted, got = _aligned(expected), _aligned(found)
    if _same(wanted, got, ordered=expected.ordered, lax=lax):
        return PASSED
    values = [[by_value(row, untyped=untyped) for row in rows] for rows in (wanted, got)]
    if _same(values[0], values[1], ordered=expected.ordered, lax=lax):
        return Verdict(passed=True, said=BY_VALUE)
    return failed(_difference(wanted, got))


def _same(wanted: Sequence[Row], got: Sequence[Row], *, ordered: bool, lax: bool) -> bool:
    return same_but_for_repetition(wanted, got) if lax else same(wanted, got, ordered=ordered)


def _aligned(answer: Answer) -> list[Row]:
    if not answer.variables:
        return list(answer.rows)
    places = sorted(range(len(answer.variables)), key=lambda place: answer.variables[place])
    return [tuple(row[place] for place in places) for row in answer.rows]


def _difference(wanted: Sequence[Row], got: Sequence[Row]) -> str:
    def shown(row: Row) -> str:
        return " ".join("-" if term is None else str(term) for term in row)

    missing = [row for row in map(shown, wanted) if row not in set(map(shown, got))]
    extra = [row for row in map(shown, got) if row not in set(map(shown, wanted))]
    told = [f"{len(got)} rows instead of {len(wanted)}"] if len(got) != len(wanted) else []
    told += [f"missing: {missing[0]}"] if missing else []
    told += [f"not expected: {extra[0]}"] if extra else []
    return "; ".join(told) or "other order or other sharing of blank nodes"
