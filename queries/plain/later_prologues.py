"""Declarations between the operations of an update, which the engine reads only at its begin.

SPARQL 1.1 lets PREFIX and BASE stand before every operation (grammar, rule 29). So they
are moved before the first one; a prefix that comes to mean something else gets another
name from there on, and relative IRIs behind a later BASE are written in full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit, uses_relative

from techland.queries.query_edits import Edit, edited
from techland.queries.tokens import Token

_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_NO_BREAK = re.compile(r"[^\r\n]")
# How many tokens follow each word.
_LENGTHS = {"prefix": 2, "base": 1}


class _CannotBeMovedError(Exception):
    """A declaration is none, or its meaning cannot be told from here."""


def with_one_prologue(text: str, found: Sequence[Token]) -> str:
    """Return an update whose declarations all stand before its first operation.

    One that has none behind it comes back as it is, and one whose declarations cannot
    be read: the engine says what is wrong with it. Lines keep their numbers.
    """
    moving = _Moving(found)
    try:
        edits = moving.edits(text)
    except _CannotBeMovedError:
        return text
    if not moving.is_needed:
        return text
    declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in moving.moved)
    return edited(text, [Edit(moving.first, moving.first, declared), *edits])


class _Moving:
    """The declarations as they hold where the reading stands.

    Attributes:
        is_needed: there are declarations behind the first operation's begin.
        first: where the first operation begins.
        moved: prefixes that are to be declared there, with their IRIs.
    """

    def __init__(self, found: Sequence[Token]) -> None:
        self.is_needed = False
        self.first = found[-1].end if found else 0
        self.moved: list[tuple[str, str]] = []
        self._found = found
        self._iris: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._taken = {token.text.partition(":")[0] for token in found if token.kind == "NAME"}
        self._base = ""
        self._is_later = False

    def edits(self, text: str) -> list[Edit]:
        """Return what is written otherwise behind the first operation's begin."""
        edits: list[Edit] = []
        place, in_prologue = 0, True
        while place < len(self._found):
            token = self._found[place]
            length = _LENGTHS.get(token.word, 0) if in_prologue and not token.depth else 0
            if length:
                following = self._found[place + 1 : place + 1 + length]
                self._declare(token.word, following, length)
                if self._is_later:
                    self.is_needed = True
                    end = following[-1].end
                    blank = _NO_BREAK.sub(" ", text[token.start : end])
                    edits.append(Edit(token.start, end, blank))
            else:
                in_prologue = token.text == ";" and not token.depth
                if not self._is_later:
                    self._is_later, self.first = True, token.start
                edits += self._renamed(token)
            place += 1 + length
        return edits

    def _declare(self, word: str, following: Sequence[Token], length: int) -> None:
        if len(following) < length or following[-1].kind != "IRI" or "\\" in following[-1].text:
            raise _CannotBeMovedError
        iri = self._in_full(following[-1].text)[1:-1]
        if word == "base":
            self._base = iri
            return
        name = following[0].text.removesuffix(":")
        if following[0].kind != "NAME" or ":" in name:
            raise _CannotBeMovedError
        same = self._iris.setdefault(name, iri) == iri
        self._names[name] = name if same else self._unused(name)
        if self._is_later:
            self.moved.append((self._names[name], iri))

    def _renamed(self, token: Token) -> list[Edit]:
        if token.kind == "NAME":
            name = token.text.partition(":")[0]
            other = self._names.get(name, name)
            return [] if other == name else [Edit(token.start, token.start + len(name), other)]
        if token.kind == "IRI" and self._is_later and self._base:
            full = self._in_full(token.text)
            return [] if full == token.text else [Edit(token.start, token.end, full)]
        return []

    def _in_full(self, iri: str) -> str:
        """Return an IRI in brackets, resolved against the base that holds here."""
        if _ABSOLUTE.match(iri) or not self._base:
            return iri
        if "\\" in iri or urlsplit(self._base).scheme not in uses_relative:
            raise _CannotBeMovedError
        return f"<{urljoin(self._base, iri[1:-1])}>"

    def _unused(self, name: str) -> str:
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name
