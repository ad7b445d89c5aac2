"""Run the suites and write docs/conformance.md: `python -m tests.conformance`.

Ends with 1, and leaves the record of the last run as it is, when a test that
passed before fails now or a deviation has no reason. `--accept` records it all the same.
"""

from __future__ import annotations

import sys
import time

from tests.conformance import published
from tests.conformance.endpoints import allowed_addresses
from tests.conformance.record import faults, previous, reasons, record, results_of
from tests.conformance.report import PAGE, page
from tests.conformance.running import Outcome, outcomes, run_over_http, run_with_engine
from tests.conformance.standins import standing_in
from tests.conformance.verdicts import Verdict
from tests.conformance.writable import writable_service


def run() -> tuple[list[Outcome], dict[str, Verdict]]:
    """Run everything: the suites with the engine and over HTTP, and the published store."""
    with standing_in() as standins:
        engine = run_with_engine(standins)
        with writable_service(allowed_addresses(standins)) as service:
            server = run_over_http(service, standins)
    return outcomes(server, engine), published.run()


def main(arguments: list[str]) -> int:
    """Run, compare with the run before, write."""
    begun = time.monotonic()
    found, read = run()
    known = reasons()
    wrong = faults(found, previous(), known)
    wrong += [f"{name} fails on a published store" for name, v in read.items() if not v.passed]
    PAGE.write_text(page(found, read, known), "utf-8")
    passed = sum(outcome.server.passed for outcome in found)
    seconds = time.monotonic() - begun
    print(f"{passed} of {len(found)} tests passed in {seconds:.0f} s; see {PAGE.name}")
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    if wrong and "--accept" not in arguments:
        return 1
    record(results_of(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
