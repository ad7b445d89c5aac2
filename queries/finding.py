"""Find a thing by IRI, the end of one, an id or a name in any language."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode

from techland.graph.errors import AmbiguousName, UnknownEntity
from techland.ontology.terms import BASE
from techland.queries.solutions import Select

_QUERY = Path(__file__).parent / "finding" / "things-of-name.rq"
_PARAMETER = "# param: wanted"


def _checked(iri: str, wanted: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError:  # no IRI at all
        raise UnknownEntity(wanted) from None


def find_thing(select: Select, wanted: str) -> str:
    """Return the IRI of a thing that a person names.

    Names and ids are compared whole, capitals apart; a name that several
    things have names none of them.

    Raises:
        UnknownEntity: nothing has this id or name.
        AmbiguousName: several things have it.
    """
    text = wanted.strip().strip("<>")
    if text.startswith(("http://", "https://")):
        return _checked(text, wanted)
    if "/" in text and " " not in text:
        return _checked(f"{BASE}{text}", wanted)
    try:
        values = f"  VALUES ?wanted {{ {Literal(text.lower())} }}  {_PARAMETER}"
    except ValueError:  # half a character
        raise UnknownEntity(wanted) from None
    lines = _QUERY.read_text(encoding="utf-8").splitlines()
    query = "\n".join(values if line.endswith(_PARAMETER) else line for line in lines)
    found = {row["thing"].value: row["label"].value for row in select(query)}
    if not found:
        raise UnknownEntity(wanted)
    if len(found) > 1:
        raise AmbiguousName(wanted, found)
    return str(next(iter(found)))
