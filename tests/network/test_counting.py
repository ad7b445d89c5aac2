"""Counts from the arrays equal what SPARQL finds, and what the network shows."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from pyoxigraph import Store

from techland.graph.measure_errors import UnknownChoice, WrongMeasureOption
from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.making import make_arrays
from techland.network.building import build_network
from techland.network.choice import chosen
from techland.network.counting import count, country_themes, pairs_across, partner_countries

QUERIES = Path(__file__).parents[2] / "benchmarks" / "network_queries"


@pytest.fixture(scope="module")
def arrays(curated_snapshot: Snapshot) -> Arrays:
    return make_arrays(curated_snapshot.quads_path)


def answer(store: Store, name: str) -> list[tuple[str, ...]]:
    """Answer a query of the benchmark."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    return [tuple(term.value for term in row) for row in store.query(text)]


def told(table: pl.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    return table.select(pl.col(*columns).cast(pl.String)).rows()


def test_counts_are_those_of_sparql(arrays: Arrays, curated_store: Store) -> None:
    assert told(pairs_across(arrays), "pairs") == answer(curated_store, "pairs-across")
    most = partner_countries(arrays, limit=100)
    assert told(most, "iri", "countries") == answer(curated_store, "partner-countries")
    themes = told(country_themes(arrays), "country", "theme", "activities")
    assert themes == answer(curated_store, "country-themes")
    assert len(themes) > 10


@pytest.mark.parametrize(
    "words",
    [{}, {"tie": "undertakings"}, {"tie": "signatories"}, {"since": 2019}, {"theme": "hydrogen"}],
)
def test_counts_are_those_of_the_network(arrays: Arrays, words: dict[str, object]) -> None:
    choice = chosen(**{"tie": "projects", **words})  # type: ignore[arg-type]  # words of tests
    network = build_network(arrays, choice, "v")
    countries = dict(network.nodes.select("iri", "country").rows())
    ties = [
        (countries[a], countries[b], a, b) for a, b in network.ties.select("one", "other").rows()
    ]
    across = sum({one, other} == {"NL", "DE"} for one, other, *_ in ties)
    assert pairs_across(arrays, choice)["pairs"].item() == across
    met: dict[str, set[str]] = {}
    for one, other, a, b in ties:
        met.setdefault(a, set()).add(other)
        met.setdefault(b, set()).add(one)
    expected = {iri: len(found - {None}) for iri, found in met.items() if found - {None}}
    assert dict(partner_countries(arrays, choice).select("iri", "countries").rows()) == expected


def test_nothing_shared_is_no_pair(arrays: Arrays) -> None:
    choice = chosen(tie="projects", country="NL")
    assert pairs_across(arrays, choice)["pairs"].item() == 0
    assert partner_countries(arrays, choice)["countries"].unique().to_list() == [1]


def test_what_a_count_has_not_is_refused(arrays: Arrays) -> None:
    with pytest.raises(UnknownChoice, match="pairs-across"):
        count(arrays, "pairs-acros")
    with pytest.raises(WrongMeasureOption, match="level"):
        count(arrays, "pairs-across", chosen(level="country"))
