"""Identity as a build needs it: curated lines, imported datasets and decisions to a view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from techland.graph.datasets import ImportedDataset
from techland.graph.identity.bodies import CURATED
from techland.graph.identity.decisions import read_decisions, short
from techland.graph.identity.identification import Identity, identify
from techland.graph.identity.records import Records, read_records
from techland.graph.identity.view import View, canonical_view
from techland.graph.ingest.table_reader import Row


@dataclass(frozen=True)
class Identified:
    """Who is who in a build, the view that follows, and what the report says of both."""

    identity: Identity
    view: View | None
    report: dict[str, Any]


def build_identity(
    curated: Sequence[str], datasets: Sequence[ImportedDataset], rows: Sequence[Row]
) -> Identified:
    """Return who is who; without imported datasets there is nobody to be told apart.

    Raises:
        BadRows: a decision cannot be one.
    """
    decisions = read_decisions(rows)
    if not datasets:
        waiting = [f"{short(one.first)} {short(one.second)}" for one in decisions]
        return Identified(Identity(), None, {"waiting decisions": waiting} if waiting else {})
    lines = [line.encode() for line in curated]
    identity = identify(read_datasets(lines, datasets), decisions)
    view = canonical_view(identity, lines, [(one.name, one.triples_path) for one in datasets])
    return Identified(identity, view, _report(identity, view))


def read_datasets(curated: Sequence[bytes], datasets: Sequence[ImportedDataset]) -> list[Records]:
    """Return what the curated lines and each dataset tell of who things are."""
    found = [read_records(CURATED, curated)]
    for dataset in datasets:
        with dataset.triples_path.open("rb") as file:
            found.append(read_records(dataset.name, file))
    return found


def _report(identity: Identity, view: View) -> dict[str, Any]:
    links = Counter(f"{one.kind} {one.verdict.outcome}" for one in identity.links)
    decided = Counter(one.verdict.outcome for one in identity.links if one.decided_by == "curator")
    return {
        **dict(view.counts),
        "links": dict(sorted(links.items())),
        "decided by a curator": dict(sorted(decided.items())),
        "waiting decisions": [
            f"{short(one.first)} {short(one.second)}" for one in identity.waiting
        ],
    }
