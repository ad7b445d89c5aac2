"""What the text of a CONSTRUCT tells of its triples, and that the engine agrees."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from techland.queries.guard import checked
from techland.queries.limits import Limits
from techland.queries.uniqueness import Uniqueness

GIVEN, BOUNDED, UNKNOWN = Uniqueness(True, True), Uniqueness(False, True), Uniqueness()
TEXTS = {
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }": GIVEN,
    "CONSTRUCT { ?s ?p ?o . } { ?s ?p ?o }": GIVEN,
    "CONSTRUCT WHERE { ?s ?p ?o }": GIVEN,
    "CONSTRUCT WHERE { ?s a <x:C> . }": GIVEN,
    "PREFIX x: <x:> CONSTRUCT { ?s x:p ?o } WHERE { ?s x:p ?o } ORDER BY ?o LIMIT 5": GIVEN,
    # Another pattern, another order, or more than one of them.
    "CONSTRUCT { ?s ?p ?o } WHERE { ?o ?p ?s }": UNKNOWN,
    "CONSTRUCT { ?s <x:r> ?o } WHERE { ?s ?p ?o }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s ?q ?r }": UNKNOWN,
    "CONSTRUCT WHERE { ?s ?p ?o . ?s ?q ?r }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { ?s ?p ?o } }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } FROM <x:g> WHERE { ?s ?p ?o }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } VALUES ?s { <x:a> <x:a> }": UNKNOWN,
    "CONSTRUCT { ?s <x:p>+ ?o } WHERE { ?s <x:p>+ ?o }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> [] } WHERE { ?s <x:p> [] }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> _:b } WHERE { ?s <x:p> _:b }": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s ?q ?r } LIMIT 10": BOUNDED,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s ?q ?r } OFFSET 3 LIMIT 10": BOUNDED,
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s ?q ?r } LIMIT 1000000": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * { ?s ?p ?o . ?s ?q ?r } LIMIT 10 } }": UNKNOWN,
    "CONSTRUCT { ?s <x:p> (1 2 3) } WHERE { ?s ?p ?o } LIMIT 3": BOUNDED,
    "CONSTRUCT": UNKNOWN,
    "CONSTRUCT {": UNKNOWN,
    "CONSTRUCT { ?s ?p ?o } WHERE": UNKNOWN,
    "SELECT * { ?s ?p ?o } LIMIT 10": UNKNOWN,
    "DESCRIBE ?s { ?s ?p ?o } LIMIT 10": UNKNOWN,
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
