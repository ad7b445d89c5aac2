"""Open a table in LibreOffice without a window, and read the cells that it made of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

# Filter options of LibreOffice: separator, quote, UTF-8, first row, columns, language, quoted
# cells as texts, no guesses what a cell might be.
CSV_AS_TEXT = "CSV:44,34,76,1,,0,true,false"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


@dataclass(frozen=True)
class Cell:
    """A cell: its text as it is shown, its kind, and its formula where it has one."""

    text: str
    kind: str | None
    formula: str | None
    value: str | None = None


def tsv_as_text(columns: int) -> str:
    """Return the options for tab-separated values: every column is a text."""
    kinds = "/".join(f"{number}/2" for number in range(1, columns + 1))
    return f"CSV:9,34,76,1,{kinds},0,false,false"


def guessing(separator: str) -> str:
    """Return the options of one who trusts the table: numbers, dates and formulas are found."""
    return f"CSV:{separator},34,76,1,,0,false,true,,,,,true"


def opened(path: Path, options: str | None = None) -> dict[str, list[list[Cell]]]:
    """Open a file and return its sheets by name, a list of rows each."""
    named = os.environ.get("TECHLAND_SOFFICE")
    command = named or shutil.which("soffice") or shutil.which("libreoffice")
    if not command:
        pytest.fail("no LibreOffice here: apt-get install libreoffice-calc-nogui")
    folder = path.parent / "opened"
    profile = (path.parent / "profile").as_uri()
    arguments = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "fods"]
    arguments += [f"--infilter={options}"] if options else []
    done = subprocess.run(
        [command, *arguments, "--outdir", str(folder), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    made = folder / f"{path.stem}.fods"
    assert made.exists(), done.stderr + done.stdout
    sheets = etree.parse(made, etree.XMLParser(huge_tree=True)).iter(f"{{{_TABLE}}}table")
    found = {sheet.get(f"{{{_TABLE}}}name"): _rows(sheet) for sheet in sheets}
    made.unlink()
    return found


def _rows(sheet: etree._Element) -> list[list[Cell]]:
    rows = [_row(row) for row in sheet.iter(f"{{{_TABLE}}}table-row")]
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    return [row + [Cell("", None, None)] * (width - len(row)) for row in rows]


def _row(row: etree._Element) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row.iter(f"{{{_TABLE}}}table-cell"):
        text = "\n".join(_paragraph(p) for p in cell.findall(f"{{{_TEXT}}}p"))
        kind, formula = cell.get(f"{{{_OFFICE}}}value-type"), cell.get(f"{{{_TABLE}}}formula")
        value = cell.get(f"{{{_OFFICE}}}value") or cell.get(f"{{{_OFFICE}}}date-value")
        repeated = int(cell.get(f"{{{_TABLE}}}number-columns-repeated", "1"))
        cells += [Cell(text, kind, formula, value)] * (repeated if repeated < 100 else 0)
    while cells and not cells[-1].text:
        cells.pop()
    return cells


def _paragraph(paragraph: etree._Element) -> str:
    parts = [paragraph.text or ""]
    for child in paragraph:
        name = etree.QName(child).localname
        if name == "s":
            parts.append(" " * int(child.get(f"{{{_TEXT}}}c", "1")))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        else:
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
