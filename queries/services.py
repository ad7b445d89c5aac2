"""The endpoints that SERVICE may reach: a query's clauses are checked against a list.

The engine reads an IRI in its own way: with escapes, a prefix, a base. So what
stands on the list is written out in full in the text that the engine is given,
and it has nothing left to resolve. It follows no redirect.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin

from techland.graph.query_errors import ForbiddenForm
from techland.queries.remembering import remembered
from techland.queries.tokens import LONGEST_KEYWORD, Token, decoded, line_and_column

SERVICE = "service"
_SILENT = "silent"


def written_out(
    text: str,
    found: list[Token],
    prologue: Mapping[str, str],
    base: str,
    services: frozenset[str],
) -> str:
    """Return a query's text with its allowed endpoints written out in full.

    Args:
        text: the query.
        found: its tokens.
        prologue: the prefixes that it may use.
        base: the IRI that it declares as its base; "" for none.
        services: the endpoints that are allowed.

    Raises:
        ForbiddenForm: a SERVICE whose endpoint is a variable, or not on the list.
    """
    parts: list[str] = []
    copied = 0
    for i, token in enumerate(found):
        if not is_outward(token):
            continue
        endpoint = endpoint_of(found, i)
        iri = endpoint_iri(endpoint, prologue, base) if endpoint and token.word == SERVICE else None
        if endpoint is None or iri not in services:
            raise ForbiddenForm("SERVICE", *line_and_column(text, token.start))
        parts += [text[copied : token.start], "SERVICE", text[token.end : endpoint.start]]
        parts.append(f"<{iri}>")
        copied = endpoint.end
    return "".join([*parts, text[copied:]])


def is_outward(token: Token) -> bool:
    """Tell whether a word is SERVICE, or holds it.

    No SPARQL has a bare word with these letters in it: run together with another
    word (trueSERVICE) the engine would still read the keyword.
    """
    return token.kind == "WORD" and _holds_service(token.text)


# The same few words are asked for again and again.
@remembered(texts=4096, longest=LONGEST_KEYWORD)
def _holds_service(word: str) -> bool:
    return SERVICE in decoded(word).lower()


def endpoint_of(found: list[Token], place: int) -> Token | None:
    """Return the token after the SERVICE at a place and its SILENT."""
    following = found[place + 1 : place + 3]
    if following and following[0].word == _SILENT:
        del following[0]
    return following[0] if following else None


def endpoint_iri(token: Token, prologue: Mapping[str, str], base: str) -> str | None:
    """Return the IRI that a token names, by itself or behind a prefix; None for anything else."""
    if token.kind == "IRI":
        return urljoin(base, decoded(token.text[1:-1]))
    prefix, _, local = token.text.partition(":")
    if token.kind != "NAME" or prefix not in prologue or "\\" in token.text:
        return None
    return urljoin(base, prologue[prefix]) + local
