"""Check an update's text before any parser sees it.

LOAD and SERVICE would reach out to any address; both are found from the tokens
alone, and once more by the engine's own grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from techland.graph.query_errors import QueryTooDeep, QueryTooLong
from techland.graph.store_errors import OutwardUpdate, UpdateSyntaxError
from techland.queries.dataset_description import DatasetDescription
from techland.queries.limits import Limits
from techland.queries.plain.later_prologues import with_one_prologue
from techland.queries.plain.silent_loads import without_silent_loads
from techland.queries.plain.update_grammar import UpdateGrammar
from techland.queries.plain.update_graphs import using_graphs, within_graph
from techland.queries.tokens import Token, decoded, line_and_column, tokens


class CheckedUpdate(NamedTuple):
    """An update for the engine, and how many LOAD SILENT were left out of it."""

    text: str
    not_loaded: int = 0


OUTWARD = ("service", "load")
_OUTWARD = re.compile("|".join(OUTWARD), re.IGNORECASE | re.ASCII)
# Of the same lengths and of letters, so that names stay names and places stay places.
_SPELT_OTHERWISE = {"service": "qervjxq", "load": "qxjq"}


def checked_update(
    text: str, limits: Limits, using: DatasetDescription | None = None
) -> CheckedUpdate:
    """Return an update that may be given to the engine.

    Args:
        text: the update.
        limits: of length and depth.
        using: the graphs that the request names.

    Raises:
        QueryTooLong, QueryTooDeep: beyond the limits.
        OutwardUpdate: LOAD without SILENT, or SERVICE.
        DatasetConflict: the request names graphs, and the text does too.
        UpdateSyntaxError: it can be no update.
    """
    text, found = _read(text, limits)
    text, not_loaded = without_silent_loads(text, found)
    if not_loaded:
        found = list(tokens(text))
    _refuse_outward(text, found)
    return CheckedUpdate(using_graphs(text, found, using) if using else text, not_loaded)


def checked_patch(text: str, limits: Limits, graph: str | None) -> str:
    """Return the text of an update that reads and writes one graph, None for the default graph.

    Raises:
        DatasetConflict: it names graphs itself, or clears, copies or drops them.
        OutwardUpdate: LOAD or SERVICE.
        QueryTooLong, QueryTooDeep, UpdateSyntaxError: as ``checked_update``.
    """
    text, found = _read(text, limits)
    _refuse_outward(text, found)
    return within_graph(text, found, graph)


def _read(text: str, limits: Limits) -> tuple[str, list[Token]]:
    """Return an update with its declarations before its first operation, and its tokens."""
    found = _tokens(text, limits)
    moved = with_one_prologue(text, found)
    return (text, found) if moved == text else (moved, list(tokens(moved)))


def _tokens(text: str, limits: Limits) -> list[Token]:
    try:
        length = len(text.encode())
    except UnicodeEncodeError as error:
        raise _syntax(text, error.start, "half a character (a lone surrogate)") from None
    if length > limits.text_bytes:
        raise QueryTooLong(length, limits.text_bytes)
    found: list[Token] = []
    for token in tokens(text):
        if token.depth > limits.depth:
            raise QueryTooDeep(limits.depth, *line_and_column(text, token.start))
        if token.kind == "UNCLOSED":
            raise _syntax(text, token.start, "a string is not closed")
        found.append(token)
    return found


def _syntax(text: str, place: int, reason: str) -> UpdateSyntaxError:
    return UpdateSyntaxError(reason, *line_and_column(text, place))


def _refuse_outward(text: str, found: Sequence[Token]) -> None:
    """Refuse an update with LOAD or SERVICE, found from its tokens or by the engine's own grammar.

    Spelt otherwise everywhere, the text is as readable as before, or it was one.
    """
    if not _OUTWARD.search(decoded(text)):
        return
    grammar = UpdateGrammar()
    for token in found:
        if token.kind == "WORD" and (word := _outward_word(token)):
            if not grammar.reads_whole(text):
                raise grammar.fault(text)
            raise OutwardUpdate(word.upper(), *line_and_column(text, token.start))
    renamed = _OUTWARD.sub(lambda match: _SPELT_OTHERWISE[match[0].lower()], text)
    if grammar.reads(renamed):
        return
    if not grammar.reads(text):
        return  # no update at all, as the engine will say with its place
    unreadable = grammar.first_unreadable(renamed, list(tokens(renamed)))
    token = found[unreadable if unreadable is not None else -1]
    raise OutwardUpdate("LOAD or SERVICE", *line_and_column(text, token.start))


def _outward_word(token: Token) -> str:
    """Return which of the two a word is or holds, "" for neither.

    No SPARQL has a bare word with these letters in it: run together with
    another word the engine would still read the keyword.
    """
    word = decoded(token.text).lower()
    return next((outward for outward in OUTWARD if outward in word), "")
