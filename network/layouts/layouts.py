"""The layouts of a snapshot's network: made once a version, kept in its cache."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.parts import NOT_TAKING_PART
from techland.network.arrays.things import BOTH, DE, NL
from techland.network.choice import TIES
from techland.network.layouts.force import force_layout
from techland.network.layouts.geographic import geographic_layout
from techland.network.layouts.sides import two_sided_layout
from techland.network.measures.structure import Structure
from techland.network.projecting import activity_weights, project

if TYPE_CHECKING:
    import polars as pl

LAYOUTS = ("force", "geographic", "sides")
# A change of how places are computed makes another file.
FORMAT = 2
# An activity of more takers ties too many to shape a picture; beyond it only these matter.
_LARGEST_CLIQUE = 400


@dataclass(frozen=True, eq=False)
class Layouts:
    """Places of all nodes by layout, as arrays of x and y (y grows downwards).

    Attributes:
        places: by name of LAYOUTS an array of shape (nodes, 2).
        on_map: which nodes stand on the map in the geographic layout.
    """

    places: Mapping[str, NDArray[np.float32]]
    on_map: NDArray[np.bool_]


def make_layouts(nodes: pl.DataFrame, structure: Structure) -> Layouts:
    """Return the layouts of a network.

    Args:
        nodes: one a row, with group, longitude and latitude where they are known.
        structure: its ties.
    """
    group = _column(nodes, "group", "").to_numpy().astype(str)
    sides = np.where(group == NL, -1, np.where(group == DE, 1, 0)).astype(np.int64)
    degrees = [_degrees(nodes, name) for name in ("longitude", "latitude")]
    force = force_layout(structure, sides)
    on_ground, known = geographic_layout(*degrees)
    two_sided = two_sided_layout(structure, sides, group == BOTH, force)
    made = zip(LAYOUTS, (force, on_ground, two_sided), strict=True)
    return Layouts({name: places.astype(np.float32) for name, places in made}, known)


def _column(nodes: pl.DataFrame, name: str, otherwise: str) -> pl.Series:
    import polars as pl

    if name in nodes.columns:
        return nodes[name].fill_null(otherwise)
    return pl.Series(name, [otherwise] * nodes.height, dtype=pl.String)


def _degrees(nodes: pl.DataFrame, name: str) -> NDArray[np.float64]:
    if name not in nodes.columns:
        return np.full(nodes.height, np.nan)
    return nodes[name].cast(float).fill_null(np.nan).to_numpy()


def whole_structure(arrays: Arrays) -> Structure:
    """Return all organisations, tied by whatever they share, large gatherings counting less."""
    kinds = frozenset().union(*(tie.kinds for tie in TIES.values()))
    activities = arrays.activities.with_row_index("activity")
    wanted = activities.filter(activities["kind"].is_in(list(kinds)))
    parts = arrays.parts.filter(~arrays.parts["role"].is_in(list(NOT_TAKING_PART)))
    taking = parts.select("organisation", "activity").unique().sort("*")
    rows = wanted.select("activity").with_row_index("row")
    taking = taking.join(rows, on="activity", maintain_order="left")
    node, row = (taking[name].to_numpy().astype(np.int64) for name in ("organisation", "row"))
    takers = np.bincount(row, minlength=wanted.height)
    kept = takers[row] <= _LARGEST_CLIQUE
    weights = activity_weights("newman", wanted, takers)
    size = arrays.organisations.height
    one, other, weight, _ = project(node[kept], row[kept], size, weights)
    return Structure.of_ties(size, one, other, weight)


def layouts_of(snapshot: Snapshot, arrays: Arrays) -> Layouts:
    """Return the layouts of all organisations: the kept ones, else made now and kept."""
    path = snapshot.directory / "cache" / f"layouts-{FORMAT}.npz"
    kept = _read(path, arrays.organisations.height)
    if kept is not None:
        return kept
    made = make_layouts(arrays.organisations, whole_structure(arrays))
    with suppress(OSError):
        _keep(made, path)
    return made


def _read(path: Path, nodes: int) -> Layouts | None:
    try:
        with np.load(path, allow_pickle=False) as found:
            places = {name: found[name] for name in LAYOUTS}
            on_map = found["on_map"]
    except (OSError, ValueError, KeyError):
        return None
    return Layouts(places, on_map) if len(on_map) == nodes else None


def _keep(layouts: Layouts, path: Path) -> None:
    """Write the file beside its place and move it there whole."""
    path.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".npz", delete=False) as draft:
        np.savez(draft, on_map=layouts.on_map, **layouts.places)  # type: ignore[arg-type]  # stubs take a flag there
    os.replace(draft.name, path)  # noqa: PTH105 (as in graph/publication.py)
