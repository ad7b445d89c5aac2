"""Search of a million labels beside SQLite's FTS5, on which Datasette's search stands.

`python -m benchmarks.finding [LABELS]` prints, for both in the same run, milliseconds a question
(median and 95th percentile) and how many of 100 misspelt names find their thing among the first
ten. Datasette itself adds HTTP and a count to what is measured here of FTS5.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from techland.ontology.terms import BASE, ORG, RDF, RDFS
from techland.queries.search.making import make_index, open_index
from techland.queries.search.searching import search

SEED = 20261125
LABELS, MISSPELT, SHOWN = 1_000_000, 100, 10
SYLLABLES = (
    "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si "
    "so ta te ti to va ve vi vo schu stein berg dorf hausen wijk stad heim müh köl løn"
)
COMMON = (
    "Universität Hochschule Institut Technologie Forschung GmbH University Stichting Gemeente "
    "Stadt Kreis Provincie Centre Research Fraunhofer"
)
Find = Callable[[str], list[str]]


def labels(number: int, chance: random.Random) -> list[str]:
    """Return names of bodies: words that many have, then words that few have."""
    syllables, common = SYLLABLES.split(), COMMON.split()
    rare = sorted(
        {"".join(chance.choices(syllables, k=chance.randint(2, 5))).title() for _ in range(300_000)}
    )
    return [
        " ".join(
            [*chance.choices(common, k=chance.randint(0, 2)), *chance.choices(rare, k=2), f"{n}"]
        )
        for n in range(number)
    ]


def misspelt(name: str, chance: random.Random) -> str:
    """Return a name with one error in one of its longer words; its number is left out."""
    words = name.split()[:-1]
    place = max(range(len(words)), key=lambda at: (len(words[at]), at))
    word, at = words[place], chance.randint(1, len(words[place]) - 2)
    wrong = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at] + word[at:],
    )
    words[place] = chance.choice(wrong)
    return " ".join(words)


def beginnings(names: list[str]) -> Iterator[str]:
    """Yield what stands in the box while somebody types these names."""
    for name in names:
        for length in (2, 4, 7, 11, 16):
            yield name[:length]


def measured(find: Find, questions: list[str]) -> dict[str, float]:
    """Return milliseconds a question."""
    times = []
    for question in questions:
        started = time.perf_counter()
        find(question)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    return {
        "median_ms": round(statistics.median(times), 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
    }


def ours(names: list[str], folder: Path) -> Find:
    """Return our search over these names."""
    quads, place = folder / "data.nq", folder / "index"
    place.mkdir()
    with quads.open("w", encoding="utf-8") as file:
        for n, name in enumerate(names):
            iri = f"<{BASE}organisation/o{n}>"
            file.write(f"{iri} <{RDF.type}> <{ORG.FormalOrganization}> .\n")
            file.write(f'{iri} <{RDFS.label}> "{name}" .\n')
    make_index(quads, place)
    index = open_index(place)
    index.reload()
    return lambda text: [hit.names[""] for hit in search(index, text, limit=SHOWN).hits]


def fts5(names: list[str], folder: Path) -> Find:
    """Return SQLite's search over these names, the last word as a beginning, by rank."""
    base = sqlite3.connect(folder / "names.db")
    base.execute(
        "CREATE VIRTUAL TABLE names USING fts5(name, prefix='2 3 4', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    base.executemany("INSERT INTO names VALUES (?)", ((name,) for name in names))
    base.execute("INSERT INTO names(names) VALUES ('optimize')")
    base.commit()
    asked = "SELECT name FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?"

    def find(text: str) -> list[str]:
        words = " ".join(f'"{word}"' for word in text.split())
        return [row[0] for row in base.execute(asked, (f"{words}*", SHOWN))] if words else []

    return find


def main() -> None:
    """Measure both and print the figures as JSON."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else LABELS
    chance = random.Random(SEED)  # noqa: S311 (data, not secrets)
    names = labels(number, chance)
    wanted = chance.sample(names, MISSPELT)
    wrong = [misspelt(name, chance) for name in wanted]
    typed = list(beginnings(wanted))
    figures: dict[str, object] = {"labels": number}
    with tempfile.TemporaryDirectory() as folder:
        for key, make in (("techland", ours), ("sqlite_fts5", fts5)):
            started = time.perf_counter()
            find = make(names, Path(folder))
            built = round(time.perf_counter() - started, 1)
            found = sum(name in find(text) for name, text in zip(wanted, wrong, strict=True))
            figures[key] = {
                "build_s": built,
                "typing": measured(find, typed),
                "misspelt": measured(find, wrong),
                "misspelt_found": found,
            }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
