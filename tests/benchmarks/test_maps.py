"""The benchmark of maps tells of a page that does not paint in time, and measures the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.maps import visited
from benchmarks.served_folder import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEVER = "<!doctype html><title>never</title><div id='network'></div>"
# Stands for a page of sigma.js: it paints, answers the pointer, and takes a step.
AT_ONCE = """<!doctype html><title>at once</title>
<div id="stage" style="height:400px"></div>
<script>window.first = performance.now(); window.spot = () => [50, 50]; window.step = () => {};
addEventListener("mousemove", () => { window.hovered = true; });</script>"""


@pytest.mark.soak
@pytest.mark.browser
def test_a_page_that_never_paints_is_given_up(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "pyvis.html").write_text(NEVER, encoding="utf-8")
    (tmp_path / "sigma.html").write_text(AT_ONCE, encoding="utf-8")
    with served(tmp_path) as address:
        found = visited(browser, address, ["pyvis", "sigma"], 1, patience=0.5)
    assert found["pyvis"] == {"first picture, ms": "did not end in 0.5 s"}
    assert float(found["sigma"]["first picture, ms"]) > 0
    assert "frames a second while dragged" in found["sigma"]
