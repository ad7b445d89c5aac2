"""Columns of terms: IRIs and literals as canonical N-Triples writes them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import polars as pl

from techland.graph.ingest.frames.countries import authority_code
from techland.graph.iris import COUNTRIES, country, node
from techland.ontology.terms import BASE, XSD

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_SEPARATOR = "\x1f"
_PLAIN = ["\\", '"', "\n", "\r", "\t"]
_ESCAPED = ["\\\\", '\\"', "\\n", "\\r", "\\t"]
_AUTHORITY = "http://publications.europa.eu/resource/authority/country/"
Column = pl.Series


def key_of(*columns: Column) -> Column:
    """Return one column of keys: 16 hex of the SHA-256 of the joined columns, null where one is."""
    joined = pl.select(
        pl.concat_str([pl.lit(c) for c in columns], separator=_SEPARATOR)
    ).to_series()
    sha256 = hashlib.sha256
    keys = [
        None if one is None else sha256(one.encode()).hexdigest()[:16] for one in joined.to_list()
    ]
    return pl.Series(keys, dtype=pl.String)


def identifier_key(column: Column) -> Column:
    """Return a publisher's identifiers as ends of IRIs: as they are, else hashed."""
    safe = column.str.contains(rf"^{_SAFE.pattern}$").fill_null(value=True)
    return column if safe.all() else column.zip_with(safe, key_of(column))


def normalised(column: Column) -> Column:
    """Return names as keys compare them: small letters, runs of space one, none at the ends."""
    return column.str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars().fill_null("")


def iri(prefix: str, keys: Column) -> Column:
    """Return the IRIs of keys under a prefix of ours, such as ``organisation/ror/``."""
    return f"<{BASE}{prefix}" + keys + ">"


def iris(column: Column) -> Column:
    """Return absolute IRIs."""
    return "<" + column + ">"


def text(column: Column, language: str | None = None) -> Column:
    """Return texts as literals, with a language where it is known."""
    escaped = column.str.replace_many(_PLAIN, _ESCAPED)
    return '"' + escaped + (f'"@{language}' if language else '"')


def _typed(datatype: str) -> Callable[[Column], Column]:
    tail = f'"^^{node(datatype)}'
    return lambda column: '"' + column + tail


decimal = _typed(XSD.decimal)
date = _typed(XSD.date)
integer = _typed(XSD.integer)


def countries(column: Column) -> Column:
    """Return two letters as IRIs of the EU's authority table."""
    known = {code: str(country_node(code)) for code in column.drop_nulls().unique()}
    return column.replace_strict(known, default=None, return_dtype=pl.String)


def country_node(code: str) -> object:
    """Return the IRI of a country by two letters."""
    if code in COUNTRIES:
        return country(code)
    return node(f"{_AUTHORITY}{authority_code(code)}")
