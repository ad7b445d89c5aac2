"""ROR's JSON records as a sheet: one row a record, read one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

import polars as pl

from techland.graph.import_errors import UnreadableFile
from techland.graph.ingest.frames.sheets import ROW, BadRow, Batch, Sheet
from techland.graph.ingest.frames.unpacking import FileLimits, Part, opened

HEADERS = (
    "id",
    "ror_display",
    "label en",
    "label de",
    "label nl",
    "other names",
    "types",
    "status",
    "country_code",
    "location",
    "point",
    "website",
    "wikidata",
    "last_modified",
)
BATCH = 10_000
_FAULTS = (KeyError, TypeError, AttributeError, IndexError)


def ror_sheets(part: Part, limits: FileLimits) -> list[Sheet] | None:
    """Return the sheet of a file of ROR records; None where it is none."""
    with opened(part, limits) as file:
        try:
            first = next(_objects(file), None)
        except (ValueError, UnicodeDecodeError):
            return None
    if not isinstance(first, dict) or not {"id", "names", "locations"} <= first.keys():
        return None

    def read(_header: int, _names: Sequence[str]) -> Iterator[Batch]:
        with opened(part, limits) as file:
            yield from _batches(part, file)

    return [Sheet(part.name, None, [list(HEADERS)], read)]


def _objects(file: BinaryIO) -> Iterator[Any]:
    """Yield the objects of a JSON array, or of a file with one a line."""
    import ijson

    start = file.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n")  # type: ignore[attr-defined]  # buffered
    if start[:1] == b"[":
        yield from ijson.items(file, "item", use_float=True)
    else:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _batches(part: Part, file: BinaryIO) -> Iterator[Batch]:
    numbered = enumerate(_objects(file), 1)
    while True:
        rows: list[tuple[Any, ...]] = []
        bad: list[BadRow] = []
        try:
            taken = list(islice(numbered, BATCH))
        except (ValueError, UnicodeDecodeError) as error:
            raise UnreadableFile(part.name, f"no JSON ({error})", "download it anew") from None
        for number, record in taken:
            try:
                rows.append((number, *_cells(record)))
            except _FAULTS as error:
                bad.append(BadRow(number, f"no ROR record ({error!r})", str(record)[:200]))
        if not taken:
            return
        schema = {ROW: pl.UInt32, **dict.fromkeys(HEADERS, pl.String)}
        yield Batch(pl.DataFrame(rows, schema=schema, orient="row"), None, bad)


def _cells(record: dict[str, Any]) -> tuple[str, ...]:
    names = record["names"]
    display = next((n["value"] for n in names if "ror_display" in n["types"]), names[0]["value"])
    labels = {n.get("lang"): n["value"] for n in names if "label" in n["types"]}
    others = sorted({n["value"] for n in names} - {display} - set(labels.values()))
    place = record["locations"][0]["geonames_details"] if record["locations"] else {}
    links = [link["value"] for link in record["links"] if link["type"] == "website"]
    wikidata = [e for e in record["external_ids"] if e["type"] == "wikidata"]
    located = place.get("lat") is not None and place.get("lng") is not None
    cells = (
        record["id"],
        display,
        labels.get("en"),
        labels.get("de"),
        labels.get("nl"),
        " | ".join(others) if others else None,
        "; ".join(record["types"]),
        record["status"],
        place.get("country_code"),
        place.get("name"),
        f"{place['lat']},{place['lng']}" if located else None,
        links[0] if links else None,
        (wikidata[0]["preferred"] or wikidata[0]["all"][0]) if wikidata else None,
        record["admin"]["last_modified"]["date"],
    )
    return tuple("" if cell is None else str(cell) for cell in cells)
