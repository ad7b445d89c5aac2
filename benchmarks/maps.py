"""Measure the map beside a plain page of sigma.js and pyvis: `python -m benchmarks.maps`.

All three draw the same nodes at the same places with the same ties, in the same
Chromium, with software rendering. Times run from the start of navigation. A first
picture counts when its labels stand and the largest node answers a pointer that has
been moving over it since the page began.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as NotInTime
from playwright.sync_api import sync_playwright

from benchmarks.figures import machine
from benchmarks.map_networks import write_pages
from benchmarks.served_folder import served
from techland.server.web_assets import ADDRESS, assets_of

ROOT = Path(__file__).parents[1]
PEERS = Path(__file__).parent / "map_peers"
RESULTS = Path(__file__).parent / "maps.json"
SIZES = (2_000, 20_000, 100_000)
REPEATED = 3
FIRST = {
    "techland": "Number(document.getElementById('netmap-stage')?.dataset.first)",
    "sigma": "window.first",
    "pyvis": "window.first",
}
STAGE = {"techland": "#netmap-stage", "sigma": "#stage", "pyvis": "#network"}
# Whether a page can already tell where its nodes are.
CAN_TELL = {
    "techland": "'drawn' in document.getElementById('netmap-stage')",
    "sigma": "true",
    "pyvis": "true",
}
# Whether a node answers the pointer, and where on the page the largest one is.
ANSWERS = {
    "techland": "document.getElementById('netmap-stage')?.classList.contains('over')",
    "sigma": "window.hovered",
    "pyvis": "window.hovered",
}
SPOT = {
    "techland": """(() => { const stage = document.getElementById('netmap-stage');
      const { left, top } = stage.getBoundingClientRect(); const [{ x, y }] = stage.drawn().nodes;
      return [x + left, y + top]; })()""",
    "sigma": "window.spot()",
    "pyvis": """(() => { const sizes = drawn.body.data.nodes.get();
      const { id } = sizes.reduce((a, b) => (b.size > a.size ? b : a));
      const { left, top } = document.getElementById('network').getBoundingClientRect();
      const { x, y } = drawn.canvasToDOM(drawn.getPosition(id));
      return [x + left, y + top]; })()""",
}
# Runs in each page from its first moment: notes the frame in which both are true.
WATCH = """const look_ = () => {{
  if ({first} > 0 && {answers}) window.answered_ = performance.now();
  else requestAnimationFrame(look_); }}; requestAnimationFrame(look_);"""
# Steps, each from the event to the frame in which nodes, labels and all ties of the new
# view are painted: ours tells when it has drawn them, sigma.js draws all in one frame.
WHOLE = """const stage = document.getElementById('netmap-stage');
  stage.addEventListener('whole', () => setTimeout(end, 0), { once: true });"""
NEXT = "requestAnimationFrame(() => setTimeout(end, 0));"
FILTER = "document.querySelector('input[name=across]').click();"
# Leaves out what began in the later half of the years.
YEAR = """const year = document.querySelector('input.year-until');
  year.value = String(Math.round((Number(year.min) + Number(year.max)) / 2));
  year.dispatchEvent(new Event('input', { bubbles: true }));"""
# Until the tables hold the rows of the new view, and the sum above them its counts.
TOLD = """const table = document.getElementById('netmap-ties');
  const look = () => (table.dataset.filled === undefined ? requestAnimationFrame(look) : end());
  document.getElementById('netmap-stage').addEventListener('whole',
    () => setTimeout(look, 150), { once: true });"""
STEPS = {
    "techland": {
        "filter step, ms": WHOLE + FILTER,
        "filter step until tables and counts follow, ms": TOLD + FILTER,
        "year step, ms": WHOLE + YEAR,
    },
    "sigma": {"filter step, ms": NEXT + "window.step();"},
}
# Tells when vis-network has painted first.
PAINTED = """drawn.once('afterDrawing', () =>
  requestAnimationFrame(() => { window.first = performance.now(); }));
  drawn.setOptions({ interaction: { hover: true } });
  drawn.on('hoverNode', () => { window.hovered = true; });"""
# Seconds until a page is given up, and for which a picture is dragged.
PATIENCE, DRAGGED = 120, 2.5
# Frames that the browser paints in a second while the picture is dragged.
COUNT = """() => { window.frames_ = 0; window.since_ = performance.now();
  const one = () => { window.frames_++; window.turn_ = requestAnimationFrame(one); }; one(); }"""
COUNTED = """() => { cancelAnimationFrame(window.turn_);
  return window.frames_ * 1000 / (performance.now() - window.since_); }"""


def _spot(page: Any, address: str, name: str, patience: float) -> tuple[float, float]:
    """Return where the largest node of a page is drawn; the visit also warms what is shared."""
    page.goto(f"{address}{name}.html")
    page.wait_for_function(f"{FIRST[name]} > 0 && {CAN_TELL[name]}", timeout=patience * 1000)
    x, y = page.evaluate(SPOT[name])
    return x, y


def _first(page: Any, address: str, name: str, spot: tuple[float, float]) -> float:
    """Return when the picture stood and the node at a spot answered."""
    page.add_init_script(WATCH.format(first=FIRST[name], answers=ANSWERS[name]))
    page.goto(f"{address}{name}.html", wait_until="commit")
    end = time.monotonic() + PATIENCE
    turn = 0
    while not page.evaluate("window.answered_ ?? 0"):
        if time.monotonic() > end:
            raise NotInTime(f"{name} did not answer within {PATIENCE} s")
        turn += 1
        page.mouse.move(spot[0] + turn % 2, spot[1])
    return float(page.evaluate("window.answered_"))


def _frames(page: Any, name: str) -> float:
    box = page.locator(STAGE[name]).bounding_box()
    x, y = box["x"] + box["width"] * 0.35, box["y"] + 6
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT)
    end = time.monotonic() + DRAGGED
    for step in range(60):
        page.mouse.move(x + step * 3, y + step)
        if time.monotonic() > end:
            break
    found = float(page.evaluate(COUNTED))
    page.mouse.up()
    return found


def _step(page: Any, script: str) -> float:
    """Return the time that a step takes."""
    return float(
        page.evaluate(f"""() => new Promise((done) => {{ const start = performance.now();
        const end = () => done(performance.now() - start); {script} }})""")
    )


def _prepare(folder: Path) -> tuple[str, list[str], list[str]]:
    """Put the built scripts beside the pages; return their names, styles and imports."""
    if not (PEERS / "node_modules").exists():
        subprocess.run(["npm", "ci", "--ignore-scripts"], check=True, cwd=PEERS)
    subprocess.run(
        ["node", "node_modules/vite/bin/vite.js", "build"],
        check=True,
        cwd=PEERS,
        capture_output=True,
    )
    shutil.copytree(PEERS / "built", folder / "built")
    shutil.copy(PEERS / "sigma.html", folder)
    built = ROOT / "server" / "static" / "built"
    shutil.copytree(built / "assets", folder / "assets")
    shutil.copy(ROOT / "viz" / "static" / "paper.css", folder)
    assets = assets_of("map")
    script, *imports = (one.removeprefix(ADDRESS) for one in (assets.script, *assets.preloads))
    return script, ["paper.css", *(one.removeprefix(ADDRESS) for one in assets.styles)], imports


def measure(ties: int, browser: Any, repeated: int) -> dict[str, Any]:
    """Return the figures of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = write_pages(ties, folder, *_prepare(folder))
        drawing = folder / "pyvis.html"
        if drawing.exists():
            text = drawing.read_text("utf-8")
            text = text.replace("new vis.Network(", "const drawn = new vis.Network(")
            text = text.replace("</script>\n</body>", PAINTED + "</script>\n</body>")
            drawing.write_text(text, "utf-8")
        found: dict[str, Any] = {
            "ties": written.ties,
            "bytes a tie": {
                who: round(size / written.ties, 1) for who, size in written.sizes.items()
            },
        }
        names = [one for one in FIRST if (folder / f"{one}.html").exists()]
        with served(folder) as address:
            found["figures"] = visited(browser, address, names, repeated)
        return found


