"""Ask the engine's own grammar where a query stops being readable.

The engine reports how far any of its attempts came, which is some characters
beyond the fault. But a text cut off after a token and followed by space and a
sign that SPARQL has not is read up to that sign if, and only if, the tokens so
far can begin a query. So the first token that cannot stand there is found by
halving. The same tells whether the grammar reads the keyword SERVICE anywhere:
spelt otherwise everywhere, the text is as readable as before, or it was one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Store

from techland.graph.query_errors import ForbiddenForm, QuerySyntaxError
from techland.ontology.terms import BASE
from techland.queries.services import SERVICE, endpoint_of
from techland.queries.tokens import Token, line_and_column, tokens

# The line break ends a comment; the rest outreaches any attempt at a keyword.
_PADDING = "\n" + " " * 63
_NO_SPARQL = "\x01"
_PLACE = re.compile(r"error at (\d+):(\d+)")
_OUTWARD = re.compile(SERVICE, re.IGNORECASE | re.ASCII)
# Of the same length and of letters, so that names stay names and places stay places.
_SPELT_OTHERWISE = "qervjxq"
# What the engine says, and what it means.
_REASONS = {
    "Prefix not found": "its prefix is not declared",
    "IRI parsing failed": "this is no absolute IRI, or has a character that no IRI may have",
    "language tag parsing failed": "this is no language tag",
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that is neither grouped by nor aggregated"
    ),
    "The SELECT contains an expression with a variable that is unbound": (
        "SELECT computes with a variable that is neither grouped by nor aggregated"
    ),
    "Duplicated variable name in SELECT": "SELECT names a variable twice",
    "The SELECT overrides an existing variable": "AS names a variable that has a value already",
    "SELECT * is not authorized with GROUP BY": "SELECT * and GROUP BY do not go together",
    "BIND is overriding an existing variable": "BIND names a variable that has a value already",
    "Already used blank node id": "a blank node may not stand in two groups",
    "VALUES clause rows should have": "a row of VALUES has more or fewer values than variables",
    "Unexpected aggregate": "an aggregate may not stand here",
}
_HINTS = {"Prefix not found": "declare it before the query: PREFIX {prefix}: <…>"}
_PARTNER = {"{": "}", "(": ")", "[": "]"}


class Grammar:
    """The engine's grammar, tried on an empty store: nothing is evaluated."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        self._empty = Store()

    def complaint(self, text: str) -> str:
        """Return what the engine says of a text that cannot be a whole query."""
        try:
            self.attempt(self._empty, text + _PADDING + _NO_SPARQL)
        except SyntaxError as error:
            return str(error)
        return ""

    def attempt(self, store: Store, text: str) -> None:
        """Have the engine read a text."""
        store.query(text, base_iri=BASE, prefixes=self._prefixes)

    def accepts(self, text: str) -> bool:
        """Return whether a text is a whole query."""
        try:
            self.attempt(self._empty, text)
        except SyntaxError:
            return False
        return True

    def reads(self, text: str) -> bool:
        """Return whether a query may begin with these tokens."""
        place = _PLACE.search(self.complaint(text))
        if place is None:
            return False
        line, column = int(place[1]), int(place[2])
        before = text.split("\n")[: line - 1]
        reached = sum(len(part) + 1 for part in before) + column - 1
        return reached >= len(text) + len(_PADDING)

    def first_unreadable(self, text: str, found: list[Token]) -> int | None:
        """Return which token is the first that cannot stand where it stands."""
        readable, unreadable = 0, len(found) + 1
        while unreadable - readable > 1:
            middle = (readable + unreadable) // 2
            if self._reads_first(middle, text, found):
                readable = middle
            else:
                unreadable = middle
        return readable if readable < len(found) else None

    def _reads_first(self, count: int, text: str, found: list[Token]) -> bool:
        # Where the engine takes no space (between & and &, or after COALESCE),
        # one token more tells.
        return any(self.reads(text[: token.end]) for token in found[count - 1 : count + 1])


def refuse_outward(text: str, prefixes: Mapping[str, str], *, allowed: bool = False) -> None:
    """Refuse a query in which the engine's grammar finds SERVICE, however it is written.

    Args:
        text: the query.
        prefixes: what it may use without declaring it.
        allowed: SERVICE as a word of its own before an IRI has been checked.

    Raises:
        ForbiddenForm: it does.
        QuerySyntaxError: the query cannot be read anyway.
    """
    if SERVICE not in text.lower():
        return
    renamed = _renamed(text, _checked_places(text) if allowed else frozenset())
    grammar = Grammar({_renamed(name): iri for name, iri in prefixes.items()})
    found = list(tokens(renamed))
    unreadable = grammar.first_unreadable(renamed, found)
    if unreadable is None:
        return
    if not Grammar(prefixes).reads(text):
        raise syntax_error(text, "", prefixes)
    renamed_ones = [token for token in found[: unreadable + 1] if _SPELT_OTHERWISE in token.text]
    raise ForbiddenForm("SERVICE", *line_and_column(text, renamed_ones[-1].start))


def _renamed(text: str, spared: frozenset[int] = frozenset()) -> str:
    return _OUTWARD.sub(
        lambda found: found[0] if found.start() in spared else _SPELT_OTHERWISE, text
    )


def _checked_places(text: str) -> frozenset[int]:
    """Return where SERVICE stands as ``services.written_out`` writes it."""
    found = list(tokens(text))
    return frozenset(
        token.start
        for i, token in enumerate(found)
        if token.text == "SERVICE"
        and (endpoint := endpoint_of(found, i)) is not None
        and endpoint.kind == "IRI"
    )


def syntax_error(text: str, complaint: str, prefixes: Mapping[str, str]) -> QuerySyntaxError:
    """Return the error that says where a query stops being readable, and why."""
    grammar = Grammar(prefixes)
    found = list(tokens(text))
    unreadable = grammar.first_unreadable(text, found)
    if unreadable is None:
        return _at_the_end(text, found, complaint)
    token = found[unreadable]
    known = _known(grammar.complaint(text[: token.end]))
    # Of a short name the engine says what else could stand there.
    if not known and token.kind == "NAME" and grammar.reads(f"{text[: token.start]}<urn:x>"):
        known = "Prefix not found"
    reason = f"{token.text[:60]!r} cannot stand here"
    if known:
        reason = f"{token.text[:60]!r}: {_REASONS[known]}"
    hint = _HINTS[known].format(prefix=token.text.partition(":")[0]) if known in _HINTS else None
    return QuerySyntaxError(reason, *line_and_column(text, token.start), hint=hint)


def _at_the_end(text: str, found: list[Token], complaint: str) -> QuerySyntaxError:
    place = line_and_column(text, found[-1].end if found else len(text))
    opened = _left_open(found)
    if opened:
        line, column = line_and_column(text, opened.start)
        reason = f"the query ends, but {opened.text!r} of line {line}, column {column} is open"
        return QuerySyntaxError(reason, *place, hint=f"close it with {_PARTNER[opened.text]!r}")
    known = _known(complaint)
    return QuerySyntaxError(_REASONS[known] if known else "the query ends too early", *place)


def _left_open(found: list[Token]) -> Token | None:
    opened: list[Token] = []
    for token in found:
        if token.kind == "OPEN":
            opened.append(token)
        elif token.kind == "CLOSE" and opened:
            opened.pop()
    return next((token for token in reversed(opened) if token.text in _PARTNER), None)


def _known(complaint: str) -> str | None:
    return next((said for said in _REASONS if said in complaint), None)
