"""Every measure equals what R finds: sna, igraph, or its definition line by line.

``reference.R`` computes the values, ``reference.csv`` keeps them; R runs here and
must give what is kept, so that a machine without R can still compare.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from techland.network.measures import across, centrality, holes, mixing
from techland.network.measures.across import share_across
from techland.network.measures.brokerage import ROLES, brokerage
from techland.network.measures.catalogue import MEASURES
from techland.network.measures.crossing import crossing_betweenness
from tests.network.measures.classic import CASES, Case

HERE = Path(__file__).parent
KEPT = HERE / "reference.csv"
Values = dict[str, NDArray[np.float64]]
DIGITS = 10


def read_values(path: Path, case: str | None = None) -> Values:
    found: dict[str, list[float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if case in {None, row.get("case")}:
                value = float("nan") if row["value"] in {"NA", "NaN", ""} else float(row["value"])
                found.setdefault(row["measure"], []).append(value)
    return {measure: np.array(values) for measure, values in found.items()}


def ask_r(case: Case, folder: Path) -> Values:
    """Let R compute every measure of a case."""
    with (folder / "edges.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("source", "target"), *case.edges])
    with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("node", "group"), *enumerate(case.groups)])
    direction = "directed" if case.directed else "undirected"
    done = subprocess.run(
        ["Rscript", str(HERE / "reference.R"), str(folder), direction],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return read_values(folder / "values.csv")


def ours(case: Case) -> Values:
    """Compute the same values with techland."""
    structure, partition = case.structure, case.partition
    broker = brokerage(structure, partition).columns
    index = across.external_internal(structure, partition).columns
    of_groups = across.external_internal_of_groups(structure, partition).columns
    share, mixed = (one(structure, partition).columns for one in (share_across, mixing.mixing))
    near, bridges = centrality.closeness(structure).columns, holes.bridges(structure).columns
    columns: dict[str, object] = {name: broker[name] for name in (*ROLES, "total")}
    columns |= {f"expected_{name}": broker[f"expected_{name}"] for name in (*ROLES, "total")}
    columns |= {
        "ei": index["index"],
        "ei_expected": index["expected"],
        "ei_node": across.external_internal_of_nodes(structure, partition).columns["index"],
        "ei_group": of_groups["index"],
        "ei_group_expected": of_groups["expected"],
        "group_external": of_groups["external"],
        "group_internal": of_groups["internal"],
        "share_across": share["share"],
        "share_expected": share["expected"],
        "mixing_ties": mixed["ties"],
        "mixing_share": mixed["share"],
        "mixing_expected": mixed["expected"],
        "participation": mixing.participation(structure, partition).columns["participation"],
        "assortativity": mixing.assortativity(structure, partition).columns["assortativity"],
        "crossing": crossing_betweenness(structure, partition).columns["betweenness"],
        "betweenness": centrality.betweenness(structure).columns["betweenness"],
        "closeness": near["closeness"],
        "harmonic": near["harmonic"],
        "eigenvector": centrality.eigenvector(structure).columns["eigenvector"],
        "pagerank": centrality.pagerank(structure).columns["pagerank"],
        "coreness": centrality.coreness(structure).columns["coreness"],
        "degree": centrality.degree(structure).columns["degree"],
        "constraint": holes.constraint(structure, weighted=False).columns["constraint"],
        "articulation": holes.articulation(structure).columns["articulation"],
        "effective_size": holes.effective_size(structure).columns["effective_size"],
    }
    if len(bridges["source"]):
        columns |= {f"bridge_{end}": bridges[end] for end in ("source", "target")}
    return {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()}


def assert_equal(found: Values, expected: Values) -> None:
    exact = {name: values for name, values in expected.items() if not name.startswith("deals_")}
    assert {name for name in found if not name.startswith("deals_")} == exact.keys()
    for measure, values in exact.items():
        np.testing.assert_allclose(
            found[measure], values, rtol=10**-DIGITS, atol=10**-DIGITS, err_msg=measure
        )


# Measure to its columns in reference.csv.
COMPARED = {
    "share-across": ("share_across", "share_expected"),
    "ei-index": ("ei", "ei_expected", "deals_mean", "deals_deviation", "deals_low", "deals_high"),
    "ei-index-of-groups": ("ei_group", "ei_group_expected", "group_external", "group_internal"),
    "ei-index-of-nodes": ("ei_node",),
    "mixing": ("mixing_ties", "mixing_share", "mixing_expected"),
    "assortativity": ("assortativity",),
    "participation": ("participation",),
    "brokerage": (*ROLES, "total", *(f"expected_{role}" for role in (*ROLES, "total"))),
    "crossing-betweenness": ("crossing",),
    "degree": ("degree",),
    "closeness": ("closeness", "harmonic"),
    "betweenness": ("betweenness",),
    "eigenvector": ("eigenvector",),
    "pagerank": ("pagerank",),
    "coreness": ("coreness",),
    "constraint": ("constraint",),
    "effective-size": ("effective_size",),
    "articulation": ("articulation",),
    "bridges": ("bridge_source", "bridge_target"),
}
# R and scikit-learn in test_communities.py, networkx in test_two_mode.py.
COMPARED_ELSEWHERE = {
    "communities",
    "community-stability",
    "community-agreement",
    "two-mode",
    "two-mode-nodes",
}


def test_every_measure_is_compared_with_another_implementation() -> None:
    assert MEASURES.keys() == COMPARED.keys() | COMPARED_ELSEWHERE
    kept = read_values(KEPT).keys()
    assert {column for columns in COMPARED.values() for column in columns} == kept


@pytest.mark.parametrize("name", CASES)
def test_measures_equal_those_of_r(name: str) -> None:
    assert_equal(ours(CASES[name]), read_values(KEPT, name))


@pytest.mark.parametrize("name", ["florentine", "kite"])
def test_deals_by_chance_are_like_all_deals(name: str) -> None:
    """R goes through every way to deal the groups; 4,000 drawn ones come within four errors."""
    draws, case, all_deals = 4000, CASES[name], read_values(KEPT, name)
    found = across.external_internal(
        case.structure, case.partition, permutation=across.Permutation(draws, seed=5)
    )
    mean, deviation = (all_deals[f"deals_{what}"].item() for what in ("mean", "deviation"))
    assert mean == pytest.approx(found.value("expected")), "without ties of unknown groups"
    assert found.value("mean") == pytest.approx(mean, abs=4 * deviation / draws**0.5)
    assert found.value("deviation") == pytest.approx(deviation, rel=4 / (2 * draws) ** 0.5)
    for side in ("low", "high"):
        share = all_deals[f"deals_{side}"].item()
        error = (share * (1 - share) / draws) ** 0.5
        assert found.value(f"p_{side}") == pytest.approx(share, abs=4 * error + 1 / draws)


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here; reference.csv is")
@pytest.mark.parametrize("name", CASES)
def test_r_gives_what_is_kept(name: str, tmp_path: Path) -> None:
    assert_equal(ask_r(CASES[name], tmp_path), read_values(KEPT, name))


def write_kept(folder: Path) -> None:
    """Write reference.csv anew; run this file as a module to do so."""
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("case", "measure", "node", "value"))
        for name, case in CASES.items():
            place = folder / name
            place.mkdir()
            for measure, values in ask_r(case, place).items():
                writer.writerows(
                    (name, measure, node, repr(float(value))) for node, value in enumerate(values)
                )


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        write_kept(Path(made))
