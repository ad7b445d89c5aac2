"""Who takes part in what, as bare arrays: the two-mode network behind a projection."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from techland.network.measures.structure import Numbers

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class Incidence:
    """Takers (rows) and activities (columns); no pair stands twice.

    Attributes:
        rows, columns: how many takers and activities.
        row, column: of each part, sorted by row, then column.
    """

    rows: int
    columns: int
    row: Numbers
    column: Numbers

    @classmethod
    def of_parts(cls, row: Numbers, column: Numbers) -> Incidence:
        """Return the incidence of parts in any order; columns are numbered anew without gaps."""
        row, column = row.astype(np.int64), column.astype(np.int64)
        names, place = np.unique(column, return_inverse=True)
        width = max(len(names), 1)
        key = np.unique(row * width + place)
        rows = int(row.max()) + 1 if len(row) else 0
        return cls(rows, len(names), key // width, key % width)

    @cached_property
    def row_degrees(self) -> Numbers:
        """Return in how many activities each taker has a part."""
        return np.bincount(self.row, minlength=self.rows).astype(np.int64)

    @cached_property
    def column_degrees(self) -> Numbers:
        """Return how many takers each activity has."""
        return np.bincount(self.column, minlength=self.columns).astype(np.int64)

    @property
    def takers(self) -> int:
        """Return how many rows have a part at all."""
        return int(np.count_nonzero(self.row_degrees))

    @cached_property
    def matrix(self) -> csr_array:
        """Return the matrix of parts: 1 where the taker has a part in the activity."""
        from scipy.sparse import csr_array

        ones = np.ones(len(self.row), dtype=np.int64)
        return csr_array((ones, (self.row, self.column)), shape=(self.rows, self.columns))
