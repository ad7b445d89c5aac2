"""Measures of the two-mode network itself: who takes part in what, before it is projected.

A projection makes every activity a clique; these measures do not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from techland.network.incidence import Incidence
from techland.network.measures.measured import Level, Measured, one, ratio
from techland.network.measures.structure import Structure

_PAIR = 2
_NO_PARTS = "nobody takes part in anything"


def two_mode(structure: Structure, incidence: Incidence) -> Measured:  # noqa: ARG001 (one form for all measures)
    """Return size, density and clustering of who takes part in what.

    ``takers`` have a part in an ``activity``; ``parts`` of all that could be
    (``density``, Borgatti & Everett 1997, Social Networks 19, 243-269); their means on
    both sides; ``clustering``: four times the cycles of length four over the paths of
    length three (Robins & Alexander 2004, Computational & Mathematical Organization
    Theory 10, 69-94), from 0 to 1: how often two that share one activity share another.
    Not defined without such paths.
    """
    rows, columns = incidence.row_degrees, incidence.column_degrees
    product = (incidence.matrix @ incidence.matrix.T).tocoo()
    shared = product.data[product.row < product.col].astype(np.float64)
    cycles = float((shared * (shared - 1) / 2).sum())
    paths = float(((rows[incidence.row] - 1) * (columns[incidence.column] - 1)).sum())
    parts = len(incidence.row)
    clustering = ratio(4 * cycles, paths)
    return Measured(
        "two-mode",
        Level.NETWORK,
        {
            "takers": np.array([incidence.takers], dtype=np.int64),
            "activities": np.array([incidence.columns], dtype=np.int64),
            "parts": np.array([parts], dtype=np.int64),
            "density": one(float(ratio(parts, incidence.takers * incidence.columns))),
            "activities_of_a_taker": one(float(ratio(parts, incidence.takers))),
            "takers_of_an_activity": one(float(ratio(parts, incidence.columns))),
            "clustering": one(float(clustering)),
        },
        undefined={
            "density": _NO_PARTS,
            "activities_of_a_taker": _NO_PARTS,
            "takers_of_an_activity": _NO_PARTS,
            "clustering": "there is no path of length three",
        },
    )


def two_mode_nodes(structure: Structure, incidence: Incidence) -> Measured:
    """Return for each node its place in the two-mode network.

    ``activities`` are those with a part of it, ``share`` of all (Borgatti & Everett
    1997). ``redundancy`` (Latapy, Magnien & Del Vecchio 2008, Social Networks 30,
    31-48): the share of the pairs of its activities that another taker has both of, so
    that without it they would still be joined; not defined below two activities.
    ``betweenness``: the share of the most that a taker could have (Borgatti & Everett
    1997), over shortest paths between takers and activities alike.
    """
    known = slice(0, structure.size)
    degrees = incidence.row_degrees.astype(np.float64)
    padded = np.zeros(max(structure.size, len(degrees)))
    padded[: len(degrees)] = degrees
    redundancy, between = (
        _padded(values, structure.size, empty)
        for values, empty in ((_redundancy(incidence), np.nan), (_betweenness(incidence), 0.0))
    )
    return Measured(
        "two-mode-nodes",
        Level.NODE,
        {
            "activities": padded[known],
            "share": ratio(padded[known], incidence.columns),
            "redundancy": redundancy,
            "betweenness": between,
        },
        main="activities",
        undefined={
            "share": _NO_PARTS,
            "redundancy": "a node has fewer than two activities",
            "betweenness": "there are fewer than two takers, or one activity at most",
        },
    )


def _padded(values: NDArray[np.float64], size: int, empty: float) -> NDArray[np.float64]:
    """Return the values of the network's nodes; those without any part come last."""
    found = np.full(max(size, len(values)), empty)
    found[: len(values)] = values
    return found[:size]


def _redundancy(incidence: Incidence) -> NDArray[np.float64]:
    matrix = incidence.matrix
    overlap = (matrix.T @ matrix).tocsr()
    overlap.setdiag(0)
    overlap.data = (overlap.data >= _PAIR).astype(np.int64)
    both = np.asarray((matrix @ overlap).multiply(matrix).sum(axis=1), dtype=np.float64).ravel()
    degrees = incidence.row_degrees.astype(np.float64)
    return ratio(both, degrees * (degrees - 1))


def _betweenness(incidence: Incidence) -> NDArray[np.float64]:
    import igraph

    ends = np.stack([incidence.row, incidence.column + incidence.rows], axis=1)
    graph = igraph.Graph(incidence.rows + incidence.columns, ends.tolist())
    counts = np.asarray(graph.betweenness(range(incidence.rows)), dtype=np.float64)
    n, m = incidence.takers, incidence.columns
    if not n or not m:
        return counts
    s, t = divmod(n - 1, m)
    most = (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
    return ratio(counts, most)
