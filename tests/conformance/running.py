"""Run every test of the suites, through the engine alone and over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.conformance import (
    description_tests,
    http_tests,
    query_tests,
    syntax_tests,
    update_tests,
    withdrawn_tests,
)
from tests.conformance.doors import Door, Engine
from tests.conformance.manifests import Case, cases
from tests.conformance.service import Service
from tests.conformance.standins import StandIns
from tests.conformance.verdicts import Verdict, failed

RUN_AT_A_DOOR: dict[str, Callable[[Case, Door, StandIns], Verdict]] = {
    "QueryEvaluationTest": query_tests.run,
    "CSVResultFormatTest": query_tests.run,
    "UpdateEvaluationTest": update_tests.run,
    "PositiveSyntaxTest": syntax_tests.run,
    "NegativeSyntaxTest": syntax_tests.run,
    "PositiveSyntaxTest11": syntax_tests.run,
    "NegativeSyntaxTest11": syntax_tests.run,
    "PositiveUpdateSyntaxTest": syntax_tests.run,
    "NegativeUpdateSyntaxTest": syntax_tests.run,
    "PositiveUpdateSyntaxTest11": syntax_tests.run,
    "NegativeUpdateSyntaxTest11": syntax_tests.run,
}
RUN_OVER_HTTP: dict[str, Callable[[Case, Service], Verdict]] = {
    "ProtocolTest": http_tests.run,
    "GraphStoreProtocolTest": http_tests.run,
    "ServiceDescriptionTest": description_tests.run,
}


@dataclass(frozen=True)
class Outcome:
    """What a test found over HTTP and, where it needs none, with the engine alone."""

    case: Case
    server: Verdict
    engine: Verdict | None


def run_with_engine(standins: StandIns) -> dict[str, Verdict]:
    """Return the verdicts of the engine alone, by the names of the tests."""
    engine = Engine()
    return {
        case.name: RUN_AT_A_DOOR[case.kind](case, engine, standins)
        for case in cases()
        if case.kind in RUN_AT_A_DOOR
    }


def run_over_http(service: Service, standins: StandIns) -> dict[str, Verdict]:
    """Return the verdicts of a server; a kind of test that is not known counts as failed."""
    withdrawn = withdrawn_tests.Session(service)
    found = {}
    for case in cases():
        if withdrawn_tests.describes(case):
            found[case.name] = withdrawn.run(case)
        elif case.kind in RUN_AT_A_DOOR:
            found[case.name] = RUN_AT_A_DOOR[case.kind](case, service, standins)
        elif case.kind in RUN_OVER_HTTP:
            found[case.name] = RUN_OVER_HTTP[case.kind](case, service)
        else:
            found[case.name] = failed(f"a test of kind {case.kind or 'unknown'} is not run")
    return found


def outcomes(server: dict[str, Verdict], engine: dict[str, Verdict]) -> list[Outcome]:
    """Return what each test found, in the order of the manifests."""
    return [Outcome(case, server[case.name], engine.get(case.name)) for case in cases()]
