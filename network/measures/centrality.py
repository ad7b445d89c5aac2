"""How central a node is: degree, strength, closeness, betweenness, eigenvector, PageRank, core."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from techland.graph.measure_errors import WrongMeasureOption
from techland.network.measures.measured import Level, Measured, ratio
from techland.network.measures.structure import Structure

_BATCHES = 10
_DAMPING = 0.85
# Up to this size all eigenvalues are computed.
_DENSE = 400
_ALONE = "there is one node alone"
_TOO_FEW = "there are fewer than three nodes"


def _column(values: Any) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)


def degree(structure: Structure) -> Measured:
    """Return how many ties each node has and how much they weigh together.

    ``degree`` counts ties, ``strength`` adds their weights (Barrat et al. 2004,
    PNAS 101, 3747-3752), ``share`` is the degree over the nodes that there are
    besides (0 to 1; not defined for one node alone). If directed, in and out are told
    apart too, and the degree adds both.
    """
    size, weight = structure.size, structure.weight
    out, into = (np.bincount(end, minlength=size) for end in (structure.source, structure.target))
    strong = [np.bincount(end, weight, size) for end in (structure.source, structure.target)]
    total = out + into
    most = 2 * (size - 1) if structure.directed else size - 1
    columns = {"degree": total, "strength": strong[0] + strong[1], "share": ratio(total, most)}
    if structure.directed:
        columns |= {"in_degree": into, "out_degree": out}
        columns |= {"in_strength": strong[1], "out_strength": strong[0]}
    return Measured("degree", Level.NODE, columns, undefined={"share": _ALONE})


def closeness(structure: Structure) -> Measured:
    """Return how near each node is to the others, over ties of length 1.

    ``closeness`` (Wasserman & Faust 1994, equation 5.22 and its correction for
    several components): with r nodes reached, (r / (n-1)) · (r / sum of distances),
    0 for a node that reaches none. ``harmonic`` (Marchiori & Latora 2000): the mean
    of 1/distance to the others, 0 for one out of reach. Both from 0 to 1 and not
    defined for one node alone. If directed, along the ties out of the node.
    """
    graph, others = structure.igraph, structure.size - 1
    if not others:
        undefined = np.full(structure.size, np.nan)
        columns = {"closeness": undefined, "harmonic": undefined}
        reasons = dict.fromkeys(columns, _ALONE)
        return Measured("closeness", Level.NODE, columns, undefined=reasons)
    mode = "out" if structure.directed else "all"
    near = np.nan_to_num(_column(graph.closeness(mode=mode, normalized=True)))
    reached = _column(graph.neighborhood_size(order=structure.size, mode=mode)) - 1
    harmonic = _column(graph.harmonic_centrality(mode=mode, normalized=True))
    columns = {"closeness": near * reached / max(others, 1), "harmonic": np.nan_to_num(harmonic)}
    return Measured("closeness", Level.NODE, columns)


def betweenness(structure: Structure, *, sampled: int | None = None, seed: int = 1) -> Measured:
    """Return on what share of shortest paths between others each node lies.

    Definition (Freeman 1977, Sociometry 40, 35-41): the sum over pairs of nodes of
    the share of their shortest paths through the node, ties of length 1;
    ``share`` divides by the number of pairs of others (0 to 1; not defined below
    three nodes). With ``sampled`` only paths from so many nodes, drawn without
    repetition from ``seed``, are counted and the sum scaled up (Brandes & Pich
    2007); ``error`` is the standard error, from ten batches of the sample.

    Raises:
        WrongMeasureOption: fewer than 20 nodes to sample.
    """
    size = structure.size
    pairs = (size - 1) * (size - 2) / (1 if structure.directed else 2)
    if sampled is None or sampled >= size:
        counts = _column(structure.igraph.betweenness(directed=structure.directed))
        columns = {"betweenness": counts, "share": ratio(counts, pairs)}
        return Measured("betweenness", Level.NODE, columns, undefined={"share": _TOO_FEW})
    if sampled < 2 * _BATCHES:
        raise WrongMeasureOption("sampled", sampled, f"at least {2 * _BATCHES} nodes")
    counts, error = _sampled(structure, sampled, seed)
    return Measured(
        "betweenness",
        Level.NODE,
        {
            "betweenness": counts,
            "share": ratio(counts, pairs),
            "error": error,
            "share_error": ratio(error, pairs),
        },
        {"sampled": sampled, "seed": seed},
        (f"estimated from the paths that begin at {sampled} of {size} nodes",),
    )


def _sampled(
    structure: Structure, sampled: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    drawn = np.random.default_rng(seed).choice(structure.size, sampled, replace=False)
    everyone = list(range(structure.size))
    scaled, sizes = [], []
    for batch in np.array_split(drawn, _BATCHES):
        found = structure.igraph.betweenness(
            directed=structure.directed, sources=batch.tolist(), targets=everyone
        )
        scaled.append(_column(found) * structure.size / len(batch))
        sizes.append(len(batch))
    shares = np.array(sizes) / sampled
    estimate = np.average(scaled, axis=0, weights=shares)
    # A sample without repetition errs less the more of the nodes it holds.
    left = 1 - sampled / structure.size
    variance = np.average((np.array(scaled) - estimate) ** 2, axis=0, weights=shares)
    return estimate, np.sqrt(variance / (_BATCHES - 1) * left)


def eigenvector(structure: Structure, *, weighted: bool = False) -> Measured:
    """Return how well tied each node is to nodes that are well tied.

    Definition (Bonacich 1972): the eigenvector of the adjacency matrix to its
    largest eigenvalue, scaled to a largest entry of 1; direction plays no part
    (PageRank is for directed networks). Components whose largest eigenvalue is
    smaller have 0, so that in a network of several components it speaks of one: a
    note says so. Where the eigenvector is not unique, it is the projection of a
    vector of ones. Not defined without ties.
    """
    plain = structure.without_direction()
    if not plain.ties:
        undefined = np.full(structure.size, np.nan)
        reasons = {"eigenvector": "there are no ties"}
        return Measured("eigenvector", Level.NODE, {"eigenvector": undefined}, undefined=reasons)
    found = _leading(plain, weighted=weighted)
    parts = len(plain.igraph.connected_components())
    note = f"the network has {parts} components: those with a smaller eigenvalue have 0"
    return Measured(
        "eigenvector",
        Level.NODE,
        {"eigenvector": found / found.max()},
        {"weighted": weighted},
        (note,) if parts > 1 else (),
    )


def _leading(plain: Structure, *, weighted: bool) -> NDArray[np.float64]:
    """Return the projection of ones on the space of the largest eigenvalue, signs aside."""
    from scipy.sparse.linalg import eigsh

    matrix, ones = plain.matrix.copy(), np.ones(plain.size)
    if not weighted:
        matrix.data[:] = 1
    if plain.size <= _DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray())
        top = vectors[:, values >= values[-1] - 1e-9 * abs(values[-1])]
        return np.abs(top @ (top.T @ ones))
    _, vectors = eigsh(matrix, k=1, which="LA", v0=ones)
    leading = np.abs(_column(vectors[:, 0]))
    leading[leading < leading.max() * 1e-12] = 0
    return leading


def pagerank(
    structure: Structure, *, weighted: bool = False, damping: float = _DAMPING
) -> Measured:
    """Return the share of time that a walk along ties spends at each node.

    Definition (Brin & Page 1998): with probability ``damping`` the walk follows a tie,
    by weight if ``weighted``, else it jumps to any node. Adds up to 1; a node without
    ties has what the jumps give.

    Raises:
        WrongMeasureOption: ``damping`` is no probability below 1.
    """
    if not 0 <= damping < 1:
        raise WrongMeasureOption("damping", damping, "a number from 0, below 1")
    found = structure.igraph.pagerank(
        directed=structure.directed, damping=damping, weights="weight" if weighted else None
    )
    settings = {"weighted": weighted, "damping": damping}
    return Measured("pagerank", Level.NODE, {"pagerank": _column(found)}, settings)


def coreness(structure: Structure) -> Measured:
    """Return the largest k so that each node is in the k-core.

    Definition (Seidman 1983, Social Networks 5, 269-287): the k-core is what is left
    when nodes with fewer than k ties are taken away until none is left to take. A
    whole number from 0; direction plays no part.
    """
    found = structure.without_direction().igraph.coreness()
    return Measured("coreness", Level.NODE, {"coreness": np.asarray(found, dtype=np.int64)})
