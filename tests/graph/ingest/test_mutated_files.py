"""A thousand damaged files: each ends in a report or one clear error, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from techland.graph.home import Home
from techland.graph.import_errors import (
    BrokenImportShapes,
    ImportFault,
    TooLarge,
    UnknownLayout,
    UnreadableFile,
)
from techland.graph.ingest.importing import ImportOptions, import_files
from techland.graph.snapshot import active_snapshot
from tests.graph.fact_folder import SMALL

from .small_files import ORGANIZATION, PARTNER, PROJECT, cordis_file, keep_file

SEED = 20261126
NUMBER = 1000
MEMORY_BYTES = 2 << 30
Mutation = Callable[[bytes, random.Random], bytes]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8")), delimiter=";"))


def _bytes(rows: list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return file.getvalue().encode()


def renamed(data: bytes, chance: random.Random) -> bytes:
    rows = _table(data)
    rows[0][chance.randrange(len(rows[0]))] = "renamed"
    return _bytes(rows)


def swapped(data: bytes, chance: random.Random) -> bytes:
    rows = _table(data)
    one, other = chance.sample(range(len(rows[0])), 2)
    for row in rows:
        row[one], row[other] = row[other], row[one]
    return _bytes([_table(data)[0], *rows[1:]] if chance.random() < 0.5 else rows)


def missing(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(_table(data)[0]))
    return _bytes([row[:place] + row[place + 1 :] for row in _table(data)])


def _book(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_renamed(data: bytes, chance: random.Random) -> bytes:
    book = _book(data)
    sheet = chance.choice(book.worksheets)
    sheet.cell(1, chance.randint(1, sheet.max_column)).value = "renamed"
    return _saved(book)


def book_swapped(data: bytes, chance: random.Random) -> bytes:
    book = _book(data)
    sheet = chance.choice(book.worksheets)
    one, other = chance.sample(range(1, sheet.max_column + 1), 2)
    for row in range(1 if chance.random() < 0.5 else 2, sheet.max_row + 1):
        here, there = sheet.cell(row, one), sheet.cell(row, other)
        here.value, there.value = there.value, here.value
    return _saved(book)


def book_missing(data: bytes, chance: random.Random) -> bytes:
    book = _book(data)
    sheet = chance.choice(book.worksheets)
    sheet.delete_cols(chance.randint(1, sheet.max_column))
    return _saved(book)


def rows_cut(data: bytes, chance: random.Random) -> bytes:
    rows = _table(data)
    for row in chance.sample(rows[1:], 3):
        del row[chance.randrange(1, len(row)) :]
    return _bytes(rows)


def wrong_encoding(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8").replace("VOORBEELD", "MÜNSTER É")
    return text.encode(chance.choice(("latin-1", "cp1252", "utf-16", "cp437", "utf-8-sig")))


def formulas(data: bytes, chance: random.Random) -> bytes:
    rows = _table(data)
    for row in rows[1:]:
        row[chance.randrange(len(row))] = chance.choice(("=1+1", '=HYPERLINK("x")', "@SUM(A1)"))
    return _bytes(rows)


def large_cell(data: bytes, chance: random.Random) -> bytes:
    rows = _table(data)
    chance.choice(rows[1:])[chance.randrange(len(rows[0]))] = "x" * (10 << 20)
    return _bytes(rows)


def bomb(data: bytes, chance: random.Random) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("organization.csv", data + b"0" * (70 << 20))
    return file.getvalue()


def quotes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(5):
        changed.insert(chance.randrange(len(changed)), ord('"'))
    return bytes(changed)


# Mutation, the suffix of what it is done to, how often of 1,000.
MUTATIONS: list[tuple[Mutation, str, int]] = [
    (flipped, ".csv", 130),
    (flipped, ".xlsx", 80),
    (flipped, ".json", 40),
    (cut, ".csv", 60),
    (cut, ".xlsx", 30),
    (cut, ".json", 30),
    (renamed, ".csv", 90),
    (book_renamed, ".xlsx", 30),
    (swapped, ".csv", 90),
    (book_swapped, ".xlsx", 30),
    (missing, ".csv", 90),
    (book_missing, ".xlsx", 30),
    (rows_cut, ".csv", 90),
    (wrong_encoding, ".csv", 70),
    (formulas, ".csv", 70),
    (quotes, ".csv", 20),
    (large_cell, ".csv", 12),
    (bomb, ".zip", 8),
]


@dataclass
class Ended:
    """How imports of damaged files ended, the slowest of them, and the memory of all."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    recognised: int = 0
    faults: list[tuple[str, int]] = field(default_factory=list)
    seconds: float = 0.0
    peak_bytes: int = 0


