"""The default graph is the accepted view as a set, and what follows by rule follows exactly."""

from __future__ import annotations

import calendar
import io
import re
import unicodedata
from collections.abc import Iterator

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from techland.graph.snapshot import Snapshot
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE, OWL, XSD

Row = tuple[str, ...]
FACTS, CLAIMS, IDENTITY, DERIVED, ONTOLOGY, TRANSLATIONS = (
    NamedNode(f"{BASE}graph/{name}")
    for name in ("facts", "claims", "identity", "derived", "ontology", "translations")
)
# Short-cut, the roles that make it, and whether it leads from the organisation to the whole.
SHORT_CUTS = {
    "tl:participatesIn": (
        "tl:activity",
        "lead-partner partner founder coordinator contributor organiser supporter",
        True,
    ),
    "tl:funds": ("tl:activity", "funder", True),
    "tl:manages": ("tl:activity", "managing-authority", True),
    "schema:organizer": ("tl:event", "organiser", False),
    "schema:performer": ("tl:event", "speaker", False),
    "schema:sponsor": ("tl:event", "sponsor", False),
    "schema:attendee": ("tl:event", "participant", False),
}
BOUNDS = {
    "schema:startDate": ("tl:startEarliest", "tl:startLatest"),
    "schema:endDate": ("tl:endEarliest", "tl:endLatest"),
    "tl:signedOn": ("tl:signedEarliest", "tl:signedLatest"),
    "tl:approvedOn": ("tl:approvedEarliest", "tl:approvedLatest"),
}
CANONICAL = {
    XSD.decimal: r"0|[1-9]\d*|(0|[1-9]\d*)\.\d*[1-9]",
    XSD.integer: r"0|[1-9]\d*",
    XSD.date: r"\d{4}-\d\d-\d\d",
    XSD.gYearMonth: r"\d{4}-\d\d",
    XSD.gYear: r"\d{4}",
}


def ask(store: Store, query: str) -> set[Row]:
    """Return the distinct solutions of a query as texts."""
    return {
        tuple("" if term is None else term.value for term in solution)
        for solution in store.query(query, prefixes=PREFIXES)
    }


@pytest.fixture(scope="module")
def quads(curated_snapshot: Snapshot) -> list[Quad]:
    return list(parse(path=str(curated_snapshot.quads_path), format=RdfFormat.N_QUADS))


def literals(quads: list[Quad]) -> Iterator[Literal]:
    return (quad.object for quad in quads if isinstance(quad.object, Literal))


def test_the_file_is_sorted_and_holds_no_line_twice(curated_snapshot: Snapshot) -> None:
    data = curated_snapshot.quads_path.read_bytes()
    lines = data.split(b"\n")
    assert lines.pop() == b""
    assert lines == sorted(set(lines))
    assert len(lines) == curated_snapshot.manifest["nquads"]["lines"]


def test_the_file_is_a_fixed_point_of_load_and_dump(
    curated_snapshot: Snapshot, curated_store: Store
) -> None:
    """The store rewrites what is not canonical; it finds nothing to rewrite."""
    dumped = io.BytesIO()
    curated_store.dump(dumped, format=RdfFormat.N_QUADS)
    lines = dumped.getvalue().splitlines(keepends=True)
    assert b"".join(sorted(lines)) == curated_snapshot.quads_path.read_bytes()


def test_there_are_no_blank_nodes_and_no_booleans(quads: list[Quad]) -> None:
    terms = {type(term) for quad in quads for term in (quad.subject, quad.object)}
    assert terms == {NamedNode, Literal}
    assert BlankNode not in terms
    assert not [x for x in literals(quads) if x.datatype.value.endswith("#boolean")]


def test_literals_are_canonical(quads: list[Quad]) -> None:
    seen = dict.fromkeys(CANONICAL, 0)
    for literal in literals(quads):
        form = CANONICAL.get(literal.datatype.value)
        if form:
            seen[literal.datatype.value] += 1
            assert re.fullmatch(form, literal.value, re.ASCII), literal
        assert unicodedata.is_normalized("NFC", literal.value), literal
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", literal.value), literal
        assert literal.language in (None, "nl", "de", "en"), literal
    assert all(count > 20 for count in seen.values())


