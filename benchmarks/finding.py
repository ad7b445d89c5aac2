"""Finding and reading at a million labels, beside Datasette, FTS5 and rdflib-endpoint.

`python -m benchmarks.finding [--labels 1000000] [--only pages|typing] [--out FILE]` serves the
curated facts with so many made-up bodies, and in the same run

- types 100 of their names, and asks 100 misspelt ones, over HTTP against Datasette's search of
  the same names, and in-process against SQLite's FTS5, on which that search stands;
- reads pages of things as HTML, each for the first time, and `DESCRIBE` of the same things as
  Turtle, against that by rdflib-endpoint. The pages again, which the server has kept, and asked
  for by a browser that has them (304), stand apart: the first visit is what counts.

With `--only pages` the first of the two is left out; unless a file is named, nothing is kept.

Prez, which the comparison was meant for too, is on no package index.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks import peers
from benchmarks.child import publish_techland
from benchmarks.figures import machine
from benchmarks.finding_names import (
    SEED,
    beginnings,
    iri_of_body,
    labels,
    misspelt,
    write_triples,
)
from benchmarks.finding_peers import SHOWN, Asked, Find, datasette, fts5, write_base
from benchmarks.peers import PeerMissingError, Server, rdflib_endpoint, techland
from techland.graph.build import build
from techland.graph.home import Home
from techland.graph.snapshot import active_snapshot
from techland.ontology.terms import BASE
from techland.queries.near.adjacency.sidecar import adjacency_folder, adjacency_of
from techland.queries.search.searching import search
from techland.queries.search.sidecar import index_folder, index_of

LABELS, MISSPELT, PAGES = 1_000_000, 100, 60
# What a server has ready by itself after it began to answer takes less time.
SETTLED_SECONDS = 3
RESULTS = Path(__file__).parent / "finding.json"
READ_BEFORE = "/organisation/tafh-muenster"
# A peer that has gigabytes to load is given time.
PATIENCE_SECONDS = 600
CURATED = (
    *("agreement/mou-2021", "organisation/oost-nl", "activity/mind", "event/dse-2024"),
    *("activity/interreg-v-a-de-nl", "theme/energy", "theme/hydrogen", "place/muenster"),
    *("organisation/universitaet-muenster", "organisation/twente-board", "activity/rocket"),
    "place/enschede",
)


def measured(ask: Callable[[str], object], questions: Iterable[str]) -> dict[str, float]:
    """Return milliseconds a question."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    return {
        "median_ms": round(statistics.median(times), 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
    }


def found_by(find: Find, typed: list[str], wrong: list[str], wanted: list[str]) -> dict[str, Any]:
    """Return times while typing and of misspelt names, and how many of these were found."""
    find(typed[0])
    return {
        "typing": measured(find, typed),
        "misspelt": measured(find, wrong),
        "misspelt_found": sum(name in find(text) for name, text in zip(wanted, wrong, strict=True)),
    }


def ours_over_http(server: Server) -> Find:
    """Return our type-ahead as the box on every page asks it."""
    asked = Asked(server.port)

    def find(text: str) -> list[str]:
        query = peers.urlencode({"q": text, "limit": SHOWN, "lang": "en"})
        results = json.loads(asked.get(f"/api/search?{query}"))["results"]
        return [one["shown"]["name"] for one in results]

    return find


def pages_of(server: Server, paths: list[str]) -> dict[str, float]:
    """Return milliseconds a page that was not read before; one was, so that all is loaded."""
    asked = Asked(server.port)
    asked.get(READ_BEFORE, "text/html")
    return measured(lambda path: asked.get(f"/{path}", "text/html"), paths)


def unchanged_pages(server: Server, paths: list[str]) -> dict[str, float]:
    """Return milliseconds until a browser that has a page knows that it is still the same.

    Raises:
        SystemExit: an answer is not 304.
    """
    asked = Asked(server.port)
    known = {path: asked.tag(f"/{path}", "text/html")[1] for path in paths}

    def ask(path: str) -> None:
        status, _ = asked.tag(f"/{path}", "text/html", known[path])
        if status != http.client.NOT_MODIFIED:
            raise SystemExit(f"{path}: {status}")

    return measured(ask, paths)


def descriptions_of(server: Server, paths: list[str]) -> dict[str, float]:
    """Return milliseconds a description as Turtle."""
    asked = Asked(server.port)

    def ask(path: str) -> None:
        asked.get(server.target(f"DESCRIBE <{BASE}{path}>"), "text/turtle")

    ask("organisation/tafh-muenster")
    return measured(ask, paths)


