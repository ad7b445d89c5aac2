"""Answer queries by an engine behind an address, as the query processes answer them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pyoxigraph import Store, Triple

from techland.graph.formats import Format
from techland.graph.query_errors import ProcessesClosed
from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import NO_GRAPH, GraphsAsked
from techland.graph.remote.held import HeldSnapshot
from techland.graph.remote.versions import held_versions
from techland.graph.remote_errors import AnswerCapped, SeveralDefaultGraphs, VersionGone
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE
from techland.queries.answer_formats import fitting_format
from techland.queries.answers import Answer, StreamedAnswer
from techland.queries.dataset_description import DatasetDescription
from techland.queries.evaluation import QueryProcesses
from techland.queries.extent import WHOLE, Extent
from techland.queries.guard import NO_SERVICES, CheckedQuery, QueryForm, checked
from techland.queries.limits import Limits
from techland.queries.long_texts import checked_aside
from techland.queries.merging import resolved
from techland.queries.near.asking import asked
from techland.queries.near.near import Near
from techland.queries.reading import refuse_outward, syntax_error
from techland.queries.remote.grouping import Groups
from techland.queries.remote.parting import Parts
from techland.queries.remote.proving import Proof
from techland.queries.remote.received import Received
from techland.queries.remote.wording import worded
from techland.queries.remote.writing import Written, written_rows, written_triples, written_truth
from techland.queries.solutions import Solutions, rows_of

# A version that was taken away is noticed after this time; ``loading.GRACE_SECONDS`` is longer.
_CHECK_SECONDS = 2.0
# So many queries of a server are with the engine at once; the rest wait.
_AT_ONCE = 32


@dataclass(frozen=True)
class _Prepared:
    """A query that has been checked, and what it is asked of."""

    query: CheckedQuery
    entry: Format
    text: str
    graphs: GraphsAsked
    prefixes: dict[str, str]


class RemoteEngine:
    """A version that an engine holds, open for questions.

    Answers come whole and are written out here: the same checks of the text, the
    same serialisations, the same names of graphs as those of the embedded engine.
    Safe to use from several threads.
    """

    # An engine reaches what it may reach by itself; through here no query asks it to.
    services = NO_SERVICES

    def __init__(
        self, snapshot: HeldSnapshot, client: EndpointClient, limits: Limits | None = None
    ) -> None:
        """Send nothing yet.

        Args:
            snapshot: the version, whose graphs alone are asked.
            client: of the engine.
            limits: of every query; those of the environment if None.
        """
        self.limits = limits or Limits.from_environment()
        self.client = client
        self._snapshot = snapshot
        self._proof = Proof(client)
        self._groups = Groups(client)
        self._held_at = 0.0
        self._closed = False
        self._threads = ThreadPoolExecutor(_AT_ONCE, "endpoint")

    def evaluate(
        self,
        text: str,
        *,
        format: str | None = None,  # noqa: A002 (the name that users know)
        limits: Limits | None = None,
        dataset: DatasetDescription | None = None,
        extent: Extent = WHOLE,
    ) -> Answer:
        """Answer a query in a serialisation; see ``QueryProcesses.evaluate``.

        Raises:
            RefusedQuery: one of its kinds, before anything is sent.
            EndpointError: one of its kinds.
        """
        prepared, written = self._answered(text, format, limits, dataset, extent)
        return Answer(prepared.query.form, prepared.entry, iter(written.pieces()), written.facts)

    def near(self, iri: str, walk: str) -> Near:
        """Return what lies around a thing; see ``Evaluator.near``."""
        return asked(self._solutions, iri, walk)

    def _solutions(self, text: str) -> Solutions:
        return rows_of(self.evaluate(text, format="json"))

    async def check(self, text: str) -> CheckedQuery:
        """Return a query that may be sent; raises as ``guard.check_query``."""
        return await checked_aside(text, self.limits, self.services)

    async def stream(
        self,
        query: str | CheckedQuery,
        *,
        format: str | None = None,  # noqa: A002 (as above)
        limits: Limits | None = None,
        dataset: DatasetDescription | None = None,
        extent: Extent = WHOLE,
    ) -> StreamedAnswer:
        """Answer a query without holding up the event loop; as ``evaluate``."""
        answered = partial(self._answered, query, format, limits, dataset, extent)
        waiting = asyncio.get_running_loop().run_in_executor(self._threads, answered)
        prepared, written = await waiting
        answer = StreamedAnswer(prepared.query.form, prepared.entry, Received(written))
        await answer.begin()
        return answer

    def _answered(
        self,
        query: str | CheckedQuery,
        format_name: str | None,
        limits: Limits | None,
        dataset: DatasetDescription | None,
        extent: Extent,
    ) -> tuple[_Prepared, Written]:
        if self._closed:
            raise ProcessesClosed
        bounds = limits or self.limits
        if isinstance(query, str):
            query = checked(query, bounds, self.services)
        prepared = self._prepared(query, format_name, dataset)
        written = self._written(prepared, extent, bounds.seconds)
        self._refuse_gone()
        return prepared, written

    def _prepared(
        self,
        query: CheckedQuery,
        format_name: str | None,
        dataset: DatasetDescription | None,
    ) -> _Prepared:
        entry = fitting_format(query.form, format_name)
        undeclared = query.used_prefixes - query.prefixes.keys()
        added = {name: PREFIXES[name] for name in sorted(undeclared & PREFIXES.keys())}
        _refuse_what_is_no_query(query.text, added)
        if dataset is None and query.clauses is not None:
            dataset = resolved(query.clauses, added)
        names = self._snapshot.names
        known = [names.held(iri) for iri in self._named()]
        asked = worded(query.text, query.prefixes, added, names, known)
        shown = {name: iri for name, iri in {**PREFIXES, **query.prefixes}.items() if name}
        return _Prepared(query, entry, asked, self._graphs(dataset), shown)

    def _graphs(self, dataset: DatasetDescription | None) -> GraphsAsked:
        names = self._snapshot.names
        known = {names.held(iri): iri for iri in self._named()}
        if dataset is None:
            return GraphsAsked([names.default], [*known, NO_GRAPH])
        default = list(dict.fromkeys(map(names.held, dataset.default_graphs)))
        if len(default) > 1:
            raise SeveralDefaultGraphs(len(default))
        named = [names.held(iri) for iri in dataset.named_graphs]
        # What is no graph of the version is asked by the name of none: an engine has others.
        return GraphsAsked(_only(default, known), [*_only(named, known), NO_GRAPH])

    def _named(self) -> list[str]:
        graphs = self._snapshot.manifest.get("graphs", {})
        return [f"{BASE}graph/{name}" for name in graphs if name != "default"]

    def _written(self, prepared: _Prepared, extent: Extent, seconds: float) -> Written:
        form, text, graphs = prepared.query.form, prepared.text, prepared.graphs
        name = prepared.entry.name
        if form is QueryForm.ASK:
            return written_truth(self.client.ask(text, graphs, seconds=seconds), name)
        public = self._snapshot.names.public_term
        if form is QueryForm.SELECT:
            return written_rows(self._rows(text, graphs, seconds), public, name, extent.truncate)
        triples = self._triples(text, graphs, seconds)
        return written_triples(triples, public, name, extent.truncate, prepared.prefixes)

    def _rows(self, text: str, graphs: GraphsAsked, seconds: float) -> Rows:
        try:
            found = self.client.select(text, graphs, seconds=seconds)
            self._proof.rows(text, graphs, found, seconds)
        except AnswerCapped as capped:
            found = Parts(self.client, self._proof, text, graphs, seconds).rows(capped)
        self._groups.prove(text, graphs, found, seconds)
        return found

    def _triples(self, text: str, graphs: GraphsAsked, seconds: float) -> list[Triple]:
        try:
            self._proof.triples(text, graphs, seconds)
        except AnswerCapped as capped:
            return Parts(self.client, self._proof, text, graphs, seconds).triples(capped)
        return self.client.construct(text, graphs, seconds=seconds)

    def _refuse_gone(self) -> None:
        """Refuse an answer of a version that was taken away while it was asked."""
        now = time.monotonic()
        if now - self._held_at < _CHECK_SECONDS:
            return
        version = self._snapshot.version
        if version not in {one.version for one in held_versions(self.client)}:
            raise VersionGone(self.client.endpoint.address, version)
        self._held_at = now

    def beside(self, quads_path: Path) -> QueryProcesses:
        """Return query processes over a snapshot of this machine, with the same limits."""
        return QueryProcesses(quads_path, self.limits)

    def close(self) -> None:
        """Ask nothing more."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)


def _only(graphs: Iterable[str], known: dict[str, Any]) -> list[str]:
    return [iri if iri in known else NO_GRAPH for iri in graphs]


def _refuse_what_is_no_query(text: str, added: dict[str, str]) -> None:
    """Have our own grammar read a query, so that faults are told as everywhere here.

    Raises:
        QuerySyntaxError: with line and column.
        ForbiddenForm: SERVICE, however it is written.
    """
    refuse_outward(text, added)
    try:
        Store().query(text, base_iri=BASE, prefixes=added)
    except SyntaxError as error:
        raise syntax_error(text, str(error), added) from None
