"""The error tree's branch of loading: several that load into one engine.

EndpointError
├── LoadUnderWay           another loading is at work there; nothing was sent
└── LoadTakenOver          another loading took this one for stopped, and goes on in its place

That the engine does not hold what it was sent: remote_errors.py, LoadIncomplete
"""

from __future__ import annotations

from techland.graph.remote_errors import EndpointError


class LoadUnderWay(EndpointError):
    """Another loading is at work in the engine, which takes one at a time."""

    def __init__(self, endpoint: str, begun: str) -> None:
        self.endpoint = endpoint
        self.begun = begun
        super().__init__(
            f"another loading into {endpoint} is under way, begun at {begun}; nothing was sent",
            "run the command again when it is done",
        )


class LoadTakenOver(EndpointError):
    """This loading gave no sign for too long, and another one took its place."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        super().__init__(
            f"another loading into {endpoint} took this one for stopped, and goes on in its "
            "place; what was sent here is not served",
            "run the command again when the other one is done",
        )
