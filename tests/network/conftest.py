"""graphology for the tests that read network files with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.node_packages import installed

READING = Path(__file__).parent / "reading"


@pytest.fixture(scope="session")
def graphology(pytestconfig: pytest.Config) -> Path:
    """Return a folder with read.js and what it needs, installed once for all runs and workers."""
    assert pytestconfig.cache
    return installed(READING, pytestconfig.cache)
