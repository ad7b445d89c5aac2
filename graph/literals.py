"""Write literals in canonical form: dates of every precision, numbers, texts."""

from __future__ import annotations

import calendar
from decimal import Decimal

from pyoxigraph import Literal

from techland.graph.iris import node
from techland.ontology.terms import GEO, XSD

YEAR, YEAR_MONTH, DAY = 1, 2, 3
_DATE_TYPES = {YEAR: XSD.gYear, YEAR_MONTH: XSD.gYearMonth, DAY: XSD.date}


def text(value: str, language: str | None = None) -> Literal:
    """Return a plain text, tagged where its language is known."""
    return Literal(value, language=language) if language else Literal(value)


def date(value: str) -> Literal:
    """Return a date with the precision it was told with: 2021, 2021-05 or 2021-05-18."""
    return Literal(value, datatype=node(_DATE_TYPES[value.count("-") + 1]))


def date_bounds(value: str) -> tuple[Literal, Literal]:
    """Return the first and the last day that a date of any precision can mean, as xsd:date."""
    parts = [int(part) for part in value.split("-")]
    year = parts[0]
    first_month, last_month = (parts[1], parts[1]) if len(parts) >= YEAR_MONTH else (1, 12)
    last_day = calendar.monthrange(year, last_month)[1]
    first_day, last_day = (parts[2], parts[2]) if len(parts) == DAY else (1, last_day)
    return (
        date(f"{year:04}-{first_month:02}-{first_day:02}"),
        date(f"{year:04}-{last_month:02}-{last_day:02}"),
    )


def decimal_text(value: str) -> str:
    """Return a number in the canonical form of xsd:decimal: 2733509.20 is 2733509.2."""
    return f"{Decimal(value).normalize():f}"


def decimal(value: str) -> Literal:
    """Return a number as canonical xsd:decimal."""
    return Literal(decimal_text(value), datatype=node(XSD.decimal))


def integer(value: str) -> Literal:
    """Return a whole number as canonical xsd:integer."""
    return Literal(str(int(value)), datatype=node(XSD.integer))


def point(longitude: str, latitude: str) -> Literal:
    """Return a point as WKT, longitude first (GeoSPARQL 1.1, CRS84)."""
    wkt = f"POINT({decimal_text(longitude)} {decimal_text(latitude)})"
    return Literal(wkt, datatype=node(GEO.wktLiteral))
