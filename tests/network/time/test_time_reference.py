"""Every table over time equals what an R script finds that follows the definitions line by line."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from techland.network.choice import Choice
from techland.network.time.over_time import OverTime, network_over_time
from tests.network.time.small_arrays import Told, arrays_of

SCRIPT = Path(__file__).with_name("time.R")
INTERVALS = ((2001, 2004), (2005, 2008), (2009, 2012), (2013, 2016))
Drawn = tuple[list[Told], dict[str, str | None]]


def drawn(seed: int) -> Drawn:
    """Draw 40 projects of 30 organisations in three countries over 16 years."""
    chance = np.random.default_rng(seed)
    names = [f"o{number:02}" for number in range(30)]
    countries = {name: str(chance.choice(["NL", "DE", "BE"])) for name in names}
    told = []
    for number in range(40):
        start = int(chance.integers(2001, 2015))
        size = int(chance.integers(1, 6))
        takers = [str(name) for name in chance.choice(names, size, replace=False)]
        end = min(start + int(chance.integers(0, 6)), 2016)
        told.append(Told(f"p{number:02}", start, end, takers))
    return told, countries  # type: ignore[return-value]  # none is unknown here


def ask_r(made: Drawn, folder: Path) -> dict[tuple[str, str], list[float]]:
    told, countries = made
    with (folder / "parts.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [
            (taker, countries[taker], number, one.start, one.end)
            for number, one in enumerate(told, 1)
            for taker in one.takers
        ]
        head = ("organisation", "country", "activity", "start", "end")
        csv.writer(file).writerows([head, *rows])
    with (folder / "slices.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("first", "last"), *INTERVALS])
    done = subprocess.run(
        ["Rscript", str(SCRIPT), str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    with (folder / "values.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["table"], row["column"]].append(float(row["value"]))
    return found


def ours(made: Drawn) -> OverTime:
    by = ",".join(f"{first}-{last}" for first, last in INTERVALS)
    return network_over_time(arrays_of(*made), Choice(tie="projects"), "v", by)


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here")
def test_tables_equal_those_of_r(tmp_path: Path) -> None:
    made = drawn(5)
    over_time = ours(made)
    expected = ask_r(made, tmp_path)
    assert len(expected) == 25
    for (table, column), values in expected.items():
        found = over_time.table(table)[column].to_list()
        assert found == pytest.approx(values, rel=1e-12), (table, column)


def test_growth_is_the_difference_of_shares() -> None:
    table = ours(drawn(5)).table("slices")
    shares = table["share"].to_list()
    assert table["growth"].to_list()[1:] == pytest.approx(np.diff(shares))
    assert table["growth"][0] is None
