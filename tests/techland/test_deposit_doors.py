"""export --all on the command line and export_all in Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from techland.cli import main
from techland.graph.deposit_errors import FolderInUse
from techland.graph.home import Home
from techland.knowledge_graph import open_graph


def leave(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(["export", *arguments])
    return int(str(left.value.code)), capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--all", "d", "--out", "x.ttl"), "leave out --out"),
        (("--all", "d", "--graph", "facts", "--rdf12"), "leave out --graph, --rdf12"),
        (("--format", "turtle", "--force"), "--force goes with --all"),
        (("--format", "turtle", "--doi", "10.5281/zenodo.1"), "--doi goes with --all"),
    ],
)
def test_options_that_exclude_each_other(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    status, error = leave(capsys, *arguments)
    assert status == 2
    assert told in error


def test_a_folder_in_use_is_one_clear_error(
    curated_home: Home,
    deposit: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    status, error = leave(capsys, "--all", str(deposit))
    assert status == 1
    assert "holds an earlier deposit" in error
    assert "--force" in error
    with open_graph(curated_home) as kg, pytest.raises(FolderInUse):
        kg.export_all(deposit)


def test_a_wrong_doi_is_one_clear_error(
    curated_home: Home,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    status, error = leave(capsys, "--all", str(tmp_path / "d"), "--doi", "zenodo.1")
    assert status == 1
    assert "is no DOI" in error
    assert list(tmp_path.iterdir()) == []
