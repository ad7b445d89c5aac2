"""Networks and their measures over HTTP, with the words of the other doors."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.measure_errors import UnknownChoice, WrongMeasureOption
from techland.network.building import build_network
from techland.network.choice import FILTERS, Wanted, chosen
from techland.network.counting import COUNTS, counted_bytes
from techland.network.files import measured_bytes, network_bytes, network_format
from techland.network.network import Network
from techland.server.rendering import publication_of
from techland.viz.reader import Reader

_WORDS = ("tie", "weight", "level", "since", "until")
# Option of a measure, what its text is read as.
_OPTIONS = {
    "weighted": bool,
    "draws": int,
    "seed": int,
    "sampled": int,
    "damping": float,
    "resolution": float,
    "iterations": int,
    "runs": int,
}
_THINNING = ("backbone", "alpha", "correction")
_OTHERS = frozenset({"format", "language", "isolated", "nodes", "by", *_THINNING})


def wanted_network(request: Request, others: Collection[str]) -> Wanted:
    """Return the words of a network that a request asks for, with ``others`` allowed beside.

    Raises:
        UnknownChoice: a parameter that nothing reads.
    """
    asked = request.query_params
    known = {*_WORDS, *FILTERS, "isolated", *others}
    for name in asked:
        if name not in known:
            raise UnknownChoice("parameter", name, sorted(known))
    words: dict[str, Any] = {name: asked[name] for name in _WORDS if name in asked}
    words |= {name: asked.getlist(name) for name in FILTERS if name in asked}
    return cast("Wanted", words | {"isolated": asked.get("isolated") == "1"})


def _option(name: str, text: str) -> Any:
    if _OPTIONS[name] is bool:
        return text == "1"
    return _number(name, text, _OPTIONS[name])


def _number(name: str, text: str, kind: Callable[[str], Any]) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise WrongMeasureOption(name, text, "a number") from None


def _network(request: Request) -> Network:
    publication = publication_of(request)
    language = Reader(request.query_params.get("language", "en")).language
    choice = chosen(**wanted_network(request, {*_OPTIONS, *_OTHERS}))
    version = publication.snapshot.version
    return _thinned(build_network(publication.arrays, choice, version, language), request)


def _thinned(network: Network, request: Request) -> Network:
    asked = request.query_params
    given: dict[str, Any] = {name: asked[name] for name in _THINNING if name in asked}
    model = given.pop("backbone", None)
    if model is None and given:
        raise UnknownChoice("parameter without backbone", next(iter(given)), ["backbone"])
    if "alpha" in given:
        given["alpha"] = _number("alpha", given["alpha"], float)
    return network if model is None else network.backbone(model, **given)


def _attachment(content: bytes, name: str, stem: str) -> Response:
    entry = network_format(name)
    headers = {"Content-Disposition": f'inline; filename="{stem}.{entry.suffix}"'}
    return Response(content, media_type=entry.media_type, headers=headers)


def _answer(request: Request) -> Response:
    name = request.query_params.get("format", "json")
    nodes = request.query_params.get("nodes") == "1"
    content = network_bytes(_network(request), name, nodes=nodes)
    return _attachment(content, name, "network")


def _measure_answer(request: Request) -> Response:
    name, asked = request.query_params.get("format", "json"), request.query_params
    if request.path_params["measure"] in COUNTS:
        return _count_answer(request, request.path_params["measure"], name)
    options = {key: _option(key, asked[key]) for key in _OPTIONS if key in asked}
    network, measure = _network(request), request.path_params["measure"]
    found = network.measure(measure, asked.get("by"), **options)
    return _attachment(measured_bytes(network, found, name), name, measure)


def _count_answer(request: Request, count: str, name: str) -> Response:
    publication = publication_of(request)
    words: Wanted = {"tie": "projects", **wanted_network(request, _OTHERS)}
    choice = chosen(**words)
    version = publication.snapshot.version
    return _attachment(counted_bytes(publication.arrays, count, choice, version, name), name, count)


async def network_answer(request: Request) -> Response:
    """Give a network as a file; JSON unless ``format`` names another."""
    return await run_in_threadpool(_answer, request)


async def measure_answer(request: Request) -> Response:
    """Give what a measure finds in a network as a file; JSON unless ``format`` names another."""
    return await run_in_threadpool(_measure_answer, request)
