"""Networks over time: a small case by hand, what holds in general, what is told of dates."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techland.graph.measure_errors import UnknownChoice, UnknownPartition
from techland.graph.study_errors import NoSlices
from techland.network.choice import Choice, chosen
from techland.network.time.over_time import TABLES, OverTime, network_over_time
from tests.network.time.small_arrays import Told, arrays_of

COUNTRIES: dict[str, str | None] = {"a": "NL", "b": "NL", "c": "DE", "d": "DE", "e": None}
PROJECTS = Choice(tie="projects")
SMALL = [
    # In the first slice a-b, a-c and b-c; in the second a-b again, and c-d.
    Told("first", 2001, 2002, ["a", "b", "c"]),
    Told("again", 2003, 2003, ["a", "b"]),
    Told("longer", 2002, 2003, ["a", "b"]),
    Told("other", 2003, 2004, ["c", "d"]),
    Told("alone", 2001, 2001, ["d"]),
]


def over(told: list[Told], by: str = "2001-2002,2003-2004", **choice: object) -> OverTime:
    return network_over_time(arrays_of(told, COUNTRIES), PROJECTS, "v", by, **choice)  # type: ignore[arg-type]  # words of tests


def test_a_small_case_by_hand() -> None:
    tables = over(SMALL).tables
    first, second = tables["slices"].to_dicts()
    assert (first["activities"], first["takers"], first["ties"]) == (3, 4, 3)
    assert (first["external"], first["internal"]) == (2, 1)
    assert (second["activities"], second["takers"], second["ties"]) == (3, 4, 2)
    # Four takers, two of each country: four of six pairs cross.
    assert first["expected"] == pytest.approx(4 / 6)
    assert second["growth"] == pytest.approx(0 - 2 / 3)
    [change] = tables["changes"].to_dicts()
    assert (change["stayed"], change["entries"], change["exits"]) == (4, 0, 0)
    assert (change["survived"], change["at_risk"]) == (1, 3)
    assert change["survival"] == pytest.approx(1 / 3)
    assert change["jaccard"] == pytest.approx(1 / 4)
    # Spells: a-b of two slices, cut off; a-c and b-c of one, ended; c-d of one, cut off.
    assert tables["survival"].rows() == [(1, 4, 2, 0.5), (2, 1, 0, 0.5)]
    repeated = tables["repeated"].to_dicts()[1]
    assert (repeated["repeated_partners"], repeated["repeated_partnerships"]) == (2, 1)
    returning = tables["returning"].to_dicts()
    assert [row["label"] for row in returning] == ["a", "b", "c", "d"]
    assert returning[0]["in"] == ["2001-2002", "2003-2004"]
    assert returning[0]["activities"] == 4


def test_brokers_that_change() -> None:
    told = [
        Told("one", 2001, 2001, ["a", "b"]),
        Told("two", 2001, 2001, ["a", "c"]),
        Told("three", 2002, 2002, ["b", "c"]),
        Told("four", 2002, 2002, ["b", "a"]),
    ]
    [row] = over(told, "year").table("brokers").to_dicts()
    # In 2001 a stands between b (NL) and c (DE), in 2002 b between a and c.
    assert (row["kept"], row["turnover"], row["go"], row["come"]) == (0, 1.0, ["a"], ["b"])
    assert row["equals_cut"] is False


def test_dates_that_are_not_known_are_told() -> None:
    told = [
        Told("dated", 2001, 2003, ["a", "b"]),
        Told("no end", 2002, None, ["a", "c"]),
        Told("no start", None, 2003, ["a", "d"]),
        Told("neither", None, None, ["b", "d"]),
    ]
    found = over(told, "year")
    assert found.table("slices")["slice"].to_list() == ["2001", "2002", "2003"]
    assert found.table("slices")["ties"].to_list() == [1, 2, 1]
    notes = " ".join(found.notes)
    assert "1 of 4 activities have an end but no known start" in notes
    assert "1 of 4 activities have a start but no known end" in notes
    assert "2 of 4 activities have no known date and are left out" in notes


def test_an_agreement_holds_on() -> None:
    told = [
        Told("signed", 2001, None, ["a", "c"], kind="agreement"),
        Told("project", 2003, 2003, ["a", "b"]),
    ]
    found = network_over_time(arrays_of(told, COUNTRIES), Choice(), "v", "year")
    assert found.table("slices")["ties"].to_list() == [1, 1, 2]
    assert any("they hold on" in note for note in found.notes)


def test_slices_by_dataset_and_namesakes() -> None:
    told = [
        Told("old", None, None, ["Müller GmbH", "c"], dataset="2007"),
        Told("new", None, None, ["MULLER  GmbH.", "c"], dataset="2014"),
    ]
    countries: dict[str, str | None] = {"Müller GmbH": "DE", "MULLER  GmbH.": "DE", "c": "NL"}
    arrays = arrays_of(told, countries)
    apart = network_over_time(arrays, PROJECTS, "v", "dataset").table("changes")
    assert apart["survived"].to_list() == [0]
    one = network_over_time(arrays, PROJECTS, "v", "dataset", same_names=True)
    assert one.table("changes")["survived"].to_list() == [1]
    assert any("1 became another one" in note for note in one.notes)
    elsewhere = arrays_of(told, countries | {"MULLER  GmbH.": "NL"})
    found = network_over_time(elsewhere, PROJECTS, "v", "dataset", same_names=True)
    assert found.table("changes")["survived"].to_list() == [0]


@st.composite
def tellings(draw: st.DrawFn) -> list[Told]:
    year = st.one_of(st.none(), st.integers(2001, 2008))
    takers = st.lists(st.sampled_from(sorted(COUNTRIES)), min_size=1, max_size=4, unique=True)
    kinds = st.sampled_from(["project", "agreement"])
    drawn = draw(st.lists(st.tuples(year, year, takers, kinds), min_size=1, max_size=12))
    told = [
        Told(f"p{number}", start, end, own, kind)
        for number, (start, end, own, kind) in enumerate(drawn)
        if start is None or end is None or start <= end
    ]
    return [*told, Told("sure", 2002, 2005, ["a", "b"])]


@settings(max_examples=20, deadline=None)
@given(tellings(), st.sampled_from(["year", "3", "2001-2004,2005-2008"]))
def test_what_holds_of_every_network_over_time(told: list[Told], by: str) -> None:
    arrays = arrays_of(told, COUNTRIES)
    found = network_over_time(arrays, Choice(), "v", by)
    slices, changes = found.table("slices").to_dicts(), found.table("changes").to_dicts()
    assert len(changes) == len(slices) - 1
    for row in slices:
        assert row["external"] + row["internal"] <= row["ties"]
        assert row["share"] is None or 0 <= row["share"] <= 1
    for row, before, after in zip(changes, slices, slices[1:], strict=False):
        assert row["stayed"] + row["exits"] == before["takers"]
        assert row["stayed"] + row["entries"] == after["takers"]
        assert row["survived"] <= row["at_risk"] <= row["ties_before"] == before["ties"]
    lasting = found.table("survival")["survival"].to_list()
    assert lasting == sorted(lasting, reverse=True)
    assert all(0 <= value <= 1 for value in lasting)
    shuffled = network_over_time(arrays_of(told[::-1], COUNTRIES), Choice(), "v", by)
    assert all(found.table(name).equals(shuffled.table(name)) for name in TABLES)


def test_wrong_words_are_told() -> None:
    arrays = arrays_of(SMALL, COUNTRIES)
    with pytest.raises(NoSlices, match="intervals"):
        network_over_time(arrays, PROJECTS, "v", "decade")
    for years in ("0", "7999"):
        with pytest.raises(NoSlices, match="from 1 to 1000 years"):
            network_over_time(arrays, PROJECTS, "v", years)
    for turned in ("2001-2002,2004-2003", "0000-2003"):
        with pytest.raises(NoSlices, match=f"from {turned[-9:-5]} to 2003 there is no year"):
            network_over_time(arrays, PROJECTS, "v", turned)
    for by in ("99999", "9" * 5000, "\u0661", "-1"):
        with pytest.raises(NoSlices, match="neither a time"):
            network_over_time(arrays, PROJECTS, "v", by)
    with pytest.raises(NoSlices, match="no activity has a known date"):
        network_over_time(arrays, chosen(tie="agreements"), "v", "year")
    with pytest.raises(UnknownPartition, match="country"):
        network_over_time(arrays, PROJECTS, "v", "year", groups="colour")
    with pytest.raises(UnknownChoice, match="survival"):
        over(SMALL).table("survivl")
