"""Load a snapshot into Virtuoso by a way that a test names, and look at what the engine holds."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from techland.graph.export.selection import select
from techland.graph.home import Home
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.loading import loading
from techland.graph.remote.loading.bulk import BulkWay
from techland.graph.remote.loading.loading import load
from techland.graph.remote.loading.ways import GraphStoreWay, UpdateWay, Way
from techland.graph.remote.naming import GraphNames
from techland.graph.snapshot import Snapshot
from techland.remote import open_engine
from tests.remote.virtuoso import Virtuoso

WAYS = ("graph-store", "update", "bulk")
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_POINT = re.compile(r'"POINT\(([\d.-]+) ([\d.-]+)\)"\^\^<[^>]*>')


def client_of(engine: Virtuoso) -> EndpointClient:
    """Return a client that may write by every way."""
    client = engine.writer
    store = f"{engine.address}-graph-crud-auth"
    return EndpointClient(replace(client.endpoint, store_address=store), seconds=120)


def way_of(name: str, engine: Virtuoso) -> Way:
    client = client_of(engine)
    if name == "bulk":
        return BulkWay(client, engine.folder)
    return GraphStoreWay(client) if name == "graph-store" else UpdateWay(client)


def load_by(name: str, snapshot: Snapshot, engine: Virtuoso, keep: int = 2) -> loading.Loaded:
    return load(snapshot, client_of(engine), way_of(name, engine), lambda *_: None, keep)


def _told(line: str) -> str:
    """Return a line; Virtuoso gives points their nearest numbers of 32 bits, and a type of its own.

    So of a point only four decimals count (some ten metres).
    """
    point = _POINT.search(line)
    if point is None:
        return line
    longitude, latitude = float(point[1]), float(point[2])
    return f"{line[: point.start()]}POINT({longitude:.4f} {latitude:.4f})"


def assert_holds(engine: Virtuoso, snapshot: Snapshot) -> None:
    """Each graph of the version has the snapshot's own triples in it, and no other."""
    client = EndpointClient(engine.writer.endpoint, seconds=120)
    names = GraphNames(snapshot.version)
    for name in snapshot.manifest["graphs"]:
        lines = select(snapshot, name).triple_lines()
        expected = {_told(line.decode().removesuffix(" .\n")) for line in lines}
        rows = client.select(ALL, GraphsAsked([names.of(name)])).rows
        assert {_told(" ".join(map(str, row))) for row in rows} == expected, name
        assert len(rows) == len(expected)


def assert_serves(engine: Virtuoso, snapshot: Snapshot, folder: Path) -> None:
    """A reader that comes now sees this version, whole."""
    held, evaluator = open_engine(engine.address, Home(folder))
    assert held.version == snapshot.version
    answer = evaluator.evaluate("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", format="csv")
    assert int(b"".join(answer.chunks).split()[1]) == snapshot.manifest["graphs"]["default"]
