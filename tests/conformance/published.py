"""A published snapshot with the data of the protocol's tests, served as a user serves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from techland.graph.home import Home
from techland.graph.publication import Contents, publish
from tests.conformance import http_tests
from tests.conformance.answers import in_named_graph
from tests.conformance.exchanges import exchanges_of, only_reads
from tests.conformance.manifests import Case, cases
from tests.conformance.service import Service
from tests.conformance.verdicts import Verdict
from tests.running_server import serving


def reading_cases() -> list[Case]:
    """Return the tests of the protocol that change nothing."""
    return [
        case for case in cases() if case.kind == "ProtocolTest" and only_reads(exchanges_of(case))
    ]


@contextmanager
def published_service() -> Iterator[Service]:
    """Serve a snapshot of what those tests ask about."""
    named = sorted({pair for case in reading_cases() for pair in case.named})
    rows = {row for name, file in named for row in in_named_graph(name, file)}
    lines = sorted(f"{' '.join(map(str, row))} .\n" for row in rows)
    with TemporaryDirectory() as folder:
        publish(Home(Path(folder)), Contents(lines, {}, {}, {}))
        with serving(settings={"TECHLAND_HOME": folder}) as address:
            service = Service(address)
            try:
                yield service
            finally:
                service.close()


def run() -> dict[str, Verdict]:
    """Return the verdicts of the protocol's reading tests on the published store."""
    with published_service() as service:
        return {case.name: http_tests.run(case, service, fill=False) for case in reading_cases()}
