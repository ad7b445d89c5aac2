"""The distance to the Dutch-German land border.

``border-nl-de.csv`` holds the line that the Netherlands and Germany share in Natural Earth
1:10m (public domain; from the npm package world-atlas 2.0.2). It lies at most 4.0 km from the
line of the 1:50m edition and 2.6 km from the corners of GISCO's 1:60m boundaries of 2024:
``LINE_ERROR_KM`` is the larger.
"""

from __future__ import annotations

import csv
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).with_name("border-nl-de.csv")
EARTH_KM = 6371.0088
LINE_ERROR_KM = 4.0
# What a place's coordinates may be off, by what they stand for.
PLACE_ERROR_KM = {"address": 0.5, "town-centre": 3.0, "region": 30.0, "country": 300.0}
_STEP_KM = 0.2
_CHUNK = 2000
Array = Any


def great_circle_km(lon: Array, lat: Array, other_lon: Array, other_lat: Array) -> Array:
    """Return great-circle distances in kilometres on the mean sphere (haversine)."""
    north, east = np.radians(other_lat - lat) / 2, np.radians(other_lon - lon) / 2
    half = np.sin(north) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(other_lat)) * (
        np.sin(east) ** 2
    )
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


@cache
def border_points() -> Array:
    """Return points of the border, longitude and latitude, at most 200 m apart."""
    with FILE.open(encoding="utf-8", newline="") as file:
        corners = np.array([[float(cell) for cell in row] for row in list(csv.reader(file))[1:]])
    pieces = []
    for (lon, lat), (to_lon, to_lat) in pairwise(corners):
        steps = int(great_circle_km(lon, lat, to_lon, to_lat) / _STEP_KM) + 1
        way = np.linspace(0, 1, steps, endpoint=False)
        pieces.append(np.c_[lon + way * (to_lon - lon), lat + way * (to_lat - lat)])
    return np.vstack([*pieces, corners[-1:]])


def km_to_border(longitudes: Array, latitudes: Array) -> Array:
    """Return the distance of each point to the nearest point of the border, in kilometres.

    The point that is nearest on the sphere has the largest product of unit vectors.
    """
    line = border_points()
    across = _unit_vectors(line[:, 0], line[:, 1]).T
    found = []
    for start in range(0, len(longitudes), _CHUNK):
        lon = np.asarray(longitudes[start : start + _CHUNK], dtype=float)
        lat = np.asarray(latitudes[start : start + _CHUNK], dtype=float)
        nearest = line[(_unit_vectors(lon, lat) @ across).argmax(axis=1)]
        found.append(great_circle_km(lon, lat, nearest[:, 0], nearest[:, 1]))
    return np.concatenate(found) if found else np.array([])


def _unit_vectors(lon: Array, lat: Array) -> Array:
    east, north = np.radians(lon), np.radians(lat)
    return np.c_[np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
