"""One loading at a time: whoever loads into an engine leaves a mark there, and renews it.

Without it two loadings would each take away what the other has sent, as left by one that
was stopped. Engines have no locks to ask for, so the order of writing and reading decides:
a mark is written, then the others are read. Of two loadings at least one sees the other's
mark, and gives way as soon as that one shows a sign of life: its mark is renewed, or the
triples change. Without any for long, the mark was left by a loading that was killed; it is
taken away. Should that one wake up after all, its last triple is not written, for it
depends on its mark.

Marks are renewed between the requests of a loading and never beside them: Virtuoso's bulk
loader loses a triple now and then where something else is written at the same time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from pyoxigraph import NamedNode

from techland.graph.description.dataset_iris import DATASET
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.naming import VERSIONS_GRAPH, GraphNames
from techland.graph.remote.versions import begun_versions, facts_of, written_time
from techland.graph.remote_errors import EndpointError, NoVersionHeld
from techland.graph.remote_loading_errors import LoadTakenOver, LoadUnderWay
from techland.ontology.held_terms import CREATED, MODIFIED

Tell = Callable[[str], object]
RENEWED_SECONDS, LOOK_SECONDS = 2.0, 1.0
# So many looks without a sign of life: the loading was stopped. Looks are counted and not
# seconds, because an engine that writes to its disk lets everybody wait.
LOOKS = 30
_PREFIX = f"{DATASET}/loading/"
# Seen in the middle of its renewal, too.
_MARKS = (
    f"SELECT ?mark ?begun ?renewed WHERE {{ ?mark <{CREATED}> ?begun "
    f"OPTIONAL {{ ?mark <{MODIFIED}> ?renewed }} }}"
)
_TRIPLES = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"


@dataclass(frozen=True)
class _Mark:
    """A mark as it is in the engine: when its loading began, and when it was renewed."""

    begun: str
    renewed: frozenset[str]


class Turn:
    """That of one loading, as long as its mark is in the engine.

    Attributes:
        mark: its IRI.
    """

    def __init__(self, client: EndpointClient) -> None:
        self.mark = f"{_PREFIX}{uuid4().hex}"
        self._client = client
        self._renewed = 0.0

    def take(self, tell: Tell) -> None:
        """Write the mark, if no other loading is at work.

        Raises:
            LoadUnderWay: there is one.
            EndpointError: one of its kinds.
        """
        self._await_silence(self._others(), tell)
        now = written_time(datetime.now(UTC))
        facts = f"<{CREATED}> {now} ; <{MODIFIED}> {now}"
        self._client.update(f"INSERT DATA {_in_graph(self.mark, facts)}")
        others = self._others()
        if others and min(others) < self.mark:
            raise LoadUnderWay(self._client.endpoint.address, others[min(others)].begun)
        self._await_silence(others, tell)

    def renew(self) -> None:
        """Renew the mark, if that was not done a moment ago."""
        if time.monotonic() - self._renewed < RENEWED_SECONDS:
            return
        old = _in_graph(self.mark, f"<{MODIFIED}> ?old")
        new = _in_graph(self.mark, f"<{MODIFIED}> {written_time(datetime.now(UTC))}")
        self._client.update(f"DELETE {old} INSERT {new} WHERE {old}")
        self._renewed = time.monotonic()

    def hold(self) -> None:
        """Go on only if nobody took this turn.

        Raises:
            LoadTakenOver: somebody did.
        """
        if self.mark not in _marks(self._client):
            raise LoadTakenOver(self._client.endpoint.address)

    def give(self) -> None:
        """Take the mark away, where the engine can still be asked."""
        with suppress(EndpointError):
            _take_away(self._client, self.mark)

    def _await_silence(self, before: dict[str, _Mark], tell: Tell) -> None:
        """Wait until other marks are gone, or until it is plain that they were left."""
        if before:
            tell("another loading has left its mark: waiting for a sign of life")
        same, triples = 0, None
        while before and same < LOOKS:
            time.sleep(LOOK_SECONDS)
            now, held = self._others(), _triples_of_all(self._client)
            both = before.keys() & now.keys()
            renewed = [one for one in both if before[one].renewed != now[one].renewed]
            if renewed or (both and triples not in {None, held}):
                begun = now[min(renewed or both)].begun
                raise LoadUnderWay(self._client.endpoint.address, begun)
            same = same + 1 if before.keys() == now.keys() else 0
            before, triples = now, held
        for mark in before:
            _take_away(self._client, mark)

    def _others(self) -> dict[str, _Mark]:
        return {name: mark for name, mark in _marks(self._client).items() if name != self.mark}


@contextmanager
def turn_at(client: EndpointClient, tell: Tell) -> Iterator[Turn]:
    """Have the only turn at loading into an engine for the length of a block.

    Raises:
        LoadUnderWay: another loading has it.
        EndpointError: one of its kinds.
    """
    turn = Turn(client)
    try:
        turn.take(tell)
        yield turn
    finally:
        turn.give()


def _marks(client: EndpointClient) -> dict[str, _Mark]:
    begun: dict[str, str] = {}
    renewed: dict[str, set[str]] = {}
    for mark, at, last in client.select(_MARKS, GraphsAsked([VERSIONS_GRAPH])).rows:
        if isinstance(mark, NamedNode) and mark.value.startswith(_PREFIX):
            begun[mark.value] = f"{at.value[:19].replace('T', ' ')} UTC"
            renewed.setdefault(mark.value, set()).add(last.value if last else "")
    return {mark: _Mark(at, frozenset(renewed[mark])) for mark, at in begun.items()}


def _triples_of_all(client: EndpointClient) -> str:
    """Return how many triples the graphs of all versions have, whole or not."""
    graphs: list[str] = []
    for version in begun_versions(client):
        with suppress(NoVersionHeld):
            graphs += map(GraphNames(version).of, facts_of(client, version).graphs)
    ((found,),) = client.select(_TRIPLES, GraphsAsked(graphs), at_most=1).rows
    return str(found.value)


def _take_away(client: EndpointClient, mark: str) -> None:
    client.update(f"DELETE WHERE {_in_graph(mark, '?p ?o')}")


def _in_graph(mark: str, facts: str) -> str:
    return f"{{ GRAPH <{VERSIONS_GRAPH}> {{ <{mark}> {facts} }} }}"