def visited(
    browser: Any, address: str, names: list[str], repeated: int, patience: float = PATIENCE
) -> dict[str, dict[str, float | str]]:
    """Return the medians of visits to pages; of one that does not paint in time, that it did not.

    The first round finds the spots and warms the browser; it is not counted.
    """
    told: dict[str, dict[str, list[float]]] = {one: {} for one in names}
    spots: dict[str, tuple[float, float]] = {}
    for turn in range(repeated + 1):
        for one in names if not turn else list(spots):
            context = browser.new_context(
                viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
            )
            page = context.new_page()
            try:
                if turn:
                    _visit(page, address, one, spots[one], partial(_add, told[one]))
                else:
                    spots[one] = _spot(page, address, one, patience)
            except NotInTime:
                spots.pop(one, None)
            context.close()
    medians: dict[str, dict[str, float | str]] = {
        one: {what: round(statistics.median(values), 1) for what, values in told[one].items()}
        for one in spots
    }
    late: dict[str, dict[str, float | str]] = {
        one: {"first picture, ms": f"did not end in {patience} s"} for one in names
    }
    return {one: medians.get(one, late[one]) for one in names}


def _visit(
    page: Any,
    address: str,
    name: str,
    spot: tuple[float, float],
    add: Callable[[str, float], None],
) -> None:
    """Open a page once and note its figures."""
    add("first picture, ms", _first(page, address, name, spot))
    page.wait_for_timeout(1500)
    if name == "techland":
        whole = page.evaluate("document.getElementById('netmap-stage').dataset.whole")
        add("first picture with all ties, ms", float(whole))
        page.wait_for_selector("#netmap-ties[data-filled]", state="attached")
    for what, script in STEPS.get(name, {}).items():
        add(what, _step(page, script))
        page.wait_for_timeout(1200)
    add("frames a second while dragged", _frames(page, name))


def _add(kinds: dict[str, list[float]], what: str, value: float) -> None:
    kinds.setdefault(what, []).append(value)


def _browser(action: Callable[[Any], None]) -> None:
    path = os.environ.get("TECHLAND_CHROMIUM") or shutil.which("chromium")
    flags = [
        "--no-sandbox",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--ignore-gpu-blocklist",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        action(browser)
        browser.close()


def main() -> None:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--repeated", type=int, default=REPEATED)
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    results: list[dict[str, Any]] = []

    def run(browser: Any) -> None:
        for ties in wanted.ties:
            results.append(measure(ties, browser, wanted.repeated))
            print(json.dumps(results[-1], indent=1), file=sys.stderr)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        _browser(run)
    told = {"machine": machine(), "sizes": results}
    wanted.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
