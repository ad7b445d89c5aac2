"""Fetch statements from an engine into a file of N-Quads: whole, told, and taken up again.

Every second the file is made durable and a checkpoint says how far it goes. Whoever
comes after a kill cuts the file to there and reads on, as long as the engine serves
the same loading of the same version.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from techland.graph.durable import replace_file
from techland.graph.export.selection import DEFAULT_GRAPH
from techland.graph.hashed_files import json_object
from techland.graph.iris import named_graph
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.keyset import Page, Pager, Stretch, count_of, counts_of
from techland.graph.remote.naming import GraphNames
from techland.graph.remote.whole_quads import restored
from techland.ontology.terms import RDF, TL

CHECKPOINT = "checkpoint.json"
# A kill costs at most the work of so many seconds, and of one page.
_SECONDS_UNSAVED = 1.0
# Done rows, all rows, and words for a person.
Tell = Callable[[int, int, str], object]
# Graphs of the build itself: of them the arrays ask only which parts they hold.
OWN_GRAPHS = frozenset({"claims", "derived", "identity", "ontology"})
_PARTS = (TL.Participation, TL.Party)
_TYPELESS = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER NOT EXISTS { ?s a ?type } }"


@dataclass
class Checkpoint:
    """How far a file goes.

    Attributes:
        loading: the version and when it was loaded, which must not have changed.
        counts: rows by stretch, as the engine counted them.
        size: bytes of the file that count.
        done: stretches that are whole.
        rows: rows that are there, of all stretches.
        last: the last subject of the stretch in hand.
        last_rows: rows of that stretch.
    """

    loading: str
    counts: dict[str, int] = field(default_factory=dict)
    size: int = 0
    done: list[str] = field(default_factory=list)
    rows: int = 0
    last: str | None = None
    last_rows: int = 0

    @classmethod
    def read(cls, folder: Path, loading: str) -> Checkpoint:
        """Return that of a folder, a new one where there is none of this loading."""
        try:
            found = cls(**json_object(folder / CHECKPOINT))
        except (OSError, ValueError, TypeError):
            return cls(loading)
        return found if found.loading == loading else cls(loading)

    def write(self, folder: Path) -> None:
        """Put it in the place of the last one, whole."""
        replace_file(folder / CHECKPOINT, json.dumps(asdict(self)).encode())


def stretches_of(
    client: EndpointClient,
    names: GraphNames,
    graphs: Iterable[str],
    predicates: Collection[str],
) -> list[Stretch]:
    """Return what is to be read of a version for its arrays and its search index.

    Of a dataset's graph only subjects count: its types name them, unless a subject
    there has none.
    """
    found = [Stretch(DEFAULT_GRAPH, names.default, name) for name in sorted(predicates)]
    for graph in sorted(set(graphs) - {DEFAULT_GRAPH}):
        held = names.of(graph)
        if graph in OWN_GRAPHS:
            found.append(Stretch(graph, held, RDF.type, _PARTS))
            continue
        types = Stretch(graph, held, RDF.type)
        ((typeless,),) = client.select(_TYPELESS, types.asked).rows
        wanted = sorted(predicates) if int(typeless.value) else [RDF.type]
        found += [Stretch(graph, held, name) for name in wanted]
    return found


class Fetching:
    """Fetches stretches into a file; see the module."""

    def __init__(self, pager: Pager, folder: Path, loading: str, tell: Tell) -> None:
        self._pager = pager
        self._folder = folder
        self._tell = tell
        self.checkpoint = Checkpoint.read(folder, loading)
        self.resumed = self.checkpoint.rows
        self._saved = time.monotonic()

    def fetch(self, stretches: Iterable[Stretch], path: Path) -> int:
        """Write the statements to a file, reading on where a checkpoint says so; return how many.

        Raises:
            IndexingError, EndpointError: see each; what is there stays for the next time.
        """
        wanted = list(stretches)
        path.touch()
        if path.stat().st_size < self.checkpoint.size:
            # What it tells of is gone.
            self.checkpoint, self.resumed = Checkpoint(self.checkpoint.loading), 0
        state = self.checkpoint
        self._count(wanted)
        whole = sum(state.counts[one.name] for one in wanted)
        with path.open("r+b") as file:
            file.truncate(state.size)
            file.seek(state.size)
            for stretch in wanted:
                if state.counts[stretch.name] and stretch.name not in state.done:
                    self._fetch(stretch, file, whole)
            self._save(file)
        return state.rows

    def _count(self, wanted: list[Stretch]) -> None:
        """Count what is to be read, a graph at a time, unless that was done before."""
        state = self.checkpoint
        if state.counts:
            return
        by_graph: dict[str, dict[str, int]] = {}
        for stretch in wanted:
            self._tell(0, 0, f"counting {stretch.graph}")
            if stretch.values:
                state.counts[stretch.name] = count_of(self._pager.client, stretch)
                continue
            if stretch.graph not in by_graph:
                by_graph[stretch.graph] = counts_of(self._pager.client, stretch)
            state.counts[stretch.name] = by_graph[stretch.graph].get(stretch.predicate, 0)
        state.write(self._folder)

    def _fetch(self, stretch: Stretch, file: IO[bytes], whole: int) -> None:
        state = self.checkpoint
        graph = "" if stretch.graph == DEFAULT_GRAPH else f" {named_graph(stretch.graph)}"
        count = state.counts[stretch.name]
        for page in self._pager.pages(stretch, count, state.last, state.last_rows):
            self._keep(page, stretch.predicate, graph, file)
            self._tell(state.rows, whole, stretch.name)
        state.done.append(stretch.name)
        state.last, state.last_rows = None, 0

    def _keep(self, page: Page, predicate: str, graph: str, file: IO[bytes]) -> None:
        state = self.checkpoint
        lines = (
            f"{subject} <{predicate}> {restored(value)}{graph} .\n" for subject, value in page.rows
        )
        file.write("".join(lines).encode())
        state.rows += len(page.rows)
        state.last, state.last_rows = page.last, state.last_rows + len(page.rows)
        if time.monotonic() - self._saved >= _SECONDS_UNSAVED:
            self._save(file)

    def _save(self, file: IO[bytes]) -> None:
        """Make what is there durable, then say how far it goes."""
        file.flush()
        os.fsync(file.fileno())
        self.checkpoint.size = file.tell()
        self.checkpoint.write(self._folder)
        self._saved = time.monotonic()