def test_the_default_graph_is_the_named_graphs_without_what_is_not_accepted(
    quads: list[Quad], curated_store: Store
) -> None:
    graphs: dict[object, set[Row]] = {}
    for quad in quads:
        triple = (str(quad.subject), str(quad.predicate), str(quad.object))
        graphs.setdefault(quad.graph_name, set()).add(triple)
    query = """
    SELECT ?s ?p ?o ?status { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
      tl:status ?status }"""
    by_status: dict[str, set[Row]] = {}
    for s, p, o, status in curated_store.query(query, prefixes=PREFIXES):
        name = status.value.rpartition("/")[2]
        by_status.setdefault(name, set()).add((str(s), str(p), str(o)))
    assert by_status.keys() == {"accepted", "disputed", "superseded"}
    shown = graphs[FACTS] - by_status["disputed"] - by_status["superseded"]
    shown |= by_status["accepted"]
    others = (CLAIMS, IDENTITY, DERIVED, ONTOLOGY)
    assert graphs[DefaultGraph()] == shown.union(*(graphs[name] for name in others))
    # No document says what we translated: it stands beside the accepted view.
    assert graphs.keys() == {DefaultGraph(), FACTS, *others, TRANSLATIONS}
    assert not graphs[TRANSLATIONS] & graphs[DefaultGraph()]


def test_a_triple_of_two_graphs_counts_once(curated_store: Store) -> None:
    """Identity says again what the facts say; the default graph says it once."""
    count = "SELECT (COUNT(*) AS ?n) {{ {} }}"
    same = "?s owl:sameAs ?o"
    twice = f"GRAPH <{FACTS.value}> {{ {same} }} GRAPH <{IDENTITY.value}> {{ {same} }}"
    ((shared,),) = ask(curated_store, count.format(twice))
    ((once,),) = ask(curated_store, count.format(same))
    ((everywhere,),) = ask(curated_store, count.format(f"GRAPH ?g {{ {same} }}"))
    assert int(shared) == int(once) > 0
    assert int(everywhere) == 2 * int(once)
    join = f"{same} . ?s owl:sameAs ?o2 FILTER(?o = ?o2)"
    assert ask(curated_store, count.format(join)) == {(once,)}
    assert OWL.sameAs in {quad.predicate.value for quad in curated_store}


@pytest.mark.parametrize("short_cut", SHORT_CUTS)
def test_a_short_cut_equals_the_participations(curated_store: Store, short_cut: str) -> None:
    link, roles, from_body = SHORT_CUTS[short_cut]
    values = " ".join(f"role:{role}" for role in roles.split())
    nodes = f"""
    SELECT DISTINCT ?body ?whole {{
      VALUES ?role {{ {values} }}
      ?part a tl:Participation ; tl:organisation ?body ; tl:role ?role ; {link} ?whole }}"""
    triple = f"?body {short_cut} ?whole" if from_body else f"?whole {short_cut} ?body"
    cuts = ask(curated_store, f"SELECT ?body ?whole {{ {triple} }}")
    assert cuts == ask(curated_store, nodes)
    assert cuts


def test_the_short_cuts_leave_no_role_out(curated_store: Store) -> None:
    for link in ("tl:activity", "tl:event"):
        used = ask(
            curated_store,
            f"SELECT ?role {{ ?part a tl:Participation ; {link} ?x ; tl:role ?role }}",
        )
        known = " ".join(roles for of, roles, _ in SHORT_CUTS.values() if of == link).split()
        assert {role.rpartition("/")[2] for (role,) in used} == set(known)


@pytest.mark.parametrize("role", ["signatory", "supporter"])
def test_signatories_and_supporters_equal_the_parties(curated_store: Store, role: str) -> None:
    nodes = f"""
    SELECT ?agreement ?body {{
      ?signing a tl:Signing ; prov:generated ?agreement ; prov:qualifiedAssociation ?party .
      ?party a tl:Party ; prov:agent ?body ; prov:hadRole role:{role} }}"""
    cuts = ask(curated_store, f"SELECT ?agreement ?body {{ ?agreement tl:{role} ?body }}")
    assert cuts == ask(curated_store, nodes)
    assert len(cuts) > 10


def test_every_agreement_has_one_signing_with_its_date(curated_store: Store) -> None:
    told = ask(curated_store, "SELECT ?a ?day { ?a tl:signedOn ?day }")
    query = "SELECT ?a ?day { ?signing prov:generated ?a ; dct:date ?day }"
    assert ask(curated_store, query) == told
    assert len(told) == 21
    signings = ask(curated_store, "SELECT ?a ?s { ?a a tl:Agreement . ?s prov:generated ?a }")
    assert len(signings) == len({agreement for agreement, _ in signings}) == 23


