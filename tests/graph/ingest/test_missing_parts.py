"""Columns, names and cells that are not there: an error or a line, never a broken graph."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from techland.graph.home import Home
from techland.graph.import_errors import MissingColumns
from techland.graph.ingest.frames.delimited import delimited_sheet
from techland.graph.ingest.frames.readings import RATE
from techland.graph.ingest.frames.unpacking import Part
from techland.graph.ingest.importing import ImportOptions, import_files
from tests.graph.fact_folder import SMALL

from .small_files import (
    ORGANIZATION,
    cordis_file,
    keep_file,
    lines_of,
    objects,
    taken,
)

NEEDED = {"projectID", "organisationID", "name", "role"}
# The others are left out by chance in the thousand mutated files.
OTHERS = {"projectAcronym", "country", "city", "geolocation", "contentUpdateDate"}
IN_BOOK = {
    "Projects (lead partners)": {"Programme", "Acronym"},
    "Partners": {"Programme", "Acronym", "Project Partner", "Lead Partner"},
}


def without(path: Path, header: str) -> Path:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    place = rows[0].index(header)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(row[:place] + row[place + 1 :] for row in rows)
    return path


@pytest.mark.parametrize("header", sorted(NEEDED | OTHERS))
def test_a_table_without_a_column_is_imported_or_refused_by_its_name(
    home: Home, tmp_path: Path, header: str
) -> None:
    path = without(cordis_file(tmp_path / "organization.csv", ORGANIZATION), header)
    if header in NEEDED:
        with pytest.raises(MissingColumns, match=rf"^organization.csv .*without {header}\n"):
            taken(home, path)
    else:
        assert taken(home, path).manifest["rows"]["organization"]["used"] == 1


@pytest.mark.parametrize(
    ("sheet", "header"), [(s, h) for s, hs in IN_BOOK.items() for h in sorted(hs)]
)
def test_a_sheet_without_a_needed_column_is_named(
    home: Home, tmp_path: Path, sheet: str, header: str
) -> None:
    path = keep_file(tmp_path / "keep.xlsx")
    book = openpyxl.load_workbook(path)
    place = [cell.value for cell in book[sheet][1]].index(header) + 1
    book[sheet].delete_cols(place)
    book.save(path)
    asked = ImportOptions(facts=SMALL)
    with pytest.raises(MissingColumns) as caught:
        import_files(home, [path], asked)
    assert caught.value.message.startswith(f"keep.xlsx, sheet {sheet} is a table of keep-eu")
    assert caught.value.message.endswith(f"without {header}")


def test_an_identifier_stands_for_the_name_of_a_project_that_no_row_names(
    home: Home, tmp_path: Path
) -> None:
    dataset = taken(
        home, cordis_file(tmp_path / "organization.csv", {**ORGANIZATION, "projectAcronym": ""})
    )
    assert objects(dataset, "label", end="activity/cordis/700071") == ['"700071"']
    (line,) = (line for line in lines_of(dataset) if "without a name" in line["rule"])
    assert line["what"] == "mended"
    assert line["became"] == "700071"


def test_a_row_of_an_own_table_without_a_project_is_refused(home: Home, tmp_path: Path) -> None:
    path, mapping = tmp_path / "own.csv", tmp_path / "own.toml"
    path.write_text("Project,Partner\nBridge,Stadt Emden\n,Hanze\n", encoding="utf-8")
    mapping.write_text(
        '[dataset]\nname = "own"\ntitle = "t"\npublisher = "p"\nurl = "https://example.org/"\n'
        'attribution = "a"\ncounted = "c"\n[table]\ndecimal = "point"\nrole = "partner"\n'
        '[columns]\nProject = "title"\nPartner = "partner"\n',
        encoding="utf-8",
    )
    dataset = taken(home, path, mapping=mapping)
    assert dataset.manifest["rows"]["operations"] == {"read": 2, "used": 1, "refused": 1}
    (line,) = (line for line in lines_of(dataset) if line["what"] == "refused")
    assert (line["row"], line["value"], line["rule"]) == ("3", "Hanze", "row without a project")


def test_rates_are_read_in_decimals() -> None:
    told = {"0.5": "0.5", "0,945": "0.945", "50": "0.5", "50,00 %": "0.5", "0.5%": "0.005"}
    told |= {"1": "1", "100%": "1", "33.3": "0.333"}
    found = RATE.read(pl.Series([*told, "101", "-1", "nan", "much"]))
    assert found.values.to_list() == [*told.values(), None, None, None, None]
    assert found.left_out["no rate"].sum() == 4


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz"])
def test_rows_keep_their_numbers_across_blocks_and_say_how_much_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """Every seventh row has a cell too many; blocks end anywhere, before and behind such rows."""
    rows = [f"{n},b,c" if n % 7 == 0 else f"{n},b" for n in range(2, 2000)]
    path = tmp_path / f"table{suffix}"
    with (gzip.open if suffix.endswith("gz") else open)(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(["a,x", *rows]) + "\n")
    monkeypatch.setattr("techland.graph.ingest.frames.delimited._BLOCK", 64)
    batches = list(delimited_sheet(Part(path)).read(0, ["a", "x"]))
    assert len(batches) > 100
    frame = pl.concat([batch.frame for batch in batches if batch.frame.height])
    assert frame["row"].cast(pl.String).to_list() == frame["a"].to_list()
    bad = [row.row for batch in batches for row in batch.bad]
    assert bad == [n for n in range(2, 2000) if n % 7 == 0]
    shares = [batch.done for batch in batches]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
