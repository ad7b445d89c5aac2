"""The same facts give the same bytes: again, in any row order, hash order and locale."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.dataset import make_dataset
from techland.graph.home import Home
from techland.graph.ingest.fact_tables import read_fact_tables
from techland.graph.snapshot import MANIFEST, QUADS, REPORT, Snapshot
from tests.graph.fact_folder import SMALL, FactFolder, contents

FACTS = Path(__file__).parents[2] / "facts"
COUNTED = {QUADS, MANIFEST, REPORT}
BUILD = (
    "import sys; from pathlib import Path; from techland.graph.build import build;"
    " from techland.graph.home import Home; build(Home(Path(sys.argv[1])), Path(sys.argv[2]))"
)


def counted(snapshot: Snapshot) -> dict[str, bytes]:
    return {name: (snapshot.directory / name).read_bytes() for name in COUNTED}


def shuffled(folder: FactFolder, seed: int) -> FactFolder:
    order = random.Random(seed)  # noqa: S311 (an order of rows, no secret)
    for path in sorted(folder.path.glob("*.csv")):
        rows = folder.rows(path.stem)
        order.shuffle(rows)
        folder.write(path.stem, rows)
    return folder


def test_a_second_build_is_the_same_snapshot(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    first, second = build(home, SMALL), build(home, SMALL)
    assert (first.changed, second.changed) == (True, False)
    assert first.snapshot == second.snapshot
    assert len(list(home.snapshots.iterdir())) == 1


def test_a_build_elsewhere_is_the_same_version_and_bytes(
    curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    """The tables are copied, so that no path, time of change or order of files gets in."""
    facts = FactFolder(tmp_path / "other" / "facts", origin=FACTS)
    snapshot = build(Home(tmp_path / "elsewhere"), facts.path).snapshot
    assert snapshot.version == curated_snapshot.version
    assert counted(snapshot) == counted(curated_snapshot)
    assert snapshot.built["built_at"] != curated_snapshot.built["built_at"]
    # What is counted or arranged later is kept beside, as a cache.
    built = {"data.nq", "manifest.json", "report.json", "build.json"}
    assert contents(snapshot.directory).keys() == built
    assert built <= contents(curated_snapshot.directory).keys()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_rows_in_another_order_make_the_same_dataset(tmp_path: Path, seed: int) -> None:
    lines = make_dataset(read_fact_tables(FACTS)).lines()
    facts = shuffled(FactFolder(tmp_path / "facts", origin=FACTS), seed)
    assert make_dataset(read_fact_tables(facts.path)).lines() == lines


def test_rows_in_another_order_are_another_version_of_the_same_quads(tmp_path: Path) -> None:
    """The version covers the inputs too: their hashes stand in the manifest."""
    home = Home(tmp_path / "home")
    one = build(home, SMALL).snapshot
    other = build(home, shuffled(FactFolder(tmp_path / "facts"), 7).path).snapshot
    assert one.quads_path.read_bytes() == other.quads_path.read_bytes()
    assert one.version != other.version
    differ = {key for key in one.manifest if one.manifest[key] != other.manifest[key]}
    assert differ == {"inputs"}


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4711"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati"},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_another_process_makes_the_same_bytes(
    built_home: Path, tmp_path: Path, settings: dict[str, str]
) -> None:
    """Sets are walked in another order there, times are others, texts are ASCII by default."""
    root = tmp_path / "home"
    subprocess.run(
        [sys.executable, "-c", BUILD, root, SMALL],
        env=os.environ | settings,
        check=True,
        cwd=tmp_path,
    )
    (theirs,) = Home(root).snapshots.iterdir()
    (ours,) = Home(built_home).snapshots.iterdir()
    assert theirs.name == ours.name
    assert counted(Snapshot(theirs)) == counted(Snapshot(ours))
