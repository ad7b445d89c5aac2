"""Read the statements with some predicates out of a file of canonical N-Quads, as a table."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from techland.ontology.terms import RDFS, SKOS

if TYPE_CHECKING:
    import polars as pl

NAME_LANGUAGES = ("nl", "de", "en")
# What follows the predicate of a literal; snapshots hold no blank nodes.
_LITERAL = (
    r'^"(?<text>(?:[^"\\]|\\.)*)"(?:@(?<language>[A-Za-z0-9-]+)|\^\^<[^>]*>)?'
    r"(?: (?<graph><[^>]*>))? \.$"
)
_ESCAPES = {r"\\": "\\", r"\"": '"', r"\n": "\n", r"\r": "\r", r"\t": "\t"}
# Control characters are refused at ingest, so that no line holds this one.
_NO_SEPARATOR = "\x01"


def read_statements(path: Path, predicates: Collection[str]) -> pl.DataFrame:
    """Return the statements with these predicates, in every graph.

    Columns: subject, predicate, value (an IRI or the text of a literal), language (of
    a literal, null without) and graph (null for the default graph).
    """
    import polars as pl

    lines = pl.scan_csv(
        path,
        has_header=False,
        new_columns=["line"],
        separator=_NO_SEPARATOR,
        quote_char=None,
        infer_schema=False,
    )
    wanted = pl.Series([f"<{predicate}>" for predicate in sorted(predicates)])
    split = pl.col("line").str.splitn(" ", 3).struct.rename_fields(["s", "p", "o"])
    cut = lines.select(split.struct.unnest()).filter(pl.col("p").is_in(wanted.implode()))
    is_iri = pl.col("o").str.starts_with("<")
    # An IRI holds no space: the end is " ." or " <graph> .".
    iris = cut.filter(is_iri).with_columns(
        pl.col("o").str.splitn(" ", 3).struct.rename_fields(["iri", "graph", "end"])
    )
    # A point where the graph would stand: the default graph.
    in_graph = pl.when(pl.col("o").struct["graph"] != ".").then(pl.col("o").struct["graph"])
    parts = pl.col("o").str.extract_groups(_LITERAL)
    literals = cut.filter(~is_iri).with_columns(parts.alias("o"))
    tables = [
        iris.select(
            "s",
            "p",
            value=_bare(pl.col("o").struct["iri"]),
            language=pl.lit(None, pl.String),
            graph=in_graph,
        ),
        literals.select(
            "s",
            "p",
            value=pl.col("o").struct["text"].str.replace_many(_ESCAPES),
            language=pl.col("o").struct["language"],
            graph=pl.col("o").struct["graph"],
        ),
    ]
    return (
        pl.concat(tables)
        .select(
            subject=_bare(pl.col("s")),
            predicate=_bare(pl.col("p")).cast(pl.Categorical),
            value="value",
            language="language",
            graph=_bare(pl.col("graph")).cast(pl.Categorical),
        )
        .collect(engine="streaming")
    )


def _bare(column: pl.Expr) -> pl.Expr:
    return column.str.strip_chars("<>")


def statements_of(statements: pl.DataFrame, predicate: str) -> pl.DataFrame:
    """Return subject, value and language of the default graph's statements with one predicate."""
    import polars as pl

    kept = (pl.col("predicate") == predicate) & pl.col("graph").is_null()
    return statements.filter(kept).select("subject", "value", "language")


def first_values(statements: pl.DataFrame, predicate: str, column: str) -> pl.DataFrame:
    """Return one value a subject, the least where there are several, as subject and column."""
    import polars as pl

    told = statements_of(statements, predicate)
    return told.group_by("subject").agg(pl.col("value").min().alias(column))


def named(statements: pl.DataFrame, things: pl.DataFrame) -> pl.DataFrame:
    """Add the display label and the names in Dutch, German and English to a table of IRIs."""
    import polars as pl

    found = things.join(
        first_values(statements, RDFS.label, "label"), left_on="iri", right_on="subject", how="left"
    )
    names = statements_of(statements, SKOS.prefLabel)
    for language in NAME_LANGUAGES:
        own = names.filter(pl.col("language") == language).group_by("subject")
        told = own.agg(pl.col("value").min().alias(f"label_{language}"))
        found = found.join(told, left_on="iri", right_on="subject", how="left")
    return found


def with_number(table: pl.DataFrame, column: str, things: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add the row numbers of things that a column names by IRI; a row that names none goes."""
    numbers = things.select("iri").with_row_index(name)
    return table.join(numbers, left_on=column, right_on="iri", how="inner")
