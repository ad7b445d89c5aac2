"""Declarations between the operations of an update."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from techland.queries.limits import Limits
from techland.queries.plain.update_guard import checked_update

# Each with the triples that it leaves behind.
UPDATES = {
    "INSERT DATA { <x:a> <x:b> 1 } ; PREFIX p: <x:> INSERT DATA { p:c p:d 2 }": {
        ("x:a", "x:b", "1"),
        ("x:c", "x:d", "2"),
    },
    # The same prefix means something else from there on, twice.
    """PREFIX p: <x:>
       INSERT DATA { p:a p:b 'p:a' } ;
       PREFIX p: <y:>
       # ; PREFIX p: <z:>
       INSERT DATA { p:a p:b 2 } ;
       prefix p: <x:> PREFIX q: <y:> INSERT DATA { p:c q:c 3 } ;""": {
        ("x:a", "x:b", "p:a"),
        ("y:a", "y:b", "2"),
        ("x:c", "y:c", "3"),
    },
    "BASE <http://h/1/> INSERT DATA { <a> <b> <> } ; BASE <../2/> INSERT DATA { <a> <b> <x:c> }": {
        ("http://h/1/a", "http://h/1/b", "http://h/1/"),
        ("http://h/2/a", "http://h/2/b", "x:c"),
    },
    "INSERT DATA { <a> <b> 1 } ; BASE <http://h/> PREFIX p: <p/> DELETE { <a> p:b 1 } WHERE {}": {
        ("http://graph/a", "http://graph/b", "1"),
    },
    "PREFIX p: <x:> CLEAR ALL ; PREFIX p: <x:> INSERT DATA { p:a p:b p:c } ; PREFIX z: <z:>": {
        ("x:a", "x:b", "x:c"),
    },
}


@pytest.mark.parametrize("text", UPDATES)
def test_declarations_hold_from_where_they_stand(text: str) -> None:
    store = Store()
    store.update(checked_update(text, Limits()).text, base_iri="http://graph/")
    found = {(q.subject.value, q.predicate.value, q.object.value) for q in store}
    assert found == UPDATES[text]


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX p: <x:> BASE <http://h/> CLEAR ALL ; CLEAR GRAPH <a> ;",
        "CLEAR ALL ; PREFIX p <x:> CLEAR ALL",
        "CLEAR ALL ; PREFIX",
        "CLEAR ALL ; BASE <urn:x:y> INSERT DATA { <a> <b> <c> }",
        "INSERT DATA { <x:a> <x:prefix> '; PREFIX p: <x:>' }",
        ";",
        "",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert checked_update(text, Limits()).text == text


def test_a_fault_keeps_its_line() -> None:
    text = "CLEAR ALL ;\nPREFIX p:\n<x:> INSERT DATA\n{ p:a p:b } "
    moved = checked_update(text, Limits()).text
    with pytest.raises(SyntaxError, match="error at 4:"):
        Store().update(moved)
