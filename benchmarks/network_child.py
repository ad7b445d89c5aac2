"""One measurement of networks in a process of its own: `python -m benchmarks.network_child …`.

It prints one JSON object. The first call of each kind warms up and is not counted.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.child import peak_bytes

QUERIES = Path(__file__).parent / "network_queries"
REPEATED = 15
# As the query has it.
MOST = 100


def _timed(ask: Callable[[], Any], repeated: int = REPEATED) -> tuple[dict[str, Any], Any]:
    """Return the seconds on the clock and of the processor of each call, and what it gave."""
    clock, processor, found = [], [], ask()
    for _ in range(repeated):
        begun, used = time.perf_counter(), time.process_time()
        found = ask()
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - used)
    return {"clock": clock, "seconds": processor}, found


def _arrays(folder: str) -> Any:
    import polars as pl

    from techland.network.arrays.arrays import Arrays
    from techland.network.arrays.sidecar import TABLES

    return Arrays(*(pl.read_parquet(Path(folder) / f"{name}.parquet") for name in TABLES))


def made(path: str, folder: str) -> dict[str, Any]:
    """Make the arrays of a file of triples and keep them, as a build does."""
    from techland.network.arrays.making import make_arrays

    begun = time.process_time()
    arrays = make_arrays(Path(path))
    Path(folder).mkdir()
    for name, table in arrays.tables():
        table.write_parquet(Path(folder) / f"{name}.parquet", compression="zstd")
    seconds = time.process_time() - begun
    size = sum(file.stat().st_size for file in Path(folder).iterdir())
    rows = {name: table.height for name, table in arrays.tables()}
    return {"seconds": seconds, "peak": peak_bytes(), "bytes": size, "rows": rows}


def read(folder: str) -> dict[str, Any]:
    """Read the kept arrays into memory."""
    import polars as pl  # noqa: F401 (its import is not part of the reading)

    base = peak_bytes()
    seconds, _ = _timed(lambda: _arrays(folder))
    return {**seconds, "peak": peak_bytes() - base}


def counted(folder: str, name: str) -> dict[str, Any]:
    """Answer a question from the arrays; the columns and rows that the query gives."""
    from techland.network.counting import COUNTS

    arrays = _arrays(folder)
    columns = {
        "pairs-across": ["pairs"],
        "partner-countries": ["iri", "countries"],
        "country-themes": ["country", "theme", "activities"],
    }[name]
    options = {"limit": MOST} if name == "partner-countries" else {}
    seconds, table = _timed(lambda: COUNTS[name](arrays, **options).select(columns))
    peak = peak_bytes()
    return {**seconds, "rows": [list(row) for row in table.rows()], "peak": peak}


def asked(path: str, name: str, repeated: str) -> dict[str, Any]:
    """Answer the same with pyoxigraph in memory, as a polars table by way of CSV."""
    import io

    import polars as pl
    from pyoxigraph import QueryResultsFormat, RdfFormat, Store

    store = Store()
    store.bulk_load(path=path, format=RdfFormat.N_TRIPLES)
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")

    def ask() -> pl.DataFrame:
        answer: Any = store.query(text)
        return pl.read_csv(io.BytesIO(answer.serialize(format=QueryResultsFormat.CSV)))

    seconds, table = _timed(ask, int(repeated))
    peak = peak_bytes()
    return {**seconds, "rows": [list(row) for row in table.rows()], "peak": peak}


def projected(folder: str) -> dict[str, Any]:
    """Project organisations onto shared projects; and the whole network with its tables.

    Both sides hold before the clock starts who takes part in what: we in the order of
    activities, as networks hold it, networkx as its own two-mode network.
    """
    import numpy as np

    from techland.network.building import build_network
    from techland.network.choice import chosen
    from techland.network.projecting import project

    arrays = _arrays(folder)
    taking = arrays.taking.sort("activity", "organisation")
    body, activity = (taking[n].to_numpy() for n in ("organisation", "activity"))
    count, weights = arrays.organisations.height, np.ones(arrays.activities.height)
    seconds, found = _timed(lambda: project(body, activity, count, weights))
    whole, network = _timed(lambda: build_network(arrays, chosen(tie="projects"), "benchmark"), 3)
    told = {"ties": len(found[0]), "weight": float(found[2].sum()), "peak": peak_bytes()}
    return {**seconds, "network": whole["seconds"], "height": network.edges.height, **told}


def projected_by_networkx(folder: str) -> dict[str, Any]:
    """Do the same with networkx's own projection of a two-mode network that it holds."""
    import networkx as nx

    arrays = _arrays(folder)
    taking = arrays.taking.select("organisation", "activity").rows()
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from((("o", body) for body, _ in taking))
    graph.add_edges_from((("o", body), ("a", activity)) for body, activity in taking)
    bodies = [node for node in graph if node[0] == "o"]
    begun = time.process_time()
    made = nx.bipartite.weighted_projected_graph(graph, bodies)
    seconds = [time.process_time() - begun]
    weight = float(sum(w for _, _, w in made.edges(data="weight")))
    return {"seconds": seconds, "ties": made.number_of_edges(), "weight": weight}


def brokered(ends: str) -> dict[str, Any]:
    """Count the brokerage of a network in a file of ties; a group is a node's number by five."""
    import numpy as np

    from techland.network.measures.brokerage import brokerage
    from techland.network.measures.partition import Partition
    from techland.network.measures.structure import Structure

    ties = np.loadtxt(ends, dtype=np.int64, delimiter=",")
    size = int(ties.max()) + 1
    structure = Structure.of_ties(size, ties[:, 0], ties[:, 1], directed=True)
    partition = Partition.of("group", [str(node % 5) for node in range(size)])
    base = peak_bytes()
    seconds, found = _timed(lambda: brokerage(structure, partition), 3)
    total = float(found.columns["total"].sum())
    return {**seconds, "total": total, "peak": peak_bytes() - base}


WHAT: dict[str, Callable[..., dict[str, Any]]] = {
    "made": made,
    "read": read,
    "counted": counted,
    "asked": asked,
    "projected": projected,
    "projected-by-networkx": projected_by_networkx,
    "brokered": brokered,
}

if __name__ == "__main__":
    json.dump(WHAT[sys.argv[1]](*sys.argv[2:]), sys.stdout)
