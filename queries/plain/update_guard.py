"""Check an update's text before any parser sees it, and give it the graphs of its request.

LOAD and SERVICE would reach out to any address; both are found from the tokens
alone. The graphs that a request names for an update (SPARQL 1.1 Protocol,
section 2.2.3) are what USING would name: so they are written into the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from techland.graph.query_errors import QueryTooDeep, QueryTooLong
from techland.graph.store_errors import DatasetConflict, OutwardUpdate, UpdateSyntaxError
from techland.queries.dataset_description import DatasetDescription
from techland.queries.limits import Limits
from techland.queries.plain.update_grammar import UpdateGrammar
from techland.queries.tokens import Token, decoded, line_and_column, tokens

OUTWARD = ("service", "load")
_OUTWARD = re.compile("|".join(OUTWARD), re.IGNORECASE | re.ASCII)
# Of the same lengths and of letters, so that names stay names and places stay places.
_SPELT_OTHERWISE = {"service": "qervjxq", "load": "qxjq"}
_GRAPH_WORDS = frozenset({"using", "with"})


@dataclass(frozen=True)
class _Insertion:
    place: int
    text: str


def checked_update(text: str, limits: Limits, using: DatasetDescription | None = None) -> str:
    """Return the text of an update that may be given to the engine.

    Args:
        text: the update.
        limits: of length and depth.
        using: the graphs that the request names.

    Raises:
        QueryTooLong, QueryTooDeep: beyond the limits.
        OutwardUpdate: LOAD or SERVICE.
        DatasetConflict: the request names graphs, and the text does too.
        UpdateSyntaxError: it can be no update.
    """
    found = _tokens(text, limits)
    _refuse_outward(text)
    return _with_graphs(text, found, using) if using else text


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
        # No SPARQL has a bare word with these letters in it: run together with
        # another word the engine would still read the keyword.
        word = decoded(token.text).lower() if token.kind == "WORD" else ""
        for outward in OUTWARD:
            if outward in word:
                place = line_and_column(text, token.start)
                raise OutwardUpdate(outward.upper(), *place)
        found.append(token)
    return found


def _syntax(text: str, place: int, reason: str) -> UpdateSyntaxError:
    return UpdateSyntaxError(reason, *line_and_column(text, place))


def _refuse_outward(text: str) -> None:
    """Refuse an update in which the engine's own grammar finds LOAD or SERVICE.

    Spelt otherwise everywhere, the text is as readable as before, or it was one.
    """
    if not _OUTWARD.search(text):
        return
    renamed = _OUTWARD.sub(lambda match: _SPELT_OTHERWISE[match[0].lower()], text)
    grammar = UpdateGrammar()
    if grammar.reads(renamed):
        return
    if not grammar.reads(text):
        return  # no update at all, as the engine will say with its place
    found = list(tokens(renamed))
    unreadable = grammar.first_unreadable(renamed, found)
    token = found[unreadable if unreadable is not None else -1]
    raise OutwardUpdate("LOAD or SERVICE", *line_and_column(text, token.start))


def _with_graphs(text: str, found: Sequence[Token], using: DatasetDescription) -> str:
    """Return an update with the request's graphs as USING clauses.

    They count for every operation with a WHERE; an operation without reads no graph.
    """
    for token in found:
        if token.word in _GRAPH_WORDS and token.depth == 0:
            raise DatasetConflict(token.word.upper(), *line_and_column(text, token.start))
    clauses = "".join(
        [
            *(f"USING {NamedNode(iri)} " for iri in dict.fromkeys(using.default_graphs)),
            *(f"USING NAMED {NamedNode(iri)} " for iri in dict.fromkeys(using.named_graphs)),
        ]
    )
    insertions = [
        _Insertion(token.start, f"{_template(text, found, place)}{clauses}")
        for place, token in enumerate(found)
        if token.word == "where" and token.depth == 0
    ]
    for insertion in reversed(insertions):
        text = f"{text[: insertion.place]} {insertion.text}{text[insertion.place :]}"
    return text


def _template(text: str, found: Sequence[Token], place: int) -> str:
    """Return what DELETE WHERE leaves out: its pattern as its template, as the short form says."""
    if not place or found[place - 1].word != "delete":
        return ""
    end = next(
        (token for token in found[place + 1 :] if token.text == "}" and token.depth == 0), None
    )
    return f"{text[found[place].end : end.end]} " if end else ""
