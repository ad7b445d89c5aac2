"""The ready queries over stand-ins with the real vocabularies: what comes, and what is sent."""

from __future__ import annotations

import csv
import io
import re

import pytest
from rdflib.plugins.sparql import prepareQuery

from techland.cli import main
from techland.graph.home import Home
from techland.knowledge_graph import KnowledgeGraph
from techland.queries.catalogue import catalogue
from techland.queries.federated.endpoints import endpoints_with, known_endpoints
from techland.queries.federated.ready import federated_queries
from techland.queries.solutions import Solutions, read_answer
from tests.queries.federated.stand_in import StandIn

ORGANISATION = "https://w3id.org/techland/organisation/"
ITEM = "http://www.wikidata.org/entity/"
NAMES = sorted(federated_queries())


def rows(kg: KnowledgeGraph, name: str, addresses: dict[str, str]) -> list[dict[str, str]]:
    asked = kg.federation(endpoints_with(addresses, pause=0))
    answer = read_answer(kg.evaluate_federated(asked, kg.federated_text(name, {})))
    assert isinstance(answer, Solutions)
    return [{name: term.value for name, term in row.items() if term is not None} for row in answer]


@pytest.mark.parametrize("name", NAMES)
def test_a_header_says_what_is_asked_and_sent_in_three_languages(name: str) -> None:
    query = federated_queries()[name]
    assert len(set(query.summaries.values())) == 3
    assert "Sends " in query.description
    assert query.tags
    prepareQuery(query.text)
    named = re.findall(r"SERVICE <([^>]*)>", query.text)
    assert named
    assert set(named) <= {one.usual_address for one in known_endpoints().values()}


def test_no_ready_query_is_one_of_the_catalogue() -> None:
    assert not set(NAMES) & set(catalogue())


def test_organisations_are_found_in_wikidata_by_their_ror(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    found = rows(kg, "organisations-in-wikidata", addresses)
    told = {(row["organisation"], row["item"], row.get("website")) for row in found}
    assert told == {
        (f"{ORGANISATION}university-of-twente", f"{ITEM}Q900001", "https://www.utwente.nl/"),
        (f"{ORGANISATION}university-of-twente", f"{ITEM}Q900001", "https://www.utwente.nl/en/"),
        (f"{ORGANISATION}fraunhofer-gesellschaft", f"{ITEM}Q900002", None),
        (f"{ORGANISATION}hochschule-niederrhein", f"{ITEM}Q900003", None),
    }
    assert [row.get("itemName") for row in found if row["item"] == f"{ITEM}Q900003"] == [None]
    (query,) = wikidata.queries
    # Identifiers of ROR, and nothing else of ours.
    assert sorted(re.findall(r'"([0-9a-z]{9})"', query)) == [
        "006hf6230", "00t0rcy29", "00xqtxw43", "027b9qx26", "02jz4aj89", "02nv7yv05", "05hkkdn48",
    ]  # fmt: skip
    assert "techland" not in query


def test_names_are_found_in_their_language_and_country(
    kg: KnowledgeGraph, addresses: dict[str, str]
) -> None:
    found = rows(kg, "names-in-wikidata", addresses)
    assert {row["item"] for row in found} >= {f"{ITEM}Q900001"}
    assert not {row["item"] for row in found} & {f"{ITEM}Q900004", f"{ITEM}Q900005"}


def test_projects_are_found_in_kohesio(kg: KnowledgeGraph, addresses: dict[str, str]) -> None:
    found = rows(kg, "projects-in-kohesio", addresses)
    (mind,) = [row for row in found if row["project"].endswith("/mind")]
    assert mind["operation"] == "https://linkedopendata.eu/entity/Q800001"
    assert mind["budget"] == "7000000.5"
    assert {row["operation"].rpartition("/")[2] for row in found} <= {"Q800001", "Q800003"}


def test_organisations_are_found_in_cordis_with_their_projects(
    kg: KnowledgeGraph, addresses: dict[str, str]
) -> None:
    (twente,) = rows(kg, "organisations-in-cordis", addresses)
    assert twente["organisation"] == f"{ORGANISATION}university-of-twente"
    assert twente["projects"] == "2"


def test_without_numbers_cordis_is_not_asked(
    kg: KnowledgeGraph, addresses: dict[str, str], stand_ins: dict[str, StandIn]
) -> None:
    lines: list[str] = []
    answer = kg.federate("projects-in-cordis", endpoints=addresses, tell=lines.append)
    assert isinstance(answer, Solutions)
    assert len(answer) == 0
    assert lines == ["cordis: nothing to ask about"]
    assert not stand_ins["cordis"].requests


def test_numbers_are_found_in_cordis(kg: KnowledgeGraph, addresses: dict[str, str]) -> None:
    text = federated_queries()["projects-in-cordis"].text
    given = 'VALUES (?project ?number) { (<x:a> "900000001") (<x:b> "900000003") }'
    asked = re.sub(r"\?project a tl:Project ;\s*dct:identifier \?number \.", given, text)
    assert given in asked
    answer = kg.federate(asked, endpoints=addresses)
    assert isinstance(answer, Solutions)
    assert [(row["project"].value, row["title"].value) for row in answer] == [
        ("x:a", "A project over the border")
    ]


def test_the_command_line_gives_the_same_and_tells_what_it_sends(
    kg: KnowledgeGraph,
    curated_home: Home,
    addresses: dict[str, str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    at = addresses["wikidata"]
    with pytest.raises(SystemExit) as ended:
        main(["federate", "organisations-in-wikidata", "--endpoint", f"wikidata={at}"])
    said = capfd.readouterr()
    assert ended.value.code == 0
    told = list(csv.DictReader(io.StringIO(said.out)))
    expected = rows(kg, "organisations-in-wikidata", addresses)
    assert [{k: v for k, v in row.items() if v} for row in told] == expected
    assert f"wikidata <{at}>: sending 7 values of ?rorId in 1 request\n" in said.err
    assert "wikidata: request 1 of 1 for 7 values gave 4 rows\n" in said.err


def test_a_dry_run_sends_nothing(
    curated_home: Home,
    addresses: dict[str, str],
    wikidata: StandIn,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    at = f"wikidata={addresses['wikidata']}"
    with pytest.raises(SystemExit):
        main(["federate", "organisations-in-wikidata", "--endpoint", at, "--dry-run"])
    said = capsys.readouterr().out
    assert "7 values of ?rorId in 1 request" in said
    assert '("006hf6230")' in said
    assert not wikidata.requests
