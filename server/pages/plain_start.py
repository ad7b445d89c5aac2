"""The pages of a plain store: what it is, and which graphs it has."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from techland.server.plain_publication import PlainPublication
from techland.server.problems import wants_page
from techland.server.rendering import render
from techland.server.writing import write_queue_of


def _graphs(request: Request) -> list[tuple[str, str]]:
    """Return the named graphs, each with the address at which it is read."""
    publication: PlainPublication = request.app.state.publication
    return [(iri, f"/graphs?graph={quote(iri, safe='')}") for iri in publication.graph_names()]


async def plain_start_page(request: Request) -> Response:
    """Say what the store is and how it is read and written."""
    graphs = await run_in_threadpool(_graphs, request)
    return render(
        request,
        "plain-start.html",
        graphs=graphs,
        writable=write_queue_of(request).token is not None,
        origin=str(request.base_url),
    )


def plain_graphs_page(request: Request) -> Response:
    """List the graphs: as a page, or in JSON to a program."""
    graphs = _graphs(request)
    if wants_page(request):
        return render(request, "plain-graphs.html", graphs=graphs)
    default = str(request.base_url) + "graphs?default"
    return JSONResponse({"default": default, "graphs": [iri for iri, _ in graphs]})
