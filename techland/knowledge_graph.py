"""The Python door: open a snapshot, ask it, read entities, take it away."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from techland.federating import Federating
from techland.graph.catalogue_errors import UnknownParameter
from techland.graph.changes.versions import home_of, version_named
from techland.graph.errors import NoSnapshot
from techland.graph.export.selection import default_graph
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot, active_snapshot, snapshot_named
from techland.queries.answers import Answer
from techland.queries.catalogue import catalogue, query_named, read_query_file
from techland.queries.entities import Entity
from techland.queries.evaluation import InProcess, QueryProcesses
from techland.queries.evaluators import Evaluator
from techland.queries.finding import find_thing
from techland.queries.near.entity import near_of, read_entity
from techland.queries.solutions import Solutions, Triples, read_answer
from techland.reconciling import Reconciling
from techland.searching import Searching
from techland.take_away import TakeAway

if TYPE_CHECKING:
    import rdflib

    from techland.difference import Difference
    from techland.graph.remote.endpoint import Endpoint
    from techland.queries.unknown_values import UnknownValue

Progress = Callable[[int, int, str], None]
# A query of one word is the name of one in the catalogue.
_NAME = re.compile(r"[a-z0-9-]+")


def open_snapshot(home: Home, version: str | None = None, tell: Progress | None = None) -> Snapshot:
    """Return a snapshot: the active one, or a kept one by its version.

    Where nothing was built yet, the curated graph is built first.
    """
    if version:
        return snapshot_named(home, version)
    try:
        return active_snapshot(home)
    except NoSnapshot:
        from techland.graph.build import build
        from techland.network.arrays.sidecar import keep_arrays

        built = build(home, progress=tell).snapshot
        keep_arrays(built)
        return built


class KnowledgeGraph(TakeAway, Searching, Reconciling, Federating):
    """A snapshot of the knowledge graph, open for questions.

    Use it as a context manager, or close it when done: it keeps a query
    process warm, so that a query can be stopped and has a deadline.
    """

    def __init__(self, snapshot: Snapshot, evaluator: Evaluator) -> None:
        self.snapshot = snapshot
        self.evaluator = evaluator

    @property
    def version(self) -> str:
        """Return the snapshot's version: 64 hex digits, the same for the same facts."""
        return self.snapshot.version

    @property
    def info(self) -> dict[str, Any]:
        """Return what is in the graph: counts by table, class and graph, and the known gaps."""
        return self.snapshot.manifest

    def query(
        self, query: str | Path, *, timeout: float | None = None, **parameters: object
    ) -> Solutions | Triples | bool:
        """Answer a SPARQL query: its text, a file, or the name of a query of the catalogue.

        Args:
            query: text, path of a file, or catalogue name (see ``kg.catalogue``).
            timeout: seconds until the query is stopped; 60 unless told.
            parameters: values for the parameters of a catalogue query. One that names nothing
                in the graph is told by a warning, since its answer is empty.

        Raises:
            QueryError: one of its kinds; a syntax error names line and column.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     kg.query("ASK { <https://w3id.org/techland/theme/hydrogen> ?p ?o }", timeout=10)
        True
        """
        text = self.query_text(query, parameters)
        for unknown in self.unknown_values(query, parameters):
            warnings.warn(str(unknown), stacklevel=2)
        return read_answer(self.evaluate(text, timeout=timeout))

    def unknown_values(
        self, query: str | Path, parameters: Mapping[str, object]
    ) -> list[UnknownValue]:
        """Return the values of a catalogue query's parameters that name nothing in the graph.

        Raises:
            UnknownQuery, UnknownParameter, WrongParameter: see each.
        """
        if not parameters or isinstance(query, Path):
            return []
        from techland.queries.unknown_values import unknown_values

        return unknown_values(self._select, query_named(query.strip()), parameters)

    def evaluate(
        self, text: str, format_name: str | None = None, timeout: float | None = None
    ) -> Answer:
        """Answer a query as bytes in a serialisation, streamed; see ``Answer.chunks``.

        Raises:
            UnknownFormat: the serialisation does not fit the query's form.
            QueryError: one of its kinds.
        """
        limits = replace(self.evaluator.limits, seconds=timeout) if timeout else None
        return self.evaluator.evaluate(text, format=format_name, limits=limits)

    @staticmethod
    def query_text(query: str | Path, parameters: Mapping[str, object]) -> str:
        """Return the text of a query that is given as text, file or catalogue name.

        Raises:
            UnknownQuery: a single word that no query of the catalogue has as its name.
            UnknownParameter, WrongParameter: see each.
        """
        if isinstance(query, Path):
            return read_query_file(query)
        if _NAME.fullmatch(query.strip()):
            return query_named(query.strip()).with_parameters(parameters)
        if parameters:
            raise UnknownParameter("the text", next(iter(parameters)), ())
        return query

    @property
    def catalogue(self) -> Solutions:
        """Return the names and questions of the catalogue's queries."""
        rows = [(query.name, query.summary) for query in catalogue().values()]
        return Solutions.of_texts(("name", "question"), rows)

    def entity(self, thing: str) -> Entity:
        """Return a thing with its claims, sources and disputes.

        Args:
            thing: an IRI, the end of one (organisation/oost-nl), an id or a name.

        Raises:
            UnknownEntity: nothing has it.
            AmbiguousName: several things have it; the error lists them.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     kg.entity("agreement/mou-2021").disagreements[0].rule
        'curator-decision'
        """
        return read_entity(near_of(self.evaluator, self.find(thing)))

    def find(self, thing: str) -> str:
        """Return the IRI of a thing that is named as for ``entity``."""
        return find_thing(self._select, thing)

    def _select(self, text: str) -> Iterable[Mapping[str, Any]]:
        answer = self.query(text)
        if not isinstance(answer, Solutions):
            raise TypeError(answer)
        return answer

    def graph(self) -> rdflib.Graph:
        """Return the default graph for rdflib, with our prefixes bound."""
        from techland.graph.rdflib_graph import to_rdflib

        return to_rdflib(default_graph(self.snapshot))

    def diff(self, old: str = "previous", language: str = "en") -> Difference:
        """Return what changed from another kept version to this one, and why; see ``tl.diff``.

        Raises:
            UnknownVersion, NoPreviousVersion: see each.
        """
        from techland.difference import Difference

        before = version_named(home_of(self.snapshot), old, self.snapshot)
        return Difference(before, self.snapshot, language)

    def close(self) -> None:
        """Stop the query process."""
        self.evaluator.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self.snapshot.short}, {self.info['graphs']['default']} triples>"

    def _repr_html_(self) -> str:
        rows = self.info["rows"].items()
        cells = "".join(f"<tr><th>{escape(name)}</th><td>{count}</td></tr>" for name, count in rows)
        head = f"techland {escape(self.snapshot.short)}"
        return f"<table><caption>{head}</caption>{cells}</table>"


