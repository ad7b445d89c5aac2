"""What comparing two things gives: an outcome, a score and the reasons, readable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from techland.graph.identity.vocabulary import table

CERTAIN, LIKELY, PART, NO = "certain", "likely", "part", "no"
_ORDER = (NO, PART, LIKELY, CERTAIN)
# The score within which each outcome lies: a curator sorts by it.
_BANDS = {CERTAIN: (0.95, 1.0), LIKELY: (0.6, 0.95), PART: (0.3, 0.6), NO: (0.0, 0.3)}


@dataclass(frozen=True)
class Reason:
    """Why two things are, or are not, the same: a code of reasons.csv and what it is about."""

    code: str
    about: str = ""

    def told(self, language: str = "en") -> str:
        """Return the reason as a sentence in en, de or nl, without a colon before nothing."""
        return _sentences()[self.code][language].format(self.about).removesuffix(": ")


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("reasons")}


@dataclass(frozen=True)
class Verdict:
    """The outcome of comparing two things.

    Attributes:
        outcome: certain (they are one), likely (a person should look), part (one is a part of
            the other) or no.
        score: 0 to 1; it sorts verdicts, those of an outcome lie in its band.
        reasons: for and against.
        part_first: of the outcome part, whether the first thing is the part.
    """

    outcome: str
    score: float
    reasons: tuple[Reason, ...]
    part_first: bool = False

    def and_also(self, *reasons: Reason) -> Verdict:
        """Return the verdict with more reasons."""
        return replace(self, reasons=(*self.reasons, *reasons))

    def at_most(self, outcome: str, *reasons: Reason) -> Verdict:
        """Return the verdict, weakened to an outcome where it is a stronger one."""
        told = self.and_also(*reasons)
        if _ORDER.index(self.outcome) <= _ORDER.index(outcome):
            return told
        return replace(told, outcome=outcome, score=_rescaled(self, outcome))

    @property
    def rank(self) -> tuple[int, float]:
        """Return what sorts verdicts, the strongest last."""
        return _ORDER.index(self.outcome), self.score

    def told(self, language: str = "en") -> str:
        """Return the reasons in one line."""
        return "; ".join(reason.told(language) for reason in self.reasons)


def verdict(outcome: str, strength: float, *reasons: Reason, part_first: bool = False) -> Verdict:
    """Return a verdict whose score lies in the outcome's band, by a strength of 0 to 1."""
    low, high = _BANDS[outcome]
    return Verdict(outcome, round(low + (high - low) * strength, 4), reasons, part_first)


def _rescaled(old: Verdict, outcome: str) -> float:
    low, high = _BANDS[old.outcome]
    strength = (old.score - low) / (high - low)
    lower, upper = _BANDS[outcome]
    return round(lower + (upper - lower) * strength, 4)
