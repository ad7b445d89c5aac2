"""Each known fault of the publishers' data: mended, left out or refused, and always told."""

from __future__ import annotations

from pathlib import Path

import pytest

from techland.graph.datasets import ImportedDataset
from techland.graph.home import Home
from techland.graph.import_errors import NothingUsable, StrictImport
from techland.graph.ingest.importing import ImportOptions, import_files
from techland.graph.ingest.places.towns import gazetteer, plain_names

from .small_files import (
    ORGANIZATION,
    PARTNER,
    PROJECT,
    Cell,
    cordis_file,
    keep_file,
    lines_of,
    objects,
    taken,
)

DECIMAL = "^^<http://www.w3.org/2001/XMLSchema#decimal>"


def partner(home: Home, path: Path, **cells: Cell) -> ImportedDataset:
    changed = {**PARTNER, **{name.replace("_", " "): value for name, value in cells.items()}}
    return taken(home, keep_file(path / "keep.xlsx", partners=[changed]))


def project(home: Home, path: Path, **cells: Cell) -> ImportedDataset:
    changed = {**PROJECT, **{name.replace("_", " "): value for name, value in cells.items()}}
    return taken(home, keep_file(path / "keep.xlsx", projects=[changed]))


def told(dataset: ImportedDataset, rule: str) -> list[tuple[str, str, str, str]]:
    """Return sheet, row, value and what became of it for the lines of a rule."""
    return [
        (line["sheet"], line["row"], line["value"], line["became"])
        for line in lines_of(dataset)
        if line["rule"] == rule
    ]


def test_two_lead_partners_make_one_project_whose_budget_counts_once(
    home: Home, tmp_path: Path
) -> None:
    rows = [PROJECT, {**PROJECT, "Lead Partner": "Gemeente Groningen"}]
    dataset = taken(home, keep_file(tmp_path / "keep.xlsx", projects=rows))
    assert objects(dataset, "totalCostPlanned") == [f'"892228.58"{DECIMAL}']
    rule = "two lead partners: the project counted once"
    assert told(dataset, rule) == [("Projects (lead partners)", "3", "BRIDGE", "counted once")]


def test_budget_is_text_with_thousands_commas_and_funding_a_number(
    home: Home, tmp_path: Path
) -> None:
    dataset = project(home, tmp_path, Budget="1,892,228.50")
    assert objects(dataset, "totalCostPlanned") == [f'"1892228.5"{DECIMAL}']
    assert objects(dataset, "euContributionPlanned") == [f'"758394.29"{DECIMAL}']
    assert lines_of(dataset) == []


def test_dates_are_text(home: Home, tmp_path: Path) -> None:
    dataset = project(home, tmp_path)
    assert objects(dataset, "startDate") == [
        '"2015-10-27"^^<http://www.w3.org/2001/XMLSchema#date>'
    ]


def test_an_acronym_that_is_a_number_joins_its_partners(home: Home, tmp_path: Path) -> None:
    path = keep_file(
        tmp_path / "keep.xlsx",
        projects=[{**PROJECT, "Acronym": 22}],
        partners=[{**PARTNER, "Acronym": "22", "Postal code": 26721}],
    )
    dataset = taken(home, path)
    assert dataset.manifest["classes"]["https://w3id.org/techland/ontology#Project"] == 1
    assert '"22"' in objects(dataset, "altLabel")
    assert objects(dataset, "postalCode") == ['"26721"']


def test_an_end_before_the_start_leaves_both_out(home: Home, tmp_path: Path) -> None:
    dataset = project(home, tmp_path, Project_end="2015/10/26")
    assert objects(dataset, "startDate") == objects(dataset, "endDate") == []
    rule = "end before start: both left out"
    assert told(dataset, rule)[0][2] == "2015-10-27 to 2015-10-26"


def test_a_date_of_no_plausible_year_is_told_and_an_empty_one_is_not(
    home: Home, tmp_path: Path
) -> None:
    rows = [
        {**PROJECT, "Project end": end, "Acronym": n} for n, end in enumerate(["9999/01/01", None])
    ]
    dataset = taken(home, keep_file(tmp_path / "keep.xlsx", projects=rows))
    assert told(dataset, "no plausible date") == [
        ("Projects (lead partners)", "2", "9999/01/01", "")
    ]


@pytest.mark.parametrize("spelling", ["GREECE", "greece"])
def test_countries_are_not_spelt_alike(home: Home, tmp_path: Path, spelling: str) -> None:
    code = "EL Greece / ΕΛΛΑΔΑ (ELLADA)"
    dataset = partner(home, tmp_path, Country=spelling, Country_code=code, **{NUTS: "EL303"})
    ends = [country.rpartition("/")[2] for country in objects(dataset, "country")]
    assert ends == ["GRC>"]
    assert told(dataset, "country's spelling")[0][2:] == (spelling, "GR")
    assert told(dataset, "EL and UK as GR and GB")[0][2:] == (code, "GR")


