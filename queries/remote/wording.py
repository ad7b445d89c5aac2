"""Write a query as an engine is to be asked it: whole, over named graphs, in portable forms.

- Prefixes that may be used without being declared are declared, and a base is given: ours, in
  place of the query's own, for Virtuoso reads only one. What is relative is written out.
- FROM is taken out of the text and named beside it (SPARQL 1.1 Protocol, 2.1.4):
  Virtuoso adds the two together.
- The dataset's graph names become those of the version in the engine.
- Forms that Virtuoso reads wrongly are written otherwise (``portable_forms``).
- DESCRIBE becomes the CONSTRUCT that the embedded engine makes of it: the triples
  whose subject a thing is. Others add those whose object it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile

from pyoxigraph import Store

from techland.graph.query_errors import QueryFailed
from techland.graph.remote.endpoint import NO_GRAPH
from techland.graph.remote.naming import GraphNames
from techland.ontology.terms import BASE
from techland.queries.query_edits import Edit, closing, edited
from techland.queries.remote.portable_forms import portable
from techland.queries.tokens import Token, tokens

_FORMS = frozenset({"select", "ask", "construct", "describe"})
_FROM = frozenset({"from", "fromnamed"})
# Names of variables that no query has.
ROWS, THING = "techlandRows", "?techlandThing"


def worded(
    text: str,
    declared: Mapping[str, str],
    added: Mapping[str, str],
    names: GraphNames,
    known: Collection[str] = (),
) -> str:
    """Return a checked query as the engine is asked it, without its FROM clauses.

    Args:
        text: the query.
        declared: the prefixes that it declares.
        added: those that it uses without declaring them.
        names: what the graphs are called in the engine.
        known: the graphs that GRAPH reaches, as the engine calls them.
    """
    found = list(tokens(text))
    begin = form_place(found)
    iris = _iris(text[: found[begin].start], found[begin:], added)
    edits = [*_without_base(found[:begin]), *_without_from(found, begin)]
    prefixes = {**added, **declared}
    for place, held in _held(found, begin, iris, names, known):
        token = found[place]
        if held != _as_written(token, prefixes):
            edits.append(Edit(token.start, token.end, f"<{held}>"))
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in added.items())
    whole = portable(f"BASE <{BASE}>\n{head}{edited(text, edits)}")
    return _constructing(whole) if found[begin].word == "describe" else whole


def counting_rows(text: str) -> str:
    """Return the query that counts the solutions of a SELECT or CONSTRUCT without FROM."""
    found = list(tokens(text))
    begin = form_place(found)
    rest = text[found[begin].start :]
    if found[begin].word == "construct":
        rest = f"SELECT * {text[found[pattern_place(found, begin)].start :]}"
    return f"{text[: found[begin].start]}SELECT (COUNT(*) AS ?{ROWS}) WHERE {{ {{ {rest}\n }} }}"


def triples_a_solution(text: str) -> int:
    """Return how many triples a CONSTRUCT makes of one solution, or a larger number."""
    found = list(tokens(text))
    begin = form_place(found)
    opened = begin + 1 if found[begin + 1].text == "{" else pattern_place(found, begin)
    template = found[opened + 1 : closing(found, opened)]
    nested = any(token.kind == "OPEN" for token in template)
    signs = sum(token.text in {".", ";", ","} for token in template[:-1])
    return signs + 1 + (len(template) if nested else 0)


def form_place(found: Sequence[Token]) -> int:
    """Return where the word of a query's form stands."""
    return next((i for i, token in enumerate(found) if token.word in _FORMS), 0)


def pattern_place(found: Sequence[Token], begin: int) -> int:
    """Return where the pattern of a CONSTRUCT begins, behind its template."""
    if found[begin + 1].text == "{":
        begin = closing(found, begin + 1) or begin
    return next(i for i in range(begin + 1, len(found)) if found[i].text == "{")


def _without_from(found: list[Token], begin: int) -> list[Edit]:
    edits = []
    for i, token in enumerate(found[begin:], begin):
        if token.word in _FROM and token.depth == 0:
            named = found[i + 1].word == "named"
            edits.append(Edit(token.start, found[i + 2 if named else i + 1].end, ""))
    return edits


def _without_base(prologue: Sequence[Token]) -> list[Edit]:
    return [
        Edit(token.start, prologue[i + 1].end, "")
        for i, token in enumerate(prologue)
        if token.word == "base"
    ]


def _iris(prologue: str, found: Sequence[Token], added: Mapping[str, str]) -> dict[str, str]:
    """Return the IRIs that tokens write, read by our own engine under the query's prologue."""
    written = list(dict.fromkeys(one.text for one in found if one.kind in {"IRI", "NAME"}))
    text = f"{prologue}\nSELECT ?iri {{ VALUES ?iri {{ {' '.join(written)} }} }}"
    rows = Store().query(text, base_iri=BASE, prefixes=dict(added))
    iris = [row[0].value for row in rows]  # type: ignore[union-attr]  # a SELECT
    return dict(zip(written, iris, strict=True))


def _as_written(token: Token, prefixes: Mapping[str, str]) -> str:
    """Return the IRI that an engine reads in a token which knows no base and no escape."""
    if token.kind == "IRI":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + local


def _held(
    found: Sequence[Token],
    begin: int,
    iris: Mapping[str, str],
    names: GraphNames,
    known: Collection[str],
) -> Iterator[tuple[int, str]]:
    """Yield places of IRIs with the engine's names of them, NO_GRAPH for what it must not reach.

    Of a graph that it must not reach Virtuoso gives no row, but counts one.
    """
    for place, token in enumerate(found[begin:], begin):
        before = {one.word for one in found[max(begin, place - 2) : place]}
        if token.text not in iris or (before & _FROM and token.depth == 0):
            continue
        held = names.held(iris[token.text])
        unreached = found[place - 1].word == "graph" and held not in known
        yield place, NO_GRAPH if unreached else held


def _constructing(text: str) -> str:
    """Return the CONSTRUCT that a DESCRIBE stands for.

    Things are described once for all solutions, and none without a solution, whether they
    are named or found.
    """
    found = list(tokens(text))
    begin = form_place(found)
    group = next((i for i in range(begin, len(found)) if found[i].text == "{"), len(found))
    things = [*takewhile(lambda one: one.kind != "WORD", found[begin + 1 : group])]
    if any(one.text == "*" for one in things):
        raise QueryFailed("DESCRIBE * is not asked of an engine: name its variables")
    if group < len(found):
        pattern = f"WHERE {text[found[group].start :]}\n"
        solutions = [f"{{ SELECT ({one.text} AS {THING}) {pattern} }}" for one in things]
        parts = [f"{{ SELECT DISTINCT {THING} WHERE {{ {one} }} }}" for one in solutions]
    else:
        named = " ".join(one.text for one in things if one.kind != "VARIABLE")
        parts = [f"{{ VALUES {THING} {{ {named} }} }}"]
    triple = f"{THING} ?techlandProperty ?techlandValue"
    union = " UNION ".join(parts)
    return f"{text[: found[begin].start]}CONSTRUCT {{ {triple} }} WHERE {{ {union} {triple} }}"
