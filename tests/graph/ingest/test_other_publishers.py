"""keep.eu's current layout, Jems, Kohesio, lists of operations and mappings of one's own."""

from __future__ import annotations

import csv
import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from techland.graph.home import Home
from techland.graph.import_errors import BrokenMapping
from techland.graph.ingest.operations.guessing import guess_mapping
from techland.graph.ingest.operations.mapping import read_mapping

from .small_files import PROGRAMME, objects, taken, workbook

DECIMAL = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
DE_NL = (
    "projektnr",
    "projektname",
    "projektpartner",
    "prioritätsachse",
    "zusammenfassung (de)",
    "zusammenfassung (nl)",
    "laufzeit von",
    "laufzeit bis",
    "förderfähige Kosten",
    "EFRE-Satz",
    "PLZ",
    "Ort",
    "Land",
    "Interventionskategorie",
)
ROWS: list[list[Any]] = [
    [141001, "Beispiel", "Stadt Emden", "1", "Text", "Tekst", "01.03.2016", "31.12.2018"],
    [141001, "Beispiel", "Gemeente Groningen", "1", "Text", "Tekst", dt.date(2016, 3, 1), 43465],
]
ROWS[0] += ["1.234.567,89", "50 %", "26721", "Emden", "Deutschland", "Forschung"]
ROWS[1] += [1000.5, 0.5, "9711LM", "Groningen", "Niederlande", "Forschung"]


def de_nl(path: Path) -> Path:
    """Write the list with a title above and a header in row 5."""
    rows = [["Liste der Vorhaben"], [], ["Stand 2019"], [], DE_NL, *ROWS]
    return workbook(path / "operations.xlsx", {"Vorhaben": rows})


def test_the_list_of_de_nl_is_read_below_its_title(home: Home, tmp_path: Path) -> None:
    dataset = taken(home, de_nl(tmp_path))
    assert dataset.name == "operations-de-nl"
    assert dataset.manifest["rows"]["operations"] == {"read": 2, "used": 2, "refused": 0}
    assert dataset.manifest["things"]["organisation"] == 2
    days = {'"2016-03-01"', '"2018-12-31"'}
    found = {day.partition("^^")[0] for day in objects(dataset, "startDate")}
    assert found | {d.partition("^^")[0] for d in objects(dataset, "endDate")} == days
    costs = {f'"1234567.89"{DECIMAL}', f'"1000.5"{DECIMAL}'}
    assert set(objects(dataset, "partCost")) == costs
    shares = {f'"500.25"{DECIMAL}', f'"617283.95"{DECIMAL}'}  # half a cent goes up
    assert set(objects(dataset, "partEuContribution")) == shares
    assert dataset.report["mended"]["Excel serial as date"] == 1


