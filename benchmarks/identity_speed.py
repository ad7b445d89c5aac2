"""Identity over many names beside splink and a plain rapidfuzz: time, memory, precision, recall.

`python -m benchmarks.identity_speed [--out FILE] [NUMBER …]` writes ``benchmarks/identity.json``.
Each figure comes from a process of its own; all get the same records with name, country and town.

- ours: `match_bodies`, as a build uses it.
- splink: DuckDB, blocking on country with town, on the name's first letters and on its last word;
  Jaro-Winkler levels of the name, Levenshtein of the town; parameters by random sampling and EM;
  links above a probability of 0.95.
- rapidfuzz: every pair within a block of country and town, token_sort_ratio of 90 and more.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.child import peak_bytes
from benchmarks.figures import machine
from benchmarks.identity_names import SEED, Record, made_records

RESULTS = Path(__file__).parent / "identity.json"
SIZES = (20_000, 60_000, 200_000)
PEERS = ("ours", "splink", "rapidfuzz")
PROBABILITY, RATIO = 0.95, 90
Pairs = set[tuple[int, int]]


def ours(records: list[Record]) -> dict[str, Pairs]:
    """Return the pairs that identity finds certain, and certain or likely."""
    from techland.graph.identity.bodies import Body
    from techland.graph.identity.matching import match_bodies
    from techland.graph.identity.verdicts import CERTAIN, LIKELY
    from techland.graph.identity.vocabulary import town_key

    bodies = [
        Body(
            f"{number:07}",
            "made",
            (one.name,),
            country=one.country,
            towns=frozenset({town_key(one.town)}),
        )
        for number, one in enumerate(records)
    ]
    found: dict[str, Pairs] = {"certain": set(), "certain or likely": set()}
    for link in match_bodies(bodies):
        pair = int(link.first), int(link.second)
        if link.verdict.outcome == CERTAIN:
            found["certain"].add(pair)
        if link.verdict.outcome in {CERTAIN, LIKELY}:
            found["certain or likely"].add(pair)
    return found


def splink(records: list[Record]) -> dict[str, Pairs]:
    """Return the pairs above the probability."""
    import pandas as pd
    import splink.comparison_library as compared
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frame = pd.DataFrame(
        {
            "unique_id": range(len(records)),
            "name": [one.name.lower() for one in records],
            "country": [one.country for one in records],
            "town": [one.town.lower() for one in records],
            "first": [one.name.lower()[:8] for one in records],
            "last": [one.name.lower().split()[-1] for one in records],
        }
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compared.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]),
            compared.LevenshteinAtThresholds("town", [1, 2]),
            compared.ExactMatch("country"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("country", "town"),
            block_on("country", "first"),
            block_on("country", "last"),
        ],
    )
    linker = Linker(DuckDBAPI().register(frame), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("name", "town")], recall=0.4
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("country", "town"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    predicted = linker.inference.predict(threshold_match_probability=PROBABILITY)
    told = predicted.as_pandas_dataframe()
    pairs = zip(told["unique_id_l"], told["unique_id_r"], strict=True)
    return {"linked": {(min(one, two), max(one, two)) for one, two in pairs}}


def rapidfuzz(records: list[Record]) -> dict[str, Pairs]:
    """Return the pairs within a block whose names are alike."""
    from rapidfuzz import fuzz, utils

    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(records):
        blocks[one.country, one.town.lower()].append(number)
    names = [utils.default_process(one.name) for one in records]
    found: Pairs = set()
    for block in blocks.values():
        for one, two in combinations(block, 2):
            if fuzz.token_sort_ratio(names[one], names[two], score_cutoff=RATIO):
                found.add((one, two))
    return {"linked": found}


def measured(peer: str, number: int) -> dict[str, Any]:
    """Run a peer on some records; return time, memory, precision and recall."""
    records = made_records(number)
    begun, cpu = time.monotonic(), time.process_time()
    found = {"ours": ours, "splink": splink, "rapidfuzz": rapidfuzz}[peer](records)
    seconds, cpu = time.monotonic() - begun, time.process_time() - cpu
    same: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(records):
        same[one.thing].append(at)
    true = sum(len(members) * (len(members) - 1) // 2 for members in same.values())
    quality = {}
    for outcome, pairs in found.items():
        right = sum(records[one].thing == records[two].thing for one, two in pairs)
        quality[outcome] = {
            "precision": round(right / len(pairs), 4) if pairs else None,
            "recall": round(right / true, 4),
        }
    return {
        "peer": peer,
        "names": number,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "peak_mib": round(peak_bytes() / 2**20),
        "quality": quality,
    }


def main() -> None:
    """Measure every peer at every size, in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--child", nargs=2)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(measured(asked.child[0], int(asked.child[1]))))
        return
    figures = []
    for number in asked.sizes or SIZES:
        for peer in PEERS:
            command = [sys.executable, "-m", "benchmarks.identity_speed", "--child", peer]
            command.append(str(number))
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                figures.append({"peer": peer, "names": number, "failed": done.stderr[-500:]})
            else:
                figures.append(json.loads(done.stdout.splitlines()[-1]))
            print(figures[-1], file=sys.stderr)
    told = {"machine": machine(), "seed": SEED, "figures": figures}
    asked.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
