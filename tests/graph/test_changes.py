"""What changed between two real versions of small facts, one thing changed in each."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from techland.graph.build import build
from techland.graph.changes.change import ADDED, CHANGED, WITHDRAWN, Changes, ClaimChange
from techland.graph.changes.changed_lines import changed_lines
from techland.graph.changes.comparing import compare
from techland.graph.changes.descriptions import Descriptions
from techland.graph.changes.versions import version_named
from techland.graph.errors import UnknownVersion
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot, active_snapshot
from techland.graph.version_errors import NoPreviousVersion
from techland.ontology.terms import BASE, PROV, TL
from tests.graph.fact_folder import FactFolder

Told = tuple[str, str, str, str | None, str | None]


def rebuilt(home: Home, facts: FactFolder) -> tuple[Snapshot, Snapshot]:
    before = active_snapshot(home)
    return before, build(home, facts.path).snapshot


def changes_of(home: Home, facts: FactFolder) -> Changes:
    return compare(*rebuilt(home, facts))


def told(change: ClaimChange) -> Told:
    state = change.state
    values = [one and one.value.value.removeprefix(BASE) for one in (change.before, change.after)]
    property_name = state.predicate.replace("#", "/").rpartition("/")[2]
    return change.kind, state.subject.removeprefix(BASE), property_name, values[0], values[1]


def codes(change: ClaimChange) -> list[str]:
    return [reason.code for reason in change.reasons]


def test_a_version_does_not_differ_from_itself(home: Home) -> None:
    snapshot = active_snapshot(home)
    changes = compare(snapshot, snapshot)
    assert changes.empty
    parts = (changes.claims, changes.disputes, changes.sources, changes.things, changes.counts)
    assert not any((*parts, changes.inputs, changes.rest, changes.quads))


def test_a_corrected_value(home: Home, facts: FactFolder) -> None:
    facts.put("agreements", facts.number("agreements", id="strategy-2023"), signed_on="2023-06")
    changes = changes_of(home, facts)
    [claim] = changes.claims
    assert told(claim) == (CHANGED, "agreement/strategy-2023", "signedOn", "2023-05", "2023-06")
    [reason] = claim.reasons
    assert (reason.code, reason.where) == ("value-corrected", "agreements[strategy-2023]")
    assert claim.status_now is None
    assert [(one.kind, one.name) for one in changes.inputs] == [("table", "agreements.csv")]
    # Two bounds and the date of the signing follow by rule, and are told as such.
    [rest] = changes.rest
    assert (rest.graph, len(rest.added), len(rest.withdrawn)) == ("derived", 3, 3)


def test_a_source_more_and_a_source_less(home: Home, facts: FactFolder) -> None:
    row = facts.number(
        "participations", programme_id="eurohub", organisation_id="bedrijf", role="partner"
    )
    alone = facts.rows("participations")[row - 2]["source_url"]
    facts.put("participations", row, source_url=f"{alone} | https://blatt.example/eurohub")
    before, after = rebuilt(home, facts)
    for old, new, code in ((before, after, "source-added"), (after, before, "source-withdrawn")):
        [claim] = compare(old, new).claims
        assert (claim.kind, codes(claim)) == (CHANGED, [code])
        with Descriptions(after.quads_path) as version:
            document = version.of(claim.reasons[0].thing or "")
        assert "https://blatt.example/eurohub" in [t.value for v in document.values() for t in v]


def test_a_decision_that_was_open(home: Home, facts: FactFolder) -> None:
    row = facts.number("conflicts", subject="eurohub", property="budget_eur")
    assert facts.rows("conflicts")[row - 2]["decision"] == "open"
    facts.put("conflicts", row, decision="a", reason="The database is the programme's own.")
    changes = changes_of(home, facts)
    [dispute] = changes.disputes
    assert dispute.kind == CHANGED
    assert set(dispute.fields) == {"decision", "reason", "rule"}
    assert (dispute.before["rule"], dispute.after["rule"]) == (
        ("source-kind",),
        ("curator-decision",),
    )
    assert changes.claims == ()


def test_a_decision_that_puts_another_value_in_place(home: Home, facts: FactFolder) -> None:
    facts.put("agreements", facts.number("agreements", id="pact-2021"), signed_on="2021-05-21")
    facts.put("conflicts", 2, decision="a", reason="The minutes give 21 May.")
    changes = changes_of(home, facts)
    signed = [one for one in changes.claims if one.state.predicate == TL.signedOn]
    [claim] = signed
    assert told(claim)[3:] == ("2021-05-18", "2021-05-21")
    assert claim.status_now == "disputed"
    assert codes(claim) == ["value-corrected", "decision-changed"]
    decision = claim.reasons[1]
    assert (decision.before, decision.after) == ("curator-decision: b", "curator-decision: a")
    assert decision.told == "The minutes give 21 May."


def test_a_rule_that_decides_otherwise_for_a_source_more(home: Home, facts: FactFolder) -> None:
    row = facts.number("conflicts", subject="eurohub", property="budget_eur")
    more = "https://blatt.example/eurohub | https://kamer-oost.example/pact"
    facts.put("conflicts", row, source_b=more)
    changes = changes_of(home, facts)
    [claim] = [one for one in changes.claims if one.state.predicate == TL.totalCostPlanned]
    [dispute] = changes.disputes
    if dispute.after["accepted"] == dispute.before["accepted"]:
        pytest.fail(f"the rule decides as before: {dispute.after['rule']}")
    assert (claim.before and claim.before.value.value) == "250000.5"
    assert (claim.after and claim.after.value.value) == "300000"
    assert claim.status_now in {"disputed", "superseded"}
    assert "rule-changed" in codes(claim)


def test_a_row_more_and_a_row_less(home: Home, facts: FactFolder) -> None:
    facts.add("participations", 2, programme_id="kring", organisation_id="bedrijf", role="partner")
    before, after = rebuilt(home, facts)
    where = "participations[kring/bedrijf/partner]"
    for old, new, kind, code in (
        (before, after, ADDED, "row-added"),
        (after, before, WITHDRAWN, "row-withdrawn"),
    ):
        changes = compare(old, new)
        [claim] = changes.claims
        assert claim.kind == kind
        assert [(one.code, one.where) for one in claim.reasons] == [(code, where)]
        [thing] = changes.things
        assert (thing.kind, thing.types) == (kind, (TL.Participation,))
        counts = {(one.kind, one.name) for one in changes.counts}
        assert ("rows", "participations") in counts
        assert ("triples", "default") in counts


def test_an_emptied_cell_is_no_withdrawn_row(home: Home, facts: FactFolder) -> None:
    facts.put("programmes", facts.number("programmes", id="eurohub"), website="")
    [claim] = changes_of(home, facts).claims
    assert (claim.kind, codes(claim)) == (WITHDRAWN, ["cell-emptied"])


def test_a_certainty_that_was_assessed(home: Home, facts: FactFolder) -> None:
    facts.put("agreements", facts.number("agreements", id="strategy-2023"), certainty="stated")
    changes = changes_of(home, facts)
    assert len(changes.claims) == 3
    for claim in changes.claims:
        assert codes(claim) == ["certainty-assessed", "row-certainty-changed"]
        assert (claim.reasons[0].before, claim.reasons[0].after) == (None, "stated")
    assert changes.rest == ()


def test_an_id_that_was_renamed(home: Home, facts: FactFolder) -> None:
    for path in facts.path.glob("*.csv"):
        path.write_text(path.read_text("utf-8").replace("kring,", "kring-oost,"), "utf-8")
    changes = changes_of(home, facts)
    old, new = f"{BASE}activity/kring", f"{BASE}activity/kring-oost"
    others = {one.iri: one.other for one in changes.things if "/activity/" in one.iri}
    assert others == {old: new, new: old}
    assert all("id-renamed" in codes(claim) for claim in changes.claims)
    part = [one for one in changes.claims if told(one)[2] == "isPartOf"]
    assert [told(one) for one in part] == [
        (CHANGED, "activity/kring-water", "isPartOf", "activity/kring", "activity/kring-oost")
    ]


def test_a_dispute_that_was_closed(home: Home, facts: FactFolder) -> None:
    rows = facts.rows("conflicts")
    facts.write("conflicts", rows[1:])
    before, after = rebuilt(home, facts)
    changes = compare(before, after)
    assert [one.kind for one in changes.disputes] == [WITHDRAWN]
    kinds = {told(one)[3] or told(one)[4]: (one.kind, codes(one)[0]) for one in changes.claims}
    assert kinds == {
        "2021-05-21": (WITHDRAWN, "dispute-closed"),
        "2021-05-18": (CHANGED, "dispute-closed"),
    }
    opened = compare(after, before)
    assert [one.kind for one in opened.disputes] == [ADDED]
    assert all("dispute-opened" in codes(one) for one in opened.claims)


def test_a_name_of_many_is_not_paired(home: Home, facts: FactFolder) -> None:
    row = facts.number("organisations", id="kamer-oost")
    facts.put("organisations", row, alt_names="KO | Kamer O")
    kinds = sorted(told(one)[0] for one in changes_of(home, facts).claims)
    assert kinds == [ADDED, WITHDRAWN]


@pytest.fixture
def many(home: Home, facts: FactFolder) -> tuple[Snapshot, Snapshot]:
    """Two versions that differ in much at once."""
    facts.put("agreements", facts.number("agreements", id="strategy-2023"), signed_on="2023-06")
    facts.add("participations", 2, programme_id="kring", organisation_id="bedrijf", role="partner")
    facts.put("conflicts", 2, note="Another note.")
    facts.put("sources", 2, title="Kammern sind sich einig")
    facts.write("organisation_themes", [])
    return rebuilt(home, facts)


def test_the_lines_make_the_new_version_of_the_old(many: tuple[Snapshot, Snapshot]) -> None:
    old, new = many
    found = list(changed_lines(old.quads_path, new.quads_path))
    lines = set(old.quads_path.read_bytes().splitlines(keepends=True))
    gone, came = ({one.line for one in found if one.added is added} for added in (False, True))
    assert gone <= lines
    assert not came & lines
    assert b"".join(sorted((lines - gone) | came)) == new.quads_path.read_bytes()
    assert len(gone) + len(came) == len(found)


def test_every_changed_quad_is_counted_and_every_triple_told(
    many: tuple[Snapshot, Snapshot],
) -> None:
    old, new = many
    changes = compare(old, new)
    stores = []
    for version in many:
        store = Store()
        store.bulk_load(path=str(version.quads_path), format=RdfFormat.N_QUADS)
        stores.append(set(store))
    before, after = stores
    counted = tuple(sum(count[side] for count in changes.quads.values()) for side in (0, 1))
    assert counted == (len(after - before), len(before - after))
    records = tuple(f"<{BASE}{kind}/" for kind in ("claim", "dispute", "position", "source"))
    states = [state for one in changes.claims for state in (one.before, one.after) if state]
    claimed = {f"<{s.subject}> <{s.predicate}> {s.value}" for s in states}
    beside = {
        str(quad.triple)
        for quad in before ^ after
        if not str(quad.subject).startswith(records) and str(quad.triple) not in claimed
    }
    listed = [t for rest in changes.rest for t in (*rest.added, *rest.withdrawn)]
    assert sorted(beside) == sorted(listed)
    assert {one.iri for one in changes.sources} == {
        str(q.subject.value) for q in before ^ after if str(q.subject).startswith(records[3])
    }


def test_what_is_looked_up_is_what_a_store_says(many: tuple[Snapshot, Snapshot]) -> None:
    snapshot = many[1]
    said: dict[str, set[tuple[str, str]]] = {}
    for quad in parse(path=str(snapshot.quads_path), format=RdfFormat.N_QUADS):
        if str(quad.graph_name) == "DEFAULT":
            said.setdefault(quad.subject.value, set()).add((quad.predicate.value, str(quad.object)))
    assert len(said) > 300
    with Descriptions(snapshot.quads_path) as version:
        for iri, pairs in said.items():
            assert {(p, str(o)) for p, found in version.of(iri).items() for o in found} == pairs
        assert version.of(f"{BASE}organisation/nobody") == {}
        assert version.of("a:a") == version.of("z:z") == {}
        assert PROV.wasDerivedFrom in version.of(next(i for i in said if "/claim/" in i))


def test_versions_by_name(home: Home, facts: FactFolder) -> None:
    first = active_snapshot(home)
    with pytest.raises(NoPreviousVersion, match="the only one kept"):
        version_named(home, "previous")
    facts.put("agreements", facts.number("agreements", id="strategy-2023"), signed_on="2023-06")
    _, second = rebuilt(home, facts)
    assert version_named(home, "active") == second
    assert version_named(home, "previous") == first
    assert version_named(home, first.short.upper()) == first
    with pytest.raises(UnknownVersion) as caught:
        version_named(home, "f00d")
    assert first.short in str(caught.value)
    assert second.short in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new"), [("", "a\nb\n"), ("a\nb\n", ""), ("a\nc\n", "b\nc\nd\n"), ("", "")]
)
def test_lines_at_the_ends_are_told(tmp_path: Path, old: str, new: str) -> None:
    one, other = tmp_path / "old", tmp_path / "new"
    one.write_text(old, newline="\n")
    other.write_text(new, newline="\n")
    found = {(c.added, c.line.decode().strip()) for c in changed_lines(one, other)}
    wanted = {(False, x) for x in set(old.split()) - set(new.split())}
    assert found == wanted | {(True, x) for x in set(new.split()) - set(old.split())}
