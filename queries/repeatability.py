"""Tell whether a query gives the same bytes each time that it is asked of the same graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from techland.queries.remembering import remembered
from techland.queries.tokens import LONGEST_KEYWORD, Token, decoded

# Functions whose value is another one each time, and what another server answers. A
# keyword may be run together with a word before it, so that any part of a word counts.
_CHANGING = ("now", "rand", "uuid", "bnode", "service")
_CONSTRUCT = "construct"
_BLANK = frozenset({"[", "("})


def is_repeatable(found: Sequence[Token]) -> bool:
    """Return whether a query's tokens hold nothing that gives another answer each time.

    Such are NOW, RAND, UUID, STRUUID, BNODE, SERVICE, and blank nodes in the
    template of a CONSTRUCT, which are made anew for every answer.
    """
    if any(token.kind == "WORD" and _changes(token.text) for token in found):
        return False
    return not any(
        token.text.startswith("_:") or token.text in _BLANK for token in _template(found)
    )


# The same few words are asked for again and again.
@remembered(texts=4096, longest=LONGEST_KEYWORD)
def _changes(word: str) -> bool:
    low = decoded(word).lower()
    return any(part in low for part in _CHANGING)


def _template(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of CONSTRUCT's template, in the short form those of its pattern."""
    tokens = iter(found)
    if not any(token.word == _CONSTRUCT for token in tokens):
        return
    for token in tokens:
        if token.kind == "CLOSE" and token.depth == 0:
            return
        yield token
