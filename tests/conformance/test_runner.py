"""The runner catches planted faults: in answers, in stores, in replies, in the record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from pyoxigraph import parse_query_results

from tests.conformance import (
    query_tests,
    syntax_tests,
    update_tests,
)
from tests.conformance.answers import Answer
from tests.conformance.doors import ROWS, Engine, Refused
from tests.conformance.endpoints import allowed_addresses
from tests.conformance.exchanges import exchanges_of, only_reads
from tests.conformance.manifests import GROUPS, SUITES, Case, cases
from tests.conformance.record import Reason, faults
from tests.conformance.running import (
    RUN_AT_A_DOOR,
    RUN_OVER_HTTP,
    Outcome,
    run_with_engine,
)
from tests.conformance.standins import StandIns, standing_in
from tests.conformance.verdicts import PASSED, failed

pytestmark = pytest.mark.shared
Results = dict[str, Any]
# Of pyoxigraph 0.5.13; another number means another engine, or another runner.
ENGINE_PASSES = 1245


@pytest.fixture(scope="module")
def suite() -> dict[str, Case]:
    return {case.name: case for case in cases()}


@pytest.fixture(scope="module")
def standins() -> Iterator[StandIns]:
    with standing_in() as found:
        yield found


def test_every_test_of_every_manifest_is_known_and_run(suite: dict[str, Case]) -> None:
    entries = 0
    for path in SUITES.rglob("manifest*.ttl"):
        text = re.sub(r"(?m)(?:^|\s)#.*$", "", path.read_text("utf-8"))
        for listed in re.findall(r"mf:entries\s*\(([^)]*)\)", text):
            entries += len(listed.split())
    assert len(suite) == entries == 1394
    assert {case.group for case in suite.values()} == {group for group, _, _ in GROUPS}
    assert {case.kind for case in suite.values()} == set(RUN_AT_A_DOOR) | set(RUN_OVER_HTTP)


class Lying(Engine):
    """The engine, with a fault planted in its answers."""

    def __init__(self, fault: Callable[[Results], object]) -> None:
        super().__init__()
        self._fault = fault

    def query(self, text: str, suffix: str) -> bytes:
        told = json.loads(super().query(text, "srj"))
        self._fault(told)
        results = parse_query_results(json.dumps(told), ROWS["srj"])
        return results.serialize(format=ROWS[suffix]) or b""


def rows(told: Results) -> list[dict[str, dict[str, str]]]:
    return told["results"]["bindings"]


def change(key: str, content: str) -> Callable[[Results], object]:
    def fault(told: Results) -> None:
        term = next(term for row in rows(told) for term in row.values() if key in term)
        term[key] = content

    return fault


def one_blank_node(told: Results) -> None:
    for row in rows(told):
        for term in row.values():
            if term["type"] == "bnode":
                term["value"] = "same"


ORDERED, GROUPED, BLANK = (
    "sparql10/sort/dawg-sort-1",
    "sparql11/aggregates/agg01",
    "sparql10/bnode-coreference/dawg-bnode-coref-001",
)
PLANTED: dict[str, tuple[str, Callable[[Results], object]]] = {
    "a missing row": (ORDERED, lambda told: rows(told).pop()),
    "an extra row": (ORDERED, lambda told: rows(told).append(rows(told)[0])),
    "another order": (ORDERED, lambda told: rows(told).reverse()),
    "another value": (GROUPED, change("value", "17")),
    "another datatype": (
        GROUPED,
        change("datatype", "http://www.w3.org/2001/XMLSchema#decimal"),
    ),
    "no value": (ORDERED, lambda told: rows(told)[0].clear()),
    "another column": (ORDERED, lambda told: told["head"]["vars"].append("more")),
    "one blank node for several": (BLANK, one_blank_node),
    "the other boolean": (
        "sparql10/ask/ask-1",
        lambda told: told.update(boolean=not told["boolean"]),
    ),
}


@pytest.mark.parametrize(("name", "fault"), PLANTED.values(), ids=PLANTED)
def test_a_wrong_answer_is_caught(
    suite: dict[str, Case], standins: StandIns, name: str, fault: Callable[[Results], object]
) -> None:
    assert query_tests.run(suite[name], Engine(), standins).passed
    verdict = query_tests.run(suite[name], Lying(fault), standins)
    assert not verdict.passed
    assert verdict.said


class Forgetful(Engine):
    """Takes an update and keeps only a part of its effect."""

    def update(self, text: str) -> None:
        super().update(text)
        self.fill(self.contents()[:-1])


class Deaf(Engine):
    """Takes anything for a query or update, and does nothing."""

    def query(self, *_: str) -> bytes:
        return b""

    def update(self, *_: str) -> None:
        """Do nothing."""


class Failing(Engine):
    """Refuses everything as a server does that has a fault."""

    def query(self, *_: str) -> bytes:
        raise Refused(503, "out of order")

    def update(self, *_: str) -> None:
        raise Refused(503, "out of order")


def test_a_lost_statement_is_caught(suite: dict[str, Case], standins: StandIns) -> None:
    case = suite["sparql11/basic-update/insert-data-spo1"]
    assert update_tests.run(case, Engine(), standins).passed
    assert not update_tests.run(case, Forgetful(), standins).passed
    assert not update_tests.run(case, Deaf(), standins).passed


@pytest.mark.parametrize("door", [Deaf(), Failing()], ids=["deaf", "failing"])
def test_no_negative_test_of_syntax_passes_by_accident(
    suite: dict[str, Case], standins: StandIns, door: Engine
) -> None:
    negative = [case for case in suite.values() if case.kind.startswith("Negative")]
    assert len(negative) > 100
    assert not any(syntax_tests.run(case, door, standins).passed for case in negative)


def test_a_wrong_graph_is_caught(suite: dict[str, Case], standins: StandIns) -> None:
    class Poor(Engine):
        def query(self, text: str, suffix: str) -> bytes:
            return b"".join(super().query(text, suffix).splitlines(keepends=True)[1:])

    case = suite["sparql11/construct/constructwhere01"]
    assert query_tests.run(case, Engine(), standins).passed
    assert not query_tests.run(case, Poor(), standins).passed


def test_the_order_of_csv_columns_and_of_ordered_queries_counts() -> None:
    assert query_tests.is_ordered("SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 2")
    assert not query_tests.is_ordered("SELECT * { { SELECT * { ?s ?p ?o } ORDER BY ?s } }")
    assert not query_tests.is_ordered("SELECT * { ?s ?p 'ORDER BY' } # ORDER BY")
    row = Answer("rows", ("a", "b"), ((None, None),))
    turned = replace(row, variables=("b", "a"))
    assert query_tests.compared(row, turned).passed
    assert not query_tests.compared(row, turned, columns=True).passed


def test_what_was_passed_before_may_not_fail_and_no_deviation_goes_unexplained(
    suite: dict[str, Case],
) -> None:
    first, second = list(suite.values())[:2]
    good = [Outcome(first, PASSED, None), Outcome(second, PASSED, None)]
    bad = [Outcome(first, PASSED, None), Outcome(second, failed("why"), None)]
    before = dict.fromkeys((first.name, second.name), "passed")
    reason = Reason(second.name, "engine", "it is so")
    assert faults(good, before, []) == []
    assert faults(bad, before, [reason]) == [f"{second.name} passed before and fails now"]
    assert faults(bad, {}, []) == [f"{second.name} fails for no known reason"]
    assert faults(bad, {}, [reason]) == []
    assert faults(good, {}, [reason]) == [f"no test fails for the reason of {second.name}"]
    assert faults(good[:1], before, []) == [f"{second.name} passed before and is gone now"]


def test_the_stand_ins_answer_and_are_all_allowed(
    suite: dict[str, Case], standins: StandIns
) -> None:
    case = suite["sparql11/service/service1"]
    assert query_tests.run(case, Engine(), standins).passed
    assert [iri for iri, _ in standins.asked] == ["http://example.org/sparql"]
    assert {iri for iri, _ in standins.asked} <= {
        unquote(address.removeprefix(standins.root)) for address in allowed_addresses(standins)
    }


def test_reading_tests_of_the_protocol_change_nothing(suite: dict[str, Case]) -> None:
    protocol = [case for case in suite.values() if case.kind == "ProtocolTest"]
    writing = {case.name for case in protocol if not only_reads(exchanges_of(case))}
    assert {name.rpartition("/")[2] for name in writing} == {
        case.name.rpartition("/")[2] for case in protocol if "update" in case.name
    }


def test_pyoxigraph_alone_passes_what_is_recorded(standins: StandIns) -> None:
    engine = run_with_engine(standins)
    assert sum(verdict.passed for verdict in engine.values()) == ENGINE_PASSES
