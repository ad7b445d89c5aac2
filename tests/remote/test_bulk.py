"""Virtuoso's bulk loader, as it is called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.loading.bulk import BulkWay
from tests.remote.faulty import ROWS, Reply, serving
from tests.remote.virtuoso import Virtuoso


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


class RaceLost(BulkWay):
    """A loader of which the engine has read a third of each file, as where a race was lost."""

    def _run(self, files: int, loaders: int) -> Iterator[str]:
        told = list(super()._run(files, loaders))
        if loaders > 1:
            self._sql(
                "UPDATE DB.DBA.load_list SET ll_error = "
                "'23000 SR197: Non unique primary key on DB.DBA.RDF_LANGUAGE.'"
            )
            self.client.update(
                "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } "
                'FILTER(STRSTARTS(STR(?g), "urn:raced:") && ?o >= 10) }'
            )
        yield from told


def test_files_that_lost_a_race_of_two_threads_are_loaded_again(virtuoso: Virtuoso) -> None:
    way = RaceLost(virtuoso.writer, virtuoso.folder, loaders=2)
    for graph in "urn:raced:1", "urn:raced:2":
        lines = [
            f'<urn:s{n}> <urn:p> "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'.encode()
            for n in range(30)
        ]
        way.add(graph, lines)
    try:
        said = list(way.finish())
        assert any("loaded again" in step for step in said)
        for graph in "urn:raced:1", "urn:raced:2":
            ((found,),) = virtuoso.writer.select(
                f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
            ).rows
            assert int(found.value) == 30
    finally:
        for graph in "urn:raced:1", "urn:raced:2":
            way.drop(graph)
