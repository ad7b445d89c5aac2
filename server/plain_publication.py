"""What the pages know of a plain store: nothing that stays."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from techland.queries.evaluation import QueryProcesses
from techland.queries.plain.store import PlainStore
from techland.queries.solutions import Solutions, read_answer

_GRAPHS = (Path(__file__).parent / "queries" / "plain-graphs.rq").read_text("utf-8")


@dataclass(frozen=True)
class PlainPublication:
    """A plain store that is open for questions; it has no version, since it may change."""

    store: PlainStore
    version: None = None
    graphs: None = None
    edition: None = None

    @property
    def evaluator(self) -> QueryProcesses:
        """Return the query processes."""
        return self.store.processes

    def graph_names(self) -> list[str]:
        """Return the IRIs of the named graphs, empty ones too, in order."""
        found = read_answer(self.evaluator.evaluate(_GRAPHS, format="json"))
        if not isinstance(found, Solutions):
            raise TypeError(_GRAPHS)
        return [row["graph"].value for row in found]

    def holds(self, graph: str) -> bool:
        """Return whether there is a named graph, be it empty."""
        answer = self.evaluator.evaluate(f"ASK {{ GRAPH <{graph}> {{}} }}", format="csv")
        with closing(answer):
            return b"true" in b"".join(answer.chunks)
