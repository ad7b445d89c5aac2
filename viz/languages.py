"""The languages that pages and pictures speak, and how a reader's wish finds one."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale, negotiate_locale

FALLBACK = "en"

# Each language with the locale whose customs shape its numbers, dates and money.
LOCALES: dict[str, Locale] = {
    "nl": Locale("nl", "NL"),
    "de": Locale("de", "DE"),
    "en": Locale("en", "GB"),
}
LANGUAGES: tuple[str, ...] = tuple(LOCALES)

# The order in which names are taken where a thing has none in the reader's language.
NAME_ORDER: tuple[str, ...] = ("en", "de", "nl")


def negotiate_language(preferred: Iterable[str]) -> str:
    """Return the best language for wishes in falling order, such as ``["de-AT", "fr"]``.

    A wish for a regional form is met by the language itself; a wish that nothing
    meets is passed over; without any match the pages speak English.
    """
    wishes = [tag.lower().replace("-", "_") for tag in preferred]
    found = negotiate_locale(wishes, LANGUAGES)
    return found if found in LOCALES else FALLBACK
