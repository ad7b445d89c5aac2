"""Compare two snapshots: read both files once, then look up what the changed lines touch."""

from __future__ import annotations

from techland.graph.changes.change import Changes, ClaimChange
from techland.graph.changes.changed_lines import changed_lines
from techland.graph.changes.claim_changes import claim_changes
from techland.graph.changes.descriptions import Descriptions
from techland.graph.changes.input_changes import count_changes, input_changes, same_facts
from techland.graph.changes.known_rows import known_rows
from techland.graph.changes.names import names_of
from techland.graph.changes.reasons import causes_of, with_reasons
from techland.graph.changes.record_changes import dispute_changes, source_changes
from techland.graph.changes.rest_changes import rest_changes
from techland.graph.changes.thing_changes import thing_changes
from techland.graph.changes.touched import CLAIM, Touched
from techland.graph.snapshot import Snapshot


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """Return everything that differs between two snapshots, and why.

    Both files are read once, side by side, and what differs is held in memory;
    the rest is looked up where it stands. The same two versions give the same
    answer, in the same order.
    """
    touched = Touched()
    if old.version != new.version:
        for changed in changed_lines(old.quads_path, new.quads_path):
            touched.note(changed)
    with Descriptions(old.quads_path) as before, Descriptions(new.quads_path) as after:
        return _changes(old, new, touched, before, after)


def _changes(
    old: Snapshot, new: Snapshot, touched: Touched, before: Descriptions, after: Descriptions
) -> Changes:
    disputes = dispute_changes(touched, before, after)
    sources = source_changes(touched, before, after)
    things = thing_changes(touched, before, after)
    bare = claim_changes(touched.records[CLAIM], before, after)
    rows = known_rows(bare, before), known_rows(bare, after)
    causes = causes_of(disputes, sources, things, rows, same_facts=same_facts(old, new))
    claims: list[ClaimChange] = [with_reasons(one, causes) for one in bare]
    same = old.version == new.version
    return Changes(
        old.version,
        new.version,
        tuple(claims),
        tuple(disputes),
        tuple(sources),
        tuple(things),
        tuple(count_changes(old, new)),
        () if same else tuple(input_changes(old, new)),
        tuple(rest_changes(touched)),
        {name: (count[True], count[False]) for name, count in sorted(touched.quads.items())},
        names_of(claims, [*disputes, *sources], things, after, before),
    )
