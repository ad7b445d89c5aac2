"""The files for R: the script runs there and repeats every headline number, or says which not."""

from __future__ import annotations

import csv
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from techland.graph.home import Home
from techland.graph.study_errors import NotAProjection
from techland.knowledge_graph import KnowledgeGraph, open_graph
from techland.network.r_bundle.codebook import CODEBOOK
from techland.study import Study

needs_r = pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here")


@pytest.fixture(scope="module")
def kg(curated_home: Home) -> Iterator[KnowledgeGraph]:
    with open_graph(curated_home) as opened:
        yield opened


def unpacked(study: Study, folder: Path) -> Path:
    with zipfile.ZipFile(BytesIO(study.bundle())) as packed:
        packed.extractall(folder)
    return folder / "techland-network"


def run_r(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["Rscript", "network.R"], cwd=folder, capture_output=True, text=True, check=False
    )


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WORDS = [
    {"tie": "projects", "weight": "money", "isolated": True, "by": "group"},
    {"tie": "agreements", "level": "nuts3"},
]


@needs_r
@pytest.mark.soak
@pytest.mark.parametrize("words", WORDS)
def test_the_script_repeats_the_headline(
    kg: KnowledgeGraph, tmp_path: Path, words: dict[str, object]
) -> None:
    study = kg.study(**words)  # type: ignore[arg-type]  # words of tests
    folder = unpacked(study, tmp_path)
    done = run_r(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"All {len(study.headline)} headline numbers are the same in R." in done.stdout
    for one in study.headline:
        assert one.shown in done.stdout


@needs_r
def test_the_script_finds_a_number_that_is_not_so(kg: KnowledgeGraph, tmp_path: Path) -> None:
    folder = unpacked(kg.study(), tmp_path)
    headline = folder / "headline.csv"
    text = headline.read_text(encoding="utf-8")
    assert '"ei_index","0.038168"' in text
    headline.write_text(text.replace("0.038168", "0.038169"), encoding="utf-8")
    done = run_r(folder)
    assert done.returncode == 1
    # Every other number is the same.
    assert "NOT the same: ei_index \n" in done.stdout
    assert done.stdout.count(" TRUE") == len(kg.study().headline) - 1


def test_the_tables_hold_who_takes_part(kg: KnowledgeGraph, tmp_path: Path) -> None:
    study = kg.study(tie="projects")
    folder = unpacked(study, tmp_path)
    nodes, parts = table(folder, "nodes.csv"), table(folder, "incidence.csv")
    kept = {row["iri"] for row in nodes if row["in_network"] == "true"}
    assert kept == set(study.network.nodes["iri"])
    assert {row["node"] for row in parts} == {row["iri"] for row in nodes}
    assert {row["activity"] for row in parts} == {r["iri"] for r in table(folder, "activities.csv")}
    assert len(table(folder, "ties.csv")) == study.network.edges.height
    told = {(row["file"], row["column"]) for row in table(folder, "codebook.csv")}
    for path in folder.glob("*.csv"):
        if path.name != "codebook.csv":
            columns = set(table(folder, path.name)[0])
            assert {(path.name, column) for column in columns} <= told
            assert columns <= set(CODEBOOK)


def test_the_same_network_gives_the_same_bytes(kg: KnowledgeGraph) -> None:
    assert kg.study(tie="projects").bundle() == kg.study(tie="projects").bundle()


def test_what_has_no_activities_behind_it_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(NotAProjection, match="shared activities"):
        kg.study(tie="themes").bundle()
