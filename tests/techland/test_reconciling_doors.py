"""Names reconciled through Python, the command line and the server: the same answers."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from starlette.testclient import TestClient

from techland.cli import main
from techland.graph.home import Home
from techland.graph.reconciliation_errors import UnknownType
from techland.knowledge_graph import KnowledgeGraph

NAMES = ("Univ. Twente", "Euregio", "FH Münster", "Gemeente Enschede", "Nobody & Sons", "WWU")


def command(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["reconcile", *arguments])
    out, err = capfdbinary.readouterr()
    return int(str(left.value.code)), out.decode(), err.decode()


def test_every_door_gives_the_same_answer(
    kg: KnowledgeGraph,
    client: TestClient,
    tmp_path: Path,
    curated_home: Home,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    rows = [
        {name: term.value for name, term in row.items()}
        for row in kg.reconcile(NAMES, kind="organisation", limit=3, language="nl")
    ]
    queries = {name: {"query": name, "type": "organisation", "limit": 3} for name in NAMES}
    answer = client.post("/reconcile/nl", data={"queries": json.dumps(queries)}).json()
    by_http = [
        (name, f"https://w3id.org/techland/{one['id']}", one["name"], one["score"], one["match"])
        for name in NAMES
        for one in answer[name]["result"]
    ]
    assert by_http == [
        (row["asked"], row["iri"], row["name"], float(row["score"]), row["match"] == "true")
        for row in rows
    ]

    table = tmp_path / "partners.csv"
    table.write_text("Partner\n" + "\n".join(NAMES) + "\n", "utf-8")
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    code, out, err = command(
        capfdbinary, str(table), "-c", "Partner", "-k", "organisation", "--language", "nl"
    )
    assert (code, err.strip()) == (0, "3 of 6 rows matched; the others need your look")
    told = pl.read_csv(out.encode(), infer_schema=False)
    sure = {row["asked"]: row["iri"] for row in rows if row["match"] == "true"}
    assert dict(zip(told["Partner"], told["iri"], strict=True)) == {
        name: sure.get(name) for name in NAMES
    }


def test_a_workbook_with_a_country_beside_the_name(
    tmp_path: Path,
    curated_home: Home,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    table, out = tmp_path / "partners.xlsx", tmp_path / "known.csv"
    rows = {"name": ["Univ. Twente", "Univ. Twente", "Univ. Twente"], "Land": ["NL", "DE", ""]}
    pl.DataFrame(rows).write_excel(table, worksheet="Partners")
    code, _, _ = command(
        capfdbinary, str(table), "-c", "name", "-a", "Land=country", "-o", str(out)
    )
    assert code == 0
    told = pl.read_csv(out, infer_schema=False)
    assert told["techland_match"].to_list() == ["true", "false", "true"]
    assert told.columns[:2] == ["name", "Land"]
    assert "university-of-twente" in told["techland_others"][1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-c", "Partners"), "no column 'Partners'\n  hint: did you mean 'Partner'?"),
        (("-c", "Partner", "-k", "organization"), "did you mean 'organisation'?"),
        (("-c", "Partner", "-a", "Partner=land"), "no property named 'land'"),
        (("-c", "Partner", "--sheet", "Two"), "no worksheet 'Two'"),
    ],
)
def test_what_is_wrong_is_told_with_the_way_out(
    tmp_path: Path,
    curated_home: Home,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    arguments: tuple[str, ...],
    says: str,
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    table = tmp_path / "partners.csv"
    table.write_text("Partner\nWWU\n", "utf-8")
    code, out, err = command(capfdbinary, str(table), *arguments)
    assert (code, out) == (1, "")
    assert says in err


def test_an_unknown_kind_is_an_error_in_python(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownType, match="did you mean 'organisation'"):
        kg.reconcile(["WWU"], kind="organisations")
