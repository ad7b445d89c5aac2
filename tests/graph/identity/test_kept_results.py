"""Results that are kept between builds: the same as without, and no more work than it must be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.datasets import imported_datasets
from techland.graph.home import Home
from techland.graph.identity.blocking import LARGEST_BLOCK, Blocks
from techland.graph.identity.building import build_identity
from techland.graph.identity.compared import Compared, compared, pairs_to_compare
from techland.graph.identity.names import normalise
from techland.graph.ingest.fact_tables import read_fact_tables
from techland.graph.ingest.importing import ImportOptions, import_files
from techland.graph.snapshot import active_snapshot
from tests.graph.fact_folder import SMALL
from tests.graph.identity.test_canonical_view import files

TABLES = read_fact_tables(SMALL).rows
KINDS = ("Universität", "University of", "Stichting", "Gemeente", "Institut", "GmbH", "Museum")
TOWNS = ("Münster", "Muenster", "Enschede", "Borken", "Kleve", "Emmen", "Hengelo")
WORDS = ("Alpha", "Alfa", "Beta", "Gamma", "Delta", "Epsilon")
# More names than a key may have: what is purged before, or after, is another block.
MANY = [f"Brombeer {word} {number}" for word in WORDS for number in range(LARGEST_BLOCK // 4)]


def some_names(chance: random.Random, number: int) -> set[str]:
    told = {f"{chance.choice(KINDS)} {chance.choice(WORDS)} {t}" for t in TOWNS for _ in range(30)}
    return set(chance.sample(sorted(told), min(number, len(told)))) | set(
        chance.sample(MANY, chance.randrange(len(MANY)))
    )


@pytest.mark.parametrize("seed", range(4))
def test_what_was_compared_before_changes_no_verdict(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (names, no secrets)
    before, now = some_names(chance, 80), some_names(chance, 110)
    anew = compared(now)
    assert anew.alike
    assert compared(now, compared(before)) == anew
    assert compared(now, compared(before | now)) == anew
    assert compared(now, compared(now, compared(before))) == anew


def test_names_that_were_there_are_not_compared_again() -> None:
    chance = random.Random(1)  # noqa: S311 (names, no secrets)
    before = {name for name in some_names(chance, 40) if not name.startswith("Brombeer")}
    ordered = sorted(before | {"Universität Enschede Alpha", "Hochschule Alpha Emmen"})
    names = [normalise(name) for name in ordered]
    known, blocks = compared(before), Blocks(names)
    pairs = list(pairs_to_compare(names, blocks, known))
    everything = list(pairs_to_compare(names, blocks, Compared()))
    assert 0 < len(pairs) < len(everything)
    assert all({ordered[one], ordered[two]} - before for one, two in pairs)


def test_a_build_is_the_same_with_kept_results_without_and_with_broken_ones(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home")
    import_files(home, files(tmp_path / "files"), ImportOptions(facts=SMALL))
    (result,) = [path for path in kept_files(home) if path.name != "names.json"]
    bytes_of_result = result.read_bytes()
    datasets, cache = imported_datasets(home), home.cache / "identity"
    anew = build_identity([], datasets, TABLES)
    assert anew.view
    assert anew.view.lines
    for _ in range(2):
        assert build_identity([], datasets, TABLES, cache) == anew
    # A file less, then the file again: names are known, the result is of other inputs.
    fewer = build_identity([], datasets[:1], TABLES, cache)
    assert fewer == build_identity([], datasets[:1], TABLES)
    assert fewer.identity != anew.identity
    for path in kept_files(home):
        path.write_bytes(path.read_bytes().replace(b"certain", b"likely"))
    assert build_identity([], datasets, TABLES, cache) == anew
    version = active_snapshot(home).version
    result.unlink()
    assert build(home, SMALL).snapshot.version == version
    assert result.read_bytes() == bytes_of_result


def kept_files(home: Home) -> list[Path]:
    return sorted((home.cache / "identity").glob("*.json"))
