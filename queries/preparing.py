"""What a query process is told of a query: its text, format, limits and dataset, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from techland.graph.formats import Format
from techland.ontology.prefix_table import PREFIXES
from techland.queries.answer_formats import fitting_format
from techland.queries.dataset_description import DatasetDescription
from techland.queries.extent import WHOLE, Extent
from techland.queries.guard import NO_SERVICES, CheckedQuery, QueryForm
from techland.queries.limits import Limits
from techland.queries.wire import Request


class Prepared(NamedTuple):
    """What a query's text, format and limits come to, before anything runs.

    ``may_be_refused``: only at its end may it be known that each triple comes once;
    not if ``is_part`` of data that are few enough.
    """

    form: QueryForm
    entry: Format
    request: Request
    may_be_refused: bool
    is_part: bool


@dataclass(frozen=True)
class Asked:
    """How a query is asked: the format of its answer, its limits, its dataset, how much of it."""

    format_name: str | None
    limits: Limits
    dataset: DatasetDescription | None = None
    extent: Extent = WHOLE
    services: frozenset[str] = NO_SERVICES
    our_prefixes: bool = True


def prepare(query: CheckedQuery, asked: Asked) -> Prepared:
    """Return what a checked query comes to; raises as ``fitting_format`` does."""
    entry = fitting_format(query.form, asked.format_name)
    may_be_refused = (
        query.form.gives_triples
        and not query.uniqueness.is_certain
        and not asked.extent.duplicates
        and not asked.extent.truncate
    )
    request = _request(query, entry.name, asked)
    return Prepared(query.form, entry, request, may_be_refused, query.uniqueness.is_part)


def _request(query: CheckedQuery, format_name: str, asked: Asked) -> Request:
    """Return what a query process needs; our prefixes may be used without being declared."""
    ours = PREFIXES if asked.our_prefixes else {}
    undeclared = query.used_prefixes - query.prefixes.keys()
    used = {name: ours[name] for name in sorted(undeclared & ours.keys())}
    written = {}  # rows are written in full
    if query.form.gives_triples:
        written = {name: iri for name, iri in {**ours, **query.prefixes}.items() if name}
    merges = query.clauses is not None and len(query.clauses.default_graphs) > 1
    return Request(
        text=query.text,
        format=format_name,
        seconds=asked.limits.seconds,
        memory_bytes=asked.limits.memory_bytes,
        prefixes=used,
        written_prefixes=written,
        truncate=asked.extent.truncate or 0,
        duplicates=asked.extent.duplicates or query.uniqueness.is_given,
        outward=query.outward,
        dataset=asked.dataset,
        clauses=query.clauses if merges and asked.dataset is None else None,
    )


def walk_request(iri: str, walk: str, limits: Limits) -> Request:
    """Return what a query process needs for a walk; raises ValueError for what is no IRI."""
    return Request(
        text=NamedNode(iri).value,
        format="json",
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        prefixes={},
        written_prefixes={},
        walk=walk,
    )
