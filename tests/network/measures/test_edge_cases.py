"""Networks at the edge: each measure has a defined value, or none and a word why."""

from __future__ import annotations

import numpy as np
import pytest

from techland.graph.measure_errors import ImpossibleTie, WrongMeasureOption
from techland.network.measures import across, centrality, holes, mixing
from techland.network.measures.brokerage import brokerage
from techland.network.measures.crossing import crossing_betweenness
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Structure
from tests.network.measures.classic import florentine, karate, kite


def made(
    groups: str, *ties: tuple[int, int], directed: bool = False
) -> tuple[Structure, Partition]:
    """Return a network of nodes with groups of one letter each; a dot is an unknown group."""
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    structure = Structure.of_ties(len(groups), ends[:, 0], ends[:, 1], directed=directed)
    return structure, Partition.of("country", [None if g == "." else g for g in groups])


@pytest.mark.parametrize("groups", ["", "N"])
def test_without_ties_nothing_is_defined_and_a_note_says_so(groups: str) -> None:
    structure, partition = made(groups)
    for measured in (
        across.share_across(structure, partition),
        across.external_internal(structure, partition),
        mixing.assortativity(structure, partition),
    ):
        column = {"share-across": "share", "ei-index": "index"}.get(measured.name, measured.name)
        assert measured.value(column) is None
        assert any("not defined" in note for note in measured.notes)
    assert brokerage(structure, partition).columns["total"].tolist() == [0] * len(groups)
    for measure in (centrality.degree, centrality.closeness, centrality.betweenness):
        assert measure(structure).table().height == len(groups)
    assert holes.articulation(structure).table().height == len(groups)
    assert crossing_betweenness(structure, partition).table().height == len(groups)


def test_no_tie_across() -> None:
    structure, partition = made("NNDD", (0, 1), (2, 3))
    assert across.share_across(structure, partition).value("share") == 0
    index = across.external_internal(structure, partition)
    assert index.value("index") == -1
    assert mixing.assortativity(structure, partition).value("assortativity") == 1
    # Of three ways to pair four nodes, one keeps both ties within: p is about a third.
    assert 0.25 < (index.value("p_low") or 0) < 0.42
    assert index.value("p_high") == 1


def test_all_ties_across() -> None:
    structure, partition = made("NNDD", (0, 2), (0, 3), (1, 2), (1, 3))
    assert across.share_across(structure, partition).value("share") == 1
    assert across.share_across(structure, partition).value("expected") == pytest.approx(4 / 6)
    assert across.external_internal(structure, partition).value("index") == 1
    assert mixing.assortativity(structure, partition).value("assortativity") == -1


def test_a_node_of_unknown_country_is_left_out_and_counted() -> None:
    structure, partition = made("ND.", (0, 1), (1, 2), (0, 2))
    measured = across.share_across(structure, partition)
    assert measured.value("share") == 1
    assert measured.notes == ("1 of 3 nodes have no known country; 2 ties of theirs are left out",)
    assert brokerage(structure, partition).columns["total"].tolist() == [0, 0, 0]
    table = across.external_internal_of_nodes(structure, partition).table()
    assert table["index"].to_list() == [1, 1, None]


def test_ties_to_oneself_are_left_out_and_parallel_ones_added() -> None:
    ends = np.array([0, 0, 1, 0]), np.array([0, 1, 0, 1])
    structure = Structure.of_ties(2, *ends, np.array([5.0, 1, 2, 4]))
    assert (structure.loops, structure.merged) == (1, 2)
    assert structure.weight.tolist() == [7]
    directed = Structure.of_ties(2, *ends, np.array([5.0, 1, 2, 4]), directed=True)
    assert directed.weight.tolist() == [5, 2]


def test_two_components() -> None:
    structure, _ = made("NNNDD", (0, 1), (1, 2), (3, 4))
    near = centrality.closeness(structure).columns
    # Two steps reach all of three nodes, of four others: 2/4 times 2/2 in the middle.
    assert near["closeness"].tolist() == pytest.approx([1 / 3, 0.5, 1 / 3, 0.25, 0.25])
    assert near["harmonic"].tolist() == pytest.approx([1.5 / 4, 0.5, 1.5 / 4, 0.25, 0.25])
    found = centrality.eigenvector(structure)
    assert found.columns["eigenvector"].tolist() == pytest.approx([0.5**0.5, 1, 0.5**0.5, 0, 0])
    assert found.notes


