"""Mend where the engine departs from SPARQL 1.1, by writing the query otherwise.

Only what is the same query by the letter of the specification is written
otherwise; what is not touched reaches the engine as it came. A query without
any of the words concerned costs one search of its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from techland.ontology.terms import BASE
from techland.queries.mended_graphs import graphs_written_out, have_to_be_written_out
from techland.queries.mended_paths import Lengthless, paths_of_no_length
from techland.queries.query_edits import Edit, closing, edited
from techland.queries.remembering import remembered
from techland.queries.tokens import Token, tokens

Results = QuerySolutions | QueryBoolean | QueryTriples
# Without any of these a query has nothing to mend; looked for first, since it is quick.
_SIGNS = ("*", "? ", "?\n", "?\t", "?\r")
_WORDS = ("graph", "group_concat", "bnode")
_IN_TEXT = re.compile(
    r"(?i:\bSELECT\s*(?:DISTINCT\s*|REDUCED\s*)?\*|GROUP_CONCAT|BNODE)"
    r"|\b(?!true\b|false\b)(?i:true|false)\b"
)
_IN_GRAPHS = re.compile(r"(?i:\bGRAPH\s*[?$])|[\w>)][*?]\s")
# Texts up to this length are remembered with what was found in them.
_REMEMBERED_LENGTH = 8192


@dataclass(frozen=True)
class Asked:
    """A query on its way to the engine: its prefixes, and the graphs that it is asked of."""

    store: Store
    prefixes: Mapping[str, str]
    default_graphs: Sequence[Any] | None = None
    named_graphs: Sequence[NamedNode] | None = None

    def query(self, text: str) -> Results:
        """Evaluate a text as it stands; relative IRIs are those of the dataset.

        Raises:
            SyntaxError: it is not SPARQL.
        """
        graphs: dict[str, Any] = {}
        if self.default_graphs is not None:
            graphs["default_graph"] = list(self.default_graphs)
        if self.named_graphs is not None:
            graphs["named_graphs"] = list(self.named_graphs)
        return self.store.query(text, base_iri=BASE, prefixes=dict(self.prefixes), **graphs)


def ask_mended(asked: Asked, text: str) -> Results:
    """Evaluate a query, written otherwise where the engine needs that.

    Raises:
        SyntaxError: the query is not SPARQL.
    """
    try:
        return asked.query(mended(asked, text))
    except SyntaxError:
        return asked.query(text)  # says what is wrong with it


def mended(asked: Asked, text: str) -> str:
    """Return the text that the engine evaluates as SPARQL 1.1 evaluates the given one.

    Raises:
        SyntaxError: it is not SPARQL.
    """
    if not _may_need_it(text):
        return text
    seen = _looked_at(text, tuple(asked.prefixes.items()))
    # FROM in the text chooses a graph that the question for a constant would not be put to.
    known = not seen.chooses or asked.default_graphs is not None
    paths = seen.paths if known else ()
    edits = [path.edit for path in paths if not _exists(asked, seen.prologue, path.constant)]
    found = edited(seen.text, edits)
    if not seen.graphs:
        return found
    return graphs_written_out(found, lambda: _named_graphs(asked, list(tokens(found))))


def _may_need_it(text: str) -> bool:
    low = text.lower()
    return (
        any(sign in text for sign in _SIGNS)
        or any(word in low for word in _WORDS)
        or any(low.count(word) != text.count(word) for word in ("true", "false"))
    )


OUTWARD = "service"


@dataclass(frozen=True)
class _Seen:
    """What the text of a query tells: as written otherwise so far, and what to ask the graphs."""

    text: str
    prologue: str = ""
    paths: tuple[Lengthless, ...] = ()
    graphs: bool = False
    chooses: bool = False


@remembered(texts=512, longest=_REMEMBERED_LENGTH)
def _looked_at(text: str, prefixes: tuple[tuple[str, str], ...]) -> _Seen:
    if _IN_TEXT.search(text):
        found = list(tokens(text))
        edits = [*_small_booleans(found), *_plain_group_concat(found), *_blank_nodes_by_row(found)]
        text = edited(text, edits)
        # The columns are found by asking an empty store: that must reach no endpoint.
        if OUTWARD not in text.lower():
            text = edited(text, _columns(Asked(Store(), dict(prefixes)), text))
    if not _IN_GRAPHS.search(text):
        return _Seen(text)
    found = list(tokens(text))
    prologue = text[: _form(found).start]
    return _Seen(
        text,
        prologue,
        tuple(paths_of_no_length(found)),
        graphs=have_to_be_written_out(found),
        chooses=any(token.word == "from" for token in found),
    )


def _exists(asked: Asked, prologue: str, term: str) -> bool:
    either = f"{{ {{ {term} ?p ?o }} UNION {{ ?s ?p {term} }} }}"
    return bool(asked.query(f"{prologue} ASK {either}"))


def _form(found: Sequence[Token]) -> Token:
    """Return the word that begins the query behind its prologue."""
    words = {"select", "ask", "construct", "describe"}
    return next((token for token in found if token.word in words), found[-1])


def _named_graphs(asked: Asked, found: Sequence[Token]) -> list[str] | None:
    """Return the named graphs of the dataset; None where the query itself chooses them."""
    if asked.named_graphs is not None:
        return [str(graph) for graph in asked.named_graphs]
    if any(token.word == "from" for token in found):
        return None
    return [str(graph) for graph in asked.store.named_graphs()]


def _small_booleans(found: Sequence[Token]) -> list[Edit]:
    """Keywords are read in any case (SPARQL 1.1, section 19.8), true and false among them."""
    return [
        Edit(token.start, token.end, token.text.lower())
        for token in found
        if token.kind == "WORD" and token.text.lower() in {"true", "false"}
    ]


def _plain_group_concat(found: Sequence[Token]) -> list[Edit]:
    """Make what GROUP_CONCAT gives a simple literal (section 18.5.1.7), which is all STR does."""
    edits = []
    for place, token in enumerate(found):
        if token.kind == "WORD" and token.word == "group_concat":
            end = closing(found, place + 1)
            if end is not None:
                edits += [
                    Edit(token.start, token.start, "STR("),
                    Edit(found[end].end, found[end].end, ")"),
                ]
    return edits


def _outer_star(found: Sequence[Token]) -> Token | None:
    """Return the asterisk of a query SELECT *, None for another query."""
    for place, token in enumerate(found):
        if token.word == "select" and token.depth == 0:
            after = found[place + 1 : place + 3]
            after = after[1:] if after and after[0].word in {"distinct", "reduced"} else after[:1]
            return after[0] if after and after[0].text == "*" else None
        if token.kind == "OPEN":
            return None
    return None


def _columns(asked: Asked, text: str) -> list[Edit]:
    """Name the columns of SELECT * in the order in which they first stand in the query.

    The engine sorts them by name; the specification lets them stand anyhow, but CSV
    and TSV show the order, and the suites have this one.
    """
    found = list(tokens(text))
    star = _outer_star(found)
    results = asked.query(text) if star else None
    if star is None or not isinstance(results, QuerySolutions):
        return []
    visible = {variable.value for variable in results.variables}
    names = dict.fromkeys(token.text[1:] for token in found if token.kind == "VARIABLE")
    ordered = [f"?{name}" for name in names if name in visible]
    if not ordered or len(ordered) != len(visible):
        return []
    return [Edit(star.start, star.end, " ".join(ordered))]


def _blank_nodes_by_row(found: Sequence[Token]) -> list[Edit]:
    """Make BNODE("x") of a SELECT clause another node in every solution (section 17.4.2.9).

    The engine makes one node of a label for the whole answer. So each solution gets
    a random text of its own, and a label is hashed together with that.
    """
    # Not the brace of an EXISTS among the columns, which stands in brackets.
    where = next(
        (i for i, token in enumerate(found) if token.text == "{" and token.depth == 1), None
    )
    if where is None or any(t.word in {"group", "having"} or t.text == "*" for t in found[:where]):
        return []
    calls = [
        place
        for place, token in enumerate(found[:where])
        if token.word == "bnode" and found[place + 1].text == "(" and found[place + 2].text != ")"
    ]
    end = closing(found, where)
    aggregated = any(token.word in {"group", "having"} and token.depth == 0 for token in found)
    if not calls or end is None or aggregated or _form(found).word != "select":
        return []
    row = _fresh("row", found)
    edits = [Edit(found[end].start, found[end].start, f" BIND(STRUUID() AS {row}) ")]
    for place in calls:
        last = closing(found, place + 1)
        if last is None:
            return []
        inside = found[place + 2].start
        edits += [
            Edit(inside, inside, 'CONCAT("b", SHA256(CONCAT(SHA256('),
            Edit(found[last].start, found[last].start, f"), {row})))"),
        ]
    return edits


def _fresh(name: str, found: Sequence[Token]) -> str:
    """Return a variable that the query does not have."""
    taken = {token.text[1:] for token in found if token.kind == "VARIABLE"}
    while name in taken:
        name += "_"
    return f"?{name}"
