"""LOAD SILENT: nothing is fetched, and the update goes on, as SILENT asks for.

LOAD is refused here, which is a failure to load; "if SILENT is present, the result of the
operation will always be success" (SPARQL 1.1 Update, section 3.1.4). How many were left
out is told beside the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from techland.queries.plain.update_grammar import UpdateGrammar
from techland.queries.query_edits import Edit, edited
from techland.queries.tokens import Token

_IRIS = {"IRI", "NAME"}


def without_silent_loads(text: str, found: Sequence[Token]) -> tuple[str, int]:
    """Return an update with nothing in the place of each LOAD SILENT, and how many there were.

    Raises:
        UpdateSyntaxError: it has one, and is no update.
    """
    ends = {place: end for place in range(len(found)) if (end := _end_of_load(found, place))}
    if not ends:
        return text, 0
    grammar = UpdateGrammar()
    if not grammar.reads_whole(text):
        raise grammar.fault(text)
    # A graph that is nowhere: to clear it silently does nothing.
    nothing = f"CLEAR SILENT GRAPH <urn:uuid:{uuid4()}>"
    edits = [Edit(found[place].start, found[end - 1].end, nothing) for place, end in ends.items()]
    return edited(text, edits), len(edits)


def _end_of_load(found: Sequence[Token], place: int) -> int:
    """Return the place behind a LOAD SILENT that begins here, 0 if none does."""
    following = found[place : place + 6]
    words = [token.text.lower() for token in following]
    kinds = [token.kind for token in following]
    if words[:2] != ["load", "silent"] or found[place].depth or len(kinds) < 3:  # noqa: PLR2004 (load, silent, IRI)
        return 0
    if kinds[2] not in _IRIS:
        return 0
    if words[3:5] == ["into", "graph"]:
        return place + 6 if kinds[5:] and kinds[5] in _IRIS else 0
    return place + 3
