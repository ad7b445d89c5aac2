"""Bodies, projects and groups: what else than names decides."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import combinations

from techland.graph.identity.bodies import Body
from techland.graph.identity.body_scores import other_identifiers
from techland.graph.identity.clusters import broken_chains, cluster
from techland.graph.identity.identification import may_be_one_body, may_be_one_project
from techland.graph.identity.links import CURATOR, MACHINE, link
from techland.graph.identity.matching import match_bodies
from techland.graph.identity.projects import Project, programme_key, score_projects
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, PART, Reason, verdict

TWENTE = Body("r/1", "one", ("Universiteit Twente",), country="NLD", towns=frozenset({"enschede"}))


def body(iri: str, name: str, **more: object) -> Body:
    told = {"country": "NLD", "towns": frozenset({"enschede"}), **more}
    return Body(iri, f"dataset-{iri}", (name,), **told)


def outcomes(*bodies: Body) -> dict[tuple[str, str], str]:
    return {one.pair: one.verdict.outcome for one in match_bodies(bodies)}


def ids(**told: str) -> frozenset[tuple[str, str]]:
    return frozenset(told.items())


def test_a_shared_identifier_is_certain_and_another_one_forbids() -> None:
    one = body("a", "Saxion", identifiers=ids(PIC="1"))
    assert outcomes(one, body("b", "Hogeschool Enschede", identifiers=ids(PIC="1"))) == {
        ("a", "b"): CERTAIN
    }
    assert outcomes(one, body("b", "Saxion", identifiers=ids(PIC="2"))) == {}
    taxed = body("a", "Alpha", identifiers=ids(PIC="1", VAT="NL1"))
    assert outcomes(taxed, body("b", "Alpha", identifiers=ids(PIC="2", VAT="NL1"))) == {}


def test_country_and_town_weigh() -> None:
    name = "University of Twente"
    assert outcomes(TWENTE, body("x", name)) == {("r/1", "x"): CERTAIN}
    assert outcomes(TWENTE, body("x", name, country="DEU")) == {}
    assert outcomes(TWENTE, body("x", name, country=None)) == {("r/1", "x"): LIKELY}
    firm = body("a", "Demcon", towns=frozenset({"enschede"}))
    assert outcomes(firm, body("b", "Demcon", towns=frozenset({"delft"}))) == {("a", "b"): LIKELY}
    assert outcomes(firm, body("b", "Demcon Enschede")) == {("a", "b"): CERTAIN}


def test_a_name_that_two_bodies_have_merges_with_neither() -> None:
    one = body("a", "Instituut Alpha Beta", identifiers=ids(ROR="1"))
    two = body("b", "Instituut Alpha Beta", identifiers=ids(ROR="2"))
    found = outcomes(one, two, body("c", "Institut Alpha Beta"))
    assert found == {("a", "c"): LIKELY, ("b", "c"): LIKELY}


def test_mere_letters_say_nothing_where_the_town_is_another() -> None:
    one = Body("a", "x", ("Advanced Manufacturing Center",), ("AMC",), country="NLD")
    two = Body("b", "y", ("Academisch Medisch Centrum",), ("AMC",), country="NLD")
    assert outcomes(one, two) == {}


def test_the_order_of_bodies_does_not_matter() -> None:
    names = ["FH Münster", "Fachhochschule Münster", "Universität Münster", "Uni Münster"]
    names += ["Kreis Borken", "Kreis Borken, Fachbereich Jugend", "Stadt Borken", "Borken"]
    bodies = [body(f"b{n}", name, country="DEU") for n, name in enumerate(names)]
    first = match_bodies(bodies)
    for seed in range(3):
        random.Random(seed).shuffle(bodies)  # noqa: S311 (an order, no secret)
        assert match_bodies(bodies) == first
    assert {one.verdict.outcome for one in first} == {CERTAIN, LIKELY, PART}


def test_groups_never_join_what_a_curator_set_apart() -> None:
    sure = verdict(CERTAIN, 1, Reason("same-name"))
    apart = verdict(NO, 1, Reason("decided", "two bodies"))
    links = [
        link("a", "b", "organisation", sure),
        link("b", "c", "organisation", sure),
        link("a", "c", "organisation", apart, CURATOR),
    ]
    found = cluster(links, lambda _one, _two: True, lambda iri: (0, iri))
    assert found.canonical == {"b": "a"}
    assert {one.pair: one.verdict.outcome for one in found.links}["b", "c"] == LIKELY
    assert cluster(links[::-1], lambda _one, _two: True, lambda iri: (0, iri)) == found


def test_a_chain_breaks_at_its_weakest_link_where_its_ends_have_other_identifiers() -> None:
    """A = B by name and town, B = C by PIC, A and C have other ROR ids: B stays with C."""
    name = "Universität Alpha Beta"
    a = body("a", name, identifiers=ids(ROR="1"))
    b = body("b", name, identifiers=ids(PIC="7"))
    c = body("c", "Alpha-Beta-Universität", identifiers=ids(PIC="7", ROR="2"))
    bodies = {one.iri: one for one in (a, b, c)}
    links = match_bodies(bodies.values())
    found = cluster(links, may_be_one_body(bodies), lambda iri: (0, iri))
    assert found.canonical == {"c": "b"}
    chain = [
        link("a", "b", "organisation", verdict(CERTAIN, 0.4, Reason("same-name"))),
        link("b", "c", "organisation", verdict(CERTAIN, 0.9, Reason("same-name"))),
    ]
    found = cluster(chain, may_be_one_body(bodies), lambda iri: (0, iri))
    assert found.canonical == {"c": "b"}
    (broken,) = broken_chains(found.links)
    assert broken.pair == ("a", "b")
    assert broken.verdict.outcome == LIKELY
    assert broken.verdict.reasons[-1].about == "a | c"


def test_no_group_holds_two_pics_vat_numbers_or_what_a_curator_set_apart() -> None:
    chance = random.Random(2)  # noqa: S311 (an order, no secret)
    for at in range(60):
        bodies = {f"b{n}": body(f"b{n}", "x", identifiers=some_ids(chance)) for n in range(9)}
        iris = sorted(bodies)
        links = []
        for one, two in combinations(iris, 2):
            outcome = chance.choice((CERTAIN, CERTAIN, NO))
            by = chance.choice((MACHINE, MACHINE, MACHINE, CURATOR))
            if at % 2 and outcome == CERTAIN:
                by = MACHINE  # what a curator joins may have other identifiers
            told = verdict(outcome, chance.random(), Reason("same-name"))
            links.append(link(one, two, "organisation", told, by))
        found = cluster(links, may_be_one_body(bodies), lambda iri: (0, iri))
        groups = defaultdict(set)
        for iri in iris:
            groups[found.canonical.get(iri, iri)].add(iri)
        held = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
        apart = {one.pair for one in links if one.decided_by == CURATOR}
        together = {
            one.pair
            for one in links
            if one.decided_by == CURATOR and one.verdict.outcome == CERTAIN
        }
        assert not held & (apart - together)
        if at % 2:
            assert not any(other_identifiers(bodies[a], bodies[b]) for a, b in held)
        shuffled = chance.sample(links, len(links))
        assert cluster(shuffled, may_be_one_body(bodies), lambda iri: (0, iri)) == found


def some_ids(chance: random.Random) -> frozenset[tuple[str, str]]:
    schemes = chance.sample(("PIC", "ROR", "VAT"), chance.randrange(3))
    return frozenset((scheme, chance.choice("12")) for scheme in schemes)


def test_another_vat_number_is_likely_at_most_by_name() -> None:
    one, two = (body(iri, "Alpha", identifiers=ids(VAT=f"NL{iri}")) for iri in "ab")
    assert outcomes(one, two) == {("a", "b"): LIKELY}


def test_two_projects_of_one_publisher_stay_two_whatever_a_third_says() -> None:
    told = verdict(CERTAIN, 1, Reason("same-acronym", "mind"))
    links = [link("k1", "o", "activity", told), link("k2", "o", "activity", told)]
    datasets = {"k1": "keep-eu", "k2": "keep-eu", "o": "operations"}
    assert cluster(links, may_be_one_project(datasets), lambda iri: (0, iri)).canonical == {
        "o": "k1"
    }


def test_one_name_in_two_countries_is_two_bodies() -> None:
    towns = frozenset({"bergen"})
    one = body("a", "Gemeente Bergen", towns=towns)
    assert outcomes(one, body("b", "Stadt Bergen", country="DEU", towns=towns)) == {}


def test_the_town_behind_a_comma_is_no_part_and_a_department_is_one() -> None:
    towns = frozenset({"villeurbanne"})
    one = body("a", "Alpha Beta SA", towns=towns)
    assert outcomes(one, body("b", "Alpha Beta SA, Villeurbanne", towns=towns)) == {
        ("a", "b"): CERTAIN
    }
    assert outcomes(one, body("b", "Alpha Beta SA, Verkoop", towns=towns)) == {("a", "b"): PART}
    letters = Body("b", "other", (), ("ABC",), country="NLD", towns=towns)
    outcomes(body("a", "ABC, Villeurbanne", towns=towns), letters)  # a body of letters only
    # Two companies of one group in one town: their legal forms tell them apart.
    other = body("b", "Alpha Beta SAS, Villeurbanne", towns=towns)
    assert outcomes(one, other).get(("a", "b")) != CERTAIN


def project(**told: object) -> Project:
    cells = {
        "iri": "p",
        "dataset": "d",
        "acronyms": frozenset({"mind"}),
        "programme": "interreg-5a-x",
        "start": None,
        "end": None,
        "amounts": frozenset(),
        "partners": frozenset(),
    }
    return Project(**{**cells, **told})


def test_projects_need_programme_and_one_thing_more() -> None:
    one = project(start="2015-08-01")
    assert score_projects(one, project(start="2015-07-31"), "mind").outcome == CERTAIN
    assert score_projects(one, project(start="2015-07-30"), "mind").outcome == LIKELY
    assert score_projects(one, project(start="2018-07-31"), "mind").outcome == NO
    other = project(start="2015-08-01", programme="interreg-5a-y")
    assert score_projects(one, other, "mind").outcome == NO
    assert score_projects(project(programme=None), project(programme=None), "mind").outcome == NO


def test_programmes_are_one_by_period_strand_and_countries() -> None:
    name = "2014 - 2020 INTERREG V-A Germany - The Netherlands"
    assert programme_key(name) == programme_key("Interreg V A Deutschland-Nederland")
    assert programme_key(name) != programme_key("Interreg VI A Deutschland-Nederland")
    assert programme_key("HORIZON") == programme_key("Horizon Europe")
