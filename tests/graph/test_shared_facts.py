"""The tables are those of ../shared, and the known gaps are what its check.py warns of."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from techland.graph.completeness import known_gaps
from techland.graph.ingest.fact_tables import read_fact_tables
from techland.graph.snapshot import Snapshot
from tests.graph.fact_folder import FactFolder

FACTS = Path(__file__).parents[2] / "facts"
OWN = {"doubtful", "identity", "theme_matches"}
# What a warning says, the gap that it is, and where it names what has it.
WARNINGS = {
    r"\d+ projects without a known participant: (.*)": "projects-without-participant",
    r"\d+ cross-border projects with known partners of one country only: (.*)": (
        "projects-of-one-side"
    ),
    r"\d+ organisations in no agreement, programme or event: (.*)": "organisations-in-nothing",
    r"\d+ organisations without a country: (.*)": "organisations-without-country",
    r"\d+ agreements without a party: (.*)": "agreements-without-party",
    r"\d+ agreements with one party only: (.*)": "agreements-of-one-party",
    r"\d+ agreements without a date: (.*)": "agreements-without-date",
    r"\d+ events without a role: (.*)": "events-without-role",
    r"\d+ events without a date: (.*)": "events-without-date",
    r"\d+ themes that nothing has: (.*)": "themes-unused",
    r"same day and same parties: (.*)": "agreements-same-day-and-parties",
    r"one name, several organisations: \w+: (.*)": "names-shared",
    r"source used by no row: (.*)": "sources-unused",
    r"(\S+) starts \S+, before .*": "projects-outside-programme-years",
    r"(\S+) ends \S+, too long after .*": "projects-outside-programme-years",
    r"(\S+) is approved \(\S+\) after its end .*": "approved-after-end",
}


def warned(folder: Path, shared_folder: Path) -> dict[str, set[str]]:
    """Run check.py over a folder of tables and return what it warns of, by the code of the gap."""
    shutil.copyfile(shared_folder / "facts" / "check.py", folder / "check.py")
    run = subprocess.run(
        [sys.executable, folder / "check.py"], capture_output=True, text=True, check=True
    )
    found: dict[str, set[str]] = {}
    for line in run.stdout.splitlines():
        if line.startswith("warning: "):
            text = line.removeprefix("warning: ")
            ((match, code),) = (
                (match, code)
                for form, code in WARNINGS.items()
                if (match := re.fullmatch(form, text))
            )
            found.setdefault(code, set()).update(match[1].split(", "))
    return found


def gaps(folder: Path) -> dict[str, set[str]]:
    codes = set(WARNINGS.values())
    return {g.code: set(g.ids) for g in known_gaps(read_fact_tables(folder)) if g.code in codes}


@pytest.mark.parametrize("table", sorted(p.stem for p in FACTS.glob("*.csv") if p.stem not in OWN))
def test_a_table_is_the_shared_one_byte_for_byte(shared_folder: Path, table: str) -> None:
    shared = shared_folder / "facts" / f"{table}.csv"
    assert (FACTS / f"{table}.csv").read_bytes() == shared.read_bytes()


def test_no_shared_table_is_left_out(shared_folder: Path) -> None:
    shared = {path.name for path in (shared_folder / "facts").glob("*.csv")}
    assert shared == {path.name for path in FACTS.glob("*.csv")} - {f"{name}.csv" for name in OWN}


def test_the_known_gaps_are_what_the_check_warns_of(
    shared_folder: Path, tmp_path: Path, curated_snapshot: Snapshot
) -> None:
    folder = FactFolder(tmp_path / "facts", origin=FACTS)
    found = warned(folder.path, shared_folder)
    assert gaps(folder.path) == found
    assert len(found) == 9
    for place in (curated_snapshot.manifest, curated_snapshot.report):
        told = {gap["code"]: set(gap["ids"]) for gap in place["gaps"]}
        assert {code: told[code] for code in found} == found
        assert all(gap["number"] == len(gap["ids"]) and gap["touches"] for gap in place["gaps"])


def test_gaps_that_the_shipped_tables_do_not_have(shared_folder: Path, tmp_path: Path) -> None:
    """The rest of the warnings, provoked."""
    folder = FactFolder(tmp_path / "facts", origin=FACTS)
    rows = folder.rows("agreement_parties")
    folder.write("agreement_parties", [r for r in rows if r["agreement_id"] != "mou-2021"])
    rows = [r for r in folder.rows("conflicts") if r["path"] != "agreement_parties"]
    folder.write("conflicts", rows)
    mind = folder.number("programmes", id="mind")
    folder.put("programmes", mind, start="2001")
    two4c = folder.number("programmes", id="two4c")
    folder.put("programmes", two4c, start="2022", end="2031")
    rows = [r for r in folder.rows("conflicts") if r["subject"] not in ("mind", "two4c")]
    folder.write("conflicts", rows)
    rows = folder.rows("approvals")
    folder.write("approvals", [*rows, rows[0] | {"programme_id": "mind", "approved_on": "2029-01"}])
    folder.add("themes", 2, id="unused-theme", broader="energy")
    folder.add("sources", 2, url="https://unused.example/", copy_of="")
    folder.add("organisations", 2, id="namesake")
    found = warned(folder.path, shared_folder)
    assert found["projects-outside-programme-years"] == {"mind", "two4c"}
    assert found["approved-after-end"] == {"mind"}
    assert found["themes-unused"] == {"unused-theme"}
    assert "https://unused.example/" in found["sources-unused"]
    assert found["names-shared"] == {"ihk-nord-westfalen", "namesake"}
    assert found["agreements-without-party"] == {"mou-2021"}
    assert gaps(folder.path) == found
