"""Virtuoso's bulk loader, as it is called."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.loading.bulk import BulkWay
from techland.graph.remote_errors import LoadIncomplete
from tests.remote.faulty import ROWS, Reply, serving
from tests.remote.virtuoso import Virtuoso

LINE = b"<urn:a> <urn:b> <urn:c> .\n"


def test_a_loader_that_is_stopped_loads_no_further_files(tmp_path: Path) -> None:
    # Many, so that a busy machine stops it well before the last.
    graphs = 60
    done = Reply(body=ROWS, slow=0.02)
    with serving(done) as engine:
        way = BulkWay(EndpointClient(Endpoint.at(engine.address)), tmp_path, loaders=1)
        for number in range(graphs):
            way.add(f"urn:{number}", [LINE])
        steps = way.finish()
        assert next(steps) == f"the engine has loaded 1 of {graphs} files"
        steps.close()
        assert engine.asked < graphs + graphs // 2
    assert not list(tmp_path.iterdir())


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder that no DirsAllowed names, and not below /tmp, which Virtuoso reads anyway."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(folder)


@pytest.mark.soak
def test_a_folder_that_the_engine_may_not_read_is_told(virtuoso: Virtuoso, elsewhere: Path) -> None:
    way = BulkWay(virtuoso.writer, elsewhere)
    way.add("urn:graph", [LINE])
    with pytest.raises(LoadIncomplete, match="denied due to access control in ini file") as refused:
        list(way.finish())
    assert f"allowed to read {elsewhere}, and have it in DirsAllowed" in str(refused.value)
    assert not list(elsewhere.iterdir())


@pytest.mark.soak
def test_a_file_that_the_engine_does_not_see_is_told(virtuoso: Virtuoso, tmp_path: Path) -> None:
    way = BulkWay(virtuoso.writer, tmp_path)
    way.add("urn:graph", [LINE])
    for folder in tmp_path.iterdir():
        shutil.rmtree(folder)
    with pytest.raises(LoadIncomplete, match=r"0000\.nt: it does not find this file") as refused:
        list(way.finish())
    assert "must run on this machine" in str(refused.value)


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
