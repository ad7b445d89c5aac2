"""One Virtuoso for all tests of engines behind an address, with the shipped facts in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from techland.graph.snapshot import Snapshot
from tests.remote.virtuoso import Virtuoso, running_virtuoso


@pytest.fixture(scope="session")
def virtuoso(
    tmp_path_factory: pytest.TempPathFactory, curated_snapshot: Snapshot
) -> Iterator[Virtuoso]:
    """The engine with the shipped facts; whoever loads another version loads these again."""
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        engine.load(curated_snapshot)
        yield engine
