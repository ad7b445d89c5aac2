"""What a measure gives: columns of values for the network, its groups, pairs of them, or nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl


class Level(StrEnum):
    """What a row of a result is about."""

    NETWORK = "network"
    GROUP = "group"
    PAIR = "pair"
    NODE = "node"


@dataclass(frozen=True, eq=False, repr=False)
class Measured:
    """The result of a measure.

    Attributes:
        name: of the measure.
        level: what a row is about.
        columns: values by column, one a row; NaN where the value is not defined,
            which ``notes`` then say why, and which a table shows as empty.
        settings: what the result depends on besides the network: seed, draws, groups.
        notes: sentences on what was left out; one more for each reason of ``undefined``
            that some value has.
        main: the column by which rows are ordered for a reader; the first if empty.
        undefined: column to the reason why a value of it may not be defined.
    """

    name: str
    level: Level
    columns: Mapping[str, NDArray[Any]]
    settings: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    main: str = ""
    undefined: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", (*self.notes, *self._gaps()))

    def _gaps(self) -> Iterator[str]:
        """Yield a sentence a reason: which columns have a value that is not defined."""
        found: dict[str, list[str]] = {}
        for column, reason in self.undefined.items():
            values = self.columns[column]
            missing = int(np.isnan(values.astype(np.float64)).sum())
            if missing:
                count = "" if self.level is Level.NETWORK else f" ({missing} of {len(values)})"
                found.setdefault(reason, []).append(f"{column}{count}")
        for reason, columns in found.items():
            yield f"not defined where {reason}: {', '.join(columns)}"

    def __repr__(self) -> str:
        return "\n".join([self._head(), str(self.table()), *self._told()])

    def _repr_html_(self) -> str:
        """Return it for a notebook: the table, and below it the notes."""
        told = "".join(f"<p>{escape(line)}</p>" for line in self._told())
        return f"<p>{escape(self._head())}</p>{self.table()._repr_html_()}{told}"

    def _head(self) -> str:
        settings = ", ".join(f"{name} {value}" for name, value in self.settings.items())
        return f"{self.name}: {settings}" if settings else self.name

    def _told(self) -> list[str]:
        return [f"note: {note}" for note in self.notes]

    def table(self) -> pl.DataFrame:
        """Return the columns as a table; what is not defined is null."""
        import polars as pl

        return pl.DataFrame(
            {
                name: pl.Series(
                    name,
                    values,
                    # Without a row nothing tells that objects are texts.
                    pl.String if values.dtype == object else None,
                    nan_to_null=np.issubdtype(values.dtype, np.floating),
                )
                for name, values in self.columns.items()
            }
        )

    def value(self, column: str) -> float | None:
        """Return the value of a column of a result about the network; None if not defined.

        Raises:
            KeyError: there is no such column.
        """
        found = float(self.columns[column][0])
        return None if np.isnan(found) else found


def one(value: float | None) -> NDArray[np.float64]:
    """Return a column of one row; None is not defined."""
    return np.array([np.nan if value is None else value], dtype=np.float64)


def ratio(above: NDArray[Any] | float, below: NDArray[Any] | float) -> NDArray[np.float64]:
    """Return quotients, NaN where the divisor is 0."""
    top, bottom = np.asarray(above, np.float64), np.asarray(below, np.float64)
    shape = np.broadcast_shapes(top.shape, bottom.shape)
    quotient = np.full(shape, np.nan)
    np.divide(top, bottom, out=quotient, where=np.broadcast_to(bottom != 0, shape))
    return quotient
