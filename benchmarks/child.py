"""One measurement in a process of its own: `python -m benchmarks.child WHAT ARGUMENTS`.

It prints one JSON object. Peak memory is the process's highest resident size.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPEATED = 3


def peak_bytes() -> int:
    """Return the highest resident size of this process so far (Linux).

    The figure of getrusage would be that of the process it was forked from, were that larger.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def build(folder: str) -> dict[str, Any]:
    """Build the curated graph; seconds by phase."""
    from techland.graph.build import build as run
    from techland.graph.home import Home

    begun: list[tuple[str, float]] = []
    run(Home(Path(folder)), progress=lambda _, __, what: begun.append((what, time.monotonic())))
    times = [*(moment for _, moment in begun), time.monotonic()]
    phases = {what: times[i + 1] - times[i] for i, (what, _) in enumerate(begun)}
    return {"seconds": times[-1] - times[0], "phases": phases, "peak": peak_bytes()}


def _loaded(load: Callable[[], Any]) -> tuple[Any, float, int]:
    base = peak_bytes()
    begun = time.monotonic()
    graph = load()
    return graph, time.monotonic() - begun, peak_bytes() - base


def _techland(path: str) -> Any:
    from techland.graph.store import load_store

    return load_store(Path(path))


def _rdflib(path: str) -> Any:
    from rdflib import Graph

    return Graph().parse(path, format="nt")


def load_techland(path: str) -> dict[str, Any]:
    """Load a file of N-Triples as techland loads a snapshot."""
    import techland.graph.store  # noqa: F401 (its import is not part of the loading)

    graph, seconds, peak = _loaded(lambda: _techland(path))
    return {"seconds": seconds, "peak": peak, "triples": len(graph)}


def load_rdflib(path: str) -> dict[str, Any]:
    """Load the same file with rdflib's default store."""
    import rdflib  # noqa: F401 (as above)

    graph, seconds, peak = _loaded(lambda: _rdflib(path))
    return {"seconds": seconds, "peak": peak, "triples": len(graph)}


def publish_techland(path: str, folder: str) -> dict[str, Any]:
    """Build a snapshot of the triples of a file: each once, sorted, hashed, safe on the disk."""
    from pyoxigraph import RdfFormat, parse

    from techland.graph.dataset import Dataset
    from techland.graph.home import Home
    from techland.graph.publication import Contents, publish

    def publication() -> list[str]:
        triples = frozenset(quad.triple for quad in parse(path=path, format=RdfFormat.N_TRIPLES))
        lines = Dataset(triples, {}, (), ()).lines()
        publish(Home(Path(folder)), Contents(lines, {}, {}, {}))
        return lines

    lines, seconds, peak = _loaded(publication)
    return {"seconds": seconds, "peak": peak, "triples": len(lines)}


def publish_rdflib(path: str, folder: str) -> dict[str, Any]:
    """Do the same with rdflib: its parser, its graph, its serialiser."""
    import hashlib
    import os

    import rdflib  # noqa: F401 (its import is not part of the work)

    def publication() -> list[str]:
        lines = sorted(_rdflib(path).serialize(format="nt").splitlines(keepends=True))
        Path(folder).mkdir()
        with (Path(folder) / "sorted.nt").open("w", encoding="utf-8") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        with (Path(folder) / "sorted.nt").open("rb") as done:
            hashlib.file_digest(done, "sha256")
        return lines

    lines, seconds, peak = _loaded(publication)
    return {"seconds": seconds, "peak": peak, "triples": len([x for x in lines if x.strip()])}


def query_techland(path: str, *names: str) -> dict[str, Any]:
    """Time catalogue queries over the store: seconds of each repetition, and rows."""
    store = _techland(path)
    return {
        name: _timed(lambda text: len(list(store.query(text))), name, REPEATED) for name in names
    }


def query_rdflib(path: str, cap: str, *names: str) -> dict[str, Any]:
    """Time the same with rdflib, once each, stopped after so many seconds."""
    graph = _rdflib(path)

    def stopped(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stopped)
    found: dict[str, Any] = {}
    for name in names:
        signal.alarm(int(cap))
        try:
            found[name] = _timed(lambda text: len(list(graph.query(text))), name, 1)
        except TimeoutError:
            found[name] = {"seconds": [float(cap)], "rows": None}
        finally:
            signal.alarm(0)
    return found


