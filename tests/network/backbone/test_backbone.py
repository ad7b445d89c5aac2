"""Backbones equal an R script that follows the published definitions; and hold in general."""

from __future__ import annotations

import csv
import shutil
import subprocess
from itertools import product
from math import prod
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techland.graph.home import Home
from techland.graph.measure_errors import UnknownChoice, WrongMeasureOption
from techland.graph.study_errors import NotAProjection
from techland.knowledge_graph import open_graph
from techland.network.backbone.configuration import configuration
from techland.network.backbone.correction import adjusted
from techland.network.backbone.tails import chance_of_sharing
from techland.network.backbone.thinning import disparity_chances, projection_chances
from techland.network.incidence import Incidence
from techland.network.measures.structure import Structure

SCRIPT = Path(__file__).with_name("sdsm.R")
METHODS = ("bonferroni", "holm", "bh")


def incidence_of(parts: list[tuple[int, int]]) -> Incidence:
    row, column = (np.array(ends, dtype=np.int64) for ends in zip(*parts, strict=True))
    return Incidence.of_parts(row, column)


def women() -> Incidence:
    """Davis, Gardner & Gardner 1941: 18 women at 14 events."""
    network = nx.davis_southern_women_graph()
    names, events = network.graph["top"], network.graph["bottom"]
    return incidence_of([(names.index(one), events.index(other)) for one, other in network.edges])


def drawn(seed: int) -> Incidence:
    """Draw an incidence with a taker of everything and an event of everybody."""
    chance = np.random.default_rng(seed)
    matrix = chance.random((14, 18)) < chance.random((14, 1)) * 0.7
    matrix[3], matrix[:, 5] = True, True
    row, column = np.nonzero(matrix)
    return Incidence.of_parts(row, column)


def curated(home: Home) -> Incidence:
    with open_graph(home) as kg:
        behind = kg.network(tie="projects").behind
        assert behind
        return behind.incidence


def ties_of(incidence: Incidence) -> Structure:
    product_ = (incidence.matrix @ incidence.matrix.T).tocoo()
    upper = product_.row < product_.col
    ends = product_.row[upper], product_.col[upper]
    return Structure.of_ties(incidence.rows, *ends, product_.data[upper].astype(float))


