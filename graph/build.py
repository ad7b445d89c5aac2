"""Build a snapshot: facts, claims, the accepted view by the rule, shapes, publication."""

from __future__ import annotations

import hashlib
import platform
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

from techland.graph.completeness import Incompleteness, known_gaps
from techland.graph.composition import Composed, Curated, compose
from techland.graph.dataset import Dataset, make_dataset, ontology_files
from techland.graph.datasets import ImportedDataset, imported_datasets
from techland.graph.errors import DamagedSnapshot, NoSnapshot, ShapesViolated
from techland.graph.home import Home
from techland.graph.identity.building import build_identity
from techland.graph.ingest.fact_tables import FactTables, read_fact_tables
from techland.graph.locking import WAITING, alone_at
from techland.graph.publication import Contents, publish
from techland.graph.report import (
    build_report,
    class_counts,
    dispute_counts,
    graph_counts,
    table_counts,
)
from techland.graph.shape_places import told_with_place
from techland.graph.snapshot import Snapshot, active_snapshot, kept_snapshots
from techland.graph.store_errors import NotAHome
from techland.graph.translations import FOLDER as TRANSLATIONS
from techland.graph.validation import VIOLATION, ShapeResult, shapes_hash, validate

FORMAT = 1
STEPS = (
    *("read the tables", "make the dataset", "check the shapes", "find out who is who"),
    "write the snapshot",
)
Progress = Callable[[int, int, str], None]
_TOOLS = ("techland", "pyoxigraph", "pyshacl", "rdflib")


@dataclass(frozen=True)
class Built:
    """What a build made: the active snapshot, its report, and whether it is a new version."""

    snapshot: Snapshot
    report: dict[str, Any]
    changed: bool


def build(
    home: Home,
    facts: Path | None = None,
    progress: Progress | None = None,
    *,
    merged: bool = True,
) -> Built:
    """Build the graph of the curated facts and the imported datasets; make it the active snapshot.

    Args:
        home: where snapshots are kept; its ``facts`` folder is laid over the tables.
        facts: the folder of tables; the shipped one if None.
        progress: called with step number, number of steps and what begins.
        merged: tell records that are one of one IRI; if not, every record stands by itself.

    Raises:
        FactsError: a table or row has a fault.
        ShapesViolated: the accepted view breaks a shape.
        DamagedDataset: an imported dataset is not what it was.
        CannotWrite: the home folder cannot be written.
        NotAHome: it is a plain store.
        In each case the snapshot that was active stays so.
    """
    if home.is_plain_store:
        raise NotAHome(home.root)
    tell = progress or (lambda *_: None)
    # Datasets stay as they are while they are read, and no other build comes between.
    with alone_at(home, lambda: tell(1, len(STEPS), WAITING)):
        return _build(home, facts, tell, merged=merged)


def _build(home: Home, facts: Path | None, tell: Progress, *, merged: bool) -> Built:
    started = time.monotonic()
    before = _active_version(home)
    tell(1, len(STEPS), STEPS[0])
    tables = read_fact_tables(facts, home.facts)
    tell(2, len(STEPS), STEPS[1])
    dataset = make_dataset(tables)
    gaps = known_gaps(tables)
    curated = Curated(dataset.lines(), graph_counts(dataset), class_counts(dataset))
    tell(3, len(STEPS), STEPS[2])
    results = _known_results(home, curated.digest)
    if results is None:
        results = check_shapes(dataset, tables)
    tell(4, len(STEPS), STEPS[3])
    imported = imported_datasets(home)
    report = build_report(tables, dataset, gaps, results)
    report["datasets"] = {one.name: one.report for one in imported}
    # Without datasets to match there is nothing to merge, and the decisions wait.
    matched = imported if merged else []
    cache = home.cache / "identity"
    identified = build_identity(curated.lines, matched, tables.rows, cache)
    report["identity"] = identified.report
    tell(5, len(STEPS), STEPS[4])

    def composed(quads: Path) -> Contents:
        whole = compose(curated, imported, quads, view=identified.view)
        manifest = _manifest(tables, dataset, gaps, whole)
        manifest["curated"] = {"sha256": curated.digest, "lines": len(curated.lines)}
        manifest["datasets"] = {one.name: _told(one) for one in imported}
        side = _side_file(time.monotonic() - started)
        return Contents(None, manifest, report, side, whole.hasher)

    snapshot = publish(home, composed)
    return Built(snapshot, report, snapshot.version != before)


def _told(imported: ImportedDataset) -> dict[str, Any]:
    """Return what a snapshot's manifest says of an imported dataset."""
    told = ("title", "issued", "publisher", "licence", "attribution", "counted", "rows", "triples")
    return {"digest": imported.digest, **{key: imported.manifest[key] for key in told}}


def _known_results(home: Home, curated: str) -> list[ShapeResult] | None:
    """Return the shapes' results over the same curated lines, where a kept snapshot has them."""
    for known in kept_snapshots(home):
        try:
            same = known.manifest["curated"]["sha256"] == curated
            if same and known.manifest["shapes"] == shapes_hash():
                return [ShapeResult(**result) for result in known.report["shape_results"]]
        except (DamagedSnapshot, KeyError, TypeError):
            continue
    return None


def check_shapes(dataset: Dataset, tables: FactTables) -> list[ShapeResult]:
    """Return the warnings of the shapes over the accepted view.

    Raises:
        ShapesViolated: at least one result is a violation.
    """
    results = validate(dataset.default)
    violations = [result for result in results if result.severity == VIOLATION]
    if violations:
        raise ShapesViolated(told_with_place(violations, dataset.claims, tables))
    return results


def _active_version(home: Home) -> str | None:
    try:
        return active_snapshot(home).version
    except (NoSnapshot, DamagedSnapshot):
        return None


def _hashes(files: Iterable[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def _manifest(
    tables: FactTables, dataset: Dataset, gaps: list[Incompleteness], composed: Composed
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "nquads": {"sha256": composed.digest, "lines": composed.lines},
        "inputs": dict(tables.inputs),
        "vocabulary": _hashes(ontology_files()),
        "translations": _hashes(TRANSLATIONS.glob("*.csv")),
        "shapes": shapes_hash(),
        "rows": table_counts(tables),
        "graphs": dict(composed.graphs),
        "classes": dict(composed.classes),
        "disputes": dispute_counts(dataset.disputes),
        "gaps": [gap.as_json() for gap in gaps],
    }


def _side_file(seconds: float) -> dict[str, Any]:
    return {
        "built_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "seconds": round(seconds, 3),
        "python": platform.python_version(),
        "tools": {name: package_version(name) for name in _TOOLS},
    }
