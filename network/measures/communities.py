"""Communities as measures: who belongs together, how surely, and does it follow the border?"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from techland.graph.measure_errors import WrongMeasureOption
from techland.network.measures.agreement import adjusted_mutual_information
from techland.network.measures.leiden import Communities, Leiden, find_communities
from techland.network.measures.measured import Level, Measured, one
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Numbers, Structure

_RUNS = 20
_DIRECTED = "communities are found with the direction of ties left aside"


def _notes(structure: Structure, found: Communities) -> tuple[str, ...]:
    alone = int(np.count_nonzero(found.sizes == 1))
    notes = [_DIRECTED] if structure.directed else []
    if alone:
        notes.append(f"{alone} of {len(found.sizes)} communities are one node alone")
    return tuple(notes)


def _settings(asked: Leiden) -> dict[str, object]:
    told = {"resolution": asked.resolution, "seed": asked.seed, "weighted": asked.weighted}
    return told | {"iterations": asked.iterations, "algorithm": "Leiden, modularity"}


def communities(
    structure: Structure,
    *,
    resolution: float = 1.0,
    seed: int = 1,
    weighted: bool = False,
    iterations: int = 2,
) -> Measured:
    """Return the community of each node, as the Leiden algorithm finds them by modularity.

    ``community`` is 1 for the largest; ``size`` how many nodes it has (Traag, Waltman
    & van Eck 2019). The modularity, in the settings, is the share of ties within
    communities less what the degrees would give by chance: at most 1. Communities
    depend on chance: see ``community-stability``.
    """
    asked = Leiden(resolution, seed, weighted, iterations)
    found = find_communities(structure, asked)
    told = {"communities": len(found.sizes), "modularity": found.modularity}
    return Measured(
        "communities",
        Level.NODE,
        {"community": found.codes + 1, "size": found.sizes[found.codes]},
        _settings(asked) | told,
        _notes(structure, found),
        "size",
    )


def community_stability(
    structure: Structure,
    *,
    resolution: float = 1.0,
    seed: int = 1,
    runs: int = _RUNS,
    weighted: bool = False,
    iterations: int = 2,
) -> Measured:
    """Return how much the communities hang on the seed.

    Leiden runs with the seeds ``seed``, ``seed + 1``, … ``runs`` times. ``agreement``
    is the mean adjusted mutual information of every two runs (1: always the same
    communities), ``lowest`` the least; beside them the fewest and most communities and
    the lowest and highest modularity. Nodes without ties, always alone, are left out
    of the comparison. Not defined without ties.

    Raises:
        WrongMeasureOption: fewer than two runs.
    """
    if runs < 2:  # noqa: PLR2004 (two make a pair)
        raise WrongMeasureOption("runs", runs, "a whole number of at least 2")
    asked = [Leiden(resolution, seed + run, weighted, iterations) for run in range(runs)]
    found = [find_communities(structure, settings) for settings in asked]
    tied = np.zeros(structure.size, dtype=bool)
    tied[structure.source] = tied[structure.target] = True
    agreement = [
        adjusted_mutual_information(a.codes[tied], b.codes[tied]) for a, b in combinations(found, 2)
    ]
    counts = [len(run.sizes) for run in found]
    quality = [np.nan if run.modularity is None else run.modularity for run in found]
    known = structure.ties > 0
    notes = _notes(structure, found[0])
    return Measured(
        "community-stability",
        Level.NETWORK,
        {
            "runs": np.array([runs], dtype=np.int64),
            "agreement": one(float(np.mean(agreement)) if known else None),
            "lowest": one(min(agreement) if known else None),
            "fewest": np.array([min(counts)], dtype=np.int64),
            "most": np.array([max(counts)], dtype=np.int64),
            "lowest_modularity": one(float(np.min(quality))),
            "highest_modularity": one(float(np.max(quality))),
        },
        _settings(asked[0]) | {"runs": runs},
        notes,
        undefined=dict.fromkeys(
            ("agreement", "lowest", "lowest_modularity", "highest_modularity"), "there are no ties"
        ),
    )


def community_agreement(
    structure: Structure,
    partition: Partition,
    *,
    resolution: float = 1.0,
    seed: int = 1,
    weighted: bool = False,
    iterations: int = 2,
) -> Measured:
    """Return how far communities follow country, region or another attribute.

    ``agreement`` is the adjusted mutual information (Vinh, Epps & Bailey 2010) of the
    communities and the groups, over nodes of known group: 1 if they are the same, 0 as
    by chance. ``within`` is the mean share, over communities of at least two such
    nodes, of their most frequent group. Not defined below two nodes of known group.
    """
    asked = Leiden(resolution, seed, weighted, iterations)
    found = find_communities(structure, asked)
    known = partition.known
    codes, groups = found.codes[known], partition.codes[known]
    enough = len(codes) > 1
    lost = int((~known).sum())
    notes = list(_notes(structure, found))
    if lost:
        notes.append(f"{lost} of {structure.size} nodes have no known {partition.name}: left out")
    return Measured(
        "community-agreement",
        Level.NETWORK,
        {
            "agreement": one(adjusted_mutual_information(codes, groups) if enough else None),
            "within": one(_purity(codes, groups)),
            "communities": np.array([len(found.sizes)], dtype=np.int64),
            "groups": np.array([len(partition.groups)], dtype=np.int64),
            "modularity": one(found.modularity),
        },
        {"groups": partition.name} | _settings(asked),
        tuple(notes),
        undefined={
            "agreement": "there are fewer than two nodes of known group",
            "within": "no community has two nodes of known group",
            "modularity": "there are no ties",
        },
    )


def _purity(codes: Numbers, groups: Numbers) -> float | None:
    """Return the mean share of the most frequent group in communities of two and more."""
    if not len(codes):
        return None
    table = np.zeros((int(codes.max()) + 1, int(groups.max()) + 1))
    np.add.at(table, (codes, groups), 1)
    sizes = table.sum(axis=1)
    large = sizes > 1
    if not large.any():
        return None
    return float((table[large].max(axis=1) / sizes[large]).mean())
