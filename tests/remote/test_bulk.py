"""Virtuoso's bulk loader, as it is called."""

from __future__ import annotations

from pathlib import Path

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.loading.bulk import BulkWay
from tests.remote.faulty import ROWS, Reply, serving


def test_a_loader_that_is_stopped_loads_no_further_files(tmp_path: Path) -> None:
    graphs = 10
    done = Reply(body=ROWS, slow=0.02)
    with serving(done) as engine:
        way = BulkWay(EndpointClient(Endpoint.at(engine.address)), tmp_path, loaders=1)
        for number in range(graphs):
            way.add(f"urn:{number}", [b"<urn:a> <urn:b> <urn:c> .\n"])
        steps = way.finish()
        assert next(steps) == "the engine has loaded 1 of 10 files"
        steps.close()
        assert engine.asked < graphs + graphs // 2
    assert not list(tmp_path.iterdir())
