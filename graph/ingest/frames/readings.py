"""Read a column's texts: what each way of reading takes, mends and leaves out.

Each reading turns texts into canonical ones (numbers as xsd:decimal, dates as ISO 8601,
countries as two letters). What it mends is logged with the rule; what it cannot read is left
out with the reason. Nothing is guessed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from techland.graph.ingest.frames import countries
from techland.graph.ingest.frames.log import LEFT_OUT, MENDED, ImportLog
from techland.graph.ingest.frames.unpacking import LIMITS

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{FFFE}\x{FFFF}]"
# Traces of UTF-8 that was once read as Windows-1252 or Latin-1.
_CP1252 = "\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u2018\u2019"
_CP1252 += "\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u0178"
MOJIBAKE = rf"[ÂÃÄÅ][\x80-\xBF{_CP1252}]|â€|Ð[\x80-\xBF°]"
Mask = pl.Series


@dataclass
class Read:
    """A column as it was read: values, what was mended by rule, what was left out and why."""

    values: pl.Series
    mended: dict[str, Mask] = field(default_factory=dict)
    left_out: dict[str, Mask] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A way to read texts; its options are the dialect of the publisher."""

    name: str
    read: Callable[[pl.Series], Read]


def read_values(
    told: pl.Series,
    header: str,
    reading: Reading,
    rows: pl.Series,
    empty: frozenset[str],
    log: ImportLog,
) -> pl.Series:
    """Return a column's canonical texts, null where there is none or it was left out."""
    text = told.cast(pl.String).str.strip_chars()
    text = text.set(text.str.to_lowercase().is_in(list(empty)), None)
    if text.null_count() == len(text):
        return text
    faults = {
        "control characters": text.str.contains(CONTROL).fill_null(value=False),
        "bytes that are no text": text.str.contains("\ufffd", literal=True).fill_null(value=False),
        f"longer than {LIMITS.cell_characters} characters": (
            text.str.len_bytes() > LIMITS.cell_characters
        ).fill_null(value=False),
    }
    for rule, mask in faults.items():
        if mask.any():
            log.note(LEFT_OUT, rule, header, rows.filter(mask), text.filter(mask))
            text = text.set(mask, None)
    found = reading.read(text)
    for rule, mask in found.left_out.items():
        if mask.any():
            log.note(LEFT_OUT, rule, header, rows.filter(mask), text.filter(mask))
    for rule, mask in found.mended.items():
        if mask.any():
            values = found.values.filter(mask)
            log.note(MENDED, rule, header, rows.filter(mask), text.filter(mask), values)
    return found.values


def _texts(text: pl.Series) -> Read:
    broken = text.str.contains(MOJIBAKE).fill_null(value=False)
    if not broken.any():
        return Read(text)
    import ftfy

    # Word by word: in one text some words may be broken and others not.
    words = (re.sub(r"\S+", lambda m: ftfy.fix_encoding(m[0]), v) for v in text.filter(broken))
    fixed = pl.Series(list(words), dtype=pl.String)
    places = broken.arg_true()
    values = text.clone().scatter(places, fixed)
    return Read(values, {"broken encoding": (values != text).fill_null(value=False)})


def _lines(text: pl.Series) -> Read:
    found = _texts(text)
    found.values = found.values.str.replace_all(r"\s+", " ")
    return found


LONG = Reading("text", _texts)
LINE = Reading("text of one line", _lines)


def _canonical(number: pl.Series) -> pl.Series:
    """Write plain decimal texts in the canonical form of xsd:decimal."""
    text = number.str.replace(r"^\+", "").str.replace(r"^(-?)0+(\d)", "${1}${2}")
    text = text.str.replace(r"(\.\d*?)0+$", "${1}").str.replace(r"\.$", "")
    return text.str.replace(r"^(-?)\.", "${1}0.").str.replace(r"^-0$", "0")


