"""Read CSV files of any delimiter and encoding, in batches, with pyarrow's reader.

Every row that has too few or too many cells is handed on as such: none is cut or filled up.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

import polars as pl

from techland.graph.import_errors import UnreadableFile
from techland.graph.ingest.frames.log import WITHHELD
from techland.graph.ingest.frames.sheets import HEADER_WITHIN, ROW, BadRow, Batch, Sheet
from techland.graph.ingest.frames.unpacking import LIMITS, FileLimits, Part, opened

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 1 << 18
_BLOCK = 1 << 24
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Of the bytes beyond ASCII, the share that may be no UTF-8 in a file that is still taken for it.
_BROKEN_SHARE = 0.05


def delimited_sheet(part: Part, limits: FileLimits = LIMITS) -> Sheet:
    """Return the sheet of a CSV file.

    Raises:
        UnreadableFile: it is no text, or empty.
    """
    encoding, size = _encoding(part, limits)
    with opened(part, limits) as file:
        sample = file.read(_SAMPLE).decode(encoding, errors="replace")
    if not sample.strip():
        raise UnreadableFile(part.name, "it is empty", "save the table anew as CSV (UTF-8)")
    delimiter, head = _head(sample)

    def read(header: int, names: Sequence[str]) -> Iterator[Batch]:
        with opened(part, limits) as file:
            text = _Recoded(file, encoding)
            for batch in _batches(part, text, delimiter, header, names):
                yield replace(batch, done=min(1.0, text.given / size))

    notes = [] if encoding.startswith("utf-8") else [f"read as {encoding}"]
    return Sheet(part.name, None, head, read, notes)


def _encoding(part: Part, limits: FileLimits) -> tuple[str, int]:
    """Return the encoding, by its mark, UTF-8 where nearly all fits, else the likeliest; and bytes.

    Raises:
        UnreadableFile: it is binary.
    """
    broken = beyond = size = 0
    sample = b""
    with opened(part, limits) as file:
        while chunk := file.read(_BLOCK):
            sample = sample or chunk[:_SAMPLE]
            size += len(chunk)
            decoded = chunk.decode("utf-8", errors="replace")
            broken += decoded.count("\ufffd")
            beyond += len(chunk) - len(chunk.translate(None, bytes(range(128, 256))))
    for mark, name in _MARKS.items():
        if sample.startswith(mark):
            return name, size
    if sample.count(b"\x00") > len(sample) / 10:
        raise UnreadableFile(part.name, "binary, where a table is wanted")
    if broken <= max(2, beyond * _BROKEN_SHARE):
        return "utf-8", size
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=["cp1252", "cp1250", "latin_1", "cp437"]).best()
    return (found.encoding if found else "cp1252"), size


class _Recoded(io.RawIOBase):
    """Bytes as UTF-8 without a mark; what is no text becomes U+FFFD. Counts what it gave."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
        self._rest = b""
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # any writable buffer
        if not self._rest:
            self._rest = self._text.read(1 << 20).encode()
        data, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(data)] = data
        self.given += len(data)
        return len(data)


def _head(sample: str) -> tuple[str, list[list[str]]]:
    """Return the delimiter under which the first rows are widest, and those rows."""
    best: tuple[int, str, list[list[str]]] = (0, ",", [])
    for delimiter in DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(sample.replace("\x00", "")), delimiter=delimiter)
            rows = [row for _, row in zip(range(HEADER_WITHIN), reader, strict=False)]
        except csv.Error:
            continue
        width = max((len(row) for row in rows), default=0)
        alike = sum(len(row) == width for row in rows)
        score = width * alike
        if width > 1 and score > best[0]:
            best = score, delimiter, rows
    if not best[2]:
        return ",", [[line] for line in sample.splitlines()[:HEADER_WITHIN]]
    return best[1], best[2]


def _batches(
    part: Part, file: _Recoded, delimiter: str, header: int, names: Sequence[str]
) -> Iterator[Batch]:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    bad: list[BadRow] = []

    def odd(row: object) -> str:
        cells = f"{row.actual_columns} cells where the header has {row.expected_columns}"  # type: ignore[attr-defined]  # pyarrow's InvalidRow
        bad.append(BadRow(int(row.number or 0), cells, str(row.text)))  # type: ignore[attr-defined]  # as above
        return "skip"

    try:
        reader = arrow_csv.open_csv(
            io.BufferedReader(file, 1 << 20),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, column_names=list(names), block_size=_BLOCK
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=odd,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
        yield from _numbered(reader, header, bad)
    except pa.ArrowInvalid as error:
        raise UnreadableFile(part.name, str(error).splitlines()[0]) from None


def _numbered(reader: Iterator[object], header: int, bad: list[BadRow]) -> Iterator[Batch]:
    """Give each row the number it has in the file, those between that were refused counted."""
    number = 0
    odd: list[int] = []
    for batch in reader:
        frame = pl.DataFrame(pl.from_arrow(batch))
        odd = sorted({*odd, *(row.row for row in bad)})
        first, number, between = number + 1, number + frame.height, list[int]()
        # A refused row moves all that follow it; one behind the last waits for the next batch.
        while odd and odd[0] <= number:
            number += 1
            between.append(odd.pop(0))
        numbers = pl.Series(ROW, range(first, number + 1), dtype=pl.UInt32)
        numbers = numbers.filter(~numbers.is_in(between))
        found = [_withheld(row) for row in bad if row.row > header + 1 and row.text.strip()]
        bad.clear()
        numbered = frame.with_columns(numbers).filter(pl.col(ROW) > header + 1)
        blank = pl.all_horizontal(pl.exclude(ROW).str.strip_chars() == "")
        yield Batch(numbered.filter(~blank), None, found)
    if bad:
        yield Batch(pl.DataFrame(schema={ROW: pl.UInt32}), None, [_withheld(row) for row in bad])


def _withheld(row: BadRow) -> BadRow:
    """Return a row without its text: which of its cells names a person cannot be told."""
    return replace(row, text=WITHHELD)
