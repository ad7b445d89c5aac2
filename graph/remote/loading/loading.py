"""Load a snapshot into an engine, so that at every moment one whole version is served.

The new version's graphs have names of their own; what is served changes with one
triple, the last that is written. A loading that was stopped, at whatever moment,
leaves graphs that nobody asks, and the next one takes them away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.loading.batches import batches
from techland.graph.remote.loading.turn import Turn, turn_at
from techland.graph.remote.loading.ways import Way
from techland.graph.remote.naming import GraphNames
from techland.graph.remote.versions import (
    VersionFacts,
    begin_version,
    begun_versions,
    disown_version,
    facts_of,
    finish_version,
    forget_version,
    held_versions,
)
from techland.graph.remote_errors import LoadIncomplete, NoVersionHeld
from techland.graph.snapshot import SHORT, Snapshot

Progress = Callable[[int, int, str], object]
KEPT = 2
# So long a reader may go on with a version that is no longer held before it finds out.
GRACE_SECONDS = 6.0
_OTHER_GRAPHS = (
    "the engine, or a proxy before it, does not keep to the graphs that a request names "
    "(default-graph-uri, SPARQL 1.1 Protocol); it cannot be used here until it does"
)
_COUNT = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"


@dataclass(frozen=True)
class Loaded:
    """What a loading did.

    Attributes:
        version: that is served now.
        triples: that were sent; none where the engine held the version already.
        seconds: that it took.
        dropped: versions that were taken away.
    """

    version: str
    triples: int
    seconds: float
    dropped: tuple[str, ...] = ()


def load(
    snapshot: Snapshot, client: EndpointClient, way: Way, progress: Progress, keep: int = KEPT
) -> Loaded:
    """Load a snapshot into an engine, and have it served.

    Args:
        snapshot: what is loaded.
        client: of the engine; its credentials must allow writing.
        way: how the statements come into it.
        progress: told the triples that are in, those there are, and the step.
        keep: the versions that stay, this one among them.

    Raises:
        LoadUnderWay: another loading is at work there.
        EndpointError: one of its kinds; what was served before is served on.
    """
    begun = time.monotonic()
    version, sent = snapshot.version, 0
    with turn_at(client, lambda told: progress(0, 0, told)) as turn:
        held = [one.version for one in held_versions(client)]
        if version not in held:
            _clear(client, way, held, turn, progress)
            sent = _send(snapshot, client, way, turn, progress)
        if held[:1] != [version]:
            finish_version(client, version, turn.mark)
            turn.hold()
        others = [one for one in held if one != version]
        dropped = others[max(0, keep - 1) :]
        _prune(client, way, dropped, turn, progress)
    return Loaded(version, sent, time.monotonic() - begun, tuple(dropped))


def _send(
    snapshot: Snapshot, client: EndpointClient, way: Way, turn: Turn, progress: Progress
) -> int:
    facts, names = VersionFacts.of(snapshot), GraphNames(snapshot.version)
    whole = sum(facts.graphs.values())
    progress(0, whole, "sending")
    begin_version(client, snapshot.version, facts)
    sent = 0
    for graph, lines in batches(snapshot.quads_path, names, list(facts.graphs), way.size):
        way.add(graph, lines)
        sent += len(lines)
        progress(sent, whole, f"sending {graph.rpartition('/')[2]}")
        turn.renew()
    for step in way.finish():
        progress(0, 0, step)
    for name, expected in facts.graphs.items():
        progress(sent, whole, f"counting {name}")
        turn.renew()
        _check(client, names.of(name), name, expected)
    return sent


def _check(client: EndpointClient, graph: str, name: str, expected: int) -> None:
    asked = GraphsAsked([graph])
    ((found,),) = client.select(_COUNT, asked, at_most=1).rows
    if int(found.value) != expected:
        reason = f"{name} has {int(found.value):,} triples there, and {expected:,} were sent"
        # More than there can be: the engine counts other graphs too.
        hint = _OTHER_GRAPHS if int(found.value) > expected else None
        raise LoadIncomplete(client.endpoint.address, reason, hint)


def _clear(
    client: EndpointClient, way: Way, held: Iterable[str], turn: Turn, progress: Progress
) -> None:
    """Take away what a stopped loading left."""
    for version in sorted(set(begun_versions(client)) - set(held)):
        progress(0, 0, f"taking away what was left of {version[:SHORT]}")
        turn.renew()
        _drop(client, way, version)


def _prune(
    client: EndpointClient, way: Way, versions: list[str], turn: Turn, progress: Progress
) -> None:
    for version in versions:
        disown_version(client, version)
    if versions:
        progress(0, 0, "waiting for readers of older versions")
        time.sleep(GRACE_SECONDS)
        turn.hold()
    for version in versions:
        progress(0, 0, f"taking away {version[:SHORT]}")
        turn.renew()
        _drop(client, way, version)


def _drop(client: EndpointClient, way: Way, version: str) -> None:
    names = GraphNames(version)
    try:
        graphs = list(facts_of(client, version).graphs)
    except NoVersionHeld:
        # It was stopped before it wrote what it would hold, and so before it sent any.
        graphs = []
    for name in graphs:
        way.drop(names.of(name))
    forget_version(client, version)
