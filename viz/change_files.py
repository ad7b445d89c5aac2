"""Changes as files: Markdown, CSV, JSON, RDF, and a patch that makes the new version of the old."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, Literal, NamedNode

from techland.graph.changes.change import Changes, ClaimChange, Names
from techland.graph.changes.comparing import compare
from techland.graph.changes.patch import write_patch
from techland.graph.changes.rdf import change_lines
from techland.graph.export.selection import Selection
from techland.graph.export.serialising import write_selection
from techland.graph.export.tables import write_csv
from techland.graph.formats import CHANGES, FORMATS, Format, format_named
from techland.graph.snapshot import Snapshot
from techland.viz.change_words import COLUMNS, SECTIONS, ChangeRow, ChangeWords
from techland.viz.reader import Reader

_RDF = ("turtle", "ntriples", "jsonld", "rdfxml")
_SHOWN_TRIPLES = 10


def change_formats() -> list[Format]:
    """Return the formats in which changes can be had."""
    own = [
        Format("markdown", "text/markdown", "md", frozenset({CHANGES})),
        Format("json", "application/json", "json", frozenset({CHANGES})),
        Format("rdfpatch", "application/rdf-patch", "rdfp", frozenset({CHANGES}), ("patch",)),
    ]
    return [*(FORMATS[name] for name in (*_RDF, "csv")), *own]


def write_changes(
    old: Snapshot, new: Snapshot, format_name: str, output: BinaryIO, language: str = "en"
) -> None:
    """Write what changed between two snapshots in a format, always whole.

    Args:
        old: the version before.
        new: the version after.
        format_name: one of ``change_formats()``.
        output: a binary file.
        language: of the words in Markdown, CSV and JSON: en, nl or de.

    Raises:
        UnknownFormat: no format of changes has this name.
    """
    entry = format_named(format_name, change_formats())
    if entry.name == "rdfpatch":
        write_patch(old, new, output)
        return
    changes = compare(old, new)
    words = ChangeWords(changes, Reader(language))
    if entry.name == "csv":
        write_csv(("section", *COLUMNS, "iri", "reasons"), map(_csv_row, words.rows()), output)
    elif entry.name == "markdown":
        output.writelines(f"{line}\n".encode() for line in markdown_lines(words))
    elif entry.name == "json":
        content = json.dumps(_json(changes, words), indent=1, ensure_ascii=False, sort_keys=True)
        output.write(f"{content}\n".encode())
    else:
        _write_rdf(changes, entry, output)


def _csv_row(row: ChangeRow) -> tuple[str, ...]:
    return (row.section, *row.cells, row.iri, " | ".join(row.codes))


def _write_rdf(changes: Changes, entry: Format, output: BinaryIO) -> None:
    with TemporaryDirectory(prefix="techland-") as folder:
        path = Path(folder) / "changes.nt"
        path.write_bytes(b"".join(change_lines(changes)))
        write_selection(Selection(path, DefaultGraph(), "changes"), entry, output)


def _json(changes: Changes, words: ChangeWords) -> dict[str, Any]:
    told = {
        one.name: _plain(getattr(changes, one.name), words)
        for one in fields(changes)
        if not isinstance(getattr(changes, one.name), Names)
    }
    return {"summary": words.summary(), "same": changes.empty, **told}


def _plain(value: Any, words: ChangeWords) -> Any:
    """Return a value of the changes as JSON knows it; terms as in SPARQL's JSON results."""
    if isinstance(value, Literal):
        kind = (
            {"xml:lang": value.language} if value.language else {"datatype": value.datatype.value}
        )
        return {"type": "literal", "value": value.value, **kind}
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, Mapping):
        return {key: _plain(one, words) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one, words) for one in value]
    if is_dataclass(value):
        found = {one.name: _plain(getattr(value, one.name), words) for one in fields(value)}
        why = [words.reason(reason) for reason in getattr(value, "reasons", ())]
        return {**found, "why": why} if isinstance(value, ClaimChange) else found
    return value


def markdown_lines(words: ChangeWords) -> Iterable[str]:
    """Yield the lines of a report; triples that no claim explains are counted, some shown."""
    yield f"# {words.say('title')}"
    yield ""
    if words.changes.empty:
        yield words.summary()
        return
    yield words.say("lede", old=f"`{words.changes.old}`", new=f"`{words.changes.new}`")
    yield ""
    yield words.summary()
    for section, rows in sections(words):
        yield ""
        yield f"## {words.say(section)} ({len(rows)})"
        yield ""
        yield _line(words.say(f"column-{name}") for name in COLUMNS)
        yield _line("---" for _ in COLUMNS)
        shown = rows[:_SHOWN_TRIPLES] if section == "rest" else rows
        yield from (_line(map(_escaped, row.cells)) for row in shown)
        if len(shown) < len(rows):
            yield ""
            yield f"{words.say('more', number=len(rows) - len(shown))} (JSON, CSV, RDF)"


def sections(words: ChangeWords) -> list[tuple[str, list[ChangeRow]]]:
    """Return the sections that have any row, with their rows, in order."""
    found = {name: list(rows) for name, rows in groupby(words.rows(), lambda row: row.section)}
    return [(name, found[name]) for name in SECTIONS if name in found]


def filled_columns(rows: Iterable[ChangeRow]) -> list[int]:
    """Return the places of the columns that have any cell."""
    return sorted({place for row in rows for place, cell in enumerate(row.cells) if cell})


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(cell: str) -> str:
    for sign in "\\`*_[]<>|":
        cell = cell.replace(sign, f"\\{sign}")
    return " ".join(cell.split())
