"""What can go wrong with decisions on who is who.

TechlandError
└── FactsError
    └── BadReview    a review table cannot be read back
"""

from __future__ import annotations

from techland.graph.errors import FactsError


class BadReview(FactsError):
    """A review table cannot be read back: it names file, row and column."""

    def __init__(self, file: str, row: int | None, column: str, reason: str) -> None:
        self.file, self.row, self.column = file, row, column
        place = f"{file}, row {row}" if row else file
        hint = "`techland identity review --out FILE` writes a table with all columns"
        super().__init__(f"{place}, column {column}: {reason}; {hint}")
