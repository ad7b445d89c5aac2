"""What a test found: whether it passed, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass

# Long enough to see what is wrong, short enough for a table.
SHOWN = 300


@dataclass(frozen=True)
class Verdict:
    """Whether a test passed; ``said`` is why not, or what was let pass."""

    passed: bool
    said: str = ""


PASSED = Verdict(passed=True)
# Passed, though a number came in another lexical form of the same value and datatype.
BY_VALUE = "equal by value only"


def failed(said: str) -> Verdict:
    """Return the verdict of a test that failed."""
    line = " ".join(said.split())
    return Verdict(passed=False, said=line if len(line) <= SHOWN else f"{line[:SHOWN]}…")
