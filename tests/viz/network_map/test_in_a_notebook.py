"""A network that is shown in a notebook, which is run and exported, and read offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from techland.graph.home import Home
from tests.event_loops import run_to_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CELLS = (
    "import techland\nkg = techland.open()",
    'net = kg.network(tie="projects", theme="hydrogen")',
    'net.show(layout="force", lang="en")',
    "print(net.nodes.height, net.edges.height)",
)
# Counts the pixels of the picture that are not of its ground.
DRAWN = """[...document.querySelectorAll('#netmap-stage canvas')].reduce((sum, canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at]) inked++;
  return sum + inked;
}, 0)"""


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:Proactor event loop:RuntimeWarning")
def test_an_exported_notebook_draws_the_network_offline(
    curated_home: Home, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    client = NotebookClient(notebook, timeout=300, kernel_name="python3")
    run_to_end(client.async_execute())
    told = notebook.cells[-1]["outputs"][0]["text"].split()
    exported, _ = HTMLExporter().from_notebook_node(notebook)
    path = tmp_path / "notebook.html"
    path.write_text(exported, "utf-8")

    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    frame = page.frame_locator("iframe")
    frame.locator("#netmap-stage[data-ready]").wait_for()
    element = page.locator("iframe").element_handle()
    inner = element.content_frame()
    assert inner
    # Names may come after the first picture.
    inner.wait_for_function("document.getElementById('netmap-stage').drawn().labels.length")
    found = inner.evaluate("document.getElementById('netmap-stage').drawn()")
    assert [str(len(found[name])) for name in ("places", "ties")] == told
    assert found["labels"]
    assert inner.evaluate(DRAWN) > 2000
    context.close()
