"""What all tests share: the folder ../shared, the browser, a home of their own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pyoxigraph import Store

    from techland.graph.home import Home
    from techland.graph.snapshot import Snapshot
    from techland.network.arrays.arrays import Arrays

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
CHROMIUM_COMMANDS = ("chromium", "chromium-browser", "google-chrome")
QUIET_CHROMIUM = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the folder ../shared or the browser; leave `shared` out without the folder."""
    absent = pytest.mark.skip(reason="../shared is not here")
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "shared_folder" in fixtures:
            item.add_marker("shared")
        if "browser" in fixtures:
            item.add_marker("browser")
        if not SHARED.is_dir() and item.get_closest_marker("shared"):
            item.add_marker(absent)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the tests that were left out for want of ../shared."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum("shared" in report.keywords for report in skipped)
    if count and not SHARED.is_dir():
        tests = "test" if count == 1 else "tests"
        terminalreporter.write_line(
            f"{count} {tests} marked shared left out: ../shared is not here"
        )


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point TECHLAND_HOME to a fresh folder, so that no test touches the user's data."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHLAND_HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def curated_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Build the shipped facts once for all workers; the folder is to be read, never written."""
    from filelock import FileLock

    from techland.graph.build import build
    from techland.graph.home import Home

    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = Home(base / "curated")
    with FileLock(base / "curated.lock"):
        if not home.pointer.exists():
            build(home)
    return home


@pytest.fixture(scope="session")
def curated_snapshot(curated_home: Home) -> Snapshot:
    """Return the snapshot of the shipped facts."""
    from techland.graph.snapshot import active_snapshot

    return active_snapshot(curated_home)


@pytest.fixture(scope="session")
def curated_store(curated_snapshot: Snapshot) -> Store:
    """Load the snapshot of the shipped facts; its default graph is the accepted view."""
    from techland.graph.store import load_store

    return load_store(curated_snapshot)


@pytest.fixture(scope="session")
def curated_arrays(curated_snapshot: Snapshot) -> Arrays:
    """Make the arrays of the shipped facts; they are values, which no test can change."""
    from techland.network.arrays.making import make_arrays

    return make_arrays(curated_snapshot.quads_path)


@pytest.fixture(scope="session")
def deposit(curated_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the deposit of the shipped facts once for all workers; it is to be read only."""
    from filelock import FileLock

    from techland.knowledge_graph import open_graph

    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "deposit"
    with FileLock(base / "deposit.lock"):
        if not folder.exists():
            with open_graph(curated_home) as kg:
                kg.export_all(folder)
    return folder


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Return ../shared; a test that uses it is marked `shared` by that."""
    return SHARED


IMPORTED_FILES = (
    "keep_eu/keep_eu_2014-2020_closed.xlsx",
    "keep_eu/keep_eu_2007-2013_closed_partnership.csv.gz",
    "cordis/h2020_organization_2023-05.csv.gz",
    "cordis/h2020_project_2022-2023.csv.gz",
    "cordis/h2020_topics.csv.gz",
    "cordis/horizon_euroSciVoc_sample.csv.gz",
    "ror/ror_v2_NL-DE-BE-LU.ndjson.gz",
)


@pytest.fixture(scope="session")
def imported_home(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Home:
    """Import the samples once for all workers; the folder is to be read, never written."""
    from filelock import FileLock

    from techland.graph.home import Home
    from techland.graph.ingest.importing import ImportOptions, import_files

    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = Home(base / "imported")
    with FileLock(base / "imported.lock"):
        if not home.pointer.exists():
            files = [shared_folder / "data" / name for name in IMPORTED_FILES]
            # The raw files know no merging, so what is compared with them has none.
            import_files(home, files, ImportOptions(merged=False))
    return home


@pytest.fixture(scope="session")
def imported_snapshot(imported_home: Home) -> Snapshot:
    """Return the snapshot of the shipped facts and the imported samples."""
    from techland.graph.snapshot import active_snapshot

    return active_snapshot(imported_home)


@pytest.fixture(scope="session")
def imported_store(imported_home: Home) -> Store:
    """Load the snapshot of the shipped facts and the imported samples."""
    from techland.graph.snapshot import active_snapshot
    from techland.graph.store import load_store

    return load_store(active_snapshot(imported_home))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Return the Chromium of this machine, or the one that TECHLAND_CHROMIUM names."""
    named = os.environ.get("TECHLAND_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_COMMANDS)), None)
    if not found:
        pytest.fail("no Chromium here: apt-get install chromium, or set TECHLAND_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Start one headless Chromium for the session; a test that uses it is marked `browser`."""
    from playwright.sync_api import sync_playwright

    rootless = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path, args=[*QUIET_CHROMIUM, *rootless]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page; fails the test on a script error or a request beyond this machine."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    opened.on("request", lambda request: faults.extend(_beyond(request.url)))
    yield opened
    context.close()
    assert not faults


def _beyond(address: str) -> list[str]:
    near = ("http://127.0.0.1:", "http://localhost:", "file:", "data:", "blob:", "about:")
    return [] if address.startswith(near) else [f"request beyond this machine: {address}"]


@pytest.fixture(scope="session")
def validators() -> Path:
    """Return the folder of the programs that validate; `make develop` installs them."""
    folder = Path(sys.prefix) / "validators" / ("Scripts" if os.name == "nt" else "bin")
    if not folder.is_dir():
        pytest.fail("the validators are not installed: make develop")
    return folder


@pytest.fixture(scope="session")
def graphology(pytestconfig: pytest.Config) -> Path:
    """Return a folder with read.js and what it needs, installed once for all runs and workers."""
    from tests.node_packages import installed

    assert pytestconfig.cache
    return installed(ROOT / "tests" / "network" / "reading", pytestconfig.cache)
