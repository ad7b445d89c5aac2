"""Networks as chosen, against ones counted from the tables or made by networkx."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import polars as pl
import pytest

from techland.graph.measure_errors import (
    NoSuchValue,
    UnknownChoice,
    UnknownPartition,
    WrongInterval,
    WrongMeasureOption,
)
from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.making import make_arrays
from techland.network.building import build_network
from techland.network.choice import TIES, chosen
from techland.network.network import Network

FACTS = Path(__file__).parents[2] / "facts"
ORGANISATION = "https://w3id.org/techland/organisation/"
Parts = dict[str, dict[str, set[str]]]


def rows(table: str) -> list[dict[str, str]]:
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def arrays(curated_snapshot: Snapshot) -> Arrays:
    return make_arrays(curated_snapshot.quads_path)


def made(arrays: Arrays, **wanted: object) -> Network:
    return build_network(arrays, chosen(**wanted), "v")  # type: ignore[arg-type]  # words of tests


def told_parts() -> Parts:
    """Return who takes part: kind, thing, organisations; funders and managers do not."""
    kinds = {row["id"]: row["kind"] for row in rows("programmes")}
    found: Parts = defaultdict(lambda: defaultdict(set))
    for row in rows("participations"):
        if row["role"] not in {"funder", "managing-authority"}:
            kind = kinds[row["programme_id"]]
            found[kind][row["programme_id"]].add(row["organisation_id"])
    for row in rows("event_roles"):
        found["event"][row["event_id"]].add(row["organisation_id"])
    for row in rows("agreement_parties"):
        found["agreement"][row["agreement_id"]].add(row["organisation_id"])
    return found


def pairs_of(groups: list[set[str]]) -> dict[tuple[str, ...], int]:
    return Counter(pair for group in groups for pair in combinations(sorted(group), 2))


def ids(network: Network, column: str = "weight") -> dict[tuple[str, ...], float]:
    """Return the ties by the ids of their ends."""
    return {
        tuple(sorted((one.rpartition("/")[2], other.rpartition("/")[2]))): value
        for one, other, value in network.ties.select("one", "other", column).iter_rows()
    }


@pytest.mark.parametrize("tie", [name for name in TIES if name not in {"themes", "signatories"}])
def test_ties_are_those_of_the_tables(arrays: Arrays, tie: str) -> None:
    told = told_parts()
    groups = [group for kind in TIES[tie].kinds for group in told[kind].values()]
    assert ids(made(arrays, tie=tie)) == pairs_of(groups)


def test_signatories_are_tied_by_what_both_signed(arrays: Arrays) -> None:
    signed: dict[str, set[str]] = defaultdict(set)
    for row in rows("agreement_parties"):
        if row["role"] == "signatory":
            signed[row["agreement_id"]].add(row["organisation_id"])
    assert ids(made(arrays, tie="signatories")) == pairs_of(list(signed.values()))


def test_organisations_are_tied_to_the_themes_of_what_they_do(arrays: Arrays) -> None:
    themes: dict[str, set[str]] = defaultdict(set)
    for row in rows("programme_themes"):
        themes[row["id"]].add(row["theme_id"])
    expected = Counter(
        (body, theme)
        for project, bodies in told_parts()["project"].items()
        for body in bodies
        for theme in themes[project]
    )
    network = made(arrays, tie="themes")
    found = {
        (one.rpartition("/")[2], other.rpartition("/")[2]): weight
        for one, other, weight in network.ties.select("one", "other", "weight").iter_rows()
    }
    assert found == expected
    assert set(network.nodes["mode"]) == {"organisation", "theme"}


def test_newmans_weight_is_that_of_networkx(arrays: Arrays) -> None:
    two_mode: nx.Graph[tuple[str, str]] = nx.Graph()
    bodies = set()
    for project, members in told_parts()["project"].items():
        for body in members:
            bodies.add(("body", body))
            two_mode.add_edge(("body", body), ("project", project))
    expected = nx.bipartite.collaboration_weighted_projected_graph(two_mode, bodies)
    found = ids(made(arrays, tie="projects", weight="newman"))
    assert len(found) == expected.number_of_edges()
    for (one, other), weight in found.items():
        assert weight == pytest.approx(expected[("body", one)][("body", other)]["weight"])


def test_money_adds_planned_costs_and_says_what_it_does_not_know(arrays: Arrays) -> None:
    costs = {row["id"]: float(row["budget_eur"] or 0) for row in rows("programmes")}
    network = made(arrays, tie="projects", weight="money")
    known = arrays.activities.filter(pl.col("cost").is_not_null())
    expected: Counter[tuple[str, ...]] = Counter()
    cost_of = {iri.rpartition("/")[2]: cost for iri, cost in known.select("iri", "cost").rows()}
    for project, members in told_parts()["project"].items():
        for pair in combinations(sorted(members), 2):
            expected[pair] += cost_of.get(project, 0)
    assert ids(network) == pytest.approx({k: v for k, v in expected.items() if v})
    assert "is not known" in network.notes[0]
    assert sum(cost > 0 for cost in costs.values()) >= 15


def test_days_count_from_earliest_start_to_latest_end(arrays: Arrays) -> None:
    found = ids(made(arrays, tie="projects", weight="days", theme="health-medtech"))
    mind = arrays.activities.filter(pl.col("iri").str.ends_with("/mind")).row(0, named=True)
    length = (mind["end_latest"] - mind["start_earliest"]).days + 1
    assert length in found.values()


@pytest.mark.parametrize(("level", "letters"), [("nuts3", 5), ("nuts2", 4), ("nuts1", 3)])
def test_regions_share_the_projects_of_their_organisations(
    arrays: Arrays, level: str, letters: int
) -> None:
    region = {row["id"]: row["nuts3"][:letters] for row in rows("organisations")}
    groups = [
        {region[body] for body in members if region[body]}
        for members in told_parts()["project"].values()
    ]
    network = made(arrays, tie="projects", level=level)
    assert ids(network) == pairs_of(groups)
    assert any("no known" in note for note in network.notes)
    assert network.nodes["iri"][0].startswith("http://data.europa.eu/nuts/code/")


def test_countries_and_towns(arrays: Arrays) -> None:
    country = {row["id"]: row["country"] for row in rows("organisations")}
    groups = [{country[b] for b in m if country[b]} for m in told_parts()["project"].values()]
    assert ids(made(arrays, tie="projects", level="country")) == pairs_of(groups)
    towns = made(arrays, tie="projects", level="place")
    assert "Enschede (NL)" in towns.nodes["label"].to_list()


def test_a_theme_holds_the_narrower_ones(arrays: Arrays) -> None:
    broader = {row["id"]: row["broader"] for row in rows("themes")}
    top = Counter(broader.values()).most_common(2)[1][0] or next(filter(None, broader.values()))
    below = {theme for theme, above in broader.items() if above == top} | {top}
    about = {row["id"] for row in rows("programme_themes") if row["theme_id"] in below}
    groups = [m for project, m in told_parts()["project"].items() if project in about]
    assert ids(made(arrays, tie="projects", theme=top)) == pairs_of(groups)


def test_filters_keep_what_they_name(arrays: Arrays) -> None:
    types = {row["id"]: row["type"] for row in rows("organisations")}
    groups = [
        {body for body in members if types[body] == "university"}
        for members in told_parts()["project"].values()
    ]
    found = made(arrays, tie="projects", type="university")
    assert ids(found) == pairs_of(groups)
    lead: dict[str, set[str]] = defaultdict(set)
    for row in rows("participations"):
        if row["role"] in {"lead-partner", "partner"}:
            lead[row["programme_id"]].add(row["organisation_id"])
    kinds = {row["id"]: row["kind"] for row in rows("programmes")}
    groups = [members for thing, members in lead.items() if kinds[thing] == "project"]
    assert ids(made(arrays, tie="projects", role=["lead-partner", "partner"])) == pairs_of(groups)
    assert made(arrays, dataset="facts").edges.equals(made(arrays).edges)
    stated = made(arrays, certainty="stated")
    assert set(stated.details["certainty"]) == {"stated"}
    url = arrays.sources["url"][0]
    one_source = made(arrays, source=url, tie="events", isolated=True)
    assert all(url in sources for sources in one_source.details["sources"])


def test_an_interval_keeps_what_may_have_run_in_it(arrays: Arrays) -> None:
    network = made(arrays, tie="projects", since="2019", until="2019-06")
    kept = {iri for activities in network.details["activities"] for iri in activities}
    assert kept
    table = arrays.activities.filter(pl.col("iri").is_in(list(kept)))
    for start, end in table.select("start_earliest", "end_latest").iter_rows():
        assert start is None or start <= date(2019, 6, 30)
        assert end is None or end >= date(2019, 1, 1)
    assert any("no known date" in note for note in network.notes)


def test_isolated_nodes_are_kept_when_asked(arrays: Arrays) -> None:
    whole = made(arrays, tie="projects", isolated=True)
    assert whole.nodes.height == len(rows("organisations"))
    tied = made(arrays, tie="projects")
    assert set(tied.nodes["iri"]) == {
        n for pair in tied.ties.select("one", "other").rows() for n in pair
    }
    assert ids(whole) == ids(tied)


def test_one_large_project_is_told_of(arrays: Arrays) -> None:
    network = made(arrays, tie="projects", theme="hydrogen")
    assert any("alone ties 13 nodes" in note for note in network.notes)


def test_a_tie_names_its_activities_and_their_sources(arrays: Arrays) -> None:
    details = made(arrays).details
    tie = details.filter(
        pl.col("one").str.ends_with("/oost-nl") & pl.col("other").str.ends_with("/twente-board")
    ).row(0, named=True)
    assert "https://w3id.org/techland/agreement/mou-2021" in tie["activities"]
    told = {
        url
        for row in rows("agreement_parties")
        if row["agreement_id"] == "mou-2021"
        and row["organisation_id"] in {"oost-nl", "twente-board"}
        for url in row["source_url"].split(" | ")
    }
    assert told <= set(tie["sources"])


def test_the_index_by_country_depends_on_the_choice(arrays: Arrays) -> None:
    """The curated sample gives indices from 0.012 to 0.083 as the rule of inclusion changes."""
    every = made(arrays).measure("ei-index", "country").value("index")
    assert every == pytest.approx(0.0382, abs=0.0001)


def test_what_is_not_known_is_refused(arrays: Arrays) -> None:
    with pytest.raises(UnknownChoice, match="projects"):
        chosen(tie="project")
    with pytest.raises(UnknownChoice, match="filter"):
        chosen(colour="red")  # type: ignore[call-arg]  # that is the point
    with pytest.raises(NoSuchValue, match="hydrogen"):
        made(arrays, theme="hydrogn")
    with pytest.raises(NoSuchValue, match="dataset"):
        made(arrays, dataset="cordis")
    with pytest.raises(WrongInterval):
        chosen(since="2020", until="2019")
    with pytest.raises(WrongInterval, match="soon"):
        chosen(since="soon")
    with pytest.raises(UnknownPartition, match="country"):
        made(arrays).measure("ei-index", "colour")
    with pytest.raises(WrongMeasureOption, match="damping"):
        made(arrays).measure("pagerank", weight=3)
    for damping in (-0.1, 1, 2, float("nan"), float("inf")):
        with pytest.raises(WrongMeasureOption, match="below 1"):
            made(arrays).measure("pagerank", damping=damping)


def test_an_empty_choice_gives_an_empty_network(arrays: Arrays) -> None:
    network = made(arrays, tie="agreements", weight="money")
    assert (network.nodes.height, network.edges.height) == (0, 0)
    assert network.details.height == 0
    assert network.measure("ei-index").value("index") is None
    assert network.measured("degree").height == 0


def test_the_same_choice_gives_the_same_bytes(arrays: Arrays) -> None:
    from techland.network.files import NETWORK_FILES, network_bytes

    for entry in NETWORK_FILES:
        one, other = (network_bytes(made(arrays), entry.name) for _ in range(2))
        assert one == other, entry.name
    draws = [made(arrays).measure("ei-index", seed=7).columns["mean"] for _ in range(2)]
    assert np.array_equal(*draws)
