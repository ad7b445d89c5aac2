"""Structural holes and weak points: constraint, effective size, articulation points, bridges."""

from __future__ import annotations

import numpy as np

from techland.network.measures.measured import Level, Measured, ratio
from techland.network.measures.structure import Structure
from techland.network.measures.triangles import triangles

_NO_TIES = "a node has no ties"


def constraint(structure: Structure, *, weighted: bool = True) -> Measured:
    """Return how much the contacts of each node are tied to one another.

    Definition (Burt 1992, Structural Holes, equation 2.4): the sum over contacts j of
    (p_ij + sum over q of p_iq · p_qj)², p_ij the share of the weight of i's ties
    (there and back) that is with j; every tie weighs 1 unless ``weighted``. Above 0,
    and above 1 possible for small networks; not defined without ties.
    """
    graph = structure.igraph
    found = graph.constraint(weights="weight" if weighted else None)
    alone = np.array(graph.degree()) == 0
    values = np.where(alone, np.nan, np.asarray(found, dtype=np.float64))
    settings = {"weighted": weighted}
    return Measured(
        "constraint",
        Level.NODE,
        {"constraint": values},
        settings,
        undefined={"constraint": _NO_TIES},
    )


def effective_size(structure: Structure) -> Measured:
    """Return how many contacts each node has that are not tied to one another.

    Definition (Burt 1992, in the form of Borgatti 1997, Connections 20(1), 35-38): n
    contacts less 2t/n, t the ties among them. ``efficiency`` divides by n. From 1 to
    n, not defined without ties; weights and direction play no part.
    """
    plain = structure.without_direction()
    degree = np.bincount(plain.source, minlength=plain.size) + np.bincount(
        plain.target, minlength=plain.size
    )
    among = np.zeros(plain.size)
    for corners in triangles(plain):
        for corner in corners:
            among += np.bincount(corner, minlength=plain.size)
    contacts = degree.astype(np.float64)
    size = contacts - ratio(2 * among, contacts)
    return Measured(
        "effective-size",
        Level.NODE,
        {"contacts": degree, "effective_size": size, "efficiency": ratio(size, contacts)},
        main="effective_size",
        undefined=dict.fromkeys(("effective_size", "efficiency"), _NO_TIES),
    )


def articulation(structure: Structure) -> Measured:
    """Tell of each node whether the network falls apart without it.

    Definition: an articulation point is a node whose removal adds components (Tarjan
    1972); direction plays no part. ``bridges`` counts the bridges that end in the node.
    """
    plain = structure.without_direction()
    cut = np.zeros(plain.size, dtype=bool)
    cut[plain.igraph.articulation_points()] = True
    found = np.array(plain.igraph.bridges(), dtype=np.int64)
    ends = np.concatenate([plain.source[found], plain.target[found]])
    columns = {"articulation": cut, "bridges": np.bincount(ends, minlength=plain.size)}
    return Measured("articulation", Level.NODE, columns)


def bridges(structure: Structure) -> Measured:
    """Return the ties whose removal adds a component.

    Definition: a bridge (isthmus) is a tie on no cycle (Tarjan 1974); direction plays
    no part. A row is a tie: ``source`` and ``target`` are numbers of nodes.
    """
    plain = structure.without_direction()
    found = np.sort(np.array(plain.igraph.bridges(), dtype=np.int64))
    columns = {"source": plain.source[found], "target": plain.target[found]}
    return Measured("bridges", Level.PAIR, columns)
