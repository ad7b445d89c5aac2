"""Tests of updates: the store is filled, changed, and its whole content compared."""

from __future__ import annotations

from tests.conformance.answers import in_default_graph, in_named_graph, quad_rows
from tests.conformance.comparison import Row, same
from tests.conformance.doors import Door, Refused
from tests.conformance.manifests import Case
from tests.conformance.query_tests import based
from tests.conformance.standins import StandIns
from tests.conformance.verdicts import PASSED, Verdict, failed


def _rows(data: tuple[str, ...], named: tuple[tuple[str, str], ...]) -> list[Row]:
    rows = list(quad_rows(in_default_graph(data)))
    for name, file in named:
        rows += in_named_graph(name, file)
    return rows


def run(case: Case, door: Door, standins: StandIns) -> Verdict:
    """Send a test's update to a door."""
    standins.open(())
    try:
        door.fill(_rows(case.data, case.named))
        door.update(standins.replaced(based(case.request)))
    except Refused as error:
        return failed(str(error))
    wanted, got = _rows(case.result, case.result_named), door.contents()
    if same(wanted, got):
        return PASSED
    return failed(f"{len(got)} statements in the store instead of {len(wanted)}, or others")
