"""Errors of what is served and drawn; the tree stands at the head of errors.py.

TechlandError
├── CannotListen               the server's address is taken or not ours
├── BrokenInstallation         files that belong to the package are missing
├── UnknownMessage             pages and pictures ask for a text that no language has
└── BrokenMessage              a text lacks a variable
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import TechlandError


class CannotListen(TechlandError):
    """The server cannot listen at its address: the port is in use, or the host not ours."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host = host
        self.port = port
        self.reason = reason
        super().__init__(
            f"cannot listen at {host}, port {port}: {reason}",
            "choose another with --port (0 takes a free one), or stop what uses it",
        )


class BrokenInstallation(TechlandError):
    """Files that belong to the package are missing or broken."""

    def __init__(self, folder: str, reason: str) -> None:
        self.folder = folder
        super().__init__(
            f"the installation is not whole: {folder}: {reason}",
            "install techland again (in a checkout: `pip install --no-deps -e .`)",
        )


class UnknownMessage(TechlandError):
    """No language has a message with this id."""

    def __init__(self, message_id: str, languages: Iterable[str]) -> None:
        self.message_id = message_id
        self.languages = tuple(languages)
        super().__init__(
            f"no message {message_id!r} in {' or '.join(self.languages)}",
            "every message id stands in viz/locale/en, nl and de",
        )


class BrokenMessage(TechlandError):
    """A message cannot be formatted."""

    def __init__(self, message_id: str, reasons: Iterable[str]) -> None:
        self.message_id = message_id
        self.reasons = tuple(reasons)
        super().__init__(
            f"message {message_id!r} cannot be formatted: {'; '.join(self.reasons)}",
            "give every variable that the message names",
        )
