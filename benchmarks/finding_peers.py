"""What finds names beside us: SQLite's FTS5 by itself, and Datasette on a table that has it."""

from __future__ import annotations

import http.client
import json
import sqlite3
import subprocess
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.peers import PeerMissingError, free_port, running

SHOWN = 10
DATASETTE = ("datasette>=0.64,<1", "setuptools<81")
READY_WITHIN = 60
Find = Callable[[str], list[str]]


class Asked:
    """A server that is asked over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def get(self, address: str, accept: str = "application/json") -> bytes:
        """Return the body of an answer.

        Raises:
            SystemExit: it is not 200.
        """
        self._connection.request("GET", address, headers={"Accept": accept})
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise SystemExit(f"{address}: {answer.status} {body[:200]!r}")
        return body

    def tag(self, address: str, accept: str, known: str = "") -> tuple[int, str]:
        """Return status and validator of an answer to who knows one already."""
        headers = {"Accept": accept, **({"If-None-Match": known} if known else {})}
        self._connection.request("GET", address, headers=headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("ETag", "")


def write_base(names: list[str], path: Path) -> None:
    """Write names into a table of SQLite with an index of its words and their beginnings."""
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT)")
    base.executemany("INSERT INTO names(name) VALUES (?)", ((name,) for name in names))
    base.execute(
        "CREATE VIRTUAL TABLE names_fts USING fts5(name, content='names', content_rowid='id', "
        "prefix='2 3 4', tokenize='unicode61 remove_diacritics 2')"
    )
    base.execute("INSERT INTO names_fts(names_fts) VALUES ('rebuild')")
    base.execute("INSERT INTO names_fts(names_fts) VALUES ('optimize')")
    base.commit()
    base.close()


def words_of_fts(text: str) -> str:
    """Return a question for FTS5: all the words, the last of them as a beginning."""
    words = " ".join(f'"{word}"' for word in text.split())
    return f"{words}*" if words else ""


def fts5(path: Path) -> Find:
    """Return FTS5's own search, by rank."""
    base = sqlite3.connect(path)
    asked = "SELECT name FROM names_fts WHERE names_fts MATCH ? ORDER BY rank LIMIT ?"
    return lambda text: [row[0] for row in base.execute(asked, (words_of_fts(text), SHOWN))]


@contextmanager
def datasette(path: Path, folder: Path) -> Iterator[Find]:
    """Serve the table by Datasette, in an environment of its own, and ask it over HTTP.

    Raises:
        PeerMissingError: it cannot be installed or does not answer.
    """
    place = folder / "datasette"
    program = place / "bin" / "datasette"
    venv.create(place, with_pip=True)
    install = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", *DATASETTE]
    done = subprocess.run(install, check=False, capture_output=True)
    if done.returncode or not program.exists():
        raise PeerMissingError("datasette could not be installed")
    port = free_port()
    command = [str(program), "serve", "-i", str(path), "--host", "127.0.0.1", "--port", str(port)]
    with running([*command, "--setting", "sql_time_limit_ms", "60000"], place / "serve.log"):
        _await(port)
        asked = Asked(port)

        def find(text: str) -> list[str]:
            # Neither counted nor with what it offers around a table.
            told = {"_search": words_of_fts(text), "_searchmode": "raw", "_size": SHOWN}
            query = urlencode({**told, "_nocount": 1, "_nofacet": 1, "_shape": "array"})
            rows = json.loads(asked.get(f"/{path.stem}/names.json?{query}"))
            return [row["name"] for row in rows]

        yield find


def _await(port: int) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            Asked(port).get("/-/versions.json")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise PeerMissingError("datasette does not answer")
