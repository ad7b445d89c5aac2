"""The curated graph through Python and through the server, opened once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.knowledge_graph import KnowledgeGraph, open_graph
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app


@pytest.fixture(scope="session")
def kg(curated_home: Home) -> Iterator[KnowledgeGraph]:
    with open_graph(curated_home) as opened:
        yield opened


@pytest.fixture(scope="session")
def client(curated_snapshot: Snapshot) -> Iterator[TestClient]:
    with QueryProcesses(curated_snapshot.quads_path) as processes:
        app = create_app(curated_snapshot, processes)
        with TestClient(app, base_url="http://localhost") as opened:
            yield opened
