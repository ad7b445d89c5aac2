"""Networks, measures and counts as files, with the words of the other doors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from techland.graph.measure_errors import UnknownChoice
from techland.network.answers import network_of_pairs
from techland.network.building import build_network
from techland.network.choice import Wanted, chosen
from techland.network.counting import counted_bytes
from techland.network.files import measured_bytes, network_bytes, settings_words
from techland.network.network import Network
from techland.server.networks.job import Job, Made, number_of, table_file

if TYPE_CHECKING:
    from techland.network.arrays.arrays import Arrays

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
# Seed, draws and the like, which a CSV file has no place for.
SETTINGS_HEADER = "Techland-Settings"
_THINNING = ("backbone", "alpha", "correction")
_OTHERS = frozenset({"format", "language", "isolated", "nodes", "by", *_THINNING})
# A query says itself what ties; these words are for its answer.
_OF_QUERY = _OTHERS - {"isolated"} | {"query", "directed"}


def make_network(job: Job, arrays: Arrays) -> Made:
    """Return a network as a file; JSON unless ``format`` names another."""
    name = job.asked.get("format", "json")
    content = network_bytes(_network(job, arrays), name, nodes=job.asked.get("nodes") == "1")
    return table_file(content, name, "network")


def make_measure(job: Job, arrays: Arrays) -> Made:
    """Return what a measure finds in a network as a file."""
    asked = job.asked
    name = asked.get("format", "json")
    options = {key: _option(key, asked[key]) for key in _OPTIONS if key in asked}
    network = _network(job, arrays)
    found = network.measure(job.measure, asked.get("by"), **options)
    made = table_file(measured_bytes(network, found, name), name, job.measure)
    told = settings_words(found.settings).encode("ascii", "backslashreplace").decode()
    return replace(made, headers=made.headers | {SETTINGS_HEADER: told} if told else made.headers)


def make_count(job: Job, arrays: Arrays) -> Made:
    """Return a count over the border as a file."""
    name = job.asked.get("format", "json")
    words: Wanted = {"tie": "projects", **job.wanted(_OTHERS)}
    content = counted_bytes(arrays, job.measure, chosen(**words), job.version, name)
    return table_file(content, name, job.measure)


def _network(job: Job, arrays: Arrays) -> Network:
    if job.pairs is None:
        choice = chosen(**job.wanted({*_OPTIONS, *_OTHERS}))
        made = build_network(arrays, choice, job.version, job.language)
    else:
        _check_of_query(job)
        directed = job.asked.get("directed") == "1"
        made = network_of_pairs(
            job.pairs, arrays, job.version, directed=directed, language=job.language
        )
    return _thinned(made, job)


def _check_of_query(job: Job) -> None:
    known = {*_OPTIONS, *_OF_QUERY}
    for name in job.asked:
        if name not in known:
            raise UnknownChoice("parameter beside a query", name, sorted(known))


def _thinned(network: Network, job: Job) -> Network:
    asked = job.asked
    given: dict[str, Any] = {name: asked[name] for name in _THINNING if name in asked}
    model = given.pop("backbone", None)
    if model is None and given:
        raise UnknownChoice("parameter without backbone", next(iter(given)), ["backbone"])
    if "alpha" in given:
        given["alpha"] = number_of("alpha", given["alpha"], float)
    return network if model is None else network.backbone(model, **given)


def _option(name: str, text: str) -> Any:
    return text == "1" if _OPTIONS[name] is bool else number_of(name, text, _OPTIONS[name])
