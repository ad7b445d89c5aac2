"""The error tree's shapes: facts that errors of queries and of updates share.

Each kind of error says its own words about them, in ``words``, and its own way out.

TechlandError
├── TimedOut                   seconds
├── OutOfMemory                memory_bytes
├── ProcessDied                code, said
├── SyntaxFault                reason, line, column
├── ReachesOut                 word, line, column
└── GivenUp                    reason
"""

from __future__ import annotations

from typing import ClassVar

from techland.graph.errors import TechlandError


class TimedOut(TechlandError):
    """Work was stopped at its deadline."""

    words: ClassVar[str]
    way_out: ClassVar[str]

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(self.words.format(seconds=seconds), self.way_out)


class OutOfMemory(TechlandError):
    """Work was stopped at its memory limit."""

    words: ClassVar[str]
    way_out: ClassVar[str]

    def __init__(self, memory_bytes: int) -> None:
        self.memory_bytes = memory_bytes
        limit = f"{memory_bytes / 2**20:,.0f} MiB of memory"
        super().__init__(self.words.format(limit=limit), self.way_out)


class ProcessDied(TechlandError):
    """A process ended unasked; ``said`` holds its last words."""

    words: ClassVar[str]
    way_out: ClassVar[str]

    def __init__(self, code: int | None, said: str = "") -> None:
        self.code = code
        self.said = said
        how = "ended" if code is None else f"ended with code {code}"
        last = f": {said.strip().splitlines()[-1]}" if said.strip() else ""
        super().__init__(f"{self.words} {how}{last}", self.way_out)


class SyntaxFault(TechlandError):
    """A text is not SPARQL; line and column count from 1, columns in characters."""

    words: ClassVar[str]

    def __init__(
        self,
        reason: str,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        self.reason = reason
        self.line = line
        self.column = column
        place = f", line {line}, column {column}" if line else ""
        super().__init__(f"{self.words}{place}: {reason}", hint)


class ReachesOut(TechlandError):
    """A text would reach out to another server, or do what is not done here."""

    way_out: ClassVar[str]

    def __init__(self, word: str, line: int, column: int) -> None:
        self.word = word
        self.line = line
        self.column = column
        place = f"(line {line}, column {column})"
        super().__init__(f"{word} is not allowed here {place}", self.way_out)


class GivenUp(TechlandError):
    """The engine gave up on what it could read."""

    words: ClassVar[str]
    way_out: ClassVar[str | None] = None

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{self.words}: {reason}", self.way_out)