_PLAIN = r"^[+-]?\d+(\.\d+)?$"
# What each dialect takes besides plain numbers: pattern, thousands separator, decimal mark.
_DIALECTS = {
    "point": (r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$", ",", "."),
    "comma": (r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$", ".", ","),
}
_DECIMAL_COMMA = r"^[+-]?\d+,\d{1,2}$|^[+-]?\d+,\d{4,}$"


def _decimals(text: pl.Series, dialect: str, comma_is_decimal: bool) -> Read:
    bare = text.str.replace_all(r"[\s\x{00A0}\x{202F}'€]|EUR", "")
    pattern, thousands, mark = _DIALECTS[dialect]
    in_dialect = bare.str.contains(pattern).fill_null(value=False)
    plain = bare.str.contains(_PLAIN).fill_null(value=False) & ~in_dialect
    comma = bare.str.contains(r"^[+-]?\d+,\d+$" if comma_is_decimal else _DECIMAL_COMMA)
    comma = comma.fill_null(value=False) & ~plain
    if not comma_is_decimal:
        comma &= ~in_dialect
    else:
        in_dialect &= ~comma
    separate = bare.str.replace_all(thousands, "", literal=True).str.replace(
        mark, ".", literal=True
    )
    values = bare.zip_with(plain, separate.zip_with(in_dialect, bare.str.replace(",", ".")))
    scientific = bare.str.contains(r"^[+-]?\d+(\.\d+)?[eE][+-]?\d{1,2}$").fill_null(value=False)
    if scientific.any():
        written = pl.Series([f"{Decimal(v):f}" for v in bare.filter(scientific)], dtype=pl.String)
        values = values.clone().scatter(scientific.arg_true(), written)
    # A spreadsheet writes the number it holds in binary: 64177279.76 as 64177279.760000001.
    binary = values.str.contains(r"^\d+\.\d*(0{4,}|9{4,})\d{1,2}$").fill_null(value=False)
    if binary.any():
        shortest = [f"{Decimal(repr(float(v))):f}" for v in values.filter(binary)]
        values = values.clone().scatter(binary.arg_true(), pl.Series(shortest, dtype=pl.String))
    readable = plain | in_dialect | comma | scientific
    values = _canonical(values).set(~readable, None)
    mended = {"decimal comma": comma} if dialect == "point" else {}
    mended["binary rounding of a number"] = binary
    negative = values.str.starts_with("-").fill_null(value=False)
    values = values.set(negative, None)
    unread = ~readable & text.is_not_null()
    return Read(values, mended, {"no number": unread, "negative amount": negative})


def number(dialect: str = "point", *, comma_is_decimal: bool = False) -> Reading:
    """Return the reading of amounts of at least nothing.

    Args:
        dialect: the decimal mark that the publisher writes, point or comma.
        comma_is_decimal: in the dialect point, a single comma is a decimal comma (and mended)
            even before three digits.
    """
    return Reading(f"number ({dialect})", lambda text: _decimals(text, dialect, comma_is_decimal))


_SERIAL = r"^[2-6]\d{4}(\.0+)?$"
PLAUSIBLE_YEARS = (1950, 2100)
_EPOCH = -25569  # days from 1970-01-01 to the day before Excel's first, 1899-12-30


def _dates(text: pl.Series, formats: tuple[str, ...]) -> Read:
    day = text.str.replace(r"[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?$", "")
    values = pl.Series([None], dtype=pl.Date).new_from_index(0, len(text))
    for form in formats:
        values = values.fill_null(day.str.to_date(form, strict=False))
    serial = (text.str.contains(_SERIAL) & values.is_null()).fill_null(value=False)
    if serial.any():
        days = text.str.replace(r"\.0+$", "").cast(pl.Int32, strict=False) + _EPOCH
        values = values.zip_with(~serial, days.cast(pl.Date))
    unread = values.is_null() & text.is_not_null()
    years = values.dt.year()
    odd = (~years.is_between(*PLAUSIBLE_YEARS)).fill_null(value=False)
    values = values.set(odd, None) if odd.any() else values
    reasons = {"no date": unread, "no plausible date": odd}
    return Read(values.dt.to_string("%Y-%m-%d"), {"Excel serial as date": serial}, reasons)


def date(*formats: str) -> Reading:
    """Return the reading of days, in the publisher's formats (as strftime writes them)."""
    return Reading("date", lambda text: _dates(text, (*formats, "%Y-%m-%d")))


def _countries(text: pl.Series) -> Read:
    code = text.str.extract(r"^([A-Z]{2})(?:\s|$)")
    known = countries.by_name()
    folded = text.str.to_lowercase().str.replace_all(r"\s+", " ")
    named = folded.replace_strict(known, default=None, return_dtype=pl.String)
    coded = code.replace_strict(countries.by_code(), default=None, return_dtype=pl.String)
    values = named.fill_null(coded)
    usual = values.replace_strict(countries.usual_names(), default=None, return_dtype=pl.String)
    eu = (text.is_in(["EL", "UK"]) | code.is_in(["EL", "UK"])).fill_null(value=False)
    spelled = ((text != usual) & (text != values) & code.is_null()).fill_null(value=False)
    unread = values.is_null() & text.is_not_null()
    mended = {"EL and UK as GR and GB": eu, "country's spelling": spelled & values.is_not_null()}
    return Read(values, mended, {"no known country": unread})


COUNTRY = Reading("country", _countries)


def _nuts(text: pl.Series) -> Read:
    values = text.str.extract(r"^([A-Z]{2}[0-9A-Z]{0,3})(?:\s|$)")
    return Read(values, {}, {"no NUTS code": values.is_null() & text.is_not_null()})


NUTS = Reading("NUTS code, maybe with a name behind it", _nuts)
_WEB = r"^https?://[A-Za-z0-9\-._~%\x{00A1}-\x{FFEF}]+(:\d+)?([/?#][^\s<>\x22{}|\\^`\x00-\x20]*)?$"


def _websites(text: pl.Series) -> Read:
    bare = text.str.contains(r"^(?i)(www\.)?[a-z0-9\-]+(\.[a-z0-9\-]+)+(/\S*)?$")
    bare = bare.fill_null(value=False)
    values = text.zip_with(~bare, "http://" + text) if bare.any() else text
    fine = values.str.contains(_WEB).fill_null(value=False)
    personal = values.str.contains("@", literal=True).fill_null(value=False)
    values = values.set(~fine | personal, None)
    unread = ~fine & text.is_not_null() & ~personal
    return Read(
        values, {"address without http": bare & fine & ~personal}, {"no web address": unread}
    )


WEBSITE = Reading("web address", _websites)


def choice(words: Mapping[str, str], what: str) -> Reading:
    """Return the reading of words of a closed list; capitals do not matter and are mended."""

    def read(text: pl.Series) -> Read:
        folded = text.str.to_lowercase()
        lower = {word.lower(): value for word, value in words.items()}
        values = folded.replace_strict(lower, default=None, return_dtype=pl.String)
        unread = values.is_null() & text.is_not_null()
        spelled = (values.is_not_null() & ~text.is_in(list(words))).fill_null(value=False)
        return Read(values, {f"spelling of {what}": spelled}, {f"no known {what}": unread})

    return Reading(what, read)


_PER_CENT = 100
_RATE = r"^\d+(?:[.,]\d+)?%?$"


def _rates(text: pl.Series) -> Read:
    """Read 0.5, 0,5, 50, 50 % and 50,00% as a fraction; without a sign, above 1 is per cent."""
    bare = text.str.replace_all(r"\s", "")
    told = bare.set(~bare.str.contains(_RATE).fill_null(value=False), None).str.replace(",", ".")
    known = {one: _rate(one) for one in told.drop_nulls().unique()}
    values = told.replace_strict(known, default=None, return_dtype=pl.String)
    return Read(values, {}, {"no rate": values.is_null() & text.is_not_null()})


def _rate(told: str) -> str | None:
    number = Decimal(told.removesuffix("%"))
    value = number / _PER_CENT if told.endswith("%") or number > 1 else number
    return f"{value.normalize():f}" if value <= 1 else None


RATE = Reading("rate", _rates)
