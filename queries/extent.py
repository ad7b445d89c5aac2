"""How much of an answer is wanted: all of it or its first rows, each triple once or as it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from techland.graph.load_errors import BadTruncation

MOST_ROWS = 10_000
_DIGITS = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True)
class Extent:
    """How much of an answer is wanted.

    Attributes:
        truncate: the most rows or triples, 1 to 10,000; None for all. One more is
            looked for, so that the answer can say whether it was cut.
        duplicates: a triple may come more than once; without it an answer of more
            than two million triples is refused.

    >>> Extent.asked("100", "allow")
    Extent(truncate=100, duplicates=True)

    Raises:
        BadTruncation: truncate is beyond its bounds.
    """

    truncate: int | None = None
    duplicates: bool = False

    def __post_init__(self) -> None:
        if self.truncate is not None and not 1 <= self.truncate <= MOST_ROWS:
            raise BadTruncation(self.truncate, MOST_ROWS)

    @classmethod
    def asked(cls, truncate: str | None, duplicates: str | None) -> Extent:
        """Return the extent that a request's ``truncate=`` and ``duplicates=allow`` ask for.

        Raises:
            BadTruncation: not a number, or too large a one.
        """
        if truncate and not _DIGITS.fullmatch(truncate):
            raise BadTruncation(truncate[:40], MOST_ROWS)
        return cls(int(truncate) if truncate else None, duplicates == "allow")


WHOLE = Extent()
