"""Names of regions: every region that the facts name has one, and codes are those of NUTS."""

from __future__ import annotations

import csv
import re
from collections import Counter

from techland.graph.region_names import all_region_names, region_names
from techland.viz.languages import LANGUAGES
from tests.conftest import ROOT


def test_every_region_of_the_facts_and_those_around_it_have_names() -> None:
    with (ROOT / "facts" / "organisations.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["nuts3"] for row in csv.DictReader(file) if row["nuts3"]}
    assert len(codes) > 30
    near = {code[:length] for code in codes for length in (3, 4, 5)}
    assert [
        code for code in sorted(near) if code[:2] in {"NL", "DE"} and not region_names(code)
    ] == []


def test_names_are_of_known_languages_and_codes_of_nuts() -> None:
    found = all_region_names()
    assert len(found) > 400
    for code, names in found.items():
        assert re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", code)
        assert names
        assert set(names) <= {*LANGUAGES, "fr", ""}
        assert all(name == name.strip() and name for name in names.values())


def test_a_region_without_a_name_has_none() -> None:
    assert region_names("XX99") == {}


def test_as_many_regions_have_names_as_the_docs_say() -> None:
    text = (ROOT / "docs" / "reading.md").read_text("utf-8")
    told = re.search(r"edition 2013: (\d+) of NL, .*?(\d+) of DE, (\d+) of BE, (\d+) of LU", text)
    assert told
    found = Counter(code[:2] for code in all_region_names())
    assert [int(one) for one in told.groups()] == [found[c] for c in ("NL", "DE", "BE", "LU")]
