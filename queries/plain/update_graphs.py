"""Give an update the graphs that its request names beside it.

The graphs of the parameters using-graph-uri and using-named-graph-uri are those
that USING would name (SPARQL 1.1 Protocol, section 2.2.3), and a graph that is
patched is what WITH would name. So the clauses are written into the text, where
the tokens say that they belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from techland.graph.store_errors import DatasetConflict
from techland.queries.dataset_description import DatasetDescription
from techland.queries.tokens import Token, line_and_column

_USING_WORDS = frozenset({"using", "with"})
# What would lead an update of one graph out of it.
_OTHER_GRAPHS = frozenset(
    {"using", "with", "graph", "clear", "create", "drop", "copy", "move", "add"}
)
_Insertion = tuple[int, str]


def using_graphs(text: str, found: Sequence[Token], using: DatasetDescription) -> str:
    """Return an update whose every WHERE ranges over the graphs of a request.

    Raises:
        DatasetConflict: it has USING or WITH of its own.
    """
    _refuse(text, found, _USING_WORDS, deep=False)
    clauses = "".join(
        [
            *(f"USING {NamedNode(iri)} " for iri in dict.fromkeys(using.default_graphs)),
            *(f"USING NAMED {NamedNode(iri)} " for iri in dict.fromkeys(using.named_graphs)),
        ]
    )
    return _inserted(
        text,
        [
            (token.start, f"{_short_template(text, found, place)}{clauses}")
            for place, token in enumerate(found)
            if token.word == "where" and token.depth == 0
        ],
    )


def within_graph(text: str, found: Sequence[Token], graph: str | None) -> str:
    """Return an update that reads and writes one graph, None for the default graph.

    Raises:
        DatasetConflict: it names graphs itself, or clears, copies or drops them.
    """
    _refuse(text, found, _OTHER_GRAPHS, deep=True)
    if graph is None:
        return text
    return _inserted(text, list(_within(text, found, NamedNode(graph))))


def _within(text: str, found: Sequence[Token], graph: NamedNode) -> Iterator[_Insertion]:
    for place, token in enumerate(found):
        if token.depth or token.word not in {"insert", "delete", "data", "where"}:
            continue
        after = found[place + 1].word if place + 1 < len(found) else ""
        if token.word == "data":
            yield from _wrapped(found, place + 1, graph)
        elif token.word == "where":
            yield token.start, _short_template(text, found, place)
        elif after != "data" and not (token.word == "insert" and _follows_delete(found, place)):
            yield token.start, f"WITH {graph} "


def _follows_delete(found: Sequence[Token], place: int) -> bool:
    """Return whether an INSERT belongs to the DELETE before it: only its template is between."""
    earlier = [token for token in found[:place] if token.depth == 0 and token.kind != "CLOSE"]
    return bool(earlier) and earlier[-1].word == "delete"


def _wrapped(found: Sequence[Token], place: int, graph: NamedNode) -> Iterator[_Insertion]:
    end = _closing(found, place)
    if end is not None:
        yield found[place].end, f" GRAPH {graph} {{"
        yield end.start, "} "


def _closing(found: Sequence[Token], place: int) -> Token | None:
    """Return the brace that closes the first one from a place on."""
    return next((t for t in found[place:] if t.text == "}" and t.depth == 0), None)


def _short_template(text: str, found: Sequence[Token], place: int) -> str:
    """Return what DELETE WHERE leaves out: its pattern is its template too."""
    if not place or found[place - 1].word != "delete":
        return ""
    end = _closing(found, place)
    return f"{text[found[place].end : end.end]} " if end else ""


def _refuse(text: str, found: Sequence[Token], words: frozenset[str], *, deep: bool) -> None:
    for token in found:
        if token.word in words and (deep or token.depth == 0):
            raise DatasetConflict(token.word.upper(), *line_and_column(text, token.start))


def _inserted(text: str, insertions: Sequence[_Insertion]) -> str:
    for place, words in sorted(insertions, key=lambda one: one[0], reverse=True):
        text = f"{text[:place]} {words}{text[place:]}"
    return text
