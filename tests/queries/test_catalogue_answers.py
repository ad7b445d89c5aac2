"""Every query's whole answer, against one computed from the CSV tables without RDF."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Store

from techland.queries.catalogue import catalogue, query_named

from .oracle import ORACLES
from .oracle.import_registry import IMPORT_ORACLES
from .oracle.tables import Date, Iri, Tagged, Value

XSD = "http://www.w3.org/2001/XMLSchema#"
DATES = {XSD + "gYear": 1, XSD + "gYearMonth": 2, XSD + "date": 3}
NUMBERS = {XSD + "integer", XSD + "decimal"}
LAUNCH_NEWS = (
    "https://thinkeast.nl/news/"
    "dutch-german-tech-land-samenwerking-tussen-oost-nederland-en-nord-westfalen"
)
# Every parameter is asked once with another value than its default.
OTHER_VALUES = [
    ("activities-of-organisation", {"organisation": "euregio"}),
    ("activities-running-on-day", {"day": "2020-01-31"}),
    ("agreement-dates", {"agreement": "uni-partnership-1979"}),
    ("agreement-parties", {"agreement": "cross-border-strategy-2023"}),
    ("agreements-of-organisation", {"organisation": "stadt-muenster"}),
    ("changes-in-year", {"year": "2023"}),
    ("clusters", {"initiative": "rh2ine"}),
    ("contradicting-sources", {"kind": "value"}),
    ("cross-border-partners-on-theme", {"theme": "energy"}),
    ("cross-border-partners-on-theme", {"theme": "key-enabling-technologies"}),
    ("disputes", {"kind": "sum"}),
    ("facts-with-one-publisher", {"table": "approvals"}),
    ("launch", {"event": "rocket-end"}),
    ("needs", {"kind": "barrier"}),
    ("outcomes", {"activity": "ipro-n"}),
    ("project-partners-by-side", {"programme": "interreg-vi-a-de-nl"}),
    ("projects-of-programme", {"programme": "efre-nrw"}),
    ("rejected-values", {"status": "disputed"}),
    ("signatories", {"role": "supporter"}),
    ("statements-of-source", {"source": "https://techland.org/about-us/"}),
    ("themes-of-activity", {"activity": "rocket"}),
]


def value(term: object) -> Value:
    """Return a term as the oracle writes it; a datatype that it does not know is an error."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Iri(term.value)
    assert isinstance(term, Literal)
    if term.language:
        return Tagged(term.value, term.language)
    datatype = term.datatype.value
    if datatype in NUMBERS:
        return Decimal(term.value)
    if datatype in DATES:
        assert len(term.value.split("-")) == DATES[datatype]
        return Date(term.value)
    assert datatype == XSD + "string"
    return term.value


def answer(store: Store, text: str) -> tuple[list[str], list[tuple[Value, ...]]]:
    solutions = store.query(text)
    variables = [variable.value for variable in solutions.variables]
    return variables, [tuple(map(value, solution)) for solution in solutions]


def compare(found: list[tuple[Value, ...]], expected: list[tuple[Value, ...]]) -> None:
    typed = [Counter((row, tuple(map(type, row))) for row in rows) for rows in (found, expected)]
    assert sorted(map(repr, typed[0] - typed[1])) == sorted(map(repr, typed[1] - typed[0]))


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_the_whole_answer_is_that_of_the_tables(curated_store: Store, name: str) -> None:
    _, found = answer(curated_store, query_named(name).text)
    assert found, "the default of a query should show something"
    compare(found, list(ORACLES[name]()))


@pytest.mark.parametrize(("name", "values"), OTHER_VALUES)
def test_a_parameter_changes_the_answer(
    curated_store: Store, name: str, values: dict[str, str]
) -> None:
    query = query_named(name)
    _, default = answer(curated_store, query.text)
    _, found = answer(curated_store, query.with_parameters(values))
    assert found != default
    compare(found, list(ORACLES[name](**values)))


def test_every_parameter_is_asked_with_another_value() -> None:
    own = [query for query in catalogue().values() if "import" not in query.tags]
    named = {(query.name, name) for query in own for name in query.params}
    assert {(name, key) for name, values in OTHER_VALUES for key in values} == named


def test_every_query_has_an_oracle_and_every_oracle_a_query() -> None:
    assert set(catalogue()) == set(ORACLES) | set(IMPORT_ORACLES)
    assert len(ORACLES) >= 24


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_the_order_is_total(curated_store: Store, name: str) -> None:
    """Rows that differ differ in what they are ordered by, so every engine gives one order."""
    text = query_named(name).text
    variables, rows = answer(curated_store, text)
    ordered_by = re.findall(r"\?(\w+)", text[text.rindex("ORDER BY") :])
    places = [variables.index(key) for key in ordered_by if key in variables]
    assert len({tuple(row[place] for place in places) for row in rows}) == len(set(rows))


def test_a_source_is_asked_by_its_iri_or_by_the_address_of_its_page(curated_store: Store) -> None:
    query = query_named("statements-of-source")
    lookup = "SELECT ?s { ?s <https://schema.org/url> <" + LAUNCH_NEWS + "> }"
    (document,) = [solution[0] for solution in curated_store.query(lookup)]
    short = document.value.rpartition("/")[2]
    answers = [
        answer(curated_store, query.with_parameters({"source": given}))
        for given in (LAUNCH_NEWS, document.value, short)
    ]
    assert answers[0] == answers[1] == answers[2]
