"""GRAPH with a variable around what the engine does not evaluate graph by graph.

``GRAPH ?g { P }`` is the union, over the named graphs, of P in that graph with ?g
as its name (SPARQL 1.1, section 18.6). The engine instead joins ?g into P's
triple patterns, which is the same as long as P is made of these, and not for VALUES
alone, MINUS, a sub-select, or an expression with ?g. There the union is written out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from techland.queries.query_edits import Edit, closing, edited
from techland.queries.tokens import Token, tokens

# Where the text would grow longer than this, the query is left as it is.
MOST_TEXT = 100_000
_ALWAYS = {"minus", "select", "graph"}
_EXPRESSIONS = {"filter", "bind", "optional"}


def have_to_be_written_out(found: Sequence[Token]) -> bool:
    """Return whether a query has such a GRAPH pattern."""
    return _innermost(found) is not None


def graphs_written_out(text: str, graphs: Callable[[], list[str] | None]) -> str:
    """Return a query with such GRAPH patterns written out, the inner ones first."""
    while True:
        found = list(tokens(text))
        place = _innermost(found)
        end = None if place is None else closing(found, place + 2)
        if place is None or end is None:
            return text
        names = graphs()
        if names is None or len(names) * (found[end].end - found[place].start) > MOST_TEXT:
            return text
        text = _written_out(text, found, (place, end), names)


def _innermost(found: Sequence[Token]) -> int | None:
    """Return the last GRAPH with a variable that has to be written out.

    None within EXISTS, whose variables may be given their values from outside.
    """
    if any(token.word == "exists" for token in found):
        return None
    for place in range(len(found) - 3, -1, -1):
        if found[place].word == "graph" and found[place + 1].kind == "VARIABLE":
            end = closing(found, place + 2)
            if end is not None and _has_to_be(found[place + 3 : end], found[place + 1].text[1:]):
                return place
    return None


def _has_to_be(inside: Sequence[Token], name: str) -> bool:
    words = {token.word for token in inside}
    if "service" in words:
        return False
    mentioned = any(token.kind == "VARIABLE" and token.text[1:] == name for token in inside)
    if words & _ALWAYS or (mentioned and words & _EXPRESSIONS):
        return True
    return "values" in words and not _only_beside_triples(inside)


def _only_beside_triples(inside: Sequence[Token]) -> bool:
    """Return whether a single group without inner ones has VALUES and a triple pattern."""
    inner: list[Token] = []
    place = 0
    while place < len(inside):
        if inside[place].word == "values":
            place = _behind_values(inside, place)
            continue
        inner.append(inside[place])
        place += 1
    if any(token.text == "{" or token.word in _EXPRESSIONS for token in inner):
        return False
    return any(token.kind not in {"SIGN", "OPEN", "CLOSE"} for token in inner)


def _behind_values(inside: Sequence[Token], place: int) -> int:
    for opening in range(place + 1, len(inside)):
        if inside[opening].text == "{":
            end = closing(inside, opening)
            return len(inside) if end is None else end + 1
    return len(inside)


def _written_out(
    text: str, found: Sequence[Token], places: tuple[int, int], names: Sequence[str]
) -> str:
    place, end = places
    variable = found[place + 1].text
    inside = found[place + 3 : end]
    taken = {token.text[1:] for token in found if token.kind == "VARIABLE"}
    own = "graph"
    while own in taken:
        own += "_"
    branches = [
        _branch(text, inside, (found[place + 2].end, found[end].start), number)
        for number in range(len(names))
    ]
    told = " UNION ".join(
        f"{{ GRAPH {graph} {{ {branch} }} FILTER(!BOUND(?{own}) || SAMETERM(?{own}, {graph}))"
        f" BIND({graph} AS {variable}) }}"
        for branch, graph in zip(
            (_renamed(branch, variable[1:], own) for branch in branches), names, strict=True
        )
    )
    return edited(text, [Edit(found[place].start, found[end].end, f"{{ {told or _NONE} }}")])


# No named graph, no solution.
_NONE = "FILTER(false)"


def _branch(text: str, inside: Sequence[Token], place: tuple[int, int], number: int) -> str:
    """Return the pattern for one graph, its labels of blank nodes its own."""
    edits = [
        Edit(token.start - place[0], token.end - place[0], f"{token.text}_{number}")
        for token in inside
        if token.kind == "LABEL"
    ]
    return edited(text[place[0] : place[1]], edits)


def _renamed(pattern: str, name: str, other: str) -> str:
    edits = [
        Edit(token.start, token.end, f"?{other}")
        for token in tokens(pattern)
        if token.kind == "VARIABLE" and token.text[1:] == name
    ]
    return edited(pattern, edits)