@pytest.fixture
def originals(tmp_path: Path) -> dict[str, bytes]:
    rows = [{**ORGANIZATION, "organisationID": f"{900_000_000 + n}"} for n in range(30)]
    table = cordis_file(tmp_path / "organization.csv", *rows)
    partners = [{**PARTNER, "Project Partner": f"Stadt {n}"} for n in range(30)]
    book = keep_file(tmp_path / "keep.xlsx", [PROJECT], partners)
    record = {
        "id": "https://ror.org/0000ev088",
        "names": [{"value": "A", "types": ["ror_display", "label"], "lang": "en"}],
        "external_ids": [],
        "locations": [],
        "links": [],
        "types": ["funder"],
        "status": "active",
        "admin": {"last_modified": {"date": "2026-06-23"}},
    }
    lines = "\n".join(json.dumps(record) for _ in range(30)).encode()
    csv_bytes = table.read_bytes()
    return {".csv": csv_bytes, ".zip": csv_bytes, ".xlsx": book.read_bytes(), ".json": lines}


def _import_damaged(
    home: Home, originals: dict[str, bytes], mutation: Mutation, suffix: str, number: int
) -> Ended:
    chance = random.Random(f"{SEED} {mutation.__name__} {suffix}")  # noqa: S311 (damage only)
    asked = ImportOptions(facts=SMALL, dataset="mutated", replace=True)
    ended, path = Ended(), home.root.parent / f"mutated{suffix}"
    for count in range(number):
        path.write_bytes(mutation(originals[suffix], chance))
        before = active_snapshot(home).version
        begun = time.monotonic()
        try:
            import_files(home, [path], asked)
            outcome = "report"
            ended.recognised += 1
        except ImportFault as error:
            outcome = type(error).__name__
            ended.recognised += not isinstance(error, UnknownLayout | UnreadableFile | TooLarge)
            untouched = active_snapshot(home).version == before
            clear = error.message and not isinstance(error, BrokenImportShapes)
            ended.faults += [] if untouched and clear else [(mutation.__name__, count)]
        ended.seconds = max(ended.seconds, time.monotonic() - begun)
        ended.outcomes[f"{mutation.__name__}{suffix}", outcome] += 1
    return ended


def import_all_damaged(home: Home, originals: dict[str, bytes]) -> Ended:
    """Import a thousand damaged files; run in a process of its own, whose memory is told."""
    total = Ended()
    for mutation, suffix, number in MUTATIONS:
        ended = _import_damaged(home, originals, mutation, suffix, number)
        total.outcomes += ended.outcomes
        total.recognised += ended.recognised
        total.faults += ended.faults
        total.seconds = max(total.seconds, ended.seconds)
    # That of getrusage would begin at the size of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    total.peak_bytes = int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return total


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_a_thousand_mutated_files(
    home: Home, originals: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert sum(number for *_, number in MUTATIONS) == NUMBER
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as process:
        ended = process.submit(import_all_damaged, home, originals).result()
    active_snapshot(home).verify()
    with capsys.disabled():
        for (mutated, outcome), number in sorted(ended.outcomes.items()):
            print(f"{number:5} {mutated:22} {outcome}")
        print(f"{ended.recognised} of {NUMBER} got past the recognition of the format")
        print(f"at most {ended.seconds:.1f} s a file, {ended.peak_bytes >> 20} MiB")
    assert ended.faults == []
    assert ended.outcomes.total() == NUMBER
    assert ended.recognised >= NUMBER / 2
    assert ended.peak_bytes < MEMORY_BYTES
