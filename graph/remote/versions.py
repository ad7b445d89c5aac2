"""The versions that an engine holds, and the one that it serves.

A version is held from its last triple on, ``dct:available``, which is written when
all its graphs are whole. The served one is that with the latest: one triple is added
and none taken away, so that there is no moment without a version, or with half of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pyoxigraph import Literal, NamedNode

from techland.graph.description.dataset_iris import DATASET, dataset_version
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.naming import VERSIONS_GRAPH, GraphNames
from techland.graph.remote_errors import NoVersionHeld
from techland.graph.snapshot import Snapshot
from techland.ontology.held_terms import AVAILABLE, CREATED, DATE_TIME, VALUE

_VERSION = re.compile(re.escape(f"{DATASET}/") + r"([0-9a-f]{64})")
_EARLIEST, _MOMENT = datetime.min.replace(tzinfo=UTC), timedelta(milliseconds=1)
_ASKED = GraphsAsked([VERSIONS_GRAPH])
_HELD = f"SELECT ?version ?time WHERE {{ ?version <{AVAILABLE}> ?time }}"
_BEGUN = f"SELECT DISTINCT ?version WHERE {{ ?version <{CREATED}> ?time }}"
_FACTS = "SELECT ?facts WHERE {{ <{version}> <{value}> ?facts }} LIMIT 2"


@dataclass(frozen=True)
class HeldVersion:
    """A version that an engine holds whole.

    Attributes:
        version: its 64 hex digits.
        available: when its last triple was written.
    """

    version: str
    available: datetime

    @property
    def names(self) -> GraphNames:
        """Return what its graphs are called."""
        return GraphNames(self.version)


@dataclass(frozen=True)
class VersionFacts:
    """What an engine tells of a version: manifest, report and build, as a snapshot has them."""

    manifest: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    built: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot) -> VersionFacts:
        """Return those of a snapshot."""
        return cls(snapshot.manifest, snapshot.report, snapshot.built)

    @property
    def graphs(self) -> dict[str, int]:
        """Return the number of triples by graph; the default graph is named default."""
        return dict(self.manifest.get("graphs", {}))


def held_versions(client: EndpointClient) -> list[HeldVersion]:
    """Return the versions that an engine holds whole, the latest loaded first.

    Raises:
        EndpointError: one of its kinds.
    """
    found: dict[str, datetime] = {}
    for version, told in client.select(_HELD, _ASKED).rows:
        digits, time = _digits(version), _time(told)
        if digits:
            found[digits] = max(found.get(digits, time), time)
    held = [HeldVersion(version, time) for version, time in found.items()]
    return sorted(held, key=lambda one: (one.available, one.version), reverse=True)


def served_version(client: EndpointClient) -> HeldVersion:
    """Return the version that is asked: the one loaded last.

    Raises:
        NoVersionHeld: none was loaded whole.
        EndpointError: one of its kinds.
    """
    held = held_versions(client)
    if not held:
        raise NoVersionHeld(client.endpoint.address)
    return held[0]


def begun_versions(client: EndpointClient) -> list[str]:
    """Return the versions whose loading was begun, whether or not it came to its end."""
    rows = client.select(_BEGUN, _ASKED).rows
    return [digits for (version,) in rows if (digits := _digits(version))]


def facts_of(client: EndpointClient, version: str) -> VersionFacts:
    """Return what the engine tells of a version.

    Raises:
        NoVersionHeld: nothing that can be read.
    """
    asked = _FACTS.format(version=dataset_version(version), value=VALUE)
    rows = client.select(asked, _ASKED, at_most=2).rows
    try:
        ((told,),) = rows
        return VersionFacts(**json.loads(told.value))
    except (ValueError, TypeError):
        raise NoVersionHeld(client.endpoint.address) from None


def begin_version(client: EndpointClient, version: str, facts: VersionFacts) -> None:
    """Write that a version is being loaded, and what it is to hold."""
    told = json.dumps(vars(facts), sort_keys=True, ensure_ascii=False)
    _insert(client, version, (VALUE, Literal(told)), (CREATED, written_time(datetime.now(UTC))))


def finish_version(client: EndpointClient, version: str, mark: str) -> None:
    """Write the triple from which on a version is served: the last of its loading.

    Its time is later than that of every other, though another machine's clock was ahead.
    Where the engine no longer has the loading's mark, nothing is written.
    """
    latest = max((one.available for one in held_versions(client)), default=_EARLIEST)
    time = written_time(max(datetime.now(UTC), latest + _MOMENT))
    triple = f"<{dataset_version(version)}> <{AVAILABLE}> {time}"
    client.update(
        f"INSERT {{ GRAPH <{VERSIONS_GRAPH}> {{ {triple} }} }} "
        f"WHERE {{ GRAPH <{VERSIONS_GRAPH}> {{ <{mark}> <{CREATED}> ?begun }} }}"
    )


def disown_version(client: EndpointClient, version: str) -> None:
    """Let a version no longer count as held, before its graphs are taken away."""
    about = dataset_version(version)
    client.update(
        f"DELETE WHERE {{ GRAPH <{VERSIONS_GRAPH}> {{ <{about}> <{AVAILABLE}> ?time }} }}"
    )


def forget_version(client: EndpointClient, version: str) -> None:
    """Take away all that is told of a version whose graphs are gone."""
    about = dataset_version(version)
    client.update(f"DELETE WHERE {{ GRAPH <{VERSIONS_GRAPH}> {{ <{about}> ?p ?o }} }}")


def _insert(client: EndpointClient, version: str, *facts: tuple[str, Literal]) -> None:
    about = dataset_version(version)
    triples = " ".join(f"<{about}> <{predicate}> {value} ." for predicate, value in facts)
    client.update(f"INSERT DATA {{ GRAPH <{VERSIONS_GRAPH}> {{ {triples} }} }}")


def written_time(time: datetime) -> Literal:
    """Return a time as it is written into an engine."""
    return Literal(time.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), datatype=NamedNode(DATE_TIME))


def _time(term: Any) -> datetime:
    """Return a time, the earliest one of what is none."""
    try:
        return datetime.fromisoformat(term.value).astimezone(UTC)
    except (AttributeError, ValueError):
        return _EARLIEST


def _digits(term: object) -> str | None:
    found = _VERSION.fullmatch(term.value) if isinstance(term, NamedNode) else None
    return found[1] if found else None