def test_one_broker_between_two_countries() -> None:
    structure, partition = made("NDD", (0, 1), (1, 2))
    found = brokerage(structure, partition)
    middle = {role: found.columns[role][1] for role in ("gatekeeper", "representative", "liaison")}
    assert middle == {"gatekeeper": 1, "representative": 1, "liaison": 0}
    assert any("coincide" in note for note in found.notes)
    one_way = brokerage(*made("NDD", (0, 1), (1, 2), directed=True)).columns
    assert (one_way["gatekeeper"][1], one_way["representative"][1]) == (1, 0)


def test_bridges_are_the_ties_on_no_cycle() -> None:
    structure, _ = made("NNNN", (0, 1), (1, 2), (0, 2), (2, 3))
    found = holes.bridges(structure).columns
    assert list(zip(found["source"], found["target"], strict=True)) == [(2, 3)]
    assert holes.articulation(structure).columns["articulation"].tolist() == [0, 0, 1, 0]


def test_impossible_ties_are_refused() -> None:
    with pytest.raises(ImpossibleTie, match="node 2"):
        made("NN", (0, 2))
    for weight in (0.0, -1.0, float("nan")):
        with pytest.raises(ImpossibleTie, match="weight"):
            Structure.of_ties(2, np.array([0]), np.array([1]), np.array([weight]))


def test_options_without_sense_are_refused() -> None:
    structure, _ = made("N" * 50, *((n, n + 1) for n in range(49)))
    with pytest.raises(WrongMeasureOption, match="draws"):
        across.Permutation(draws=0)
    with pytest.raises(WrongMeasureOption, match="sampled"):
        centrality.betweenness(structure, sampled=5)


def test_a_sample_comes_near_and_says_how_near() -> None:
    chance = np.random.default_rng(5)
    ends = chance.integers(0, 300, (2, 1500))
    structure = Structure.of_ties(300, ends[0], ends[1])
    exact = centrality.betweenness(structure).columns["betweenness"]
    told = centrality.betweenness(structure, sampled=150, seed=2).columns
    off = np.abs(told["betweenness"] - exact)
    # With ten batches a value lies within 2.26 standard errors 19 times of 20.
    assert (off <= 2.26 * told["error"]).mean() > 0.85
    again = centrality.betweenness(structure, sampled=150, seed=2).columns["betweenness"]
    assert (again == told["betweenness"]).all()


def test_published_values_of_classic_data_sets() -> None:
    families = florentine()
    places = {name: n for n, name in enumerate(nx_families())}
    share = centrality.betweenness(families.structure).columns["share"]
    # Wasserman & Faust 1994, table 5.1, without the isolate Pucci.
    assert round(share[places["Medici"]], 3) == 0.522
    assert round(share[places["Guadagni"]], 3) == 0.255
    diamond = kite().structure
    near = centrality.closeness(diamond).columns["closeness"]
    # Krackhardt 1990: Fernando and Garth are nearest, Heather lies between most, Diane has most.
    assert near.round(3).tolist()[5:7] == [0.643, 0.643]
    assert centrality.betweenness(diamond).columns["betweenness"][7] == 14
    assert centrality.degree(diamond).columns["degree"].tolist()[3] == 6
    # Moody & White 2003 (American Sociological Review 68) draw the 4-core of Zachary's club.
    assert centrality.coreness(karate().structure).columns["coreness"].max() == 4


def nx_families() -> list[str]:
    import networkx as nx

    return [str(node) for node in nx.florentine_families_graph()]


def test_a_result_shows_its_table_its_settings_and_its_notes() -> None:
    measured = across.external_internal(*made("N."))
    for shown in (repr(measured), measured._repr_html_()):
        assert "ei-index: groups country, weighted False, draws 999, seed 1" in shown
        assert "1 of 2 nodes have no known country" in shown
        assert "not defined where no tie joins two nodes of known groups" in shown
        assert "p_high" in shown
    assert "&lt;" in across.external_internal(*named("<b>", "x"))._repr_html_()


def named(*groups: str) -> tuple[Structure, Partition]:
    structure, _ = made("N" * len(groups))
    return structure, Partition.of("<script>", groups)
