"""What a request may say of the bounds of its answer: timeout=, truncate=, duplicates=."""

from __future__ import annotations

from dataclasses import dataclass

from techland.graph.load_errors import BadTimeout
from techland.queries.extent import Extent
from techland.queries.limits import Limits


@dataclass(frozen=True)
class Bounds:
    """The bounds that a request asks for; none is wider than the server's."""

    timeout: str | None = None
    truncate: str | None = None
    duplicates: str | None = None

    def limits(self, most: Limits) -> Limits:
        """Return the limits, lowered to the timeout in seconds.

        Raises:
            BadTimeout: it is not a positive number.
        """
        if self.timeout is None:
            return most
        try:
            seconds = float(self.timeout)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < float("inf"):
            raise BadTimeout(self.timeout)
        return most.lowered(seconds=seconds)

    def extent(self) -> Extent:
        """Return how much of the answer is wanted.

        Raises:
            BadTruncation: not a number of rows, or too many.
        """
        return Extent.asked(self.truncate, self.duplicates)


NO_BOUNDS = Bounds()
# The parameters of a request, each with the name of its field.
BOUNDS = ("timeout", "truncate", "duplicates")
