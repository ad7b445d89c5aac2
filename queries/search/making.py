"""Make the search index of a snapshot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techland.queries.search.documents import read_documents
from techland.queries.search.fields import (
    FACETS,
    FIRST_LETTERS,
    FIRST_OF_NUMBERS,
    FIRST_OF_WORDS,
    analyzer,
    initials,
    schema,
    spellings,
)

if TYPE_CHECKING:
    from tantivy import Document, Index

# What may be held before it is written: of things in two parts of an index, those of either may
# come first. A million names need some 500 MB.
_HEAP_BYTES = 1_000_000_000
_TOLD_EVERY = 5000
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
Progress = Callable[[int, int, str], None]


def untold(_done: int, _of: int, _what: str) -> None:
    """Tell nobody how much is done."""


def open_index(folder: Path) -> Index:
    """Return the index in a folder, a new one if the folder is empty."""
    from tantivy import Index

    index = Index(schema(), path=str(folder))
    index.register_tokenizer("words", analyzer())
    return index


def make_index(quads: Path, folder: Path, progress: Progress = untold) -> None:
    """Write the index of a file of canonical N-Quads into an empty folder.

    ``progress`` is told how many things are done, of how many, and what is done now.
    """
    progress(0, 0, "reading the names of things for the search")
    rows = read_documents(quads)
    index = open_index(folder)
    # One thread, hence one order: of things that fit alike the weightiest comes first.
    writer = index.writer(_HEAP_BYTES, 1)
    for done, row in enumerate(rows.iter_rows(named=True)):
        if not done % _TOLD_EVERY:
            progress(done, rows.height, "making the search index")
        writer.add_document(_document(row))
    progress(rows.height, rows.height, "making the search index")
    writer.commit()
    writer.wait_merging_threads()


def _document(row: Mapping[str, Any]) -> Document:
    from tantivy import Document

    found = Document()
    codes = row["codes"] or []
    names = sorted(
        row["names"], key=lambda one: (not one["main"], one["language"] or "~", one["text"])
    )
    spelt: dict[str, str] = {}
    for name in names:
        for spelling in spellings(name["text"]):
            spelt.setdefault(spelling, name["text"])
    for spelling in spelt:
        found.add_text("names", spelling)
        found.add_text("whole", spelling)
    for start in {one[:length] for one in spelt for length in range(1, FIRST_LETTERS + 1)}:
        found.add_text("starts", start)
    for start in _beginnings_of_words({word for one in spelt for word in one.split()}):
        found.add_text("begins", start)
    for code in codes:
        found.add_text("whole", code.lower())
    around = {*codes, *(row["texts"] or ()), *(row["kinds"] or ())}
    texts = {*around, *filter(None, (initials(n["text"]) for n in names))}
    for text in sorted(texts):
        found.add_text("texts", text)
    for facet in FACETS:
        told = row[facet] or []
        for value in [told] if isinstance(told, str) else told:
            found.add_text(facet, value)
    found.add_bytes("shown", _shown(row, names, spelt))
    return found


def _beginnings_of_words(words: Iterable[str]) -> set[str]:
    return {
        word[:length]
        for word in words
        for length in range(1, (FIRST_OF_NUMBERS if word.isdigit() else FIRST_OF_WORDS) + 1)
    }


def _shown(row: Mapping[str, Any], names: list[dict[str, Any]], spelt: dict[str, str]) -> bytes:
    """Return what a result shows and is ranked by, as JSON."""
    chosen: dict[str, str] = {}
    for name in names:
        if name["main"]:
            chosen.setdefault((name["language"] or "").split("-")[0], name["text"])
    if not chosen:
        chosen[""] = names[0]["text"]
    main = set(chosen.values())
    aliases = dict.fromkeys(name["text"] for name in names if name["text"] not in main)
    told = (
        row["iri"],
        row["kind"],
        chosen,
        list(aliases),
        row["country"] or [],
        row["dataset"] or [],
        row["ties"],
        spelt,
        sorted(spelling for text in row["kinds"] or () for spelling in spellings(text)),
        row["codes"] or [],
    )
    return _JSON.encode(told).encode()
