"""Why a claim changed: the dispute, source, certainty, row or id that changed with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from techland.graph.changes.change import (
    ADDED,
    WITHDRAWN,
    ClaimChange,
    ClaimState,
    Reason,
    RecordChange,
    ThingChange,
)

_SHARED_FIELDS = frozenset({"claims", "a.claims", "b.claims"})


@dataclass(frozen=True)
class Causes:
    """What may be why: changed disputes and sources by IRI, other ids, the rows known before."""

    disputes: Mapping[str, RecordChange]
    sources: Mapping[str, RecordChange]
    things: Mapping[str, ThingChange]
    old_rows: frozenset[str]
    new_rows: frozenset[str]
    same_facts: bool


def causes_of(
    disputes: Iterable[RecordChange],
    sources: Iterable[RecordChange],
    things: Iterable[ThingChange],
    rows: tuple[frozenset[str], frozenset[str]],
    *,
    same_facts: bool,
) -> Causes:
    """Return what may be why claims changed, to be looked up."""
    by_iri = {iri: one for one in disputes for iri in (one.iri, one.old_iri) if iri}
    documents = {one.iri: one for one in sources}
    return Causes(by_iri, documents, {one.iri: one for one in things}, *rows, same_facts=same_facts)


def with_reasons(change: ClaimChange, causes: Causes) -> ClaimChange:
    """Return a change with its reasons, the nearest first; one that nothing tells says so."""
    found = list(
        dict.fromkeys(
            [
                *_of_ids(change, causes),
                *_of_rows(change, causes),
                *_of_disputes(change, causes),
                *_of_evidence(change, causes),
            ]
        )
    )
    if not found:
        found = [Reason("rules-changed" if causes.same_facts else "not-told")]
    return replace(change, reasons=tuple(found))


def _of_ids(change: ClaimChange, causes: Causes) -> Iterator[Reason]:
    for state in (change.before, change.after):
        for iri in (state.subject, state.value.value) if state else ():
            thing = causes.things.get(iri)
            if thing and thing.other:
                was, now = (iri, thing.other) if thing.kind == WITHDRAWN else (thing.other, iri)
                code = "id-replaced" if thing.certain else "id-renamed"
                yield Reason(code, now, before=was, after=now)


def _of_rows(change: ClaimChange, causes: Causes) -> Iterator[Reason]:
    before = set(change.before.rows) if change.before else set()
    after = set(change.after.rows) if change.after else set()
    if change.new_value and before & after:
        yield from (Reason("value-corrected", where=row) for row in sorted(before & after))
        return
    if change.new_value and change.status_now:
        # The old value kept its row: a dispute put the other in its place.
        return
    for row in sorted(after - before):
        yield Reason("cell-filled" if row in causes.old_rows else "row-added", where=row)
    for row in sorted(before - after):
        yield Reason("cell-emptied" if row in causes.new_rows else "row-withdrawn", where=row)


def _of_disputes(change: ClaimChange, causes: Causes) -> Iterator[Reason]:
    states = [state for state in (change.before, change.after) if state]
    for iri in sorted({iri for state in states for iri in state.disputes}):
        dispute = causes.disputes.get(iri)
        if dispute and (_moves(dispute) or not _same_place(change)):
            yield _of_dispute(dispute)


def _same_place(change: ClaimChange) -> bool:
    """Tell whether status and disputes stayed, so that no dispute is why the claim changed."""
    before, after = change.before, change.after
    return bool(
        before
        and after
        and (before.iri, before.status, before.disputes)
        == (after.iri, after.status, after.disputes)
    )


def _moves(dispute: RecordChange) -> bool:
    """Tell whether more of a dispute changed than which claims it names."""
    return bool(set(dispute.fields) - _SHARED_FIELDS)


def _of_dispute(dispute: RecordChange) -> Reason:
    before, after = _verdict(dispute.before), _verdict(dispute.after)
    told = next(iter(dispute.after.get("reason", ())), None)
    if dispute.kind == ADDED:
        return Reason("dispute-opened", dispute.iri, None, after, told=told)
    if dispute.kind == WITHDRAWN:
        return Reason("dispute-closed", dispute.iri, before, None)
    if "decision" in dispute.fields:
        return Reason("decision-changed", dispute.iri, before, after, told=told)
    if {"rule", "accepted"} & set(dispute.fields):
        return Reason("rule-changed", dispute.iri, before, after)
    return Reason("dispute-changed", dispute.iri, before, after)


def _verdict(fields: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the rule applied and the sides accepted, such as ``more-publishers: a``."""
    if not fields:
        return None
    sides = " + ".join(fields.get("accepted", ())) or "none"
    return f"{next(iter(fields.get('rule', ())), '')}: {sides}"


def _of_evidence(change: ClaimChange, causes: Causes) -> Iterator[Reason]:
    before, after = change.before, change.after
    if not before or not after or before.iri != after.iri:
        yield from _of_lost_documents(change, causes)
        return
    for iri in sorted(set(after.sources) - set(before.sources)):
        yield Reason("source-added", iri)
    for iri in sorted(set(before.sources) - set(after.sources)):
        yield Reason("source-withdrawn", iri)
    yield from _of_words(before, after)


def _of_lost_documents(change: ClaimChange, causes: Causes) -> Iterator[Reason]:
    """Tell that the document of a withdrawn claim went too, or that of a new one came with it."""
    state = change.state
    if change.before and change.after:
        return
    code = "source-added" if change.after else "source-withdrawn"
    for iri in state.sources:
        document = causes.sources.get(iri)
        if document and document.kind == (ADDED if change.after else WITHDRAWN):
            yield Reason(code, iri)


def _of_words(before: ClaimState, after: ClaimState) -> Iterator[Reason]:
    if before.certainty != after.certainty:
        yield _of_certainty("certainty", before.certainty, after.certainty)
    if before.row_certainty != after.row_certainty:
        yield _of_certainty("row-certainty", before.row_certainty, after.row_certainty)
    if before.basis != after.basis:
        yield Reason("basis-changed", before=before.basis, after=after.basis)
    if before.notes != after.notes:
        told = "; ".join(after.notes) or None
        yield Reason("note-changed", before="; ".join(before.notes) or None, after=told)


def _of_certainty(what: str, before: str | None, after: str | None) -> Reason:
    word = "assessed" if not before else "changed" if after else "withdrawn"
    return Reason(f"{what}-{word}", before=before, after=after)
