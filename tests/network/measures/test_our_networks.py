"""Every measure equals what R finds, on the curated network and on the DE-NL one of keep.eu.

The curated network changes with the facts, so R computes its values anew; those of keep.eu are
kept in ``reference-keep-eu.csv``. Run this file as a module to write it.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from pathlib import Path

import pytest

from techland.graph.snapshot import Snapshot
from techland.network.arrays.making import make_arrays
from techland.network.building import build_network
from techland.network.choice import chosen
from tests.conftest import SHARED
from tests.network.measures.classic import Case
from tests.network.measures.keep_eu import keep_eu, read_rows
from tests.network.measures.test_reference import ask_r, assert_equal, ours, read_values

KEPT = Path(__file__).with_name("reference-keep-eu.csv")
needs_r = pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here")


def curated(snapshot: Snapshot) -> Case:
    """Return the usual network of the curated facts, grouped by side of the border."""
    network = build_network(make_arrays(snapshot.quads_path), chosen(), snapshot.version)
    ends = network.edges.select("source", "target").rows()
    return Case("curated", tuple(ends), tuple(network.nodes["group"]))


@pytest.mark.soak
@needs_r
def test_measures_of_the_curated_network_equal_those_of_r(
    curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    case = curated(curated_snapshot)
    assert set(case.groups) >= {"NL", "DE", "both"}
    assert_equal(ours(case), ask_r(case, tmp_path))


def test_the_programme_of_keep_eu_is_read_whole(shared_folder: Path) -> None:
    rows, case = read_rows(shared_folder), keep_eu(shared_folder)
    assert (len(rows), len({row["Acronym"] for row in rows})) == (304, 25)
    assert set(case.groups) == {"Netherlands", "Germany"}
    assert case.size < len(rows), "some take part twice"


def test_measures_of_keep_eu_equal_those_kept(shared_folder: Path) -> None:
    assert_equal(ours(keep_eu(shared_folder)), read_values(KEPT))


@pytest.mark.soak
@needs_r
def test_r_gives_what_is_kept_of_keep_eu(shared_folder: Path, tmp_path: Path) -> None:
    assert_equal(ask_r(keep_eu(shared_folder), tmp_path), read_values(KEPT))


def write_kept(folder: Path) -> None:
    """Let R compute the values of keep.eu's network, and keep them."""
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "node", "value"))
        for measure, values in ask_r(keep_eu(SHARED), folder).items():
            writer.writerows((measure, node, f"{value:.13g}") for node, value in enumerate(values))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        write_kept(Path(made))
