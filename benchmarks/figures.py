"""Figures: what was measured, ours and the peer's, their ratio, the bar, met or not."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from os import cpu_count, getloadavg, sysconf
from statistics import median
from typing import Any

LIBRARIES = ("techland", "pyoxigraph", "pyshacl", "rdflib")


@dataclass(frozen=True)
class Figure:
    """One figure; ``ratio`` is the peer's value by ours, so that more is better."""

    name: str
    what: str
    unit: str
    ours: Sequence[float]
    peer: Sequence[float]
    bar: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Return the peer's median by our median; None without a peer."""
        return median(self.peer) / median(self.ours) if self.peer else None

    @property
    def met(self) -> bool | None:
        """Tell whether the ratio reaches the bar; None where there is no bar."""
        if self.bar is None or self.ratio is None:
            return None
        return self.ratio >= self.bar

    def as_json(self) -> dict[str, Any]:
        """Return the figure with what follows from it."""
        spread = (max(self.ours) - min(self.ours)) / median(self.ours)
        told = {"ratio": self.ratio, "met": self.met, "spread_of_ours": round(spread, 3)}
        return {**asdict(self), "ours": list(self.ours), "peer": list(self.peer), **told}

    def line(self) -> str:
        """Return the figure as a line for a person."""
        peer = f"{median(self.peer):12.4g}" if self.peer else f"{'-':>12}"
        ratio = f"{self.ratio:9.1f}" if self.ratio is not None else f"{'-':>9}"
        bar = f"{self.bar:6g}" if self.bar is not None else f"{'-':>6}"
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        return f"{self.name:44}{median(self.ours):12.4g}{peer} {self.unit:8}{ratio}{bar} {verdict}"


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    memory = sysconf("SC_PAGE_SIZE") * sysconf("SC_PHYS_PAGES")
    return {
        "cores": cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "load_at_start": round(getloadavg()[0], 2),
        "python": platform.python_version(),
        "system": platform.system(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }
