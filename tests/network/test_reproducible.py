"""The same snapshot and the same command give the same bytes, in another process too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO

import polars as pl
import pytest

from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.building import build_network
from techland.network.choice import chosen
from techland.network.files import measured_bytes, network_bytes
from techland.network.measures.catalogue import MEASURES


@pytest.mark.soak
def test_two_processes_give_the_same_bytes(curated_home: Home) -> None:
    """Sets and dictionaries of texts have another order under each hash seed."""
    command = [sys.executable, "-m", "tests.network.every_output", str(curated_home.root)]
    found = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        found.append(json.loads(done.stdout))
    one, other = found
    assert len(one) > 60
    assert {name for name in one if one[name] != other.get(name)} == set()
    assert one.keys() == other.keys()


def test_seeds_are_in_the_output(curated_arrays: Arrays, curated_snapshot: Snapshot) -> None:
    network = build_network(curated_arrays, chosen(tie="agreements"), curated_snapshot.version)
    by_chance = [name for name, measure in MEASURES.items() if "seed" in measure.options]
    assert len(by_chance) > 4
    for name in by_chance:
        options = {"sampled": 20} if name == "betweenness" else {}
        measured = network.measure(name, seed=7, **options)
        assert measured.settings["seed"] == 7, name
        told = json.loads(measured_bytes(network, measured, "json"))
        assert told["settings"]["seed"] == 7, name
        kept = pl.read_parquet_metadata(BytesIO(measured_bytes(network, measured, "parquet")))
        assert (kept["seed"], kept["version"]) == ("7", curated_snapshot.version)
    kept = pl.read_parquet_metadata(BytesIO(network_bytes(network, "parquet")))
    assert kept["content"] == network.words