NUTS = "NUTS3 (or equivalent)"


def test_the_country_of_the_nuts_code_contradicts_the_country(home: Home, tmp_path: Path) -> None:
    dataset = partner(home, tmp_path, **{NUTS: "PL515  / Jeleniogórski"})
    assert objects(dataset, "region") == []
    assert objects(dataset, "country")[0].endswith("/DEU>")
    rule = "country against NUTS code: the code left out"
    assert told(dataset, rule) == [("Partners", "2", "PL515 in DE", "")]


@pytest.mark.parametrize(("spelling", "status"), [("Public", "public"), ("Private", "private")])
def test_legal_status_has_capitals(home: Home, tmp_path: Path, spelling: str, status: str) -> None:
    dataset = partner(home, tmp_path, Legal_Status=spelling)
    assert objects(dataset, "legalStatus") == [f"<https://w3id.org/techland/legal-status/{status}>"]
    assert told(dataset, "spelling of legal status")[0][2:] == (spelling, status)


@pytest.mark.parametrize(
    ("country", "written", "stored", "rule"),
    [
        ("Netherlands", "7511AA", "7511 AA", "post code's spelling"),
        ("Netherlands", "7511 AA", "7511 AA", None),
        ("Netherlands", "7511", "7511", None),
        ("Germany", "D-48599", "48599", "post code's spelling"),
        ("Germany", "D - 48599", "48599", "post code's spelling"),
        ("Germany", "1069", "01069", "post code: leading zero lost"),
    ],
)
def test_post_codes_are_written_in_many_ways(
    home: Home, tmp_path: Path, country: str, written: str, stored: str, rule: str | None
) -> None:
    cells: dict[str, Cell] = {"Country": country, "Country_code": None, NUTS: None, "Town": None}
    dataset = partner(home, tmp_path, Postal_code=written, **cells)
    assert objects(dataset, "postalCode") == [f'"{stored}"']
    if rule:
        assert told(dataset, rule)[0][2:] == (written, stored)
    else:
        assert lines_of(dataset) == []


@pytest.mark.parametrize("code", ["NL111", "NL333", "NL412"])
def test_a_nuts_code_keeps_its_edition_of_2013(home: Home, tmp_path: Path, code: str) -> None:
    """NUTS 2024 has none of these codes; they are not recoded."""
    cells: dict[str, Cell] = {"Country": "Netherlands", "Country_code": None, NUTS: code}
    dataset = partner(home, tmp_path, **cells)
    region = f"https://w3id.org/techland/region/nuts-2013/{code}"
    assert objects(dataset, "region") == [f"<{region}>"]
    assert objects(dataset, "nutsEdition", code) == ['"2013"']


def test_a_nuts_code_elsewhere_has_no_edition_that_was_shown(home: Home, tmp_path: Path) -> None:
    cells: dict[str, Cell] = {"Country": "France", "Country_code": None, NUTS: "FR101"}
    dataset = partner(home, tmp_path, **cells)
    assert objects(dataset, "nutsEdition", "FR101") == ['"unstated"']


def test_one_organisation_with_many_names_stays_as_many_records(home: Home, tmp_path: Path) -> None:
    names = ("Universiteit Twente", "Universität Twente", "University of Twente")
    rows = [{**PARTNER, "Project Partner": name} for name in names]
    dataset = taken(home, keep_file(tmp_path / "keep.xlsx", partners=rows))
    assert dataset.manifest["things"]["organisation"] == 3


@pytest.mark.parametrize("town", ["Münster", "Muenster", "Munster", "MÜNSTER"])
def test_one_town_with_many_spellings_is_one_place(town: str) -> None:
    found, _ = gazetteer().find(town, "DE")
    assert found
    assert found.name == "Münster"


def test_plain_names_are_compared() -> None:
    assert plain_names("Enschede") == {"enschede"}
    assert plain_names("Gütersloh") == {"gutersloh", "guetersloh"}


def test_broken_encoding_of_a_name(home: Home, tmp_path: Path) -> None:
    broken = "Conseil Interrégional des Chambres des MÃ©tiers"
    dataset = partner(home, tmp_path, Project_Partner=broken)
    mended = "Conseil Interrégional des Chambres des Métiers"
    assert told(dataset, "broken encoding")[0][2:] == (broken, mended)
    assert f'"{mended}"' in objects(dataset, "label")


def test_cordis_has_a_decimal_comma_and_a_decimal_point_in_one_row(
    home: Home, tmp_path: Path
) -> None:
    dataset = taken(home, cordis_file(tmp_path / "organization.csv", ORGANIZATION))
    assert objects(dataset, "partCost") == [f'"211562.5"{DECIMAL}']
    assert objects(dataset, "partEuContribution") == [f'"211562.5"{DECIMAL}']
    assert told(dataset, "decimal comma")[0][2:] == ("211562,5", "211562.5")


