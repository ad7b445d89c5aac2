"""Split a query's text into tokens, without reading its grammar.

Strings, IRIs, comments, variables and names are told apart as the engine tells
them apart, so that a word or a bracket inside them is never taken for syntax.
The one place where SPARQL's tokens depend on its grammar is ``<``: it begins an
IRI, or compares two values. ``FILTER(?a<?b)SERVICE?x#>`` shows why that matters:
read as an IRI, it would hide what follows the comparison. So the brackets are
followed, and after a value inside an expression ``<`` compares.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from techland.queries.remembering import remembered

# Words that are longer are no keywords.
LONGEST_KEYWORD = 64
# LABEL is that of a blank node, TAG that of a language; NAME has a colon: prefix
# and local part; UNCLOSED is a quotation mark without its partner.
Kind = Literal[
    "STRING", "UNCLOSED", "IRI", "VARIABLE", "LABEL", "TAG", "NAME", "WORD",
    "NUMBER", "OPEN", "CLOSE", "SIGN",
]  # fmt: skip


class Token(NamedTuple):
    """A token: its kind, its text, where it starts, and how many brackets are open after it.

    ``word`` is the last word of a word token, decoded and in lower case; "" for no word.
    """

    kind: Kind
    text: str
    start: int
    depth: int
    word: str = ""

    @property
    def end(self) -> int:
        """Return the place behind the token."""
        return self.start + len(self.text)


_JOINT = re.compile(r"[.\-]+")
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# Any character beyond ASCII counts as a letter: outside strings, IRIs and comments
# SPARQL has no other use for one.
_LETTER = r"[A-Za-z0-9_\x80-\U0010ffff]"
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# Words may be joined by dots and hyphens, as prefixes are: read apart, a text of
# many such words would be read again from each of them.
_WORD = rf"(?:[A-Za-z_\x80-\U0010ffff]|{_ESCAPE})(?:{_LETTER}|{_ESCAPE}|[.\-]++(?={_LETTER}|\\))*+"
_LOCAL = (
    rf"(?:{_LETTER}|[:\-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%]|\.+(?={_LETTER}|[:\-%\\]))*+"
)

_SPACE = r"(?:[ \t\r\n]|#[^\r\n]*+)*+"
_PATTERNS = {
    "VARIABLE": rf"[?$]{_LETTER}++",
    "LABEL": rf"_:{_LETTER}(?:{_LETTER}|-|\.+(?={_LETTER}|-))*+",
    "NAME": rf"(?:{_WORD})?+:{_LOCAL}",
    "WORD": _WORD,
    "OPEN": r"[{(\[]",
    "CLOSE": r"[})\]]",
    "ANGLE": r"[<>]",
    "STRING": r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*+"'
    r"|'(?!'')(?:[^'\\\r\n]|\\[^\r\n])*+'",
    "UNCLOSED": "[\"']",
    "TAG": r"@[A-Za-z]++(?:-[A-Za-z0-9]+)*+(?:--[a-z]+)?",
    "NUMBER": r"(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+",
    "SIGN": r".",
}
_ANY = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items())
_TOKEN = re.compile(f"{_SPACE}(?:{_ANY})", re.DOTALL)
_IRI = re.compile(rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{_ESCAPE})*+>")

_VALUES = {"STRING", "IRI", "VARIABLE", "LABEL", "NAME", "NUMBER", "TAG"}
_VALUE_WORDS = {"true", "false"}
# After these words every bracket up to the next brace holds an expression …
_CLAUSES = {"select", "by", "having"}
# … and after these the next one does.
_CONSTRAINTS = {"filter", "bind"}
_TRIPLE_TERM = "<<"


# The same few words are asked for again and again.
@remembered(texts=4096, longest=LONGEST_KEYWORD)
def _last_word(text: str) -> str:
    return _JOINT.split(decoded(text).lower())[-1]


class _Brackets:
    """The open brackets, and whether ``<`` would compare where the reading stands."""

    def __init__(self) -> None:
        self.open: list[tuple[str, bool]] = []
        self.in_clause = False
        self.constrained = False
        self.after_value = False

    def enter(self, bracket: str) -> None:
        inherited = self.in_clause or self.constrained or (bool(self.open) and self.open[-1][1])
        self.open.append((bracket, bracket == "(" and inherited))
        self.in_clause = self.in_clause and bracket != "{"
        self.constrained = False
        self.after_value = False

    def leave(self, bracket: str) -> None:
        if self.open:
            self.open.pop()
        self.in_clause = self.in_clause and bracket != "}"
        self.after_value = bracket != "}"

    def note(self, word: str) -> None:
        self.after_value = word in _VALUE_WORDS
        self.in_clause = self.in_clause or word in _CLAUSES
        self.constrained = self.constrained or word in _CONSTRAINTS

    def angle(self, text: str, place: int) -> tuple[Kind, int]:
        """Return what an angle bracket is, and where its token ends."""
        if text[place] == ">":
            ends_term = text.startswith(">>", place) and self.open
            closes = ends_term and self.open[-1][0] == _TRIPLE_TERM
            return ("CLOSE", place + 2) if closes else _sign(place)
        if self.after_value and self.open and self.open[-1][1]:
            return _sign(place)
        if text.startswith(_TRIPLE_TERM, place):
            return "OPEN", place + 2
        iri = _IRI.match(text, place)
        return ("IRI", iri.end()) if iri else _sign(place)


def _sign(place: int) -> tuple[Kind, int]:
    return "SIGN", place + 1


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, without space and comments, up to a string never closed."""
    brackets = _Brackets()
    place = 0
    while match := _TOKEN.match(text, place):
        kind = cast("Kind", match.lastgroup)
        start, place = match.span(kind)
        if match.lastgroup == "ANGLE":
            kind, place = brackets.angle(text, start)
        found, word = text[start:place], ""
        if kind == "OPEN":
            brackets.enter(found)
        elif kind == "CLOSE":
            brackets.leave(found)
        elif kind == "WORD":
            word = _last_word(found)
            brackets.note(word)
        else:
            brackets.after_value = kind in _VALUES
        yield Token(kind, found, start, len(brackets.open), word)
        if kind == "UNCLOSED":
            return


def decoded(text: str) -> str:
    r"""Return a text with its escapes of code points replaced by the characters.

    >>> decoded(r"\u0053ERVICE")
    'SERVICE'
    """
    return _CODE_POINT.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]


def line_and_column(text: str, place: int) -> tuple[int, int]:
    r"""Return a place's line and column, both from 1; a line ends with LF, CR LF or CR.

    >>> line_and_column("SELECT *\n{ é", 11)
    (2, 3)
    """
    before = re.split(r"\r\n|\n|\r", text[:place])
    return len(before), len(before[-1]) + 1
