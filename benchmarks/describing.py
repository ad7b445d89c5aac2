"""Measure the VoID counts beside SPARQL counts: `python -m benchmarks.describing [TRIPLES]`.

The peer loads the triples into pyoxigraph and asks it for the totals and for
the partitions by property and by class; ours also counts the properties of
classes and the classes and datatypes of their objects.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.child import peak_bytes
from benchmarks.synthetic import write_synthetic

TRIPLES = 1_000_000
QUERIES = (
    "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) { ?s ?p ?o }",
    "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) "
    "{ ?s ?p ?o } GROUP BY ?p",
    "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c",
)


def ours(path: Path) -> int:
    """Count in one pass over the lines; return the number of distinct objects."""
    from techland.graph.description.counting import count_lines
    from techland.graph.export.nquads_lines import file_lines

    return count_lines(file_lines(path), {}).whole.objects


def peer(path: Path) -> int:
    """Count by SPARQL; return the number of distinct objects."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_TRIPLES)
    answers = [list(store.query(query)) for query in QUERIES]
    return int(answers[0][0]["b"].value)


def measure(name: str, path: Path) -> dict[str, float]:
    """Measure one of the two in a process of its own."""
    program = [sys.executable, "-m", "benchmarks.describing", name, str(path)]
    told = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    figures: dict[str, float] = json.loads(told)
    return figures


def _in_this_process(count: Callable[[Path], int], path: Path) -> None:
    begun = monotonic()
    objects = count(path)
    told = {"seconds": monotonic() - begun, "peak": peak_bytes(), "objects": objects}
    print(json.dumps(told))


def main(triples: int) -> None:
    """Measure both over so many triples and print the figures."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "triples.nt"
        write_synthetic(path, triples)
        found = {name: measure(name, path) for name in ("ours", "peer")}
    if found["ours"]["objects"] != found["peer"]["objects"]:
        raise SystemExit(f"the two disagree: {found}")
    for name, figures in found.items():
        print(f"{name}: {figures['seconds']:.1f} s, peak {figures['peak'] / 1e6:.0f} MB")
    seconds, peak = (found["peer"][key] / found["ours"][key] for key in ("seconds", "peak"))
    print(f"ratio of peer to ours: time {seconds:.2f}, memory {peak:.1f}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] in (["ours"], ["peer"]):
        _in_this_process({"ours": ours, "peer": peer}[arguments[0]], Path(arguments[1]))
    else:
        main(int(arguments[0]) if arguments else TRIPLES)
