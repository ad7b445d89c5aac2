"""The notebooks in docs/ run from their first cell to their last and end in a figure."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from techland.graph.home import Home
from tests.event_loops import run_to_end

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.ipynb"))


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:Proactor event loop:RuntimeWarning")
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_notebook_runs(name: str, curated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    notebook = nbformat.read(FOLDER / name, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3")
    run_to_end(client.async_execute())
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    said = outputs[-1]["text"]
    assert said.count("\n- ") >= 3
    assert "index" in said


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_kept_without_what_a_run_left(name: str) -> None:
    notebook = nbformat.read(FOLDER / name, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
