"""Names of bodies: taken apart, scored in pairs, looked up among many."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techland.graph.identity.candidates import CandidateFinder
from techland.graph.identity.name_scores import score_names
from techland.graph.identity.names import normalise
from techland.graph.identity.town_phrases import town_phrases
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, PART, Reason
from techland.graph.identity.vocabulary import table

PAIRS = Path(__file__).parents[4] / "shared/data/keep_eu/organisation_name_pairs.csv"
OWN_PAIRS = Path(__file__).with_name("pairs_of_our_own.csv")
SAME = (
    ("Stichting Gelderland Toerisme", "Stichting Toerisme Gelderland"),
    ("WWU Münster", "Westfälische Wilhelms-Universität Münster"),
    ("FH Muenster", "Münster University of Applied Sciences"),
    ("TU Delft", "Delft University of Technology"),
    ("HWK Münster", "Handwerkskammer Münster"),
    ("Gemeente Enschede", "Stadt Enschede"),
    ("euregio rhein-maas-nord", "Euregio Rijn-Maas-Noord"),
    ("Ministerie van Economische Zaken", "Ministry of Economic Affairs"),
    ("Hogeschool Saxion", "Saxion University of Applied Sciences"),
    ("Landschaftsverband Westfalen-Lippe (LWL)", "Landschaftsverband Westfalen Lippe"),
    ("Demcon", "DEMCON B.V."),
    ("Hanzehogeschool Groningen", "Hanze University of Applied Sciences"),
)
DIFFERENT = (
    ("Demcon GmbH", "Demcon B.V."),
    ("Universität Münster", "Universitätsfonds Münster"),
    ("Fachhochschule Münster", "Universität Münster"),
    ("Stadt Borken", "Kreis Borken"),
    ("Gemeente Groningen", "Provincie Groningen"),
    ("Euregio", "Euregio Maas-Rhein"),
    ("Technische Universität Berlin", "Freie Universität Berlin"),
    ("Vrije Universiteit Amsterdam", "Universiteit van Amsterdam"),
    ("Fraunhofer IPT", "Fraunhofer IPA"),
    ("Stichting WTC Twente", "WTC Twente B.V."),
    ("Gemeente Bergen (L)", "Gemeente Bergen (NH)"),
    ("Museum Schloss Moyland", "Förderverein Museum Schloss Moyland"),
    ("Landwirtschaftskammer Niedersachsen", "Landwirtschaftskammer NRW"),
    ("Technical University Dortmund", "TUD Dresden University of Technology"),
)
PARTS = (
    ("Universiteit Twente", "University of Twente, Faculteit BBT"),
    ("Kreis Borken", "Kreis Borken, Fachbereich Gesundheit"),
    ("Stadt Münster", "Stadt Münster Amt für Wirtschaftsförderung"),
)


@pytest.mark.parametrize(("one", "two"), SAME)
def test_one_body_under_two_names_is_found(one: str, two: str) -> None:
    found = score_names(one, two)
    assert found.outcome in {CERTAIN, LIKELY}, found.told()


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_two_bodies_stay_two(one: str, two: str) -> None:
    assert score_names(one, two).outcome in {NO, PART}


@pytest.mark.parametrize(("whole", "part"), PARTS)
def test_a_department_is_a_part_of_its_parent(whole: str, part: str) -> None:
    assert score_names(whole, part).outcome == PART
    assert not score_names(whole, part).part_first
    assert score_names(part, whole).part_first


@pytest.mark.shared
def test_labelled_pairs_keep_the_bars() -> None:
    right = wrong = missed = 0
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            outcome = score_names(row["name_a"], row["name_b"]).outcome
            linked, same = outcome in {CERTAIN, LIKELY}, row["label"] == "same"
            assert same or outcome != CERTAIN, row
            right += linked and same
            wrong += linked and not same
            missed += same and not linked
    assert 2 * right / (2 * right + wrong + missed) >= 0.9


def test_pairs_of_our_own_hold_the_traps_that_sources_lay() -> None:
    """Departments, hospitals, towns and districts, translations, letters, slips, broken bytes.

    Names of bodies are facts. The pairs were written down before any rule saw them; what is
    missed still, stays in the file (docs/identity.md tells the figures).
    """
    right = wrong = missed = 0
    with OWN_PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            outcome = score_names(row["name_a"], row["name_b"]).outcome
            linked, same = outcome in {CERTAIN, LIKELY}, row["label"] == "same"
            assert same or outcome != CERTAIN, row
            assert row["label"] != "part_of" or outcome == PART, row
            right += linked and same
            wrong += linked and not same
            missed += same and not linked
    assert 2 * right / (2 * right + wrong + missed) >= 0.85


names = st.text(alphabet="abäöüß eEvV.B-(),/&'GmH12\u0301λж", max_size=40)


@settings(max_examples=150, deadline=None)
@given(names, names)
def test_scoring_takes_any_text_and_does_not_look_at_the_order(one: str, two: str) -> None:
    first, second = score_names(one, two), score_names(two, one)
    assert (first.outcome, first.score) == (second.outcome, second.score)
    assert first.told("de")
    if normalise(one).words:
        assert score_names(one, one).outcome in {CERTAIN, LIKELY}


def test_a_concept_has_one_role_and_a_phrase_one_meaning() -> None:
    roles, phrases = defaultdict(set), []
    for row in table("words"):
        phrases.append(row["phrase"])
        if len(row["concept"].split()) == 1:
            roles[row["concept"]].add(row["role"])
    assert {concept for concept, found in roles.items() if len(found) > 1} == set()
    assert len(phrases) == len(set(phrases))


def test_the_table_of_towns_is_that_of_geonames() -> None:
    assert [row["phrase"] for row in table("towns")] == list(town_phrases())


def test_every_reason_speaks_three_languages() -> None:
    for row in table("reasons"):
        told = {Reason(row["code"], "x").told(language) for language in ("en", "de", "nl")}
        assert len(told) == 3, row


def test_a_reason_about_nothing_ends_without_a_colon() -> None:
    assert [Reason("words-differ").told(language) for language in ("en", "de", "nl")] == [
        "other words",
        "andere Wörter",
        "andere woorden",
    ]


def test_candidates_come_best_first_and_an_ambiguous_name_is_certain_of_none() -> None:
    finder = CandidateFinder(
        [
            ("a", "Euregio Rhein-Waal"),
            ("b", "Euregio Maas-Rhein"),
            ("c", "EUREGIO"),
            ("d", "Universität Twente"),
            ("e", "Museum Twente"),
            ("f", "Demcon"),
            ("g", "DEMCON B.V."),
        ]
    )
    assert finder.find("University of Twente")[0].thing == "d"
    assert finder.find("University of Twente")[0].verdict.outcome == CERTAIN
    euregio = finder.find("Euregio")
    assert {one.thing for one in euregio} == {"a", "b", "c"}
    assert not any(one.verdict.outcome == CERTAIN for one in euregio)
    demcon = finder.find("Demcon")
    assert [one.verdict.outcome for one in demcon] == [LIKELY, LIKELY]
    assert demcon[0].verdict.reasons[-1].code == "several-candidates"
    assert finder.find("University of Twente", within=["e"])[0].thing == "e"
    assert finder.find("") == []


def test_the_nearest_words_of_a_slip_are_five_and_each_is_one() -> None:
    """Those that share both ends with what is typed are listed by either."""
    words = ("brandter", "brandtar", "brandtor", "brandxar", "brandxer")
    finder = CandidateFinder((word, f"{word.title()} Werke") for word in words)
    assert {found.thing for found in finder.find("Brandtyr")} == set(words)
