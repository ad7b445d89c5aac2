"""Errors of work on networks; the tree stands at the head of errors.py.

NetworkError
├── NetworkTimeout             stopped at its deadline
├── NetworkOutOfMemory         stopped at its memory limit
├── NetworkQueueFull           every process that makes networks is busy
└── NetworkProcessDied         its process ended unasked
"""

from __future__ import annotations

from techland.graph.error_shapes import OutOfMemory, ProcessDied, TimedOut
from techland.graph.errors import NetworkError


class NetworkTimeout(TimedOut, NetworkError):
    """A network, measure or study was stopped at its deadline."""

    words = "the work on this network was stopped after {seconds:g} seconds"
    way_out = (
        "choose a smaller network (a theme, a programme, an interval), let betweenness be "
        "sampled, or take it with `techland network`, which has no deadline"
    )


class NetworkOutOfMemory(OutOfMemory, NetworkError):
    """A network, measure or study was stopped at its memory limit."""

    words = "the work on this network was stopped: it needs more than {limit}"
    way_out = (
        "choose a smaller network (a theme, a programme, an interval), or take it with "
        "`techland network`, which has no limit"
    )


class NetworkQueueFull(NetworkError):
    """Every process that makes networks is busy, and waiting for one took too long."""

    retry_after = 5

    def __init__(self, size: int, seconds: float) -> None:
        self.size = size
        self.seconds = seconds
        super().__init__(
            f"all {size} processes that make networks are busy (waited {seconds:.0f} s)",
            "try again later, or take it with `techland network`",
        )


class NetworkProcessDied(ProcessDied, NetworkError):
    """The process that made a network ended unasked; a new one takes its place."""

    words = "the process that made the network"
    way_out = "it may have had too little memory: choose a smaller network"
