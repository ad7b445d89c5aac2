"""What changed beside the statements: counts, files, vocabulary, shapes, software."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from techland.graph.changes.change import ValueChange
from techland.graph.snapshot import Snapshot

Values = Mapping[str, str | int]


def count_changes(old: Snapshot, new: Snapshot) -> list[ValueChange]:
    """Return the tables and graphs whose number of rows and triples differs."""
    before, after = old.manifest, new.manifest
    return [
        *_changes("rows", before.get("rows", {}), after.get("rows", {})),
        *_changes("triples", before.get("graphs", {}), after.get("graphs", {})),
    ]


def input_changes(old: Snapshot, new: Snapshot) -> list[ValueChange]:
    """Return the files, shapes and software that differ, by their SHA-256 or version."""
    before, after = old.manifest, new.manifest
    return [
        *_changes("table", before.get("inputs", {}), after.get("inputs", {})),
        *_changes("vocabulary", before.get("vocabulary", {}), after.get("vocabulary", {})),
        *_changes("shapes", _single(before, "shapes"), _single(after, "shapes")),
        *_changes("format", _single(before, "format"), _single(after, "format")),
        *_changes("software", _software(old), _software(new)),
    ]


def same_facts(old: Snapshot, new: Snapshot) -> bool:
    """Tell whether both versions were built from the same tables."""
    return bool(old.manifest.get("inputs") == new.manifest.get("inputs"))


def _single(manifest: Mapping[str, Any], name: str) -> Values:
    return {name: manifest[name]} if name in manifest else {}


def _software(snapshot: Snapshot) -> Values:
    built = snapshot.built
    return {"python": built.get("python", ""), **built.get("tools", {})}


def _changes(kind: str, before: Values, after: Values) -> list[ValueChange]:
    names = sorted({*before, *after})
    pairs = [(name, before.get(name), after.get(name)) for name in names]
    return [ValueChange(kind, name, was, now) for name, was, now in pairs if was != now]
