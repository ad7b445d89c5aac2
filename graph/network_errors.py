"""Errors of network files; the tree stands at the head of errors.py.

NetworkError
├── NoNetworkFormat            an option of networks, a format that holds none
└── UnwritableText             a character that no XML file can hold
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import NetworkError


class NoNetworkFormat(NetworkError):
    """What only a network has was asked of a format that holds none."""

    def __init__(self, option: str, name: str, known: Iterable[str]) -> None:
        self.option = option
        self.name = name
        self.known = tuple(known)
        super().__init__(
            f"{option!r} is for networks, and {name} holds none",
            f"network formats: {', '.join(self.known)}",
        )


class UnwritableText(NetworkError):
    """A text has a character that no XML file can hold."""

    def __init__(self, thing: str, attribute: str, character: str) -> None:
        self.thing = thing
        self.attribute = attribute
        self.character = character
        super().__init__(
            f"{attribute!r} of {thing} holds U+{ord(character):04X}, which XML forbids",
            "correct the text where it came from (the tables of facts, or your own network)",
        )