def test_a_guess_says_what_it_is_unsure_of_and_can_be_imported(home: Home, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "own.xlsx",
        {
            "Partners": [
                ["Project", "Partner name", "City", "Land", "E-mail", "Xyz", "Budget"],
                ["Bridge", "Stadt Emden", "Emden", "Germany", "a@b.example", "?", "12,50"],
                ["Bridge", "Voorbeeld BV", "Groningen", "Netherlands", "c@d.example", "?", "3,25"],
            ]
        },
    )
    text = guess_mapping(path)
    told = tomllib.loads(text)
    assert told["columns"] == {
        "Project": "title",
        "Partner name": "partner",
        "City": "town",
        "Land": "country",
        "E-mail": "personal",
        "Xyz": "ignore",
        "Budget": "project_cost",
    }
    assert told["table"]["decimal"] == "comma"
    lines = {line.partition(" = ")[0]: line for line in text.splitlines()}
    assert "unsure: its name says nothing that is known" in lines["Xyz"]
    assert "unsure: of the project?" in lines["Budget"]
    mapping = tmp_path / "own.toml"
    mapping.write_text(text.replace("project_cost", "partner_cost", 1), encoding="utf-8")
    dataset = taken(home, path, mapping=mapping)
    assert dataset.manifest["rows"]["operations"]["used"] == 2
    assert b'example"' not in dataset.triples_path.read_bytes().replace(b"example.org", b"")
    assert set(objects(dataset, "partCost")) == {f'"12.5"{DECIMAL}', f'"3.25"{DECIMAL}'}
    # The same file by another mapping is imported anew; by the same one it is not.
    mapping.write_text(text, encoding="utf-8")
    again = taken(home, path, mapping=mapping)
    assert again.digest != dataset.digest
    assert not set(objects(again, "partCost"))
    mapping.write_text(f"# A comment changes nothing.\n{text}", encoding="utf-8")
    assert taken(home, path, mapping=mapping).directory == again.directory


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"projektnr" = "project_id"', '"projektnr" = "projct_id"', "did you mean 'project_id'"),
        ('decimal = "comma"', 'decimal = "dot"', "decimal = 'dot'"),
        ("[columns]", "[colums]", "did you mean 'columns'"),
        ('role = "partner"', 'role = "boss"', "role = 'boss'"),
        ('name = "operations-de-nl"', "name = 3", "name must be text"),
        ('title = "List', 'titel = "List', "[dataset] title is missing"),
        ("[dataset]", "[dataset", "no TOML"),
        ("[dataset]", "roles = 3\n[dataset]", "[roles] must be a section"),
    ],
)
def test_a_broken_mapping_is_told(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = read_mapping(Path("de-nl")).path.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "own.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenMapping) as caught:
        read_mapping(path)
    assert reason in str(caught.value)


def test_the_current_layout_of_keep_eu(home: Home, tmp_path: Path) -> None:
    own_id = "Project ID (2021-2027 only)"
    projects = [
        ["Period", "Programme", own_id, "Project acronym", "Project name in English"],
        ["2014-2020", PROGRAMME, None, "BRIDGE", "A bridge"],
    ]
    projects[0] += ["Project start", "Project end", "Project's total budget / expenditure"]
    projects[1] += [dt.datetime(2016, 1, 1), dt.datetime(2018, 12, 31), 1000.5]
    projects[0] += ["Union co-financing rate", "Theme 1", "Something new"]
    projects[1] += ["80%", "Tourism", "x"]
    partners = [
        ["Programme", own_id, "Project acronym", "Organisation in English", "Lead partner"],
        [PROGRAMME, None, "BRIDGE", "Stadt Emden", "Yes"],
        [PROGRAMME, None, "BRIDGE", "Voorbeeld BV", "No"],
    ]
    more = [
        "Country code",
        "Participant Identification Code",
        "Town",
        "Partner\u2019s ID if not PIC",
    ]
    partners[0] += [*more, "ERDF contribution (2014-2020 only)"]
    partners[1] += ["DE", 999999999, "Emden", "N.a.", 500]
    partners[2] += ["NL", "N.a.", "Groningen", "N.a.", "N.a."]
    sheets = {"Search results, projects": projects, "Search results, partners": partners}
    dataset = taken(home, workbook(tmp_path / "export.xlsx", sheets))
    assert dataset.name == "keep-eu-2014-2020"
    assert objects(dataset, "startDate")[0].startswith('"2016-01-01"')
    assert objects(dataset, "totalCostPlanned") == [f'"1000.5"{DECIMAL}']
    assert objects(dataset, "partEuContribution") == [f'"500"{DECIMAL}']
    assert '"999999999"' in objects(dataset, "notation", "identifier/")
    assert dataset.report["sheets"][0]["unknown_columns"] == ["Something new"]


def test_the_table_of_representativeness_stands_beside_the_programme(
    home: Home, tmp_path: Path
) -> None:
    rows = [["Programme", "Representativeness (%)"], [PROGRAMME, "93.5"]]
    dataset = taken(home, workbook(tmp_path / "share.xlsx", {"Sheet": rows}))
    assert dataset.name == "keep-eu-representativeness"
    assert objects(dataset, "coverage") == [f'"93.5"{DECIMAL}']


JEMS = {
    "programme": {
        "programme_name": "Interreg VI-A Germany - The Netherlands",
        "period": "2021-2027",
        "project": [
            {
                "project_id": "12001",
                "acronym": "NEXT",
                "multi_languages_name": [{"name": "Nächster", "language": "DE"}],
                "project_start_date": "2023-01-01",
                "project_end_date": "2026-12-31",
                "total_budget": 1000000.5,
                "partner": [
                    {
                        "partner_type": "LP",
                        "multi_languages_organisation_name": [
                            {"name": "Stadt Emden", "language": "DE"}
                        ],
                        "address": [{"country": "DE", "town": "Emden"}],
                        "mail": "someone@emden.example",
                    },
                    {"partner_type": "PP", "mail": "nobody@emden.example"},
                ],
            }
        ],
    }
}


def test_jems_without_the_addresses_of_persons(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "jems.json"
    path.write_text(json.dumps(JEMS), encoding="utf-8")
    dataset = taken(home, path)
    assert dataset.name == "jems-interreg-vi-a-germany-the-netherlands"
    assert dataset.manifest["rows"]["partners"] == {"read": 2, "used": 1, "refused": 1}
    assert objects(dataset, "strand")[0].endswith("/a>")
    assert '"Nächster"@de' in objects(dataset, "label")
    for file in dataset.directory.iterdir():
        assert b"emden.example" not in file.read_bytes()


def test_kohesio_with_bom_and_crlf(home: Home, tmp_path: Path) -> None:
    row = {
        "Operation_Unique_Identifier": "https://linkedopendata.eu/entity/Q1",
        "Operation_Name_English": "Canal",
        "Country": "DE",
        "Operation_Start_Date": "01/02/2018",
        "Operation_End_Date": "31/12/2020",
        "Total_Eligible_Expenditure_amount": "1000.50",
        "Total_Eligible_Expenditure_Currency": "PLN",
        "Project_EU_Budget": "500",
        "Beneficiary_Unique_Identifier": "https://linkedopendata.eu/entity/Q2",
        "Beneficiary_Name": "Stadt Emden",
        "Programme_Code": "2014DE16RFOP009",
        "Programme_Name": "EFRE Niedersachsen",
        "NUTS3_Code": "DE942",
        "Programming_Period": "2014-2020",
    }
    path = tmp_path / "kohesio.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    dataset = taken(home, path)
    assert dataset.name == "kohesio-de-2014-2020"
    assert objects(dataset, "startDate")[0].startswith('"2018-02-01"')
    assert objects(dataset, "totalCostPlanned") == []
    assert dataset.report["left_out"] == {"amount not in euro": 1}
    assert objects(dataset, "role") == ["<https://w3id.org/techland/role/beneficiary>"]
    assert objects(dataset, "region", "activity/") == [
        "<https://w3id.org/techland/region/nuts-unstated/DE942>"
    ]