def _bounds(told: str) -> Row:
    year, month, day = ([int(part) for part in told.split("-")] + [0, 0])[:3]
    if not month:
        return f"{year}-01-01", f"{year}-12-31"
    weeks = calendar.Calendar().itermonthdays(year, month)
    last = max(weeks)
    return f"{year}-{month:02}-{day or 1:02}", f"{year}-{month:02}-{day or last:02}"


@pytest.mark.parametrize("predicate", BOUNDS)
def test_bounds_are_the_first_and_last_day_that_a_date_can_mean(
    curated_store: Store, predicate: str
) -> None:
    first, last = BOUNDS[predicate]
    told = ask(curated_store, f"SELECT ?x ?day {{ ?x {predicate} ?day }}")
    assert {len(day) for _, day in told} >= {4, 7, 10} or predicate == "tl:signedOn"
    bounds = ask(curated_store, f"SELECT ?x ?a ?b {{ ?x {first} ?a ; {last} ?b }}")
    assert bounds == {(x, *_bounds(day)) for x, day in told}
    types = ask(curated_store, f"SELECT DISTINCT (DATATYPE(?a) AS ?t) {{ ?x {first}|{last} ?a }}")
    assert types == {(XSD.date,)}


def test_the_side_of_the_border_is_that_of_the_statutes_or_the_seat(curated_store: Store) -> None:
    seats = dict(ask(curated_store, "SELECT ?x ?c { ?x tl:country ?c }"))
    sides = ask(curated_store, "SELECT ?x ?c { ?x tl:side ?c }")
    own = {body for body, _ in sides}
    expected = sides | {(body, seat) for body, seat in seats.items() if body not in own}
    assert ask(curated_store, "SELECT ?x ?c { ?x tl:sideOfBorder ?c }") == expected
    binational = {body for body in own if len([x for x, _ in sides if x == body]) == 2}
    assert binational
    assert all(body in seats for body in own)


def test_the_label_is_the_english_german_dutch_or_untagged_name(curated_store: Store) -> None:
    query = "SELECT ?x ?name (LANG(?name) AS ?l) { ?x skos:prefLabel|foaf:name ?name }"
    names: dict[str, set[Row]] = {}
    for thing, name, language in ask(curated_store, query):
        names.setdefault(thing, set()).add((language, name))
    labels = {
        x: (language, name)
        for x, name, language in ask(
            curated_store, "SELECT ?x ?name (LANG(?name) AS ?l) { ?x rdfs:label ?name }"
        )
    }
    order = ["en", "de", "nl", ""]
    for thing, told in names.items():
        best = min(told, key=lambda pair: (order.index(pair[0]), pair[1]))
        assert labels[thing] == best
    assert {language for language, _ in labels.values()} == set(order)


CLASSES = (
    *("org:FormalOrganization", "tl:Agreement", "tl:Activity", "schema:Event", "tl:Place"),
    *("tl:Source", "tl:Dispute", "skos:Concept", "foaf:Agent"),
)


@pytest.mark.parametrize("kind", CLASSES)
def test_everything_that_a_page_names_has_a_label(curated_store: Store, kind: str) -> None:
    every = ask(curated_store, f"SELECT ?x {{ ?x a {kind} }}")
    named = ask(curated_store, f"SELECT ?x {{ ?x a {kind} ; rdfs:label ?name }}")
    assert every == named
    assert every


def test_every_thing_of_ours_that_is_named_is_described(curated_store: Store) -> None:
    query = f"""
    SELECT DISTINCT ?o {{ ?s ?p ?o FILTER(ISIRI(?o) && STRSTARTS(STR(?o), "{BASE}"))
      FILTER NOT EXISTS {{ ?o ?q ?x }} }}"""
    assert {iri for (iri,) in ask(curated_store, query) if "/ontology" not in iri} == set()


@pytest.mark.parametrize("link", ["tl:country", "tl:sideOfBorder", "dct:language", "dct:publisher"])
def test_what_is_named_by_others_has_a_label_here(curated_store: Store, link: str) -> None:
    query = f"SELECT ?x {{ ?thing {link} ?x FILTER NOT EXISTS {{ ?x rdfs:label ?name }} }}"
    assert ask(curated_store, query) == set()
    assert ask(curated_store, f"SELECT ?x {{ ?thing {link} ?x }}")
