"""The application over the curated facts, driven in-process."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.applications import Starlette

from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.queries.search.sidecar import index_of
from techland.server.app import create_app
from techland.server.serving import address_of_server, listen

if TYPE_CHECKING:
    from playwright.sync_api import Page

with warnings.catch_warnings():
    # Newer releases would rather drive a successor of httpx; both are one to these tests.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

LOCALHOST = "http://localhost"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="session")
def processes(curated_snapshot: Snapshot) -> Iterator[QueryProcesses]:
    """Query processes over the curated facts, for every application of the session."""
    with QueryProcesses(curated_snapshot.quads_path) as found:
        yield found


@pytest.fixture(scope="session")
def application(curated_snapshot: Snapshot, processes: QueryProcesses) -> Starlette:
    # Made first: on a busy machine a search would say that its index is being made.
    index_of(curated_snapshot)
    return create_app(curated_snapshot, processes)


def ask_as(application: Starlette, **headers: str) -> TestClient:
    """Return a client that sends these headers; errors of the server come as answers."""
    return TestClient(
        application, base_url=LOCALHOST, headers=headers, raise_server_exceptions=False
    )


@pytest.fixture
def client(application: Starlette) -> Iterator[TestClient]:
    """A program that asks: it takes anything."""
    with ask_as(application) as found:
        yield found


@pytest.fixture
def reader(application: Starlette) -> Iterator[TestClient]:
    """A person with a browser that speaks English."""
    with ask_as(application, **{"Accept": BROWSER, "Accept-Language": "en"}) as found:
        yield found


@contextmanager
def served(application: Starlette) -> Iterator[str]:
    """Serve an application on a free port; yields its address."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(application, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield address_of_server("127.0.0.1", listener)
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="session")
def address(application: Starlette) -> Iterator[str]:
    """Serve the application on a free port once for the session."""
    with served(application) as found:
        yield found


@pytest.fixture
def told(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains about, such as breaches of the content policy."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    yield complaints
    assert complaints == []
