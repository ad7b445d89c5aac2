"""The addresses of networks, their measures and studies: read, made elsewhere, sent."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from techland.network.counting import COUNTS
from techland.server.networks.job import Job, Made
from techland.server.networks.making import make_count
from techland.server.networks.workers import WORKERS
from techland.server.presence import WhileConnected
from techland.server.rendering import publication_of
from techland.server.whole_answers import Pairs, told_pairs

if TYPE_CHECKING:
    from techland.server.publication import Publication

_STUDIES = ("report", "time", "sensitivity", "bundle")
QUERY = "query"


def network_routes() -> list[BaseRoute]:
    """Return the routes of networks."""
    return [
        Route("/api/network", partial(_answer, "network")),
        *(Route(f"/api/network/{name}", partial(_answer, name)) for name in _STUDIES),
        Route("/api/network/{measure}", measure_answer),
    ]


async def measure_answer(request: Request) -> Response:
    """Give what a measure or a count finds as a file; JSON unless ``format`` names another."""
    if request.path_params["measure"] in COUNTS:
        # Counts come straight from the arrays, in milliseconds.
        publication = publication_of(request)
        job = _job(request, publication, "count")
        made = await run_in_threadpool(lambda: make_count(job, publication.arrays))
        return _response(made)
    return await _answer("measure", request)


async def _answer(what: str, request: Request) -> Response:
    """Give a network, measure or study; the work ends at its deadline or when nobody waits."""
    publication = publication_of(request)
    made = None
    with WhileConnected(request.receive):
        pairs = None
        if what in {"network", "measure"} and QUERY in request.query_params:
            pairs = await told_pairs(publication, request.query_params[QUERY])
        job = _job(request, publication, what, pairs)
        made = await WORKERS.make(job, publication.evaluator.limits.seconds)
    if made is None:
        raise ClientDisconnect
    return _response(made)


def _job(
    request: Request,
    publication: Publication,
    what: str,
    pairs: Pairs | None = None,
) -> Job:
    parameters = tuple(request.query_params.multi_items())
    measure = request.path_params.get("measure", "")
    memory = publication.evaluator.limits.memory_bytes
    # Without what was read of its files, which would go to the process too.
    snapshot = replace(publication.snapshot)
    return Job(what, snapshot, parameters, measure, pairs, memory)


def _response(made: Made) -> Response:
    return Response(made.content, media_type=made.media_type, headers=made.headers)
