"""How a disagreement's property and sides are told: ids as words, dates and amounts by custom."""

from __future__ import annotations

import re
from decimal import Decimal

from markupsafe import Markup

from techland.viz.reader import Reader
from techland.viz.translations import translation

_DATE = re.compile(r"\d{4}(?:-\d\d){1,2}")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")


def disputed_property(name: str, reader: Reader) -> Markup:
    """Return the property of a disagreement, an id such as signed_on, in the reader's words."""
    ours = translation(name, reader.language)
    text = ours or name.replace("_", " ").replace("-", " ")
    mark = Markup('<span data-source="graph" lang="{}">{}</span>')
    return mark.format(reader.language if ours else "en", text)


def side_text(told: str, reader: Reader) -> str:
    """Return what a side tells: a date or an amount by custom, else as it stands in the tables."""
    if _DATE.fullmatch(told):
        return reader.date(told)
    # A year alone stays a year.
    if _AMOUNT.fullmatch(told) and ("." in told or len(told) > len("2026")):
        return reader.number(Decimal(told))
    return translation(told, reader.language) or told
