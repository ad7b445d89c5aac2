"""What the text of a CONSTRUCT tells of its triples, and that the engine agrees."""

from __future__ import annotations

import pytest
from pyoxigraph import Quad, RdfFormat, Store

from techland.queries.guard import checked
from techland.queries.limits import Limits
from techland.queries.uniqueness import Uniqueness

GIVEN, BOUNDED, UNKNOWN = Uniqueness(True, True, True), Uniqueness(False, True), Uniqueness()
PART, BOUNDED_PART = Uniqueness(is_part=True), Uniqueness(is_certain=True, is_part=True)
TEXTS = {
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }": GIVEN,
    "CONSTRUCT { ?s ?p ?o . } { ?s ?p ?o }": GIVEN,
    "CONSTRUCT WHERE { ?s ?p ?o }": GIVEN,
    "CONSTRUCT WHERE { ?s a <x:C> . }": GIVEN,
    "PREFIX x: <x:> CONSTRUCT { ?s x:p ?o } WHERE { ?s x:p ?o } ORDER BY ?o LIMIT 5": GIVEN,
    # Another pattern, another order, or more than one of them.
    "CONSTRUCT { ?s ?p ?o } WHERE { ?o ?p ?s }": UNKNOWN,
    "CONSTRUCT { ?s <x:r> ?o } WHERE { ?s ?p ?o }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s ?q ?r }": PART,
    "CONSTRUCT WHERE { ?s ?p ?o . ?s ?q ?r }": PART,
    "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { ?s ?p ?o } }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } FROM <x:g> WHERE { ?s ?p ?o }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } VALUES ?s { <x:a> <x:a> }": PART,
    "CONSTRUCT { ?s <x:p>+ ?o } WHERE { ?s <x:p>+ ?o }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> [] } WHERE { ?s <x:p> [] }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> _:b } WHERE { ?s <x:p> _:b }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s ?q ?r } LIMIT 10": BOUNDED_PART,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s ?q ?r } OFFSET 3 LIMIT 10": BOUNDED_PART,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s ?q ?r } LIMIT 1000000": PART,
    "CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * { ?s ?p ?o . ?s ?q ?r } LIMIT 10 } }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> (1 2 3) } WHERE { ?s ?p ?o } LIMIT 3": BOUNDED,
    # Every triple of the template stands in the data …
    "CONSTRUCT { ?s a ?c ; ?p ?o, ?n } { ?s a ?c ; ?p ?o . ?s ?p ?n OPTIONAL { ?o ?q ?r } }": PART,
    "CONSTRUCT { ?s ?p ?o . ?o ?q 7 } { { ?x ?y ?z } ?o ?q 7 . FILTER(?s != ?o) . ?s ?p ?o }": PART,
    # … for all that is known: these are bound in another place, or not in a triple.
    "CONSTRUCT { ?s ?p ?o } { ?s ?q ?o OPTIONAL { ?s ?p ?o } }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> ?o } { ?s ^<x:p> ?o }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> ?o } { ?s <x:p>|<x:q> ?o }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> ?o } { ?s !<x:p> ?o }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> ?o } { [ ?q ?s ] <x:p> ?o . ?s ?q ?o }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> ?o } { ?s ?q [ <x:r> ?s ] ; <x:p> ?o }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> ?o } { VALUES (?s ?q ?o) { (<x:a> <x:b> <x:c>) } }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> 'x' } { ?s <x:p> 'x' }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> ?o . _:b <x:p> ?o } { ?s <x:p> ?o }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> ?o } { ?s <x:p> ?o@en }": UNKNOWN,
    "CONSTRUCT { } { ?s ?p ?o }": PART,
    "CONSTRUCT": UNKNOWN,
    "CONSTRUCT {": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE": UNKNOWN,
    "SELECT * { ?s ?p ?o } LIMIT 10": UNKNOWN,
    "DESCRIBE ?s { ?s ?p ?o } LIMIT 10": PART,
}


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_tells(text: str) -> None:
    assert checked(text, Limits()).uniqueness == TEXTS[text]


@pytest.mark.parametrize("text", [text for text, told in TEXTS.items() if told == GIVEN])
def test_the_engine_gives_each_once(text: str) -> None:
    store = Store()
    store.load(
        "".join(f"<x:s{n % 7}> <x:p{n % 5}> <x:o{n}> .\n<x:s{n}> a <x:C> .\n" for n in range(500)),
        RdfFormat.TURTLE,
    )
    lines = (store.query(text).serialize(format=RdfFormat.N_TRIPLES) or b"").splitlines()
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("text", [text for text, told in TEXTS.items() if told.is_part])
def test_the_engine_gives_no_triple_that_is_not_in_the_data(text: str) -> None:
    store = Store()
    data = "".join(f"<x:s{n % 7}> <x:p{n % 5}> <x:s{n % 11}> .\n" for n in range(60))
    store.load(f"{data}<x:s1> a <x:C> . <x:s2> <x:p> 7 .", RdfFormat.TURTLE)
    found = store.query(text)
    assert {Quad(*triple) for triple in found} <= set(store)  # type: ignore[misc]  # triples all
