"""Studies through Python, the command line and the server: the same bytes."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from starlette.testclient import TestClient

from techland.graph.home import Home
from techland.knowledge_graph import KnowledgeGraph
from techland.network.files import network_bytes
from techland.network.study_files import study_table_bytes
from techland.network.time.over_time import TABLES
from tests.techland.doors import command

WORDS = ["--tie", "projects", "--by", "group", "--slices", "10", "--same-names"]
ASKED = {"tie": "projects", "by": "group", "slices": "10", "same_names": "1"}


def test_every_door_gives_the_same_report(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path
) -> None:
    study = kg.study(tie="projects", by="group", slices=10, same_names=True)
    by_python = study.report(tmp_path / "python.html").read_bytes()
    # The command that the report names gives the report.
    told, out = study.command(), tmp_path / "command.html"
    assert told.startswith("techland network report --tie projects --by group --slices 10")
    assert command(curated_home, *told.split()[1:], "--out", out) == 0
    answer = client.get("/api/network/report", params=ASKED)
    assert answer.headers["content-type"].startswith("text/html")
    assert by_python == out.read_bytes() == answer.content


@pytest.mark.soak
def test_every_door_gives_the_same_markdown(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path
) -> None:
    out = tmp_path / "report.md"
    assert command(curated_home, "network", "report", "--tie", "agreements", "-o", out) == 0
    kg.study(tie="agreements").report(tmp_path / "python" / "report.md")
    answer = client.get("/api/network/report?tie=agreements&format=md")
    with zipfile.ZipFile(BytesIO(answer.content)) as packed:
        for name in packed.namelist():
            assert (tmp_path / name).read_bytes() == packed.read(name)
            assert (tmp_path / "python" / name).read_bytes() == packed.read(name)
    assert "](report-figures/border.png)" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_every_door_gives_the_same_table_over_time(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path, table: str
) -> None:
    over_time = kg.study(tie="projects", by="group", slices=10, same_names=True).over_time
    form = "json" if table == "slices" else "csv"
    expected = study_table_bytes(over_time, f"time {table}", over_time.table(table), form)
    out = tmp_path / "found"
    asked = ["--table", table, "--format", form, "--out", out]
    assert command(curated_home, "network", "time", *WORDS, *asked) == 0
    answer = client.get("/api/network/time", params=ASKED | {"table": table, "format": form})
    assert out.read_bytes() == expected == answer.content


def test_every_door_gives_the_same_sensitivity_and_bundle(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path
) -> None:
    study = kg.study(tie="projects")
    expected = study_table_bytes(study.sensitivity, "sensitivity", study.sensitivity.table, "json")
    out, packed = tmp_path / "found.json", tmp_path / "found.zip"
    assert command(curated_home, "network", "sensitivity", "--tie", "projects", "-o", out) == 0
    assert out.read_bytes() == expected
    assert client.get("/api/network/sensitivity?tie=projects").content == expected
    assert json.loads(expected)["rows"][0]["choice"] == "as chosen"
    assert command(curated_home, "network", "bundle", "--tie", "projects", "-o", packed) == 0
    assert packed.read_bytes() == study.bundle()
    assert client.get("/api/network/bundle?tie=projects").content == study.bundle()


def test_every_door_gives_the_same_backbone(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path
) -> None:
    network = kg.network(tie="projects").backbone("sdsm", alpha=0.01, correction="none")
    expected = network_bytes(network, "csv")
    out = tmp_path / "found.csv"
    words = ["--backbone", "sdsm", "--alpha", "0.01", "--correction", "none"]
    assert command(curated_home, "network", "--tie", "projects", *words, "-o", out) == 0
    asked = {"tie": "projects", "backbone": "sdsm", "alpha": "0.01", "correction": "none"}
    answer = client.get("/api/network", params=asked | {"format": "csv"})
    assert out.read_bytes() == expected == answer.content
    measured = client.get("/api/network/ei-index", params=asked).json()
    assert measured["rows"][0]["index"] == network.measure("ei-index").value("index")


def test_communities_can_group(kg: KnowledgeGraph) -> None:
    network = kg.network(tie="projects").with_communities(seed=2)
    found = network.communities(seed=2)
    assert network.partition("community").codes.tolist() == found.codes.tolist()
    within = network.measure("share-across", "community").value("share")
    assert within is not None
    assert within < 0.5
    read = pl.read_csv(network_bytes(network, "csv", nodes=True))
    assert read["community"].n_unique() == len(found.sizes)


@pytest.mark.parametrize(
    ("address", "status", "hint"),
    [
        ("report?format=docx", 400, "html, md"),
        ("time?slices=decade", 400, "a number of years"),
        ("time?table=slice", 400, "slices"),
        ("time?format=docx", 406, "csv"),
        ("report?by=colour", 400, "country"),
        ("report?color=red", 400, "slices"),
        ("bundle?tie=themes", 400, "shared projects"),
        ("two-mode?tie=themes", 400, "shared projects"),
        ("degree?alpha=0.1", 400, "backbone"),
        ("degree?backbone=sdsm&alpha=many", 400, "a number"),
        ("communities?resolution=0", 400, "above 0"),
    ],
)
def test_wrong_words_get_one_clear_error(
    client: TestClient, address: str, status: int, hint: str
) -> None:
    answer = client.get(f"/api/network/{address}")
    assert answer.status_code == status
    assert hint in answer.text


def test_the_command_line_says_what_is_wrong(
    curated_home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [
        (["network", "--tie", "projects", "report", "-o", tmp_path / "r.html"], 2, "stand after"),
        (["network", "report", "-o", tmp_path / "report.docx"], 1, "html, md"),
        (["network", "report", "--format", "md"], 2, "--out"),
        (["network", "--alpha", "0.1"], 2, "--backbone"),
        (["network", "time", "--slices", "decade"], 1, "a number of years"),
    ]
    for arguments, status, hint in wrong:
        assert command(curated_home, *arguments) == status
        assert hint in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
