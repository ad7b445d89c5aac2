"""Identity as a build needs it: curated lines, imported datasets and decisions to a view."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from techland.graph.datasets import ImportedDataset
from techland.graph.identity.bodies import CURATED
from techland.graph.identity.clusters import broken_chains
from techland.graph.identity.compared import Compared, compared
from techland.graph.identity.decisions import Decision, read_decisions, short
from techland.graph.identity.identification import Identity, identify, names_to_compare
from techland.graph.identity.kept_results import KeptResults, Made, inputs_digest
from techland.graph.identity.records import Records, read_records
from techland.graph.identity.theme_matches import ThemeMatch, read_theme_matches
from techland.graph.identity.view import View, canonical_view
from techland.graph.ingest.table_reader import Row


@dataclass(frozen=True)
class Identified:
    """Who is who in a build, the view that follows, and what the report says of both."""

    identity: Identity
    view: View | None
    report: dict[str, Any]


def build_identity(
    curated: Sequence[str],
    datasets: Sequence[ImportedDataset],
    tables: Mapping[str, Sequence[Row]],
    cache: Path | None = None,
) -> Identified:
    """Return who is who; without imported datasets there is nobody to be told apart.

    Args:
        curated: sorted lines of the curated quads.
        datasets: imported ones.
        tables: the fact tables, of which those of decisions and matches of themes are read.
        cache: a folder that keeps results between builds; none are kept if None.

    Raises:
        BadRows: a decision, or a match of themes, cannot be one.
    """
    decisions = read_decisions(tables["identity"])
    themes = read_theme_matches(tables["theme_matches"])
    if not datasets:
        waiting = [f"{short(one.first)} {short(one.second)}" for one in decisions]
        return Identified(Identity(), None, {"waiting decisions": waiting} if waiting else {})
    lines = [line.encode() for line in curated]
    identity = identity_of(lines, datasets, decisions, themes, cache)
    view = canonical_view(identity, lines, [(one.name, one.triples_path) for one in datasets])
    return Identified(identity, view, _report(identity, view))


def identity_of(
    curated: Sequence[bytes],
    datasets: Sequence[ImportedDataset],
    decisions: Sequence[Decision],
    themes: Sequence[ThemeMatch],
    cache: Path | None,
) -> Identity:
    """Return who is who by lines, datasets and tables; what was found before is taken over."""

    def make(before: Compared) -> Made:
        records = read_datasets(curated, datasets)
        names = compared(names_to_compare(records), before)
        return Made(identify(records, decisions, names, themes), names)

    if cache is None:
        return make(Compared()).identity
    parts = [hashlib.sha256(b"".join(curated)).hexdigest()]
    parts += [f"{one.name} {one.digest}" for one in datasets]
    parts += [repr(sorted(one.row.cells.items())) for one in decisions]
    parts += [repr(one) for one in themes]
    return KeptResults(cache).identity(inputs_digest(parts), decisions, make)


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
        "themes matched": dict(sorted(Counter(one.match for one in identity.themes).items())),
        "decided by a curator": dict(sorted(decided.items())),
        "chains broken": [
            f"{short(one.first)} {short(one.second)}: {one.verdict.told()}"
            for one in broken_chains(identity.links)
        ],
        "waiting decisions": [
            f"{short(one.first)} {short(one.second)}" for one in identity.waiting
        ],
    }
