"""The record of the last run, and the reasons of its deviations."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tests.conformance.running import Outcome

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.json"
REASONS = FOLDER / "reasons.csv"


@dataclass(frozen=True)
class Reason:
    """Why tests fail whose names fit a pattern; ``origin`` says whose deviation it is."""

    tests: str
    origin: str
    reason: str


def reasons() -> list[Reason]:
    """Return the reasons as the table gives them."""
    with REASONS.open(encoding="utf-8", newline="") as file:
        return [Reason(**row) for row in csv.DictReader(file)]


def reason_of(name: str, known: list[Reason]) -> Reason | None:
    """Return the first reason that fits a test's name."""
    return next((reason for reason in known if fnmatchcase(name, reason.tests)), None)


def previous() -> dict[str, str]:
    """Return whether each test of the last run passed or failed; nothing before the first."""
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}


def results_of(outcomes: list[Outcome]) -> dict[str, str]:
    """Return what a run records."""
    return {
        outcome.case.name: "passed" if outcome.server.passed else "failed" for outcome in outcomes
    }


def record(results: dict[str, str]) -> None:
    """Write what a run found, for the next to compare with."""
    RESULTS.write_text(json.dumps(results, indent=0) + "\n", "utf-8")


def faults(outcomes: list[Outcome], before: dict[str, str], known: list[Reason]) -> list[str]:
    """Return what must not be: a test lost, a deviation without a reason, a reason without one."""
    now = results_of(outcomes)
    found = [
        f"{name} passed before and {'fails' if name in now else 'is gone'} now"
        for name, result in before.items()
        if result == "passed" and now.get(name) != "passed"
    ]
    failing = [name for name, result in now.items() if result == "failed"]
    found += [f"{name} fails for no known reason" for name in failing if not reason_of(name, known)]
    used = {reason_of(name, known) for name in failing}
    return found + [f"no test fails for the reason of {r.tests}" for r in known if r not in used]
