"""The network map as a page, and the network as files."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.formats import FORMATS
from techland.server.addresses import address_of
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render
from techland.viz.map_page import Setting, map_context, map_file
from techland.viz.take_away import network_file

ISOLATED = "isolated"


def _link(iri: str) -> str:
    return address_of(iri) or "#"


def _wants_isolated(request: Request) -> bool:
    return request.query_params.get(ISOLATED) == "1"


def _content(request: Request) -> dict[str, Any]:
    publication, isolated = publication_of(request), _wants_isolated(request)
    asked = f"?{ISOLATED}=1" if isolated else ""
    other = ("map-isolated-hide", "/map") if isolated else ("map-isolated-show", "/map?isolated=1")
    downloads = [
        other,
        ("map-take-html", f"/download/techland-map.html{asked}"),
        ("map-take-gexf", f"/download/techland.gexf{asked}"),
        ("map-take-graphml", f"/download/techland.graphml{asked}"),
    ]
    network = publication.network(isolated=isolated)
    setting = Setting(_link, downloads)
    return map_context(network, publication.edition, reader_of(request), setting)


async def map_page(request: Request) -> Response:
    """Show the network of organisations."""
    content = await run_in_threadpool(_content, request)
    own = ("reader", "t")
    return render(request, "map.html", **{k: v for k, v in content.items() if k not in own})


def _attachment(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


async def map_download(request: Request) -> Response:
    """Give the map as one file that works without a server."""
    publication = publication_of(request)

    def content() -> bytes:
        network = publication.network(isolated=_wants_isolated(request))
        return map_file(network, publication.edition, reader_of(request)).encode()

    return _attachment(await run_in_threadpool(content), "text/html", "techland-map.html")


async def network_download(request: Request) -> Response:
    """Give the network as GEXF or GraphML."""
    publication = publication_of(request)
    entry = FORMATS[request.url.path.rpartition(".")[2]]
    language = reader_of(request).language

    def content() -> bytes:
        network = publication.network(isolated=_wants_isolated(request))
        return network_file(network, entry.name, publication.snapshot.version, language)

    name = f"techland.{entry.suffix}"
    return _attachment(await run_in_threadpool(content), entry.media_type, name)