def ask_r(incidence: Incidence, folder: Path) -> dict[str, np.ndarray]:
    with (folder / "incidence.csv").open("w", encoding="utf-8", newline="") as file:
        rows = zip(incidence.row.tolist(), incidence.column.tolist(), strict=True)
        csv.writer(file).writerows([("row", "column"), *rows])
    done = subprocess.run(
        ["Rscript", str(SCRIPT), str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with (folder / "values.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in told]) for name in told[0]}


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here")
@pytest.mark.parametrize("name", ["women", "drawn", "curated"])
def test_p_values_equal_those_of_r(name: str, curated_home: Home, tmp_path: Path) -> None:
    cases = {"women": women, "drawn": lambda: drawn(7), "curated": lambda: curated(curated_home)}
    incidence = cases[name]()
    expected, ties = ask_r(incidence, tmp_path), ties_of(incidence)
    np.testing.assert_array_equal(ties.source, expected["one"])
    np.testing.assert_array_equal(ties.target, expected["other"])
    for method in METHODS:
        tested = projection_chances(incidence, ties.source, ties.target, method)
        np.testing.assert_allclose(tested.p, expected["p"], rtol=1e-8, atol=1e-13)
        np.testing.assert_allclose(tested.corrected, expected[method], rtol=1e-8, atol=1e-13)
    disparity = disparity_chances(ties, "none")
    np.testing.assert_allclose(disparity.p, expected["disparity"], rtol=1e-12)


def test_two_takers_by_hand() -> None:
    """Two with both of two activities and one with one: the model settles every cell but none."""
    incidence = incidence_of([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)])
    model = configuration(incidence)
    # The margins allow one matrix only, so that chance has no say.
    p = chance_of_sharing(model, *(np.array([x]) for x in (0, 1, 2)))
    assert p.tolist() == [1.0]
    # Four takers of one part each in two activities of two: every chance is a half.
    incidence = incidence_of([(0, 0), (1, 0), (2, 1), (3, 1)])
    model = configuration(incidence)
    assert model.probabilities == pytest.approx(0.5)
    # Two share at least one of two activities with 1 - (3/4)².
    p = chance_of_sharing(model, *(np.array([x]) for x in (0, 1, 1)))
    assert p[0] == pytest.approx(7 / 16)


def test_the_filter_by_hand() -> None:
    """A star of weights 8, 1, 1: from its middle (1 - 0.8)², from a leaf with one tie 1."""
    star = Structure.of_ties(4, np.zeros(3, int), np.array([1, 2, 3]), np.array([8.0, 1.0, 1.0]))
    tested = disparity_chances(star, "none")
    assert tested.p == pytest.approx([0.04, 0.81, 0.81])
    assert tested.tests == 6
    corrected = disparity_chances(star, "bonferroni").corrected
    assert corrected == pytest.approx([0.24, 1, 1])


@st.composite
def incidences(draw: st.DrawFn) -> Incidence:
    part = st.tuples(st.integers(0, 6), st.integers(0, 6))
    return incidence_of(draw(st.lists(part, min_size=1, max_size=30)))


@settings(max_examples=60, deadline=None)
@given(incidences())
def test_margins_are_met_and_tails_add_up(incidence: Incidence) -> None:
    model = configuration(incidence)
    assert ((model.probabilities >= 0) & (model.probabilities <= 1)).all()
    # Margins that one matrix alone has are met in the limit only.
    assert model.error < 1e-6
    rows = np.flatnonzero(incidence.row_degrees)
    one, other = rows[0], rows[-1]
    if one == other:
        return
    chances = (
        model.probabilities[model.row_class[one]] * model.probabilities[model.row_class[other]]
    )
    each = chances[model.column_class]
    for shared in range(incidence.columns + 1):
        exact = sum(
            prod(p if hit else 1 - p for p, hit in zip(each, hits, strict=True))
            for hits in product((0, 1), repeat=len(each))
            if sum(hits) >= shared
        )
        found = chance_of_sharing(model, *(np.array([x]) for x in (one, other, shared)))
        assert found[0] == pytest.approx(exact, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=20),
    st.integers(0, 30),
    st.sampled_from(METHODS),
)
def test_corrections_only_raise_and_keep_the_order(
    values: list[float], more: int, method: str
) -> None:
    p = np.array(values)
    found = adjusted(p, len(p) + more, method)
    assert (found >= p).all()
    assert (found <= 1).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(found[order]) >= 0).all()


def test_names_of_takers_do_not_matter() -> None:
    incidence = women()
    turned = np.arange(incidence.rows)[::-1]
    other = Incidence.of_parts(turned[incidence.row], incidence.column)
    ties = ties_of(incidence)
    here = projection_chances(incidence, ties.source, ties.target, "none").p
    there = projection_chances(other, turned[ties.target], turned[ties.source], "none").p
    np.testing.assert_allclose(here, there, rtol=1e-12)


def test_a_backbone_says_how_it_was_found(curated_home: Home) -> None:
    with open_graph(curated_home) as kg:
        network = kg.network(tie="projects")
        free, held = network.backbone(correction="none"), network.backbone(correction="holm")
        assert 0 < free.edges.height < network.edges.height
        assert held.edges.height <= free.edges.height
        assert free.nodes.equals(network.nodes)
        assert (free.edges["p"] < 0.05).all()
        assert "p < 0.05" in free.words
        assert "without correction" in free.words
        assert "Holm" in held.words
        assert held.settings["correction"] == "holm"
        assert any("5886 tests" in note for note in free.notes)
        weighted = kg.network(tie="projects", weight="money").backbone("disparity")
        assert any("cliques" in note for note in weighted.notes)
        with pytest.raises(NotAProjection, match="disparity"):
            kg.network(tie="themes").backbone("sdsm")
        with pytest.raises(UnknownChoice, match="sdsm"):
            network.backbone("sdms")
        with pytest.raises(UnknownChoice, match="holm"):
            network.backbone(correction="hlm")
        with pytest.raises(WrongMeasureOption, match="between 0 and 1"):
            network.backbone(alpha=5)
