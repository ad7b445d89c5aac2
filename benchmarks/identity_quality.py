"""How right identity is: labelled pairs, CORDIS with its numbers hidden, aliases of ROR."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import polars as pl

from techland.graph.identity.blocking import Blocks
from techland.graph.identity.bodies import PIC, VAT, Body
from techland.graph.identity.candidates import CandidateFinder
from techland.graph.identity.matching import match_bodies
from techland.graph.identity.name_scores import compare, score_names
from techland.graph.identity.names import normalise
from techland.graph.identity.verdicts import CERTAIN, LIKELY
from techland.graph.identity.vocabulary import town_key

SAME, PART_OF, DIFFERENT = "same", "part_of", "different"


@dataclass(frozen=True)
class Quality:
    """Precision and recall of links.

    Attributes:
        right: links of two that are the same.
        wrong: links of two that are not.
        missed: pairs that are the same and have no link.
    """

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Return the share of links that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Return the share of what is the same that is linked."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of both."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else None


def of_outcomes(found: Iterable[tuple[bool, str]]) -> dict[str, Quality]:
    """Return the quality of certain and of certain-or-likely over pairs that are, or are not, one.

    Args:
        found: whether a pair is the same, and the outcome.
    """
    counts = Counter(found)
    same = sum(n for (is_same, _), n in counts.items() if is_same)
    quality = {}
    for name, outcomes in (("certain", {CERTAIN}), ("certain or likely", {CERTAIN, LIKELY})):
        right = sum(counts[True, outcome] for outcome in outcomes)
        wrong = sum(counts[False, outcome] for outcome in outcomes)
        quality[name] = Quality(right, wrong, same - right)
    return quality


def labelled_pairs(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield half, label and both names; a hash of the names deals the halves."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = f"{row['name_a']}|{row['name_b']}"
            odd = hashlib.sha256(names.encode()).digest()[0] % 2
            yield ("tuning", "held out")[odd], row["label"], row["name_a"], row["name_b"]


def pair_quality(path: Path) -> dict[str, dict[str, Quality]]:
    """Return the quality on labelled pairs by half and on all, by the names alone."""
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for half, label, one, two in labelled_pairs(path):
        outcome = score_names(one, two).outcome
        for which in (half, "all"):
            found[which].append((label == SAME, outcome))
    return {half: of_outcomes(pairs) for half, pairs in sorted(found.items())}


def cordis_bodies(path: Path, most: int = 2) -> tuple[list[Body], dict[str, tuple[str, str]]]:
    """Return participants as if no number were known, at most some rows a PIC; and their numbers.

    The IRI is a row's; two rows of one PIC are two bodies.
    """
    frame = pl.read_csv(gzip.decompress(path.read_bytes()), infer_schema=False)
    bodies, numbers = [], {}
    seen: Counter[str] = Counter()
    for number, row in enumerate(frame.iter_rows(named=True)):
        pic = row["organisationID"].removesuffix(".0")
        seen[pic] += 1
        if seen[pic] > most:
            continue
        iri = f"row/{number:06}"
        numbers[iri] = pic, (row["vatNumber"] or "").strip()
        towns = frozenset(filter(None, [town_key(row["city"] or "")]))
        bodies.append(
            Body(iri, f"row{number}", (row["name"],), country=row["country"], towns=towns)
        )
    return bodies, numbers


def cordis_quality(path: Path) -> dict[str, Quality]:
    """Return the quality on CORDIS: same PIC is same; other PIC and other VAT is different.

    Pairs with another PIC and the same VAT number, or none, are neither.
    """
    bodies, numbers = cordis_bodies(path)
    outcomes = {one.pair: one.verdict.outcome for one in match_bodies(bodies)}
    by_pic: dict[str, list[str]] = defaultdict(list)
    for iri, (pic, _) in numbers.items():
        by_pic[pic].append(iri)
    same = {pair for iris in by_pic.values() for pair in combinations(sorted(iris), 2)}
    found = [(True, outcomes.get(pair, "no")) for pair in same]
    for pair, outcome in outcomes.items():
        (pic, vat), (other_pic, other_vat) = (numbers[iri] for iri in pair)
        if pic != other_pic and vat and other_vat and vat != other_vat:
            found.append((False, outcome))
    return of_outcomes(found)


def with_numbers(bodies: Iterable[Body], numbers: dict[str, tuple[str, str]]) -> list[Body]:
    """Return the bodies with their PIC and VAT number."""
    told = []
    for body in bodies:
        pic, vat = numbers[body.iri]
        identifiers = {(PIC, pic)} | ({(VAT, vat)} if vat else set())
        told.append(replace(body, identifiers=frozenset(identifiers)))
    return told


def ror_names(path: Path) -> list[tuple[int, str]]:
    """Return labels and aliases of ROR's records, acronyms left out, with the record's number."""
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    return [
        (number, name)
        for number, line in enumerate(lines)
        for name in sorted(
            {n["value"] for n in json.loads(line)["names"] if {"label", "alias"} & set(n["types"])}
        )
    ]


def ror_quality(path: Path) -> dict[str, Quality]:
    """Return the quality on ROR's names, by the names alone: same record is same."""
    told = ror_names(path)
    names = [normalise(name) for _, name in told]
    found = []
    for one, two in same_record(told):
        found.append((True, compare(names[one], names[two]).outcome))
    for one, two in Blocks(names).pairs():
        if told[one][0] != told[two][0]:
            found.append((False, compare(names[one], names[two]).outcome))
    return of_outcomes(found)


def same_record(told: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of names that one record has."""
    by_record: dict[int, list[int]] = defaultdict(list)
    for at, (number, _) in enumerate(told):
        by_record[number].append(at)
    for places in by_record.values():
        yield from combinations(places, 2)


def ror_candidates(path: Path, every: int = 3) -> dict[str, float]:
    """Return how often a left-out name finds its record first, and among the first five.

    Every third name of records with several is taken out and looked up among all others.
    """
    told = ror_names(path)
    per_record = Counter(number for number, _ in told)
    held = [at for at, (number, _) in enumerate(told) if per_record[number] > 1 and at % every == 0]
    out = set(held)
    finder = CandidateFinder(
        (str(number), name) for at, (number, name) in enumerate(told) if at not in out
    )
    left = Counter(number for at, (number, _) in enumerate(told) if at not in out)
    asked = [told[at] for at in held if left[told[at][0]]]
    first = five = 0
    for number, name in asked:
        things = [one.thing for one in finder.find(name, 5)]
        first += things[:1] == [str(number)]
        five += str(number) in things
    return {"asked": len(asked), "first": first / len(asked), "among five": five / len(asked)}
