"""The geographic layout: nodes at the town of their seat, spread where they share one."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from techland.network.layouts.spreading import Places, spread, sunflower

# The map's middle, units a degree of longitude, and the part of the world that is drawn.
MIDDLE = (7.0, 51.8)
UNITS = 100.0
WEST, SOUTH, EAST, NORTH = 2.2, 47.2, 15.2, 55.2
DISTANCE = 4.5
# Nodes without a place on the map stand in rows in the North Sea, where no town is.
SEA = (3.95, 53.45)
_ROWS = 7


def projected(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Places:
    """Return places of degrees in Mercator's projection, y growing downwards.

    >>> projected(np.array([7.0]), np.array([51.8])).tolist()
    [[0.0, 0.0]]
    """
    x = (longitude - MIDDLE[0]) * UNITS
    y = (_stretched(np.array([MIDDLE[1]]))[0] - _stretched(latitude)) * UNITS
    return np.stack([x, y], axis=1)


def _stretched(latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.degrees(np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2)))


def on_the_map(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which places are known and within the part of the world that is drawn."""
    inside = (longitude >= WEST) & (longitude <= EAST)
    found: NDArray[np.bool_] = inside & (latitude >= SOUTH) & (latitude <= NORTH)
    return found


def geographic_layout(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64]
) -> tuple[Places, NDArray[np.bool_]]:
    """Return the places of all nodes, and which of them stand on the map.

    Nodes of one town stand around its centre like the seeds of a sunflower; then nodes
    of neighbouring towns part. A node whose town is not known (NaN), or that lies
    outside the map, stands in rows in the North Sea.

    Args:
        longitude: degrees by node, NaN where not known.
        latitude: degrees by node, NaN where not known.
    """
    known = on_the_map(longitude, latitude)
    places = np.zeros((len(longitude), 2))
    degrees = np.stack([longitude[known], latitude[known]], axis=1)
    if len(degrees):
        towns, town = np.unique(degrees, axis=0, return_inverse=True)
        own = projected(towns[:, 0], towns[:, 1])[town.ravel()]
        for number in np.flatnonzero(np.bincount(town.ravel()) > 1):
            members = np.flatnonzero(town.ravel() == number)
            own[members] += sunflower(len(members), DISTANCE)
        places[known] = spread(own, DISTANCE)
    places[~known] = _at_sea(int((~known).sum()))
    return places, known


def _at_sea(number: int) -> Places:
    """Return places in a few rows that begin near the Dutch coast and go westwards."""
    corner = projected(np.array([SEA[0]]), np.array([SEA[1]]))[0]
    distance = DISTANCE * 4
    columns = max(6, ceil(number / _ROWS))
    line, place = np.divmod(np.arange(number), columns)
    return np.stack([corner[0] - place * distance, corner[1] + line * distance], axis=1)
