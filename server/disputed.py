"""How a disagreement's property and sides are told: ids as words, dates and amounts by custom."""

from __future__ import annotations

import re
from decimal import Decimal

from markupsafe import Markup

from techland.graph.translations import translation
from techland.viz.reader import Reader

_DATE = re.compile(r"\d{4}(?:-\d\d){1,2}")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")


def property_words(name: str, reader: Reader) -> str:
    """Return the property of a disagreement, an id such as signed_on, as words."""
    return translation(name, reader.language) or name.replace("_", " ").replace("-", " ")


def disputed_property(name: str, reader: Reader) -> Markup:
    """Return the property of a disagreement, an id such as signed_on, in the reader's words."""
    ours = translation(name, reader.language)
    text = property_words(name, reader)
    mark = Markup('<bdi data-source="graph" lang="{}">{}</bdi>')
    return mark.format(reader.language if ours else "en", text)


def side_text(told: str, reader: Reader) -> Markup:
    """Return what a side tells: a date or an amount by custom, else its text, translated by us."""
    if _DATE.fullmatch(told):
        return _as_is(reader.date(told))
    # A year alone stays a year.
    if _AMOUNT.fullmatch(told) and ("." in told or len(told) > len("2026")):
        return _as_is(reader.number(Decimal(told)))
    if told.isdigit():
        return _as_is(told)
    return reader.translated(told)


def _as_is(text: str) -> Markup:
    return Markup('<bdi data-source="graph">{}</bdi>').format(text)
