"""Take organisations of one name and country for one, where no register says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from techland.network.arrays.arrays import Arrays

if TYPE_CHECKING:
    import polars as pl

SAME_NAMES = (
    "organisations of one name (case, accents and punctuation aside) and one country count as "
    "one: names that were written otherwise stay apart, namesakes fall together"
)


def folded_name() -> pl.Expr:
    """Return the label without case, accents, punctuation and double spaces."""
    import polars as pl

    plain = pl.col("label").str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


def with_same_names(arrays: Arrays) -> tuple[Arrays, int]:
    """Return arrays in which namesakes of one country are the first of them by IRI.

    A name without letters or digits, or without a known country, stays as it is. The
    number is how many organisations became another one.
    """
    import polars as pl

    numbered = arrays.organisations.with_row_index("organisation").with_columns(key=folded_name())
    known = (pl.col("key") != "") & pl.col("country").is_not_null()
    first = pl.col("organisation").min().over("key", "country")
    merged = numbered.select(
        "organisation", one=pl.when(known).then(first).otherwise("organisation")
    )
    parts = (
        arrays.parts.join(merged, on="organisation", maintain_order="left")
        .with_columns(organisation=pl.col("one"))
        .drop("one")
        .sort("organisation", "activity", "role", maintain_order=True)
    )
    count = merged.filter(pl.col("one") != pl.col("organisation")).height
    return replace(arrays, parts=parts), count
