"""Gould-Fernandez brokerage: who stands between whom, in five roles.

Source: Gould & Fernandez 1989, Sociological Methodology 19, 89-126. A broker v
stands on an open path a → v → b: a and b differ, and no tie leads from a to b.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from techland.network.measures.measured import Level, Measured, ratio
from techland.network.measures.partition import Grouped, Partition
from techland.network.measures.structure import Numbers, Structure
from techland.network.measures.triangles import TieLookup, triangles

# coordinator: a, v and b of one group; itinerant: a and b of one, v of another;
# representative: a and v of one; gatekeeper: v and b of one; liaison: three groups.
ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
COORDINATOR, ITINERANT, REPRESENTATIVE, GATEKEEPER, LIAISON = range(5)


def _roles(begin: Numbers, broker: Numbers, end: Numbers) -> Numbers:
    """Return the role of each path by the groups of its three nodes."""
    choices = [
        (begin == broker) & (broker == end),
        begin == end,
        begin == broker,
        broker == end,
    ]
    known = [COORDINATOR, ITINERANT, REPRESENTATIVE, GATEKEEPER]
    return np.select(choices, known, LIAISON).astype(np.int64)


def _all_paths(grouped: Grouped) -> NDArray[np.float64]:
    """Return by node and role the paths a → v → b with a and b different, open or closed."""
    from scipy.sparse import csr_array

    structure, codes = grouped.structure, grouped.partition.codes
    one, other, _ = structure.both_ways
    shape = (structure.size, max(len(grouped.partition.groups), 1))
    ones = np.ones(len(one))
    into = csr_array((ones, (other, codes[one])), shape=shape)
    out = csr_array((ones, (one, codes[other])), shape=shape)
    back = TieLookup(structure).has(other, one)
    mutual = csr_array((ones[back], (one[back], codes[other[back]])), shape=shape)
    known = np.flatnonzero(grouped.partition.known)
    own_group = csr_array((np.ones(len(known)), (known, codes[known])), shape=shape)

    def own(counts: csr_array) -> NDArray[np.float64]:
        return np.asarray(counts.multiply(own_group).sum(axis=1), dtype=np.float64).ravel()

    def whole(counts: csr_array) -> NDArray[np.float64]:
        return np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()

    same = whole(into.multiply(out).tocsr())
    own_into, own_out, own_mutual = own(into), own(out), own(mutual)
    foreign_into, foreign_out = whole(into) - own_into, whole(out) - own_out
    same_foreign = same - own_into * own_out
    found = np.zeros((structure.size, len(ROLES)))
    found[:, COORDINATOR] = own_into * own_out - own_mutual
    found[:, ITINERANT] = same_foreign - (whole(mutual) - own_mutual)
    found[:, REPRESENTATIVE] = own_into * foreign_out
    found[:, GATEKEEPER] = foreign_into * own_out
    found[:, LIAISON] = foreign_into * foreign_out - same_foreign
    return found


def _closed_paths(grouped: Grouped) -> NDArray[np.float64]:
    """Return by node and role the paths a → v → b with a tie from a to b."""
    structure, codes = grouped.structure, grouped.partition.codes
    lookup = TieLookup(structure)
    found = np.zeros(structure.size * len(ROLES))
    for corners in triangles(structure):
        ties = {
            (i, j): lookup.has(corners[i], corners[j]) if structure.directed else None
            for i, j in permutations(range(3), 2)
        }
        for a, v, b in permutations(range(3)):
            begin, broker, end = corners[a], corners[v], corners[b]
            if structure.directed:
                closed = ties[a, v] & ties[v, b] & ties[a, b]  # type: ignore[operator]  # all are arrays if directed
                begin, broker, end = begin[closed], broker[closed], end[closed]
            role = _roles(codes[begin], codes[broker], codes[end])
            found += np.bincount(broker * len(ROLES) + role, minlength=len(found))
    return found.reshape(structure.size, len(ROLES))


def brokerage(structure: Structure, partition: Partition) -> Measured:
    """Return how often each node brokers in each of the five roles.

    Counts the open paths a → v → b by the groups of a, v and b; ``total`` adds them
    up. An undirected tie leads both ways: then every unordered pair {a, b} counts
    twice in coordinator, itinerant and liaison, and once each in gatekeeper and
    representative, which coincide. With two groups liaison is always 0. The
    ``expected_…`` columns are what a random network with the same number of nodes,
    groups and ties gives on average: d²(1-d) for each pair of nodes that could form
    such a path, d the density; ``ratio_…`` is the count over it, not defined where
    nothing is expected. Weights play no part. Nodes of unknown group neither broker
    nor are brokered between.
    """
    grouped = Grouped.of(structure, partition)
    counts = _all_paths(grouped) - _closed_paths(grouped)
    counts[~partition.known] = 0
    expected = _expected(grouped)
    names = [f"{kind}{role}" for kind in ("", "expected_", "ratio_") for role in (*ROLES, "total")]
    held = [np.column_stack([values, values.sum(axis=1)]) for values in (counts, expected)]
    blocks = [*held, ratio(held[0], held[1])]
    columns = dict(zip(names, np.concatenate(blocks, axis=1).T, strict=True))
    told = () if structure.directed else (UNDIRECTED,)
    settings, notes = {"groups": partition.name}, (*grouped.notes, *told)
    ratios = [f"ratio_{role}" for role in (*ROLES, "total")]
    undefined = dict.fromkeys(ratios, "no such path is expected")
    return Measured("brokerage", Level.NODE, columns, settings, notes, "total", undefined)


UNDIRECTED = (
    "ties are undirected: gatekeeper and representative coincide, and the other roles "
    "count each pair of ends twice"
)


def _expected(grouped: Grouped) -> NDArray[np.float64]:
    """Return by node and role the count to expect if every pair were tied with one probability."""
    structure, partition = grouped.structure, grouped.partition
    sizes = partition.sizes.astype(np.float64)
    nodes = float(sizes.sum())
    ends = len(structure.both_ways[0])
    density = ends / (nodes * (nodes - 1)) if nodes > 1 else 0.0
    same = float((sizes * (sizes - 1)).sum())
    squares = float((sizes**2).sum())
    own = sizes
    foreign = nodes - own
    possible = np.column_stack(
        [
            (own - 1) * (own - 2),
            same - own * (own - 1),
            (own - 1) * foreign,
            foreign * (own - 1),
            foreign**2 - (squares - own**2),
        ]
    )
    found = np.zeros((structure.size, len(ROLES)))
    known = partition.known
    found[known] = density**2 * (1 - density) * possible[partition.codes[known]]
    return found
