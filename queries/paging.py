"""Pages of a query's rows: the same query, beginning at a later row."""

from __future__ import annotations

from dataclasses import dataclass

from techland.queries.query_edits import Edit, closing, edited
from techland.queries.tokens import Token, tokens


@dataclass(frozen=True)
class _Slice:
    """LIMIT or OFFSET as a query writes it: the tokens of its number."""

    number: Token

    @property
    def value(self) -> int:
        return int(self.number.text)


def from_row(text: str, skipped: int) -> str:
    """Return a SELECT query that gives its rows without the first ones.

    Its own LIMIT and OFFSET count as they are: no row beyond them is given.

    >>> from_row("SELECT * { ?s ?p ?o } LIMIT 30 OFFSET 5", 20)
    'SELECT * { ?s ?p ?o } LIMIT 10 OFFSET 25'
    """
    if not skipped:
        return text
    found = list(tokens(text))
    slices, end = _modifiers(found)
    edits = []
    if limit := slices.get("limit"):
        edits.append(_numbered(limit, max(0, limit.value - skipped)))
    if offset := slices.get("offset"):
        edits.append(_numbered(offset, offset.value + skipped))
    else:
        edits.append(Edit(end, end, f"\nOFFSET {skipped}\n"))
    return edited(text, edits)


def _numbered(slice_: _Slice, value: int) -> Edit:
    return Edit(slice_.number.start, slice_.number.end, str(value))


def _modifiers(found: list[Token]) -> tuple[dict[str, _Slice], int]:
    """Return LIMIT and OFFSET of the outermost query, and the place where they end."""
    slices: dict[str, _Slice] = {}
    start = next((i for i, token in enumerate(found) if token.text == "{"), len(found))
    place = closing(found, start)
    place = len(found) - 1 if place is None else place
    end = found[place].end if found else 0
    for index in range(place + 1, len(found)):
        token = found[index]
        if token.depth == 0 and token.word == "values":
            break
        if token.depth == 0 and token.word in {"limit", "offset"} and index + 1 < len(found):
            slices[token.word] = _Slice(found[index + 1])
        end = token.end
    return slices, end
