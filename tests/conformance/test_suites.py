"""The whole of the W3C suites over HTTP: no test lost since the record, none fails unexplained."""

from __future__ import annotations

import pytest

from tests.conformance.__main__ import run
from tests.conformance.record import faults, previous, reasons


@pytest.mark.soak
@pytest.mark.shared
def test_every_test_passes_or_fails_for_a_known_reason() -> None:
    found, published = run()
    assert len(found) > 1300
    assert faults(found, previous(), reasons()) == []
    assert [name for name, verdict in published.items() if not verdict.passed] == []
