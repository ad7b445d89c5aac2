"""Rules that look at several cells of a row: what contradicts itself, what may name a person."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import polars as pl

from techland.graph.ingest.frames.columns import RowRule
from techland.graph.ingest.frames.log import MENDED, WITHHELD, ImportLog
from techland.graph.ingest.frames.sheets import ROW

_NUTS_COUNTRY = {"EL": "GR", "UK": "GB"}
_WORDS = Path(__file__).with_name("words-of-bodies.txt")
_TITLES = r"(?i)^(?:(?:mr|mrs|ms|dr|prof|dhr|mevr|mw|herr|frau|de heer|mevrouw)\.?\s+)+[\p{Lu}]"
_CENT = Decimal("0.01")
_BODY_MARKS = r"[0-9&@/()\x22'\x{2019}+:;,]"


def country_against_nuts(fields: pl.DataFrame, log: ImportLog) -> pl.DataFrame:
    """Leave a NUTS code out whose country is not that of the address: one of them is wrong.

    Which one is not known from the row, so the country that is written out stands.
    """
    of_code = fields["nuts"].str.slice(0, 2).replace(_NUTS_COUNTRY)
    against = ((of_code != fields["country"]) & fields["country"].is_not_null()).fill_null(False)
    if not against.any():
        return fields
    rows = fields.filter(against)
    told = rows["nuts"] + " in " + rows["country"]
    log.note(MENDED, "country against NUTS code: the code left out", "nuts", rows[ROW], told)
    return fields.with_columns(fields["nuts"].set(against, None))


def end_before_start(fields: pl.DataFrame, log: ImportLog) -> pl.DataFrame:
    """Leave both dates out where the end is before the start: either may be the wrong one."""
    turned = (fields["end"] < fields["start"]).fill_null(value=False)
    if not turned.any():
        return fields
    rows = fields.filter(turned)
    told = rows["start"] + " to " + rows["end"]
    log.note(MENDED, "end before start: both left out", "end", rows[ROW], told)
    return fields.with_columns(fields["start"].set(turned, None), fields["end"].set(turned, None))


def postcodes(fields: pl.DataFrame, log: ImportLog) -> pl.DataFrame:
    """Write Dutch and German post codes in one form; give a lost leading zero back."""
    told, country = fields["postcode"], fields["country"]
    bare = (
        told.str.replace(r"(?i)^[a-z]{1,2}\s*-\s*", "").str.replace(r"\.0$", "").str.strip_chars()
    )
    dutch = bare.str.to_uppercase().str.replace(r"^(\d{4})\s*([A-Z]{2})$", "${1} ${2}")
    value = bare.zip_with(~(country == "NL").fill_null(False), dutch)
    lost = ((country == "DE") & bare.str.contains(r"^\d{4}$")).fill_null(value=False)
    value = value.zip_with(~lost, "0" + value)
    mended = (value != told).fill_null(value=False)
    for rule, mask in (
        ("post code: leading zero lost", lost),
        ("post code's spelling", mended & ~lost),
    ):
        rows = fields.filter(mask)
        log.note(MENDED, rule, "postcode", rows[ROW], rows["postcode"], value.filter(mask))
    return fields.with_columns(value.alias("postcode"))


def shares_from_rates(fields: pl.DataFrame, _log: ImportLog) -> pl.DataFrame:
    """Give each part the EU contribution that its cost and its rate amount to.

    Reckoned in decimals and rounded to cents, half a cent up (kaufmännisch): 0.945 is 0.95.
    """
    told = zip(fields["partner_cost"].to_list(), fields["eu_rate"].to_list(), strict=True)
    shares = [_share(cost, rate) if cost and rate else None for cost, rate in told]
    return fields.with_columns(pl.Series("partner_eu", shares, dtype=pl.String))


def _share(cost: str, rate: str) -> str:
    share = (Decimal(cost) * Decimal(rate)).quantize(_CENT, ROUND_HALF_UP)
    return f"{share.normalize():f}"


def no_persons(column: str, sole_traders: str | None = None) -> RowRule:
    """Return the rule that refuses rows which may name a natural person, and withholds the name.

    Args:
        column: the field with the name.
        sole_traders: a field that is true where the row has no mark of a body (no VAT number,
            short name or web site), so that a bare name of two or three words tells a person.
    """

    def rule(fields: pl.DataFrame, log: ImportLog) -> pl.DataFrame:
        name = fields[column]
        body = _names_body(name)
        person = name.str.contains(_TITLES).fill_null(value=False) & ~body
        if sole_traders:
            bare = name.str.contains(r"^\p{L}[\p{L}.\-]+(?: \p{L}[\p{L}.\-]*){1,2}$")
            person |= (bare & ~body & fields[sole_traders]).fill_null(value=False)
        if person.any():
            rows = fields.filter(person)
            log.refuse("may name a natural person", column, rows[ROW], WITHHELD)
        return fields.filter(~person)

    return rule


@cache
def _body_pattern() -> str:
    """Return what tells a body: pieces of words, and whole words (after a space in the file)."""
    lines = [line for line in _WORDS.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    pieces = [re.escape(line) for line in lines if line and line[0] != " "]
    whole = [re.escape(line.strip()) for line in lines if line[:1] == " "]
    return rf"(?i){'|'.join(pieces)}|(?:^|\s)(?:{'|'.join(whole)})\.?(?:\s|$)"


def _names_body(name: pl.Series) -> pl.Series:
    marks = name.str.contains(_BODY_MARKS) | name.str.contains(_body_pattern())
    return marks.fill_null(value=False)
