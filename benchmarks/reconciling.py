"""Names reconciled a second, over HTTP: ours beside datasette-reconcile, on the same bodies.

`python -m benchmarks.reconciling [--names 10000]` imports keep.eu 2014-2020 into
a home of its own, serves it, and sends the partners' names of 2007-2013 in
batches of fifty to both servers. The peer runs in an environment of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import polars as pl

from benchmarks.figures import machine
from benchmarks.peers import PeerMissingError, free_port, running, techland

DATA = Path(__file__).parents[2] / "shared" / "data" / "keep_eu"
RESULTS = Path(__file__).parent / "reconciling.json"
PEER = ("datasette>=0.64,<1", "datasette-reconcile>=0.6", "setuptools<81")
BATCH = 50
LONGEST = 500


def names_to_ask(most: int) -> list[str]:
    """Return the partners' names of the earlier period, each once, in the file's order."""
    with gzip.open(DATA / "keep_eu_2007-2013_closed_partnership.csv.gz") as file:
        table = pl.read_csv(
            file.read(), separator=";", infer_schema=False, truncate_ragged_lines=True
        )
    names = [
        name for name in dict.fromkeys(table["Project Partner"]) if name and len(name) < LONGEST
    ]
    return names[:most]


def bodies(server: Any) -> list[tuple[str, str]]:
    """Return every name of an organisation that a server of SPARQL has, with its IRI."""
    query = """PREFIX org: <http://www.w3.org/ns/org#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT DISTINCT ?o ?n { ?o a org:FormalOrganization ; skos:prefLabel|skos:altLabel ?n }"""
    address = f"http://127.0.0.1:{server.port}{server.target(query)}"
    with urlopen(Request(address, headers={"Accept": "text/csv"})) as answer:
        table = pl.read_csv(answer.read())
    return list(table.iter_rows())


def rate(address: str, names: list[str]) -> tuple[float, int]:
    """Return names a second, and of how many the best candidate was a match."""
    sure, begun = 0, time.perf_counter()
    for start in range(0, len(names), BATCH):
        batch = {str(at): {"query": name} for at, name in enumerate(names[start : start + BATCH])}
        form = urlencode({"queries": json.dumps(batch)}).encode()
        with urlopen(address, form, timeout=600) as answer:  # noqa: S310 (a server of this run)
            found = json.load(answer)
        sure += sum(
            bool(one["result"]) and one["result"][0].get("match", False) for one in found.values()
        )
    return len(names) / (time.perf_counter() - begun), sure


@contextmanager
def peer(rows: list[tuple[str, str]], folder: Path) -> Iterator[str]:
    """Serve the same names by datasette-reconcile, and give its address."""
    place = folder / "peer"
    venv.create(place, with_pip=True)
    install = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", *PEER]
    if subprocess.run(install, check=False).returncode:
        raise PeerMissingError("datasette-reconcile could not be installed")
    data, settings = folder / "bodies.db", folder / "metadata.json"
    script = (
        "import json,sqlite3,sys; c=sqlite3.connect(sys.argv[1]);"
        "c.execute('create table bodies (id text, name text)');"
        "c.executemany('insert into bodies values (?,?)', json.load(sys.stdin));"
        "c.execute('create virtual table bodies_fts using fts5(name, content=bodies)');"
        "c.execute(\"insert into bodies_fts(bodies_fts) values ('rebuild')\"); c.commit()"
    )
    given = json.dumps(rows)
    python = str(place / "bin" / "python")
    subprocess.run([python, "-c", script, str(data)], input=given, text=True, check=True)
    config = {"id_field": "id", "name_field": "name", "fts_table": "bodies_fts"}
    plugin = {"plugins": {"datasette-reconcile": config}}
    settings.write_text(json.dumps({"databases": {"bodies": {"tables": {"bodies": plugin}}}}))
    port = free_port()
    command = [
        str(place / "bin" / "datasette"),
        "serve",
        str(data),
        "-m",
        str(settings),
        "-p",
        str(port),
    ]
    address = f"http://127.0.0.1:{port}/bodies/bodies/-/reconcile"
    with running(command, folder / "peer.log"):
        for _ in range(100):
            try:
                urlopen(address, timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address


def main() -> None:
    """Measure both, and write the figures beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=10_000)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    names = names_to_ask(asked.names)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        home = folder / "home"
        home.mkdir()
        program = str(Path(sys.executable).parent / "techland")
        command = [program, "import", str(DATA / "keep_eu_2014-2020_closed.xlsx"), "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "TECHLAND_HOME": str(home)})
        with techland(home) as server:
            address = f"http://127.0.0.1:{server.port}/reconcile"
            begun = time.perf_counter()
            rate(address, names[:1])
            first = time.perf_counter() - begun
            ours, sure = rate(address, names)
            rows = bodies(server)
        with peer(rows, folder) as address:
            rate(address, names[:BATCH])
            theirs, guessed = rate(address, names)
    found = {
        "machine": machine(),
        "bodies' names": len(rows),
        "names asked": len(names),
        "techland": {
            "names a second": round(ours, 1),
            "matched": sure,
            "first answer, s": round(first, 2),
        },
        "datasette-reconcile": {"names a second": round(theirs, 1), "matched": guessed},
        "ratio": round(ours / theirs, 2),
    }
    asked.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
