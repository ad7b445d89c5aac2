"""Pages read well in a text browser: w3m, without style and script, 80 columns wide."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

COLUMNS = 80


@pytest.fixture(scope="module")
def w3m() -> str:
    found = shutil.which("w3m")
    if not found:
        pytest.fail("no w3m here: apt-get install w3m")
    return found


def dump(w3m: str, address: str) -> str:
    """Return the text of a page as w3m shows it."""
    command = [w3m, "-dump", "-cols", str(COLUMNS), "-o", "accept_language=en", address]
    return subprocess.run(command, check=True, capture_output=True, timeout=60, text=True).stdout


def in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_an_agreement_tells_who_says_what(w3m: str, address: str) -> None:
    text = dump(w3m, f"{address}agreement/mou-2021?lang=en")
    told = in_one_line(text)
    assert "Memorandum of understanding, signed on 18 May 2021, by Chamber of" in told
    assert re.search(r"18 May 2021 disputed \d sources", told)
    assert "21 May 2021 not accepted disputed 1 source" in told
    assert "Why this one stands first: Decided by the curator." in told
    # The way to the content stands first, the navigation before what is known.
    lines = text.splitlines()
    assert lines[0] == "To the content"
    assert told.index("Sources") < told.index("What is known") < told.index("Timeline")


def test_a_search_lists_kind_name_and_country(w3m: str, address: str) -> None:
    told = in_one_line(dump(w3m, f"{address}search?q=euregio+rijn+waal&lang=en"))
    assert "1. Organisation Euregio Rhine-Waal DE, NL found by the name" in told
    assert "Narrow" not in told.split("1. Organisation")[0]


def test_disputes_have_both_sides_one_after_the_other(w3m: str, address: str) -> None:
    told = in_one_line(dump(w3m, f"{address}disputes?lang=en"))
    one = told.split("CROCO - Cross border coordination")[1]
    assert "December 2022 accepted • Cross Border Coordination" in one
    assert one.index("December 2022") < one.index("30 June 2022") < one.index("Decided by")


PATHS = (
    "agreement/mou-2021",
    "organisation/oost-nl",
    "activity/mind",
    "activity/interreg-v-a-de-nl",
    "theme/energy",
    "nuts/DEA33",
    "source/3c3546c0b76c",
    "disputes",
    "search?q=enschede",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_two_words_run_together(w3m: str, address: str, path: str) -> None:
    """Marks and language tags, which a style sets apart, are apart without it too."""
    text = dump(w3m, f"{address}{path}")
    marks = "disputed|not accepted|inferred|our translation"
    assert re.findall(rf"\w*[a-z)](?:{marks})\b", text) == []
    assert re.findall(rf"\b(?:{marks})(?=[A-Za-z0-9])\w*", text) == []
