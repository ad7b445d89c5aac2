"""Plain letters: names in one spelling, so that Münster, Muenster and Munster are one word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BEYOND_NFKD = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "\u0131": "i",
    }
)
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_SHORTEST_FOLDED = 4
_DOTTED = re.compile(r"\b(?:\w\.\s?){2,}(?:\w\b(?!\w))?")
_APOSTROPHES = re.compile("['`\u2018\u2019\u00b4\"\u201c\u201d\u201e\u00ab\u00bb]")
# UTF-8 that was read as Latin-1 or Windows-1252: two letters in place of one.
_MISREAD = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]")
# French and Italian articles that lose their vowel: d'Angers, l'Elevage, dell'Aquila.
_ELIDED = re.compile(r"\b(d|l|dell|nell|all|sull|dall)['\u2019\u00b4](?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_DOTS = re.compile(r"[.\s]")


def plain(text: str) -> str:
    """Return a text in small letters without marks; dotted letters are joined (e.V. is ev).

    >>> plain("Münster (Westf.) e.V.")
    'munster (westf.) ev'
    """
    if not text.isascii() and _MISREAD.search(text):
        import ftfy

        text = ftfy.fix_encoding(text)
    if not text.isascii() or "'" in text or '"' in text or "`" in text:
        text = _APOSTROPHES.sub("", _ELIDED.sub(r"\1 ", text))
    joined = _DOTTED.sub(_joined, text) if "." in text else text
    if joined.isascii():
        return joined.lower()
    folded = unicodedata.normalize("NFKD", joined.casefold().translate(_BEYOND_NFKD))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _joined(match: re.Match[str]) -> str:
    told = match.group()
    return _DOTS.sub("", told) + (" " if told[-1].isspace() else "")


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """Return a plain word with ae, oe and ue as one letter: both spellings of an umlaut.

    >>> folded("universitaet")
    'universitat'
    """
    if len(word) < _SHORTEST_FOLDED:
        return word
    for two, one in _DIGRAPHS:
        word = word.replace(two, one)
    return word


def words_of(text: str) -> list[str]:
    """Return the plain, folded words of a text.

    >>> words_of("'s-Hertogenbosch, Universitaet")
    ['s', 'hertogenbosch', 'universitat']
    """
    return [folded(word) for word in _WORD.findall(plain(text))]