@pytest.mark.parametrize(("code", "country"), [("EL", "GRC"), ("UK", "GBR")])
def test_cordis_writes_el_and_uk(home: Home, tmp_path: Path, code: str, country: str) -> None:
    row = {**ORGANIZATION, "country": code}
    dataset = taken(home, cordis_file(tmp_path / "organization.csv", row))
    assert objects(dataset, "country")[0].endswith(f"/{country}>")
    assert told(dataset, "EL and UK as GR and GB")


def test_cordis_without_nuts_codes_and_with_a_project_of_another_table(
    home: Home, tmp_path: Path
) -> None:
    dataset = taken(home, cordis_file(tmp_path / "organization.csv", ORGANIZATION))
    assert objects(dataset, "region") == []
    assert objects(dataset, "label", "activity/") == ['"PROTECT"']


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("MUSTERMANN ERIKA", False),
        ("Dr. Erika Mustermann", False),
        ("MUSTERMANN GMBH", True),
        ("MUSTER INSTITUT", True),
    ],
)
def test_rows_of_natural_persons_are_refused_and_their_names_stored_nowhere(
    home: Home, tmp_path: Path, name: str, kept: bool
) -> None:
    person = {**ORGANIZATION, "organisationID": "900000001", "name": name}
    person |= {"vatNumber": "", "shortName": ""}
    dataset = taken(home, cordis_file(tmp_path / "organization.csv", ORGANIZATION, person))
    everything = b"".join(path.read_bytes() for path in dataset.directory.iterdir())
    assert (name.encode() in everything) is kept
    assert dataset.report["refused"] == ({} if kept else {"may name a natural person": 1})


def test_contact_forms_are_not_stored(home: Home, tmp_path: Path) -> None:
    dataset = taken(home, cordis_file(tmp_path / "organization.csv", ORGANIZATION))
    assert b"contact-form" not in dataset.triples_path.read_bytes()
    (sheet,) = dataset.report["sheets"]
    assert sheet["unused_columns"]["contactForm"] == "may hold personal data"


def test_a_control_character_is_refused_and_a_line_break_is_not(home: Home, tmp_path: Path) -> None:
    first = {**ORGANIZATION, "name": "A\x1fB BV"}
    second = {**ORGANIZATION, "organisationID": "1", "name": 'C "D"\\ BV', "street": "one\ntwo"}
    dataset = taken(home, cordis_file(tmp_path / "organization.csv", first, second))
    assert dataset.report["left_out"] == {"control characters": 1}
    assert dataset.report["refused"] == {"a needed value is missing": 1}
    assert '"C \\"D\\"\\\\ BV"' in objects(dataset, "label")


def test_an_unknown_column_is_told(home: Home, tmp_path: Path) -> None:
    path = cordis_file(tmp_path / "organization.csv", ORGANIZATION)
    text = path.read_text(encoding="utf-8").replace('"active"', '"activity"')
    path.write_text(text, encoding="utf-8")
    (sheet,) = taken(home, path).report["sheets"]
    assert sheet["unknown_columns"] == ["activity"]


def test_a_row_of_too_many_cells_is_refused_with_its_number(home: Home, tmp_path: Path) -> None:
    path = cordis_file(tmp_path / "organization.csv", ORGANIZATION)
    with path.open("a", encoding="utf-8") as file:
        file.write('"1";"Jan Voorbeeld"\n')
    dataset = taken(home, path)
    (line,) = [one for one in lines_of(dataset) if one["what"] == "refused"]
    assert (line["row"], line["rule"]) == ("3", "cells do not fit the header")
    assert dataset.report["rows"]["organization"] == {"read": 2, "used": 1, "refused": 1}
    # It may be the name of a person, which is stored nowhere.
    assert line["value"].endswith("cells where the header has 25: (withheld: may name a person)")
    stored = [one.read_bytes() for one in dataset.directory.iterdir() if one.is_file()]
    assert len(stored) > 3
    assert not any(b"Voorbeeld" in one for one in stored)


def test_a_strict_import_allows_no_mending(home: Home, tmp_path: Path) -> None:
    path = cordis_file(tmp_path / "organization.csv", ORGANIZATION)
    with pytest.raises(StrictImport, match="decimal comma") as caught:
        import_files(home, [path], ImportOptions(strict=True))
    assert "row 2, column totalCost" in str(caught.value)
    assert caught.value.count == 2
    clean = {**ORGANIZATION, "totalCost": "1", "postCode": "7511 AA"}
    taken(home, cordis_file(path, clean), strict=True)


def test_a_file_of_refused_rows_is_no_dataset(home: Home, tmp_path: Path) -> None:
    path = cordis_file(tmp_path / "organization.csv", {**ORGANIZATION, "role": "guest"})
    with pytest.raises(NothingUsable, match="none of 1 rows could be used"):
        import_files(home, [path])
