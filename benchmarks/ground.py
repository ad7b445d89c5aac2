"""What the server's benchmarks are run on: a graph, where it is published, and its peers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.peers import PeerMissingError, Server, rdflib_endpoint, virtuoso

QUERIES = Path(__file__).parent / "serving_queries"
PEERS = {"rdflib-endpoint": rdflib_endpoint, "Virtuoso": virtuoso}
Found = TypeVar("Found")


@dataclass(frozen=True)
class Ground:
    """A graph to measure on.

    Attributes:
        size: its triples.
        triples: the file of N-Triples.
        home: the home in which it is published.
        folder: where peers keep what they need.
        load: what the machine did before, in words.
        bars: whether the figures have bars; without, the runs are short.
    """

    size: int
    triples: Path
    home: Path
    folder: Path
    load: str
    bars: bool

    def note(self, *more: str) -> str:
        """Return what a figure's note says."""
        return "; ".join([f"{self.size} triples", self.load, *filter(None, more)])

    def bar(self, value: float) -> float | None:
        """Return a bar, None in a run without bars."""
        return value if self.bars else None

    def of_peers(
        self, names: tuple[str, ...], measure: Callable[[Server], Found]
    ) -> tuple[dict[str, Found], str]:
        """Measure the peers one after another; return what was found, and who was left out."""
        found: dict[str, Found] = {}
        missing = []
        for name in names:
            try:
                with PEERS[name](self.triples, self.folder) as server:
                    print(f"  serving: {name}", file=sys.stderr)
                    found[name] = measure(server)
            except PeerMissingError as error:
                print(f"  left out: {error}", file=sys.stderr)
                missing.append(name)
        return found, f"left out: {', '.join(missing)}" if missing else ""
