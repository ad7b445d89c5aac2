"""The process that makes networks: it reads one job after the other, and can be ended any time.

`python -m techland.server.networks.process`: jobs come pickled on standard input, answers go
pickled to standard output. Only the server that started it can write to it.
"""

from __future__ import annotations

import os
import pickle
import sys
from functools import lru_cache
from typing import IO, Any

from techland.graph.errors import TechlandError
from techland.graph.network_work_errors import NetworkOutOfMemory
from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.sidecar import arrays_of
from techland.queries.confinement import Gauge, bound_address_space
from techland.server.networks.job import Job, Made, Maker
from techland.server.networks.making import make_measure, make_network
from techland.server.networks.mapping import (
    make_map_backbone,
    make_map_file,
    make_map_measure,
    make_map_tables,
)
from techland.server.networks.studying import (
    make_bundle,
    make_report,
    make_sensitivity,
    make_time,
)

MAKERS: dict[str, Maker] = {
    "network": make_network,
    "measure": make_measure,
    "report": make_report,
    "time": make_time,
    "sensitivity": make_sensitivity,
    "bundle": make_bundle,
    "map-measure": make_map_measure,
    "map-backbone": make_map_backbone,
    "map-file": make_map_file,
    "map-tables": make_map_tables,
}
# What an error is made of: its class, its arguments and its facts.
ToldError = tuple[type[TechlandError], tuple[Any, ...], dict[str, Any]]


@lru_cache(maxsize=1)
def _arrays(snapshot: Snapshot) -> Arrays:
    return arrays_of(snapshot)


def answer(job: Job) -> Made | ToldError:
    """Return what a job makes, or the error that it ends in.

    Beyond its memory a library may end the process in place of an error.
    """
    try:
        arrays = _arrays(job.snapshot)
        bound_address_space(Gauge().mapped + job.memory_bytes)
        try:
            return MAKERS[job.what](job, arrays)
        except MemoryError:
            raise NetworkOutOfMemory(job.memory_bytes) from None
    except TechlandError as error:
        return type(error), error.args, error.__dict__


def told_error(told: ToldError) -> TechlandError:
    """Return the error that another process ended in."""
    kind, arguments, facts = told
    error = kind.__new__(kind)
    error.args = arguments
    error.__dict__.update(facts)
    return error


def serve(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Answer jobs until there are no more."""
    while True:
        try:
            job = pickle.load(jobs)  # noqa: S301 (from the server that started us)
        except EOFError:
            return
        pickle.dump(answer(job), answers)
        answers.flush()


if __name__ == "__main__":
    # What a library prints must not get among the answers.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, out)
