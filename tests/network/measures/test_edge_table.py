"""Every measure on every network at the edge: a defined value, or none and a word why."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pytest

from techland.graph.study_errors import NotAProjection
from techland.network.answers import network_of_pairs
from techland.network.building import build_network
from techland.network.choice import chosen
from techland.network.incidence import Incidence
from techland.network.measures.catalogue import MEASURES, take_measure
from techland.network.measures.measured import Level, Measured
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Structure
from tests.network.time.small_arrays import Told, arrays_of

Ties = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Edge:
    """A network of nodes with groups of one letter each; a dot is an unknown group."""

    groups: str
    ties: Ties = ()
    directed: bool = False

    @property
    def structure(self) -> Structure:
        ends = np.array(self.ties, dtype=np.int64).reshape(-1, 2)
        size = len(self.groups)
        return Structure.of_ties(size, ends[:, 0], ends[:, 1], directed=self.directed)

    @property
    def partition(self) -> Partition:
        return Partition.of("country", [None if one == "." else one for one in self.groups])

    @property
    def incidence(self) -> Incidence:
        """Return every tie as an activity of its two ends."""
        ends = np.array(self.ties, dtype=np.int64).reshape(-1, 2)
        activity = np.arange(len(ends))
        return Incidence.of_parts(ends.T.ravel(), np.concatenate([activity, activity]))

    def measure(self, name: str) -> Measured:
        groups = self.partition if MEASURES[name].of_groups else None
        return take_measure(name, self.structure, groups, self.incidence)


EDGES = {
    "empty": Edge(""),
    "one node": Edge("N"),
    "one node of unknown country": Edge("."),
    "nodes without ties": Edge("NND"),
    "one tie": Edge("ND", ((0, 1),)),
    "no tie across": Edge("NNDD", ((0, 1), (2, 3))),
    "all ties across": Edge("NNDD", ((0, 2), (0, 3), (1, 2), (1, 3))),
    "one group": Edge("NNN", ((0, 1), (1, 2))),
    "a country unknown": Edge("ND.", ((0, 1), (1, 2))),
    "all countries unknown": Edge("...", ((0, 1), (1, 2))),
    "self-ties": Edge("ND", ((0, 0), (0, 1), (1, 1))),
    "self-ties only": Edge("ND", ((0, 0), (1, 1))),
    "parallel ties": Edge("ND", ((0, 1), (1, 0), (0, 1))),
    "two components": Edge("NDNND", ((0, 1), (1, 2), (3, 4))),
    "an isolated node": Edge("NDN", ((0, 1),)),
    "directed": Edge("NDB", ((0, 1), (1, 2)), directed=True),
    "directed, no way back": Edge("ND", ((0, 1),), directed=True),
}


def gaps(measured: Measured) -> list[str]:
    """Return the columns with a value that is not defined."""
    numbers = {n: v for n, v in measured.columns.items() if np.issubdtype(v.dtype, np.floating)}
    return [name for name, values in numbers.items() if np.isnan(values).any()]


@pytest.mark.parametrize("edge", EDGES)
def test_every_measure_has_a_value_or_a_word(edge: str) -> None:
    for name in MEASURES:
        assert_said(EDGES[edge].measure(name), len(EDGES[edge].groups))


def assert_said(measured: Measured, size: int) -> None:
    """Hold that every row has a value, or none and a note of which column and why."""
    lengths = {len(values) for values in measured.columns.values()}
    assert len(lengths) == 1
    if measured.level is Level.NODE:
        assert lengths == {size}
    for column, values in measured.columns.items():
        if np.issubdtype(values.dtype, np.floating):
            assert not np.isinf(values).any(), column
    missing = gaps(measured)
    told = " ".join(measured.notes)
    for column in missing:
        assert re.search(f"not defined where .*: .*\\b{column}\\b", told), (column, told)
    table = measured.table()
    assert not any(table[column].is_nan().any() for column in missing), (
        "a table shows a gap as empty"
    )


def test_what_is_expected_of_every_edge() -> None:
    """Some values that anyone can count, so that a gap everywhere would not pass for care."""
    known = {
        ("no tie across", "ei-index", "index"): [-1],
        ("all ties across", "ei-index", "index"): [1],
        ("one tie", "share-across", "share"): [1],
        ("parallel ties", "degree", "degree"): [1, 1],
        ("parallel ties", "degree", "strength"): [3, 3],
        ("self-ties", "degree", "degree"): [1, 1],
        ("a country unknown", "share-across", "external"): [1],
        ("two components", "coreness", "coreness"): [1] * 5,
        ("two components", "articulation", "articulation"): [0, 1, 0, 0, 0],
        ("two components", "participation", "participation"): [0] * 5,
        ("an isolated node", "degree", "degree"): [1, 1, 0],
        ("directed", "brokerage", "liaison"): [0, 1, 0],
        ("directed", "crossing-betweenness", "betweenness"): [0, 1, 0],
        ("one node", "pagerank", "pagerank"): [1],
    }
    for (edge, name, column), values in known.items():
        found = EDGES[edge].measure(name).columns[column]
        assert found.tolist() == pytest.approx(values), (edge, name, column)


def test_an_activity_without_a_date_ties_nobody_in_an_interval() -> None:
    """Its takers stay as nodes when asked, and each measure says what it has of them."""
    countries = {"a": "NL", "b": "DE", "c": None}
    dated, undated = Told("dated", 2010, 2011, ["a", "b"]), Told("undated", None, None, ["b", "c"])
    arrays = arrays_of([dated, undated], countries)
    network = build_network(arrays, chosen(tie="projects", since=2009, isolated=True), "v")
    assert network.notes[0] == "1 of 2 activities have no known date and are left out"
    assert network.ties.select("one_label", "other_label").rows() == [("a", "b")]
    for name in MEASURES:
        assert_said(network.measure(name), 3)
    assert network.measure("share-across").value("share") == 1


def test_a_query_may_tell_ties_twice_or_of_a_thing_with_itself() -> None:
    arrays = arrays_of([Told("one", 2010, 2011, ["a", "b"])], {"a": "NL", "b": "DE"})
    pairs = [("x", "x", 1.0), ("x", "y", 1.0), ("y", "x", 2.0), ("x", "y", 0.5)]
    network = network_of_pairs(pairs, arrays, "v")
    assert network.notes == ("1 ties of a thing with itself are left out",)
    assert network.measure("degree").columns["strength"].tolist() == [3.5, 3.5]
    for name, measure in MEASURES.items():
        if measure.of_parts:
            with pytest.raises(NotAProjection):
                network.measure(name)
        else:
            assert_said(network.measure(name), 2)