def open_graph(
    home: Home | str | Path | None = None,
    version: str | None = None,
    *,
    in_process: bool = False,
    endpoint: Endpoint | str | None = None,
) -> KnowledgeGraph:
    """Open a snapshot of the knowledge graph, or the version that an engine elsewhere serves.

    Args:
        home: the data folder; TECHLAND_HOME or the platform's usual one if None.
        version: a kept version or its first digits; the active one if None. Where
            nothing was built yet, the curated graph is built first (some seconds).
        in_process: evaluate in this process. It saves the start of a query
            process and gives up what that is for: no query can be stopped, by
            deadline or Ctrl-C, and none is bounded in memory.
        endpoint: an engine into which ``techland load`` loaded a version, or its
            address; ``version`` and ``in_process`` are not for it.

    Raises:
        UnknownVersion: no kept snapshot has this version.
        EndpointError: one of its kinds.
    """
    place = home if isinstance(home, Home) else Home(Path(home)) if home else None
    if endpoint is not None:
        from techland.remote import open_engine

        if version or in_process:
            raise TypeError("an endpoint goes without version and in_process")
        return KnowledgeGraph(*open_engine(endpoint, place))
    snapshot = open_snapshot(place or Home.from_environment(), version)
    evaluator = InProcess if in_process else QueryProcesses
    return KnowledgeGraph(snapshot, evaluator(snapshot.quads_path))