def _timed(ask: Callable[[str], int], name: str, repeated: int) -> dict[str, Any]:
    from techland.queries.catalogue import query_named

    text = query_named(name).text
    seconds, rows = [], 0
    for _ in range(repeated):
        begun = time.monotonic()
        rows = ask(text)
        seconds.append(time.monotonic() - begun)
    return {"seconds": seconds, "rows": rows}


def export_techland(path: str, name: str) -> dict[str, Any]:
    """Write sorted N-Triples in a format as an export does; peak is of the whole process."""
    from pyoxigraph import DefaultGraph

    from techland.graph.export.selection import Selection
    from techland.graph.export.serialising import WHOLE_DATASET, write_selection
    from techland.graph.formats import format_named

    graph = None if name in WHOLE_DATASET else DefaultGraph()
    selection, entry = Selection(Path(path), graph, "benchmark"), format_named(name)
    return _exported(path, name, lambda output: write_selection(selection, entry, output))


def export_pyoxigraph(path: str, name: str) -> dict[str, Any]:
    """Do the same with pyoxigraph alone; it has no context for JSON-LD."""
    from pyoxigraph import RdfFormat, parse, serialize

    from techland.ontology.prefix_table import PREFIXES

    kind = getattr(RdfFormat, PYOXIGRAPH_NAMES[name])
    prefixes = PREFIXES if name in {"turtle", "trig", "rdfxml"} else None

    def write(output: Any) -> None:
        quads = parse(path=path, format=RdfFormat.N_TRIPLES)
        serialize(quads, output, kind, prefixes=prefixes)

    return _exported(path, name, write)


def export_rdflib(path: str, name: str) -> dict[str, Any]:
    """Serialise the same with rdflib, from a graph that it has loaded."""
    import rdflib

    from techland.ontology.prefix_table import PREFIXES

    graph = rdflib.Dataset() if name in {"trig", "nquads"} else rdflib.Graph()
    target = graph.default_graph if isinstance(graph, rdflib.Dataset) else graph
    target.parse(path, format="nt")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)

    def write(output: Any) -> None:
        graph.serialize(output, format=RDFLIB_NAMES[name], encoding="utf-8")

    return _exported(path, name, write)


def _exported(path: str, name: str, write: Callable[[Any], object]) -> dict[str, Any]:
    target = Path(path).with_suffix(f".{name}.out")
    begun = time.monotonic()
    with target.open("wb") as output:
        write(output)
    seconds = time.monotonic() - begun
    peak = peak_bytes()
    found = {"seconds": seconds, "peak": peak, "statements": _statements(target, name)}
    target.unlink()
    return found


def _statements(path: Path, name: str) -> int | None:
    """Count what was written, where pyoxigraph reads it and it is not too large to count."""
    from pyoxigraph import RdfFormat, parse

    if name not in PYOXIGRAPH_NAMES or path.stat().st_size > COUNTED_BYTES:
        return None
    kind = getattr(RdfFormat, PYOXIGRAPH_NAMES[name])
    return sum(1 for _ in parse(path=str(path), format=kind))


PYOXIGRAPH_NAMES = {
    "ntriples": "N_TRIPLES",
    "nquads": "N_QUADS",
    "turtle": "TURTLE",
    "trig": "TRIG",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON_LD",
}
RDFLIB_NAMES = {
    "ntriples": "nt",
    "nquads": "nquads",
    "turtle": "turtle",
    "trig": "trig",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}
COUNTED_BYTES = 1 << 26

WHAT: dict[str, Callable[..., dict[str, Any]]] = {
    "build": build,
    "load-techland": load_techland,
    "load-rdflib": load_rdflib,
    "publish-techland": publish_techland,
    "publish-rdflib": publish_rdflib,
    "query-techland": query_techland,
    "query-rdflib": query_rdflib,
    "export-techland": export_techland,
    "export-pyoxigraph": export_pyoxigraph,
    "export-rdflib": export_rdflib,
}

if __name__ == "__main__":
    json.dump(WHAT[sys.argv[1]](*sys.argv[2:]), sys.stdout)
