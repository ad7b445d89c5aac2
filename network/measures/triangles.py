"""Every triangle of a structure once, in pieces, near linear in the ties."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from techland.network.measures.structure import Numbers, Structure
from techland.network.pairing import following_pairs


class TieLookup:
    """Tells of many pairs of nodes at once whether a tie leads from one to the other."""

    def __init__(self, structure: Structure) -> None:
        one, other, _ = structure.both_ways
        self._size = structure.size
        self._keys = np.sort(one * structure.size + other)

    def has(self, one: Numbers, other: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Return for each pair whether there is a tie from ``one`` to ``other``."""
        wanted = one * self._size + other
        if not len(self._keys):
            return np.zeros(len(wanted), dtype=bool)
        places = np.searchsorted(self._keys, wanted).clip(max=len(self._keys) - 1)
        found: np.ndarray[tuple[int], np.dtype[np.bool_]] = self._keys[places] == wanted
        return found


def triangles(structure: Structure) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Yield arrays of the three corners of every triangle, direction left aside.

    Each tie leads from the end with fewer ties to the one with more; two ties that
    leave one node are a path to close (Chiba & Nishizeki 1985). There are at most
    ties^1.5 of these paths, so that a node with many ties costs little.
    """
    plain = structure.without_direction()
    degree = np.bincount(plain.source, minlength=plain.size) + np.bincount(
        plain.target, minlength=plain.size
    )
    rank = np.empty(plain.size, dtype=np.int64)
    rank[np.argsort(degree, kind="stable")] = np.arange(plain.size)
    turned = rank[plain.source] > rank[plain.target]
    low = np.where(turned, plain.target, plain.source)
    high = np.where(turned, plain.source, plain.target)
    order = np.argsort(low, kind="stable")
    low, high = low[order], high[order]
    starts = np.searchsorted(low, np.arange(plain.size + 1))
    # Each tie is paired with those after it that leave the same node.
    after = starts[low + 1] - np.arange(len(low)) - 1
    lookup = TieLookup(plain)
    for one, other in following_pairs(after):
        closed = lookup.has(high[one], high[other])
        yield low[one[closed]], high[one[closed]], high[other[closed]]
