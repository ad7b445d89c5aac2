"""An export takes no more memory for ten times the statements."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.synthetic import write_synthetic
from techland.graph.export.serialising import graph_formats
from tests.conftest import ROOT

SIZES = (100_000, 1_000_000)
# Parquet holds two groups of 100,000 rows at most: one that is read, one that is written. A sheet
# holds no more than a million rows, and takes long to write.
SIZES_OF = {"parquet": (200_000, 2_000_000), "xlsx": (20_000, 200_000)}
# What the highest resident size may grow by; the lines alone are 130 MB more.
ALLOWED = 40 << 20
FORMATS = [entry.name for entry in graph_formats()]
Written = Callable[[int], Path]

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its peak"),
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return a call that gives a file of so many sorted triples."""
    folder = tmp_path_factory.mktemp("synthetic")

    def file_of(size: int) -> Path:
        path = folder / f"{size}.nt"
        if not path.exists():
            write_synthetic(path, size)
        return path

    return file_of


def peak(what: str, *arguments: str) -> int:
    """Return the bytes that a process of its own took at most."""
    command = [sys.executable, "-m", "benchmarks.child", what, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    return int(json.loads(done.stdout)["peak"])


@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow_with_the_graph(name: str, written: Written) -> None:
    sizes = SIZES_OF.get(name, SIZES)
    small, large = (peak("export-techland", str(written(size)), name) for size in sizes)
    assert large - small < ALLOWED, f"{small >> 20} MiB, then {large >> 20} MiB"


def test_what_holds_the_statements_would_be_seen(written: Written) -> None:
    """Loading grows by more than what is allowed, so an export that loads would fail above."""
    small, large = (peak("load-techland", str(written(size))) for size in SIZES)
    assert large - small > ALLOWED
