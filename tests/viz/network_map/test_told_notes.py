"""What networks say of what was left out is told in the reader's words, every note of it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from techland.graph.snapshot import Snapshot
from techland.network.answers import Pair, network_of_pairs
from techland.network.arrays.sidecar import arrays_of
from techland.network.building import build_network
from techland.network.choice import Choice
from techland.viz.network_map.told_notes import NOTES, tell_note
from techland.viz.network_map.view import MAP_LEVELS, MAP_TIES
from techland.viz.reader import Reader

# One that the curated facts do not give, since none of their codes is of another edition.
OF_EDITIONS = (
    "NUTS codes of organisations are 3 of the edition 2013, 12 of an edition that is not stated; "
    "one code can mean another area in another edition"
)


@pytest.fixture(scope="module")
def notes(curated_snapshot: Snapshot) -> set[str]:
    """Return the notes of the networks that the map can show, and of one with weights."""
    arrays = arrays_of(curated_snapshot)
    choices = [
        Choice(tie=tie, level=level, **years)
        for tie in MAP_TIES
        for level in MAP_LEVELS
        for years in ({}, {"since": date(2010, 1, 1)})
    ]
    choices.append(Choice(weight="money"))
    made = [build_network(arrays, choice, "version") for choice in choices]
    pairs: list[Pair] = [("a", "b", 1.0), ("a", "a", 1.0), ("a", None, 1.0)]
    made.append(network_of_pairs(pairs, arrays, "version"))
    return {OF_EDITIONS, *(note for network in made for note in network.notes)}


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_every_note_is_told(notes: set[str], language: str) -> None:
    found = {note: tell_note(note, Reader(language)) for note in notes}
    assert len(found) > 15
    assert not [note for note, told in found.items() if 'lang="en"' in told]
    met = {m for pattern, m in NOTES for note in notes if re.fullmatch(pattern, note, re.DOTALL)}
    assert met == {message for _, message in NOTES}


def test_notes_keep_their_numbers_and_names() -> None:
    note = (
        "A <b> alone ties 1200 nodes to one another: 7 of 9 ties; "
        "measures say as much of it as of the rest"
    )
    told = tell_note(note, Reader("nl"))
    assert "A &lt;b&gt;" in told
    assert "1.200 knopen" in told
    assert "12 van een editie die niet vermeld is" in tell_note(OF_EDITIONS, Reader("nl"))


def test_a_note_that_is_not_known_stands_in_english_and_says_so() -> None:
    assert tell_note("a <new> note", Reader("de")) == (
        '<span lang="en" data-source="graph">a &lt;new&gt; note</span>'
    )
