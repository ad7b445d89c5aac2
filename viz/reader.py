"""A reader: one language, with its messages, numbers, dates, money and names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import cast

from babel import Locale, dates, numbers
from markupsafe import Markup, escape

from techland.graph.errors import UnknownLanguage
from techland.graph.translations import ORIGINAL, translation
from techland.viz.languages import FALLBACK, LOCALES
from techland.viz.messages import Message, Variable, find_message
from techland.viz.names import Name, choose_name

# Stand-ins for marked-up variables while a message is formatted and escaped (private use area).
_OPEN, _CLOSE = "\ue000", "\ue001"
# A text this long, which an address may hold, is none that Fluent would take, or worth remembering.
_LONG = 1000

# A small tag that names the language of a text.
TONGUE = Markup(' <abbr class="tongue" data-source="graph" title="{}">{}</abbr>')


@dataclass(frozen=True)
class Reader:
    """Everything that depends on the language in which a page or picture speaks.

    Raises:
        UnknownLanguage: no page speaks it.
    """

    language: str = FALLBACK

    def __post_init__(self) -> None:
        if self.language not in LOCALES:
            raise UnknownLanguage(self.language, LOCALES)

    @property
    def locale(self) -> Locale:
        """Return the locale whose customs shape numbers, dates and money."""
        return LOCALES[self.language]

    def message(self, message_id: str, **variables: Variable) -> str:
        """Return a message as plain text."""
        return self.find(message_id, variables).text

    def find(self, message_id: str, variables: Mapping[str, Variable]) -> Message:
        """Return a message with the language that it was found in."""
        return find_message(message_id, self.language, variables)

    def text(self, message_id: str, **variables: Variable) -> Markup:
        """Return a message for a page: escaped, variables that are Markup kept as they are.

        A message found only in the fallback language is marked with that language.
        """
        if not variables:
            kind = cast("Callable[[str], Reader]", type(self))
            return _bare_text(kind, self.language, message_id)
        if any(isinstance(value, str) and len(value) > _LONG for value in variables.values()):
            return self._text(message_id, variables)
        # By type as well: 1 and 1.0 are equal, and written in different ways.
        given = tuple((name, type(value), value) for name, value in variables.items())
        return _text(self, message_id, given)

    def _text(self, message_id: str, variables: Mapping[str, Variable]) -> Markup:
        marked = {
            key: escape(value)
            for key, value in variables.items()
            if isinstance(value, Markup) or (isinstance(value, str) and len(value) > _LONG)
        }
        stand_ins = {key: f"{_OPEN}{key}{_CLOSE}" for key in marked}
        found = self.find(message_id, {**variables, **stand_ins})
        markup = escape(found.text)
        for key, stand_in in stand_ins.items():
            markup = markup.replace(stand_in, marked[key])
        if found.language != self.language:
            return Markup('<span lang="{}">{}</span>').format(found.language, markup)
        return markup

    def number(self, value: float | Decimal) -> str:
        """Return a number with the grouping and decimal mark of the language."""
        return _number(self, type(value).__name__, value)

    def share(self, value: float) -> str:
        """Return a share from 0 to 1 in whole per cent."""
        return numbers.format_percent(value, locale=self.locale)

    def money(self, value: float | Decimal) -> str:
        """Return an amount in euro; cents are written only where there are any."""
        pattern = self.locale.currency_formats["standard"].pattern
        if value == int(value):
            pattern = pattern.replace(".00", "")
        return numbers.format_currency(
            value, "EUR", pattern, locale=self.locale, currency_digits=False
        )

    def date(self, written: str) -> str:
        """Return a date in words, as exact as it is written: 2021, 2021-05 or 2021-05-18."""
        return _date(self, written)

    def _date(self, written: str) -> str:
        year, month, day = (*(int(part) for part in written.split("-")), None, None)[:3]
        if year is None or month is None:
            return written
        if day is None:
            return dates.format_skeleton("yMMMM", date(year, month, 1), locale=self.locale)
        return dates.format_date(date(year, month, day), "long", locale=self.locale)

    def translated(self, text: str) -> Markup:
        """Return a curated English text in the reader's language, marked as our translation.

        A text without a translation stands as it is, marked as English.
        """
        found = translation(text, self.language)
        if found is None:
            tag = Markup("") if self.language == ORIGINAL else TONGUE.format(ORIGINAL, ORIGINAL)
            told = Markup('<bdi data-source="graph" lang="{}">{}</bdi>{}')
            return told.format(ORIGINAL, text, tag)
        if found == text:
            # A name, or a word of both languages.
            return Markup('<bdi data-source="graph">{}</bdi>').format(text)
        told = Markup('<bdi data-source="graph" lang="{}" title="{}">{}</bdi> {}')
        return told.format(self.language, text, found, self.translation_mark())

    def translation_mark(self) -> Markup:
        """Return the mark of our own translations."""
        mark = Markup('<small class="mark" title="{}">{}</small>')
        return mark.format(self.message("translation-ours-long"), self.message("translation-ours"))

    def name(self, names: Mapping[str, str], last_resort: str) -> Name:
        """Return the name to show this reader."""
        return choose_name(names, self.language, last_resort)


# A page has hundreds of messages, numbers and dates, most of them the same as on the page before.
@lru_cache(maxsize=16_384)
def _bare_text(kind: Callable[[str], Reader], language: str, message_id: str) -> Markup:
    return kind(language)._text(message_id, {})


@lru_cache(maxsize=16_384)
def _text(reader: Reader, message_id: str, given: tuple[tuple[str, type, Variable], ...]) -> Markup:
    return reader._text(message_id, {name: value for name, _, value in given})


@lru_cache(maxsize=4096)
def _number(reader: Reader, _type: str, value: float | Decimal) -> str:
    return numbers.format_decimal(value, locale=reader.locale)


@lru_cache(maxsize=4096)
def _date(reader: Reader, written: str) -> str:
    return reader._date(written)
