"""One Virtuoso for all tests of engines behind an address, with the shipped facts in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import techland as tl
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.indexing import index_endpoint
from techland.knowledge_graph import KnowledgeGraph
from techland.queries.evaluation import InProcess
from tests.remote.virtuoso import Virtuoso, running_virtuoso


@pytest.fixture(scope="session")
def virtuoso(
    tmp_path_factory: pytest.TempPathFactory, curated_snapshot: Snapshot
) -> Iterator[Virtuoso]:
    """The engine with the shipped facts; whoever loads another version loads these again."""
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        engine.load(curated_snapshot)
        yield engine


@pytest.fixture(scope="session")
def embedded(curated_snapshot: Snapshot) -> InProcess:
    """The engine in this process, with the shipped facts."""
    return InProcess(curated_snapshot.quads_path)


@pytest.fixture(scope="session")
def ours(curated_home: Home) -> Iterator[KnowledgeGraph]:
    """The snapshot itself."""
    with tl.open(curated_home) as opened:
        yield opened


@pytest.fixture(scope="session")
def theirs(
    virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KnowledgeGraph]:
    """The engine that holds it, with a sidecar of everything."""
    home = Home(tmp_path_factory.mktemp("functions"))
    index_endpoint(virtuoso.address, home, whole=True)
    with tl.open(home, endpoint=virtuoso.address) as opened:
        yield opened
