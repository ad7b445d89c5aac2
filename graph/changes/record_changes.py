"""Disputes opened, closed or changed, and sources added, withdrawn or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from techland.graph.changes.change import ADDED, CHANGED, WITHDRAWN, RecordChange
from techland.graph.changes.descriptions import Descriptions
from techland.graph.changes.states import Fields, dispute_fields, label_of, source_fields
from techland.graph.changes.touched import DISPUTE, POSITION, SOURCE, Touched
from techland.ontology.terms import BASE, TL

Read = Callable[[Descriptions, str], Fields]


def _change(iri: str, read: Read, old: Descriptions, new: Descriptions) -> RecordChange | None:
    before, after = read(old, iri), read(new, iri)
    if before == after:
        return None
    kind = CHANGED if before and after else ADDED if after else WITHDRAWN
    return RecordChange(kind, iri, label_of(new if after else old, iri), before, after)


def _changes(
    iris: Iterable[str], read: Read, old: Descriptions, new: Descriptions
) -> list[RecordChange]:
    found = (_change(iri, read, old, new) for iri in sorted(iris))
    return [change for change in found if change]


def source_changes(touched: Touched, old: Descriptions, new: Descriptions) -> list[RecordChange]:
    """Return the changes of documents, by IRI."""
    return _changes(touched.records[SOURCE], source_fields, old, new)


def dispute_changes(touched: Touched, old: Descriptions, new: Descriptions) -> list[RecordChange]:
    """Return the changes of disputes, by IRI.

    A dispute is named by its values and sources too: one that closed and one that
    opened about the same property of the same thing, each the only one, are one
    dispute told anew.
    """
    iris = touched.records[DISPUTE] | _with_positions(touched.records[POSITION], old, new)
    found = _changes(iris, dispute_fields, old, new)
    closed = _by_matter([one for one in found if one.kind == WITHDRAWN], before=True)
    opened = _by_matter([one for one in found if one.kind == ADDED], before=False)
    told_anew = []
    for matter in sorted(closed.keys() & opened.keys()):
        if len(closed[matter]) == len(opened[matter]) == 1:
            was, now = closed[matter][0], opened[matter][0]
            found = [one for one in found if one not in (was, now)]
            told_anew.append(
                RecordChange(CHANGED, now.iri, now.label, was.before, now.after, was.iri)
            )
    return sorted([*found, *told_anew], key=lambda one: one.iri)


def _by_matter(
    changes: Iterable[RecordChange], *, before: bool
) -> dict[tuple[str, ...], list[RecordChange]]:
    found: dict[tuple[str, ...], list[RecordChange]] = {}
    for one in changes:
        fields = one.before if before else one.after
        found.setdefault((*fields.get("about", ()), *fields.get("property", ())), []).append(one)
    return found


def _with_positions(positions: set[str], *versions: Descriptions) -> set[str]:
    """Return the disputes that have any of these positions."""
    if not positions:
        return set()
    mark, found = f" <{TL.position}> <".encode(), set()
    for version in versions:
        for line in version.lines(f"<{BASE}{DISPUTE}/".encode()):
            subject, told, position = line.partition(mark)
            if told and position.partition(b">")[0].decode() in positions:
                found.add(subject[1:-1].decode())
    return found
