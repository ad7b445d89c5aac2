"""Communities: as good as R's, named alike, the same for a seed; agreement as scikit-learn's."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_mutual_info_score

from techland.graph.measure_errors import WrongMeasureOption
from techland.network.measures.agreement import adjusted_mutual_information
from techland.network.measures.communities import (
    communities,
    community_agreement,
    community_stability,
)
from techland.network.measures.leiden import Leiden, find_communities
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Structure
from tests.network.measures.classic import CASES
from tests.network.measures.test_properties import Made, made_networks

SEEDS = range(1, 21)
SCRIPT = Path(__file__).with_name("communities.R")


def ask_r(structure: Structure, codes: np.ndarray, groups: list[str], folder: Path) -> list[float]:
    """Let R say: modularity of ours at 1 and 1.5, its best modularity, agreement with groups."""
    ends = zip(structure.source.tolist(), structure.target.tolist(), strict=True)
    with (folder / "edges.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("source", "target"), *ends])
    with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as file:
        nodes = zip(codes.tolist(), groups, strict=True)
        csv.writer(file).writerows([("community", "group"), *nodes])
    done = subprocess.run(
        ["Rscript", str(SCRIPT), str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [float(value) for value in done.stdout.split()]


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here")
@pytest.mark.parametrize("name", ["karate", "women"])
def test_communities_are_as_good_as_those_of_r(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    structure = case.structure
    found = [find_communities(structure, Leiden(seed=seed)) for seed in SEEDS]
    best = max(found, key=lambda one: one.modularity or -1)
    finer = find_communities(structure, Leiden(resolution=1.5))
    told = ask_r(structure, best.codes, list(case.groups), tmp_path)
    finer_told = ask_r(structure, finer.codes, list(case.groups), tmp_path)
    assert best.modularity == pytest.approx(told[0], abs=1e-12)
    assert finer.modularity == pytest.approx(finer_told[1], abs=1e-12)
    # The best of twenty runs of igraph in R, which draws its own chance.
    assert best.modularity == pytest.approx(told[2], abs=1e-9)
    agreement = adjusted_mutual_information(best.codes, case.partition.codes)
    assert agreement == pytest.approx(told[3], abs=1e-10)


def test_the_club_falls_into_its_known_communities() -> None:
    """Zachary's club: 0.4198 is the highest modularity that there is (Brandes et al. 2008)."""
    best = max(
        find_communities(CASES["karate"].structure, Leiden(seed=s)).modularity for s in SEEDS
    )  # type: ignore[type-var]  # there are ties
    assert best == pytest.approx(0.419790, abs=1e-6)


def test_two_cliques_by_hand() -> None:
    """Two triangles and a bridge: 6 of 7 ties within, of degree 7 of 14 each: 6/7 - 1/2."""
    ends = np.array([(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3), (6, 6)])
    structure = Structure.of_ties(7, ends[:, 0], ends[:, 1])
    found = find_communities(structure)
    assert found.codes.tolist() == [0, 0, 0, 1, 1, 1, 2]
    assert found.sizes.tolist() == [3, 3, 1]
    assert found.modularity == pytest.approx(6 / 7 - 1 / 2)
    assert found.partition.groups == ("C1", "C2", "C3")
    groups = Partition.of("country", ["NL", "NL", "NL", "DE", "DE", "DE", None])
    agreed = community_agreement(structure, groups)
    assert agreed.value("agreement") == pytest.approx(1)
    assert agreed.value("within") == pytest.approx(1)
    assert any("1 of 7 nodes have no known country" in note for note in agreed.notes)


@settings(max_examples=50, deadline=None)
@given(made_networks())
def test_what_holds_of_every_network(made: Made) -> None:
    structure, partition = made
    found = find_communities(structure, Leiden(seed=3))
    again = find_communities(structure, Leiden(seed=3))
    assert found.codes.tobytes() == again.codes.tobytes()
    assert found.sizes.sum() == structure.size
    assert (np.diff(found.sizes) <= 0).all()
    assert set(found.codes.tolist()) == set(range(len(found.sizes)))
    parts = structure.without_direction().igraph.connected_components().membership
    for code in range(len(found.sizes)):
        assert len({parts[node] for node in np.flatnonzero(found.codes == code)}) == 1
    if structure.ties:
        assert found.modularity is not None
        assert -0.5 <= found.modularity <= 1
        stable = community_stability(structure, runs=3)
        assert -1 <= (stable.value("lowest") or 0) <= (stable.value("agreement") or 0) <= 1 + 1e-9
    else:
        assert found.modularity is None
        assert community_stability(structure, runs=2).value("agreement") is None
    agreed = community_agreement(structure, partition)
    assert agreed.value("agreement") is None or agreed.value("agreement") <= 1 + 1e-9  # type: ignore[operator]  # None is ruled out
    assert communities(structure).columns["size"].min() >= 1


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=2, max_size=40))
def test_agreement_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(codes) for codes in zip(*pairs, strict=True))
    found = adjusted_mutual_information(one, other)
    assert found == pytest.approx(adjusted_mutual_info_score(one, other), abs=1e-9)
    assert found == pytest.approx(adjusted_mutual_information(other, one), abs=1e-9)
    assert found == pytest.approx(adjusted_mutual_information(5 - one, other), abs=1e-9)
    assert adjusted_mutual_information(one, one) == 1


@pytest.mark.parametrize(
    ("options", "hint"),
    [({"resolution": 0.0}, "above 0"), ({"iterations": 0}, "at least 1"), ({"runs": 1}, "least 2")],
)
def test_options_that_make_no_sense(options: dict[str, float], hint: str) -> None:
    with pytest.raises(WrongMeasureOption, match=hint):
        community_stability(CASES["kite"].structure, **options)  # type: ignore[arg-type]  # wrong on purpose
