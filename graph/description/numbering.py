"""Number things by when they are first met."""

from __future__ import annotations

from collections.abc import Hashable, ItemsView, Iterator
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Numbering(Generic[Thing]):
    """Numbers from 0; iterating gives the things in the order of their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Thing, int] = {}

    def number(self, thing: Thing) -> int:
        """Return a thing's number, a new one where it is met first."""
        return self._numbers.setdefault(thing, len(self._numbers))

    def items(self) -> ItemsView[Thing, int]:
        """Return the things with their numbers."""
        return self._numbers.items()

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._numbers)
