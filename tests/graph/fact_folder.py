"""A folder of fact tables that a test may change cell by cell or byte by byte."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

SMALL = Path(__file__).parent / "small_facts"
Rows = list[dict[str, str]]

# The shipped table of decisions begins empty; this one waits for an import.
DECIDED = {
    "first": "organisation/kammer-west",
    "second": "organisation/cordis/1",
    "decision": "different",
    "reason": "Two bodies of one town.",
    "decided_by": "curator",
    "decided_on": "2026-11-20",
}


class FactFolder:
    """A copy of fact tables, by default the small ones beside this file."""

    def __init__(self, path: Path, origin: Path = SMALL) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        for table in origin.glob("*.csv"):
            shutil.copyfile(table, path / table.name)

    def file(self, table: str) -> Path:
        return self.path / f"{table}.csv"

    def rows(self, table: str) -> Rows:
        with self.file(table).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def header(self, table: str) -> list[str]:
        with self.file(table).open(encoding="utf-8", newline="") as file:
            return next(csv.reader(file, strict=True))

    def write(self, table: str, rows: Rows, header: list[str] | None = None) -> None:
        """Write rows under the table's header; a header of its own may add or reorder columns."""
        text = io.StringIO()
        header = header or self.header(table)
        # Everything quoted: the writer leaves a carriage return bare, which ends a row.
        writer = csv.DictWriter(text, header, "", quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.file(table).write_bytes(text.getvalue().encode())

    def put(self, table: str, number: int, /, **cells: str) -> None:
        """Change cells of a row, counted as a spreadsheet does: the header is row 1."""
        rows = self.rows(table)
        assert cells.keys() <= rows[number - 2].keys()
        rows[number - 2] |= cells
        self.write(table, rows)

    def add(self, table: str, like: int, /, **cells: str) -> int:
        """Add a row with the cells of another and some of its own; return its number."""
        rows = self.rows(table)
        assert cells.keys() <= rows[like - 2].keys()
        rows.append(rows[like - 2] | cells)
        self.write(table, rows)
        return len(rows) + 1

    def number(self, table: str, /, **cells: str) -> int:
        """Return the number of the one row that holds these cells."""
        found = [n for n, row in enumerate(self.rows(table), 2) if cells.items() <= row.items()]
        assert len(found) == 1
        return found[0]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes, but for the lock of the builds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
