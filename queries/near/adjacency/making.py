"""Write the triples of a snapshot by subject and by object."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from techland.queries.near.adjacency import layout
from techland.queries.near.walks import IN_GRAPHS

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

# Control characters are refused at ingest, so that no line holds this one.
_NO_SEPARATOR = "\x01"
_AT_ONCE = 100_000


def make_adjacency(quads: Path, folder: Path) -> None:
    """Write the files of a file of canonical N-Quads into an empty folder.

    Raises:
        ValueError: a term is neither an IRI nor a literal.
    """
    import polars as pl

    told = _read(quads)
    terms = _terms(told)
    numbers = terms.to_frame("term").with_row_index("number")
    for column in ("s", "p", "o", "g"):
        told = (
            told.join(numbers, left_on=column, right_on="term", how="left", maintain_order="left")
            .drop(column)
            .rename({"number": column})
        )
    first_iri = terms.search_sorted("<")
    usual = told.filter(pl.col("g").is_null())
    in_graphs = told.filter(pl.col("g").is_not_null())
    _write_texts(folder, terms)
    size = len(terms)
    _write_rows(folder, layout.OUT, usual.select("s", "p", "o"), size)
    into = usual.filter(pl.col("o") >= first_iri)
    _write_rows(folder, layout.INTO, into.select("o", "p", "s"), size)
    _write_rows(folder, layout.GRAPHS, in_graphs.select("s", "p", "o", "g"), size)


def _read(quads: Path) -> pl.DataFrame:
    """Return the default graph, and of named graphs what they tell of things themselves."""
    import polars as pl

    lines = pl.scan_csv(
        quads,
        has_header=False,
        new_columns=["line"],
        separator=_NO_SEPARATOR,
        quote_char=None,
        infer_schema=False,
    )
    # A literal ends in a quotation mark, a language or a datatype: a space and an IRI is a graph.
    graph = pl.col("end").str.extract(r" (<[^> ]*>) \.$")
    split = pl.col("line").str.splitn(" ", 3).struct.rename_fields(["s", "p", "end"])
    cut = lines.select(split.struct.unnest()).with_columns(graph.alias("g"))
    rest = pl.col("end").str.head(-2)
    bare = rest.str.head(-pl.col("g").str.len_chars().cast(pl.Int64) - 1)
    term = pl.when(pl.col("g").is_null()).then(rest).otherwise(bare)
    wanted = pl.col("p").is_in([f"<{one}>" for one in IN_GRAPHS])
    kept = cut.filter(pl.col("g").is_null() | wanted)
    return kept.select("s", "p", term.alias("o"), "g").collect(engine="streaming")


def _terms(told: pl.DataFrame) -> pl.Series:
    import polars as pl

    columns = [told[name].unique().alias("term") for name in ("s", "p", "o", "g")]
    terms = pl.concat(columns).unique().drop_nulls().sort()
    strange = terms.filter(~terms.str.contains(r'^(?:<[^<]|")'))
    if len(strange):
        raise ValueError(strange[0])
    return terms


def _write_texts(folder: Path, terms: pl.Series) -> None:
    starts = np.zeros(len(terms) + 1, np.uint64)
    starts[1:] = np.cumsum(terms.str.len_bytes().to_numpy(), dtype=np.uint64)
    layout.file_of(folder, layout.STARTS).write_bytes(starts.tobytes())
    with layout.file_of(folder, layout.TEXTS).open("wb") as file:
        for first in range(0, len(terms), _AT_ONCE):
            file.write("".join(terms.slice(first, _AT_ONCE).to_list()).encode())


def _write_rows(folder: Path, name: str, rows: pl.DataFrame, size: int) -> None:
    """Write rows by their first column, and where those of each term begin."""
    ordered = rows.unique().sort(rows.columns)
    of_term: NDArray[np.int64] = np.bincount(ordered[ordered.columns[0]].to_numpy(), minlength=size)
    first = np.zeros(size + 1, np.uint32)
    first[1:] = np.cumsum(of_term, dtype=np.uint32)
    layout.file_of(folder, f"{name}_first").write_bytes(first.tobytes())
    pairs = np.ascontiguousarray(ordered.drop(ordered.columns[0]).to_numpy(), np.uint32)
    layout.file_of(folder, name).write_bytes(pairs.tobytes())