def _ask_for_pages(figures: dict[str, Any], server: Server, made_up: list[str]) -> None:
    time.sleep(SETTLED_SECONDS)
    figures["pages, curated"] = pages_of(server, list(CURATED))
    figures["pages, made-up"] = pages_of(server, made_up)
    figures["pages, curated, again"] = pages_of(server, list(CURATED))
    figures["pages, curated, not changed"] = unchanged_pages(server, list(CURATED))
    figures["DESCRIBE by techland, curated"] = descriptions_of(server, list(CURATED))
    figures["DESCRIBE by techland, made-up"] = descriptions_of(server, made_up)


def _ask_peer_for_descriptions(
    figures: dict[str, Any], triples: Path, folder: Path, made_up: list[str]
) -> None:
    with rdflib_endpoint(triples, folder) as server:
        figures["DESCRIBE by rdflib-endpoint, curated"] = descriptions_of(server, list(CURATED))
        figures["DESCRIBE by rdflib-endpoint, made-up"] = descriptions_of(server, made_up)


def _find(
    figures: dict[str, Any], home: Home, folder: Path, names: list[str], chance: random.Random
) -> None:
    """Measure the finding of names, in this process and over HTTP."""
    wanted = chance.sample(names, MISSPELT)
    wrong = [misspelt(name, chance) for name in wanted]
    typed = list(beginnings(wanted))
    index = index_of(active_snapshot(home))

    def inside(text: str) -> list[str]:
        hits = search(index, text, limit=SHOWN).hits
        return [name for hit in hits for name in hit.names.values()]

    figures["techland in-process"] = found_by(inside, typed, wrong, wanted)
    base = folder / "names.db"
    started = time.perf_counter()
    write_base(names, base)
    figures["fts5_seconds"] = round(time.perf_counter() - started, 1)
    figures["fts5 in-process"] = found_by(fts5(base), typed, wrong, wanted)
    _say("asked in-process")
    with techland(home.root) as server:
        # What the server has ready for pages is made while it starts, beside the first answers.
        Asked(server.port).get(READ_BEFORE, "text/html")
        figures["techland over HTTP"] = found_by(ours_over_http(server), typed, wrong, wanted)
    with datasette(base, folder) as find:
        figures["datasette over HTTP"] = found_by(find, typed, wrong, wanted)
    _say("asked Datasette")


def main() -> None:
    """Measure, print the figures and keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=LABELS)
    parser.add_argument("--out", type=Path, help="where figures of a part are kept, too")
    parser.add_argument("--only", choices=["pages", "typing"])
    asked = parser.parse_args()
    chance = random.Random(SEED)  # noqa: S311 (data, not secrets)
    names = labels(asked.labels, chance)
    bodies = [iri_of_body(n) for n in chance.sample(range(asked.labels), PAGES)]
    made_up = [iri.removeprefix(BASE) for iri in bodies]
    figures: dict[str, Any] = {"labels": asked.labels, "machine": machine()}
    peers.READY_WITHIN = PATIENCE_SECONDS
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build(Home(folder / "curated"))
        triples, home = folder / "all.nt", Home(folder / "home")
        write_triples(names, active_snapshot(Home(folder / "curated")), triples)
        publish_techland(str(triples), str(home.root))
        _say("published")
        started = time.perf_counter()
        index_of(active_snapshot(home))
        figures["index_seconds"] = round(time.perf_counter() - started, 1)
        kept = index_folder(active_snapshot(home)).rglob("*")
        figures["index_mb"] = round(sum(one.stat().st_size for one in kept) / 1e6, 1)
        started = time.perf_counter()
        adjacency_of(active_snapshot(home))
        figures["adjacency_seconds"] = round(time.perf_counter() - started, 1)
        kept = adjacency_folder(active_snapshot(home)).iterdir()
        figures["adjacency_mb"] = round(sum(one.stat().st_size for one in kept) / 1e6, 1)
        _say("indexed")
        try:
            if asked.only != "typing":
                with techland(home.root) as server:
                    _ask_for_pages(figures, server, made_up)
                _say("asked ourselves")
                _ask_peer_for_descriptions(figures, triples, folder, made_up)
            if asked.only != "pages":
                _find(figures, home, folder, names, chance)
        except PeerMissingError as error:
            _say(f"left out: {error}")
            figures["left out"] = str(error)
    out = asked.out or (RESULTS if asked.only is None else None)
    if out:
        out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
