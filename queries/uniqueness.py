"""Tell from a CONSTRUCT's text what is known of its triples before it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from techland.queries.distinct import MOST_TRIPLES
from techland.queries.simple_patterns import simple_patterns
from techland.queries.tokens import Token

# What may stand behind the pattern without making two solutions of one.
_MODIFIERS = frozenset({"limit", "offset", "order"})
_TERMS = frozenset({"VARIABLE", "IRI", "NAME", "NUMBER"})
_PATTERN_LENGTH = 3
# A list in brackets has two triples an element, and no syntax has more a token.
_TRIPLES_A_TOKEN = 2


@dataclass(frozen=True)
class Uniqueness:
    """What is known of the triples of an answer.

    Attributes:
        is_given: each comes once by itself; nothing has to be kept to see to it.
        is_certain: whatever comes, each can be told from all others: the answer
            need not be held until that is known.
        is_part: all of them stand in the data: there are no more than these have.
    """

    is_given: bool = False
    is_certain: bool = False
    is_part: bool = False


UNKNOWN = Uniqueness()
# DESCRIBE gives what the data say of a thing, and of the blank nodes that this leads to.
DESCRIBED = Uniqueness(is_part=True)


def uniqueness(found: Sequence[Token]) -> Uniqueness:
    """Return what the tokens of a query tell of its triples.

    A template that is the only triple pattern of the query gives every solution a
    triple of its own, since a graph is a set. LIMIT bounds how many triples there are.
    """
    begin = next((place for place, token in enumerate(found) if token.word == "construct"), None)
    if begin is None:
        return UNKNOWN
    rest = found[begin + 1 :]
    template, behind = _group(rest)
    # In the short form, CONSTRUCT WHERE, the pattern is the template.
    is_short = bool(rest) and rest[0].word == "where"
    pattern, behind = (template, behind) if is_short else _group(behind)
    if template is None or pattern is None:
        return UNKNOWN
    is_given = _is_one_triple(template) and _same(template, pattern) and _only_modified(behind)
    is_certain = is_given or _most(template, behind) <= MOST_TRIPLES
    return Uniqueness(is_given, is_certain, _is_part(template, pattern))


def _is_part(template: Sequence[Token], pattern: Sequence[Token]) -> bool:
    """Tell whether every triple of the template is one that the pattern asks for."""
    made = simple_patterns(template)
    return made.are_all and made.triples <= simple_patterns(pattern).triples


def _group(found: Sequence[Token]) -> tuple[Sequence[Token] | None, Sequence[Token]]:
    """Return what a group of braces holds, WHERE before it or not, and the tokens behind it."""
    if found and found[0].word == "where":
        found = found[1:]
    if not found or found[0].text != "{":
        return None, found
    outer = found[0].depth - 1
    end = next((i for i, one in enumerate(found) if one.kind == "CLOSE" and one.depth == outer), 0)
    inside = found[1:end]
    if inside and inside[-1].text == ".":
        inside = inside[:-1]
    return inside, found[end + 1 :]


def _is_one_triple(template: Sequence[Token]) -> bool:
    """Tell whether this is one triple of terms that are no blank nodes."""
    return len(template) == _PATTERN_LENGTH and all(
        token.kind in _TERMS or (token.text == "a" and place == 1)
        for place, token in enumerate(template)
    )


def _same(one: Sequence[Token], other: Sequence[Token]) -> bool:
    return [token.text for token in one] == [token.text for token in other]


def _only_modified(behind: Sequence[Token]) -> bool:
    words = {token.word for token in behind if token.depth == 0 and token.word}
    return not behind or (behind[0].word in _MODIFIERS and "values" not in words)


def _most(template: Sequence[Token], behind: Sequence[Token]) -> float:
    """Return how many triples there are at most."""
    for token, number in pairwise(behind):
        if token.word == "limit" and token.depth == 0 and number.text.isdecimal():
            return int(number.text) * len(template) * _TRIPLES_A_TOKEN
    return float("inf")
