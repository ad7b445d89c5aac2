"""Communities beside networkx, and a backbone at scale.

`python -m benchmarks.studies [--quick] [--out FILE]` writes ``benchmarks/studies.json``. Each
figure comes from a process of its own. Communities: Leiden as `network.communities()` finds them,
weights left aside, on a network of 100,000 nodes and 500,000 drawn ties, seven of ten within one
of 500 planted groups; the peer is networkx's Louvain on the same ties, seed 1, as it stands.
Making the structure, or the peer's graph, is left out of both. Seconds are those of the processor:
a shared machine stretches long answers more than short ones. Backbone: the stochastic degree
sequence model on 20,000 organisations and 10,000 projects of 2 to 20 takers, the takers drawn by
a power law, from the parts to the corrected p-values.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.child import peak_bytes
from benchmarks.figures import Figure, machine

RESULTS = Path(__file__).parent / "studies.json"
SEED = 20261125
NODES, TIES, GROUPS = 100_000, 500_000, 500
TAKERS, ACTIVITIES = 20_000, 10_000
QUICK = 50
WITHIN = 0.7
LEIDEN_BAR = 20.0
REPEATED = 3
Ends = NDArray[np.int64]


def planted(nodes: int, ties: int, groups: int) -> tuple[Ends, Ends]:
    """Draw ties of which seven of ten stay within a group; no tie twice, none to itself."""
    chance = np.random.default_rng(SEED)
    group = np.sort(chance.integers(0, groups, nodes))
    starts = np.searchsorted(group, np.arange(groups + 1))
    one = chance.integers(0, nodes, 2 * ties)
    first, last = starts[group[one]], starts[group[one] + 1]
    within = first + (chance.random(len(one)) * (last - first)).astype(np.int64)
    other = np.where(chance.random(len(one)) < WITHIN, within, chance.integers(0, nodes, len(one)))
    ends = np.sort(np.stack([one, other], axis=1), axis=1)[one != other]
    _, place = np.unique(ends[:, 0] * nodes + ends[:, 1], return_index=True)
    kept = ends[np.sort(place)[:ties]]
    return kept[:, 0], kept[:, 1]


def taking(takers: int, activities: int) -> tuple[Ends, Ends]:
    """Draw who takes part in what: 2 to 20 takers each, few of them in very many."""
    chance = np.random.default_rng(SEED)
    sizes = chance.integers(2, 21, activities)
    weight = 1 / np.arange(1, takers + 1) ** 0.6
    row = chance.choice(takers, int(sizes.sum()), p=weight / weight.sum())
    column = np.repeat(np.arange(activities), sizes)
    key = np.unique(row * activities + column)
    return key // activities, key % activities


def leiden(part: str) -> dict[str, Any]:
    """Find communities with techland."""
    from techland.network.measures.leiden import find_communities
    from techland.network.measures.structure import Structure

    nodes, ties, groups = (size // int(part) for size in (NODES, TIES, GROUPS))
    structure = Structure.of_ties(nodes, *planted(nodes, ties, max(groups, 2)))
    structure.igraph.vcount()
    begun = time.process_time()
    found = find_communities(structure)
    seconds = time.process_time() - begun
    return {"seconds": seconds, "quality": found.modularity, "ties": structure.ties}


def louvain(part: str) -> dict[str, Any]:
    """Find communities with networkx."""
    import networkx as nx

    nodes, ties, groups = (size // int(part) for size in (NODES, TIES, GROUPS))
    one, other = planted(nodes, ties, max(groups, 2))
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(nodes))
    network.add_edges_from(zip(one.tolist(), other.tolist(), strict=True))
    begun = time.process_time()
    found = nx.community.louvain_communities(network, seed=1, weight=None)
    seconds = time.process_time() - begun
    quality = nx.community.modularity(network, found, weight=None)
    return {"seconds": seconds, "quality": quality, "ties": network.number_of_edges()}


def backbone(part: str) -> dict[str, Any]:
    """Find a backbone with techland."""
    from techland.network.backbone.thinning import projection_chances
    from techland.network.incidence import Incidence
    from techland.network.projecting import project

    takers, activities = TAKERS // int(part), ACTIVITIES // int(part)
    row, column = taking(takers, activities)
    base = peak_bytes()
    begun = time.process_time()
    incidence = Incidence.of_parts(row, column)
    one, other, _, shared = project(row, column, takers, np.ones(activities))
    tested = projection_chances(incidence, one, other, "bh")
    seconds = time.process_time() - begun
    kept = int((tested.corrected < 0.05).sum())  # noqa: PLR2004 (the usual alpha)
    told = f"{len(row)} parts, {len(shared)} ties, {kept} kept"
    return {"seconds": seconds, "peak": peak_bytes() - base, "note": told}


WHAT = {"leiden": leiden, "louvain": louvain, "backbone": backbone}


def measured(what: str, part: int) -> dict[str, Any]:
    """Return what a child process measured."""
    command = [sys.executable, "-m", "benchmarks.studies", "--child", what, str(part)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def all_figures(part: int) -> Iterator[Figure]:
    """Yield the figures; a quick run has a small network and no bar."""
    ours = [measured("leiden", part)]
    peer = measured("louvain", part)
    ours += [measured("leiden", part) for _ in range(REPEATED - 1)]
    if ours[0]["ties"] != peer["ties"]:
        raise SystemExit(f"{ours[0]['ties']} ties against {peer['ties']}")
    note = (
        f"{ours[0]['ties']} ties; modularity {ours[0]['quality']:.4f}, "
        f"the peer's {peer['quality']:.4f}"
    )
    seconds, bar = [run["seconds"] for run in ours], LEIDEN_BAR if part == 1 else None
    name = f"communities, {NODES // part} nodes"
    yield Figure(name, "processor seconds", "s", seconds, [peer["seconds"]], bar, note)
    runs = [measured("backbone", part) for _ in range(REPEATED)]
    name, note = f"backbone, {TAKERS // part} x {ACTIVITIES // part}", runs[0]["note"]
    yield Figure(name, "processor seconds", "s", [run["seconds"] for run in runs], [], None, note)
    what = "highest resident size less that before"
    peaks = [run["peak"] / 2**20 for run in runs]
    yield Figure(f"{name}: memory", what, "MiB", peaks, [], None, note)


def main() -> None:
    """Measure, show a line a figure, write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.studies", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small networks, no bar")
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    results: dict[str, Any] = {"machine": machine(), "seed": SEED, "settings": __doc__}
    told = []
    for figure in all_figures(QUICK if asked.quick else 1):
        print(figure.line(), flush=True)
        told.append(figure.as_json())
    results["figures"] = told
    asked.out.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        json.dump(WHAT[sys.argv[2]](sys.argv[3]), sys.stdout)
    else:
        main()
