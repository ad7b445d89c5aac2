"""Errors of reconciling; the tree stands at the head of errors.py.

ReconciliationError
├── WrongBatch                 no JSON, or not of the protocol's form; says where
├── BatchTooLarge
├── UnknownType
├── UnknownProperty
├── UnknownColumn              a table has no such header
└── UnknownSheet               a workbook has no such worksheet
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import ReconciliationError, nearest


class WrongBatch(ReconciliationError):
    """What should be reconciled or fetched cannot be read."""

    def __init__(self, where: str, detail: str) -> None:
        self.where = where
        super().__init__(
            f"{where}: {detail}" if where else detail,
            "the form is that of the Reconciliation Service API, version 0.2",
        )


class BatchTooLarge(ReconciliationError):
    """A batch holds more names, or things, than one request may."""

    def __init__(self, found: int, limit: int) -> None:
        self.limit = limit
        super().__init__(f"{found} in one batch, at most {limit}", "send several batches")


class _Unknown(ReconciliationError):
    what = ""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(
            f"no {self.what} named {name[:100]!r}",
            nearest(name, self.known) or f"known: {', '.join(self.known)}",
        )


class UnknownType(_Unknown):
    """The service knows no such type of things."""

    what = "type"


class UnknownProperty(_Unknown):
    """The service knows no such property."""

    what = "property"


class UnknownColumn(ReconciliationError):
    """A table has no column under this header."""

    def __init__(self, file: str, header: str, known: Iterable[str]) -> None:
        self.known = tuple(known)
        hint = nearest(header, self.known) or f"its columns: {', '.join(self.known)}"
        super().__init__(f"{file}: no column {header!r}", hint)


class UnknownSheet(ReconciliationError):
    """A workbook has no worksheet of this name."""

    def __init__(self, file: str, name: str, known: Iterable[str]) -> None:
        self.known = tuple(known)
        hint = nearest(name, self.known) or f"its worksheets: {', '.join(self.known)}"
        super().__init__(f"{file}: no worksheet {name!r}", hint)
