"""What is found while one types is what a slow and complete way finds, for many beginnings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tantivy import Index, Query

from techland.graph.snapshot import Snapshot
from techland.queries.search.asking import (
    begun_word,
    named_query,
    told_query,
    words_query,
)
from techland.queries.search.fields import FIRST_OF_WORDS, schema, words_of
from techland.queries.search.ranking import Candidate
from techland.queries.search.searching import search
from techland.queries.search.sidecar import index_of

FACTS = Path(__file__).parents[3] / "facts"
ALL = 100_000
SHOWN = 8


@pytest.fixture(scope="module")
def index(curated_snapshot: Snapshot) -> Index:
    return index_of(curated_snapshot)


def texts() -> list[str]:
    """Return what stands in the box while the names of organisations and events are typed."""
    found: dict[str, None] = {}
    for table, column in (("organisations", "name_de"), ("organisations", "name_nl")):
        with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            names = [row[column] for row in csv.DictReader(file) if row[column]]
        for name in names[::4]:
            found |= dict.fromkeys(name[:length] for length in (1, 2, 3, 5, 8, 12, 17))
            # A word from its middle, and the beginnings of all of its words.
            found |= dict.fromkeys([name.split()[-1][:4], " ".join(w[:3] for w in name.split())])
    return [text for text in found if words_of(text)]


def addresses(index: Index, query: Query) -> set[tuple[int, int]]:
    found = index.searcher().search(query, ALL)
    return {(one.segment_ord, one.doc) for _, one in found.hits}


def test_two_lists_have_what_a_walk_over_all_words_has(index: Index) -> None:
    in_texts = 0
    for text in texts():
        words = words_of(text)
        named, told = (addresses(index, ask(words)) for ask in (named_query, told_query))
        assert not named & told, text
        assert named | told == addresses(index, words_query(words, forgiving=False)), text
        found = search(index, text)
        if len(named | told) >= 10:
            assert found.total == len(named | told), text
        in_texts += bool(told)
    assert in_texts > 50


def test_kept_beginnings_have_what_a_walk_over_the_words_has(index: Index) -> None:
    words = {word for text in texts() for word in words_of(text)}
    short = 0
    for word in sorted(words | {"2021", "20214", "zwol1e", "innivation"}):
        # Words of three letters are forgiven none, and two only those longer than what is kept.
        for errors in (0, 1) if len(word) > 3 else (0,):
            slow = Query.fuzzy_term_query(schema(), "names", word, distance=errors, prefix=True)
            assert addresses(index, begun_word(word, errors)) == addresses(index, slow), word
            short += len(word) + errors <= FIRST_OF_WORDS
    assert short > 200


def complete(index: Index, text: str) -> list[float]:
    """Return the closeness of the best, after everything that answers was compared."""
    words, searcher = words_of(text), index.searcher()
    found = searcher.search(words_query(words, forgiving=False), ALL)
    shown = [bytes(searcher.doc(at).get_first("shown") or b"") for _, at in found.hits]
    scores = [Candidate(one).hit(" ".join(words)).score for one in shown]
    return sorted(scores, reverse=True)[:SHOWN]


def test_the_first_results_are_those_of_comparing_everything(index: Index) -> None:
    tried = same = 0
    lost = 0.0
    for text in texts():
        best = complete(index, text)
        if len(best) < SHOWN:
            continue
        tried += 1
        scores = [hit.score for hit in search(index, text, limit=SHOWN).hits]
        lost = max(lost, sum(best) / SHOWN - sum(scores) / SHOWN)
        same += scores == best
    assert tried > 100
    assert same >= tried * 0.95
    assert lost < 0.005
