"""Pages of rows: the same rows as the whole answer, however the query ends."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from techland.queries.catalogue import FOLDER, catalogue
from techland.queries.guard import QueryForm
from techland.queries.paging import from_row

TEN = "VALUES ?n { 0 1 2 3 4 5 6 7 8 9 }"
QUERIES = (
    f"SELECT ?n {{ {TEN} }}",
    f"SELECT ?n {{ {TEN} }} ORDER BY DESC(?n) # LIMIT 1",
    f"SELECT ?n {{ {TEN} }} ORDER BY ?n LIMIT 7",
    f"SELECT ?n {{ {TEN} }} ORDER BY ?n OFFSET 2",
    f"SELECT ?n {{ {TEN} }} ORDER BY ?n LIMIT 5 OFFSET 3",
    f"SELECT ?n {{ {TEN} }} ORDER BY ?n OFFSET 3 LIMIT 5",
    f"SELECT ?n {{ {{ SELECT ?n {{ {TEN} }} ORDER BY ?n LIMIT 8 }} }} ORDER BY ?n",
    "SELECT ?n {} ORDER BY ?n VALUES ?n { 0 1 2 3 4 5 }",
    f"SELECT (SUM(?n) AS ?m) {{ {TEN} }} GROUP BY ?n ORDER BY ?n",
    f"PREFIX offset: <http://limit/> SELECT ?n {{ {TEN} FILTER(?n != offset:limit) }} ORDER BY ?n",
)


def rows(text: str) -> list[str]:
    return [str(solution[0]) for solution in Store().query(text)]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("skipped", [0, 1, 4, 9, 20])
def test_a_page_begins_where_it_says(query: str, skipped: int) -> None:
    assert rows(from_row(query, skipped)) == rows(query)[skipped:]


def test_every_query_of_the_catalogue_can_begin_later() -> None:
    for query in catalogue(FOLDER).values():
        if query.form is QueryForm.SELECT:
            Store().query(from_row(query.text, 3))
