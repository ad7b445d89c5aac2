"""A graph of more triples than can be told apart is read whole from a plain store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from techland.queries.distinct import MOST_TRIPLES
from techland.queries.plain.folder import StoreFolder
from tests.plain.served_store import serving

TRIPLES = MOST_TRIPLES + 100_000
GRAPH = "http://example.org/large"


def lines() -> Iterator[str]:
    for number in range(TRIPLES):
        yield f"<x:s{number}> <x:p> <x:o{number % 1000}> .\n"


@pytest.mark.soak
def test_a_large_graph_is_streamed_whole(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "store")
    folder.prepare()
    file = tmp_path / "large.nt"
    with file.open("w") as output:
        output.writelines(lines())
    store = Store(str(folder.quads))
    store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES, to_graph=None)
    store.flush()
    del store
    with serving(tmp_path / "store", settings={"TECHLAND_QUERY_SECONDS": "250"}) as server:
        reply = server.send("GET", "/graphs?default", headers={"Accept": "application/n-triples"})
        assert reply.status == 200
        assert reply.headers["transfer-encoding"] == "chunked"
        assert "techland-duplicates" not in reply.headers
        got = reply.body.splitlines()
        assert len(got) == len(set(got)) == TRIPLES
