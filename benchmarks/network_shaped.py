"""A synthetic graph for networks: that of ``synthetic.py`` with twelve countries and themes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.synthetic import SEED, synthetic_lines
from techland.ontology.terms import BASE, RDF, RDFS, SKOS, TL

# Notation to the end of its IRI; half of all organisations are Dutch or German.
COUNTRIES = {
    "NL": "NLD", "DE": "DEU", "BE": "BEL", "FR": "FRA", "AT": "AUT", "DK": "DNK",
    "PL": "POL", "CZ": "CZE", "LU": "LUX", "SE": "SWE", "ES": "ESP", "IT": "ITA",
}  # fmt: skip
WEIGHTS = (4, 4, *(1 for _ in range(10)))
THEMES = 42
_AUTHORITY = "http://publications.europa.eu/resource/authority/country/"


def network_lines(triples: int) -> Iterator[str]:
    """Yield about so many N-Triples, none twice; a project has one to three themes."""
    chance = random.Random(SEED)  # noqa: S311 (data, not secrets)
    codes = list(COUNTRIES.values())
    for notation, code in COUNTRIES.items():
        yield f'<{_AUTHORITY}{code}> <{SKOS.notation}> "{notation}" .\n'
    for number in range(THEMES):
        yield f'<{BASE}theme/t{number}> <{RDFS.label}> "Theme {number}"@en .\n'
    country, project = f" <{TL.country}> ", f" <{RDF.type}> <{TL.Project}> .\n"
    for line in synthetic_lines(triples):
        if country in line:
            (code,) = chance.choices(codes, WEIGHTS)
            yield f"{line.partition(' ')[0]}{country}<{_AUTHORITY}{code}> .\n"
            continue
        yield line
        if line.endswith(project):
            for number in chance.sample(range(THEMES), chance.randint(1, 3)):
                yield f"{line.partition(' ')[0]} <{TL.theme}> <{BASE}theme/t{number}> .\n"


def write_network(path: Path, triples: int) -> int:
    """Write the graph as sorted N-Triples; return how many."""
    lines = sorted(network_lines(triples))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
    return len(lines)
