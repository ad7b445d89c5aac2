"""Numbers, money, dates and names by the custom of a language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from markupsafe import escape

from techland.viz.names import choose_name, names_by_language
from techland.viz.reader import Reader

NO_BREAK = "\xa0"


@pytest.mark.parametrize(
    ("language", "written", "told"),
    [
        ("nl", "2021-05-18", "18 mei 2021"),
        ("de", "2021-05-18", "18. Mai 2021"),
        ("en", "2021-05-18", "18 May 2021"),
        ("nl", "2021-03", "maart 2021"),
        ("de", "2021-03", "März 2021"),
        ("en", "2021-03", "March 2021"),
        ("en", "2021", "2021"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(language: str, written: str, told: str) -> None:
    assert Reader(language).date(written) == told


@pytest.mark.parametrize(
    ("language", "amount", "told"),
    [
        ("nl", 465_000_000, f"€{NO_BREAK}465.000.000"),
        ("de", 465_000_000, f"465.000.000{NO_BREAK}€"),
        ("en", 465_000_000, "€465,000,000"),
        ("nl", Decimal("5334690.50"), f"€{NO_BREAK}5.334.690,50"),
    ],
)
def test_money(language: str, amount: Decimal, told: str) -> None:
    assert Reader(language).money(amount) == told


def test_numbers() -> None:
    told = [Reader(language).number(1234.5) for language in ("nl", "de", "en")]
    assert told == ["1.234,5", "1.234,5", "1,234.5"]


NAMES = {"nl": "Waterstof", "de": "Wasserstoff", "": "H2"}


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        (NAMES, "nl", ("Waterstof", "nl", False)),
        (NAMES, "en", ("Wasserstoff", "de", True)),
        ({"": "DigiPro"}, "nl", ("DigiPro", "", False)),
        ({"fr": "Hydrogène"}, "nl", ("Hydrogène", "fr", True)),
        ({"nl": "", "en": "Hydrogen"}, "nl", ("Hydrogen", "en", True)),
        ({}, "nl", ("the IRI", "", False)),
    ],
)
def test_a_name_in_another_language_says_so(
    names: dict[str, str], language: str, expected: tuple[str, str, bool]
) -> None:
    name = choose_name(names, language, "the IRI")
    assert (name.text, name.language, name.is_fallback) == expected


def test_of_several_names_in_a_language_the_least_counts() -> None:
    assert names_by_language([("nl", "b"), ("nl-BE", "c"), ("nl", "a")]) == {"nl": "a"}


def test_a_text_of_any_length_stands_in_a_message() -> None:
    reader, name = Reader("en"), "<é>" * 3000
    told = reader.text("search-take-away", name=name)
    assert str(escape(name)) in told
    assert "<" not in told
