"""Open an engine elsewhere, and load a version into it: one core behind the doors."""

from __future__ import annotations

from techland.graph.home import Home
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.held import HeldSnapshot, held_snapshot
from techland.queries.limits import Limits
from techland.queries.remote.engine import RemoteEngine


def open_engine(
    endpoint: Endpoint | str, home: Home | None = None
) -> tuple[HeldSnapshot, RemoteEngine]:
    """Return the version that an engine serves, and what answers queries over it.

    Args:
        endpoint: of the engine, or its address, called with the environment's credentials.
        home: the data folder, which keeps the sidecar.

    Raises:
        NoVersionHeld: nothing was loaded whole.
        EndpointError: one of its kinds.
    """
    known = Endpoint.of_environment(endpoint) if isinstance(endpoint, str) else endpoint
    limits = Limits.from_environment()
    client = EndpointClient(known, seconds=limits.seconds, memory_bytes=limits.memory_bytes)
    held = held_snapshot(home or Home.from_environment(), client)
    return held, RemoteEngine(held, client, limits)
