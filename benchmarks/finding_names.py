"""Names of bodies for the benchmark of finding: made up by a seed, typed, and misspelt."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat

from techland.graph.snapshot import Snapshot
from techland.graph.store import load_store
from techland.ontology.terms import BASE, ORG, RDF, RDFS

SEED = 20261125
_SYLLABLES = (
    "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si "
    "so ta te ti to va ve vi vo schu stein berg dorf hausen wijk stad heim müh köl løn"
)
_COMMON = (
    "Universität Hochschule Institut Technologie Forschung GmbH University Stichting Gemeente "
    "Stadt Kreis Provincie Centre Research Fraunhofer"
)


def labels(number: int, chance: random.Random) -> list[str]:
    """Return names of bodies: words that many have, then words that few have, then a number."""
    syllables, common = _SYLLABLES.split(), _COMMON.split()
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
    """Return a name with one error in its longest word; its number is left out."""
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


def iri_of_body(number: int) -> str:
    """Return the IRI of a made-up body."""
    return f"{BASE}organisation/o{number}"


def write_triples(names: list[str], curated: Snapshot, path: Path) -> None:
    """Write the accepted view of a snapshot, and a body for each name, as N-Triples."""
    with path.open("wb") as file:
        load_store(curated).dump(file, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        for n, name in enumerate(names):
            iri = f"<{iri_of_body(n)}>"
            told = (f"<{RDF.type}> <{ORG.FormalOrganization}>", f'<{RDFS.label}> "{name}"')
            file.writelines(f"{iri} {one} .\n".encode() for one in told)
