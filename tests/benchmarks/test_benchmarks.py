"""The benchmarks measure what they say; no timing is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from benchmarks.__main__ import MILLION, QUERIES, RESULTS
from benchmarks.answers import JSON, Asking, Watch, rows
from benchmarks.child import publish_techland
from benchmarks.mixed import MixedTimes, mixed_times
from benchmarks.peers import techland
from benchmarks.rates import small_queries
from benchmarks.serving_page import PAGE, page
from benchmarks.synthetic import synthetic_lines, write_synthetic
from techland.graph.store import load_store

ROOT = Path(__file__).parents[2]


def consistent(results: dict[str, Any]) -> None:
    assert set(results) == {"figures", "machine", "seed", "settings"}
    for figure in results["figures"]:
        assert figure["ours"]
        if figure["peer"]:
            assert figure["ratio"] == pytest.approx(median(figure["peer"]) / median(figure["ours"]))
        if figure["bar"] is not None:
            assert figure["met"] is (figure["ratio"] >= figure["bar"])
    names = {figure["name"] for figure in results["figures"]}
    assert {f"query, {name}" for name in QUERIES} <= names


@pytest.mark.soak
def test_a_quick_run_says_what_it_measured(tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--out", str(out)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    consistent(json.loads(out.read_text(encoding="utf-8")))


def test_committed_results_hold_the_whole_run() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    consistent(results)
    names = {figure["name"] for figure in results["figures"]}
    assert f"load, synthetic {MILLION}" in names


def test_the_page_tells_what_was_measured() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
    assert "{" not in page()


def test_the_synthetic_graph_is_as_large_as_said_and_the_same_again() -> None:
    lines = list(synthetic_lines(5000))
    assert len(lines) == len(set(lines)) == 5000
    assert lines == list(synthetic_lines(5000))


@pytest.mark.soak
def test_our_server_answers_the_queries_that_it_is_measured_with(tmp_path: Path) -> None:
    path, home = tmp_path / "few.nt", tmp_path / "home"
    write_synthetic(path, 20_000)
    publish_techland(str(path), str(home))
    found: MixedTimes = {}
    with techland(home) as server:
        asking = Asking(server)
        counts = [rows(asking.ask(text, JSON), JSON) for text in small_queries()]
        asking.close()
        with Watch(server) as watch:
            # It exits if an answer has not as many rows as the engine finds in-process.
            mixed_times(server, load_store(path), found)
    assert min(counts) > 0
    assert len(found) == 12
    assert watch.extra >= 0
    assert not Path(f"/proc/{server.process}").exists()
