"""Engines beside Virtuoso: Oxigraph's own server, and Apache Jena's engine as Debian packs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.loading.ways import GraphStoreWay, UpdateWay, Way
from tests.remote.virtuoso import READY_WITHIN, free_port

JARS = Path("/usr/share/java")
_SERVER = Path(__file__).with_name("JenaEndpoint.java")
# Debian renamed the package of these classes, and left their texts at the old place.
_TEXTS, _THEIR_PLACE = "org/apache/jena/ext/xerces/", "xerces/"


@dataclass(frozen=True)
class Engine:
    """A running engine: where it is asked, updated, and given graphs."""

    address: str
    update: str
    store: str

    @property
    def client(self) -> EndpointClient:
        endpoint = Endpoint.at(self.address, update=self.update, store=self.store)
        return EndpointClient(endpoint, seconds=120)

    def way(self, name: str) -> Way:
        return GraphStoreWay(self.client) if name == "graph-store" else UpdateWay(self.client)


@contextmanager
def running_oxigraph(_folder: Path, programs: Path) -> Iterator[Engine]:
    """Run Oxigraph's server with nothing in it."""
    at = f"http://127.0.0.1:{(port := free_port())}"
    command = [str(programs / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(f"{at}/query?query=ASK%7B%7D", process)
        yield Engine(f"{at}/query", f"{at}/update", f"{at}/store")
    finally:
        process.kill()
        process.wait()


@contextmanager
def running_jena(folder: Path, _programs: Path) -> Iterator[Engine]:
    """Run Jena's engine, behind a small server of the tests, with nothing in it."""
    java, compiler = shutil.which("java"), shutil.which("javac")
    assert java, "java is not installed: apt-get install default-jdk-headless"
    assert compiler, "javac is not installed: apt-get install default-jdk-headless"
    assert (JARS / "jena-arq.jar").exists(), "apt-get install libapache-jena-java"
    found = os.pathsep.join(map(str, (folder, JARS / "*")))
    subprocess.run([compiler, "-cp", found, "-d", str(folder), str(_SERVER)], check=True)
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in (one for one in jar.namelist() if one.startswith(_TEXTS) and one[-1] != "/"):
            path = folder / _THEIR_PLACE / name.removeprefix(_TEXTS)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(jar.read(name))
    with (folder / "said.log").open("wb") as log:
        process = subprocess.Popen(
            [java, "-Xmx1g", "-cp", found, "JenaEndpoint"], stdout=subprocess.PIPE, stderr=log
        )
    assert process.stdout
    try:
        port = process.stdout.readline().decode().strip()
        assert port, (folder / "said.log").read_text()
        at = f"http://127.0.0.1:{port}"
        yield Engine(f"{at}/query", f"{at}/update", f"{at}/data")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, f"it ended with {process.returncode}"
        try:
            with urlopen(address, timeout=5):  # noqa: S310 (a loopback address)
                return
        except HTTPError:
            raise
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"not ready in {READY_WITHIN} s")
