"""The error tree's branch of exports: why something cannot be taken away as it was asked for.

ExportError
├── UnknownGraph               the snapshot has no graph of this name
├── UnknownCompression
├── NotExpressible             a serialisation cannot hold a triple or a cell; nothing was written
├── TooManyRows                for a sheet of a workbook
└── DoesNotCombine             two things asked for at once that exclude each other
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import ExportError, nearest


class UnknownGraph(ExportError):
    """The snapshot has no graph of this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        near = nearest(name, self.known)
        names = f"graphs: {', '.join(self.known)}"
        super().__init__(f"no graph named {name!r}", f"{near} {names}" if near else names)


class UnknownCompression(ExportError):
    """No compression has this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"no compression named {name!r}", f"known: {', '.join(self.known)}")


class NotExpressible(ExportError):
    """A serialisation cannot hold a triple or a cell; nothing was written."""

    def __init__(self, format_name: str, told: str, reason: str, hint: str | None = None) -> None:
        self.format_name = format_name
        self.told = told
        self.reason = reason
        super().__init__(
            f"{format_name} cannot express {_shortened(told)}: {reason}",
            hint or "choose Turtle, N-Triples, TriG or N-Quads, which can",
        )


class TooManyRows(ExportError):
    """A table has more rows than a sheet of a workbook can hold."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(
            f"more than {limit:,} rows, which is all that a sheet of XLSX holds",
            "choose parquet, csv or tsv, or take a part: one named graph, or a query",
        )


class DoesNotCombine(ExportError):
    """Two things that were asked for at once exclude each other."""

    def __init__(self, one: str, other: str, hint: str | None = None) -> None:
        self.one = one
        self.other = other
        super().__init__(f"{one} does not go with {other}", hint or "leave one of them out")


_SHOWN = 300


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
