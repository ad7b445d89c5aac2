"""Curated facts, keep.eu, CORDIS and ROR in any order; what one file more changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest

from techland.graph.build import build
from techland.graph.home import Home
from techland.graph.ingest.fact_tables import read_fact_tables
from techland.graph.ingest.importing import ImportOptions, import_files
from techland.graph.snapshot import Snapshot, active_snapshot
from techland.network.arrays.making import make_arrays
from techland.network.choice import Choice
from techland.network.selecting import select_activities
from techland.ontology.terms import BASE, DCT, RDF, TL
from tests.graph.fact_folder import SMALL

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]

FILES = {
    "keep": "keep_eu/keep_eu_2014-2020_closed.xlsx",
    "cordis": "cordis/h2020_organization_2023-05.csv.gz",
    "ror": "ror/ror_v2_NL-DE-BE-LU.ndjson.gz",
}
# Nodes that tell of a thing, by the property that names it.
ABOUT = (RDF.subject, TL.about, TL.linkedThing)
_IRI = re.compile(r"<([^>]*)>")


def imported(root: Path, shared: Path, order: Iterable[str]) -> Home:
    """Import in this order; where the curated facts come last, other facts stand in till then."""
    home = Home(root)
    facts: Path | None = None if next(iter(order)) == "curated" else SMALL
    for name in order:
        if name == "curated":
            facts = None
            build(home)
        else:
            import_files(home, [shared / "data" / FILES[name]], ImportOptions(facts=facts))
    return home


def lines_of(snapshot: Snapshot) -> set[str]:
    return set(snapshot.quads_path.read_text(encoding="utf-8").splitlines())


def test_any_order_gives_the_same_bytes_and_one_file_more_changes_only_what_it_must(
    shared_folder: Path, tmp_path: Path
) -> None:
    first = imported(tmp_path / "one", shared_folder, ("curated", "keep", "ror"))
    before = active_snapshot(first)
    import_files(first, [shared_folder / "data" / FILES["cordis"]])
    after = active_snapshot(first)
    other = imported(tmp_path / "two", shared_folder, ("cordis", "ror", "keep", "curated"))
    assert active_snapshot(other).version == after.version
    assert active_snapshot(other).quads_path.read_bytes() == after.quads_path.read_bytes()
    old, new = lines_of(before), lines_of(after)
    gone = old - new
    assert gone
    touched = joined_by(new, "cordis")
    about = told_about(old)
    strange = [line for line in gone if not subjects(line, about) & touched]
    assert strange == []
    on_energy = projects_on_energy(after)
    assert len(on_energy) == len(on_energy_by_tables(shared_folder, new))


def projects_on_energy(snapshot: Snapshot) -> set[int]:
    """Return the projects that a network's filter by our theme keeps."""
    choice = Choice(tie="projects", filters={"theme": frozenset({"energy"})})
    found = select_activities(make_arrays(snapshot.quads_path), choice)[0]
    return set(found["activity"])


def on_energy_by_tables(shared: Path, lines: Iterable[str]) -> set[str]:
    """Return the same by the tables: ours, and keep.eu's by its own words, each thing once."""
    tables = read_fact_tables()
    wanted = {"energy"}
    for _ in range(3):
        wanted |= {row["id"] for row in tables["themes"] if row["broader"] in wanted}
    kinds = {row["id"]: row["kind"] for row in tables["programmes"]}
    told = {row["id"] for row in tables["programme_themes"] if row["theme_id"] in wanted}
    ours = {f"{BASE}activity/{one}" for one in told if kinds[one] == "project"}
    sheet = pl.read_excel(
        shared / "data" / FILES["keep"],
        sheet_name="Projects (lead partners)",
        columns=["Programme", "Acronym", "Thematic1", "Thematic2", "Thematic3"],
        infer_schema_length=None,
        schema_overrides={"Acronym": pl.String},
    )
    themes = pl.concat_list("Thematic1", "Thematic2", "Thematic3").list.eval(
        pl.element().is_in(["Energy efficiency", "Renewable energy", "Traditional energy"])
    )
    rows = sheet.filter(themes.list.any()).select("Programme", "Acronym").unique()
    merged = {
        value.split(">")[0][1:]: subject
        for subject, predicate, value in (
            (*_IRI.findall(li)[:2], li.split(" ", 2)[2]) for li in lines
        )
        if predicate == DCT.isReplacedBy and "/activity/keep-eu-2014-2020/" in subject
    }
    both = {one for one in ours if one in merged}
    return (ours - both) | {f"{row}" for row in rows.rows()}


def joined_by(lines: Iterable[str], dataset: str) -> set[str]:
    """Return the things that a dataset's records are merged with, and what may be one with them."""
    heads: dict[str, str] = {}
    links: dict[str, set[str]] = defaultdict(set)
    own: set[str] = set()
    for line in lines:
        subject, predicate, value = (*_IRI.findall(line)[:2], line.split(" ", 2)[2])
        if predicate == DCT.isReplacedBy:
            heads[subject] = _IRI.findall(value)[0]
        elif predicate == TL.linkedThing:
            links[subject].add(_IRI.findall(value)[0])
        elif value.endswith(f"<{BASE}graph/{dataset}> .") and predicate == RDF.type:
            own.add(subject)
    groups = defaultdict(set)
    for record, head in heads.items():
        groups[head] |= {record, head}
    for pair in links.values():
        if pair & own:
            own = own | pair
    return own.union(*(group for group in groups.values() if group & own))


def told_about(lines: Iterable[str]) -> dict[str, set[str]]:
    """Return of what a claim, dispute, position or link tells."""
    about: dict[str, set[str]] = defaultdict(set)
    positions: dict[str, str] = {}
    for line in lines:
        subject, predicate, *values = _IRI.findall(line)
        if predicate in ABOUT and values:
            about[subject].add(values[0])
        elif predicate == TL.position:
            positions[values[0]] = subject
    for position, dispute in positions.items():
        about[position] |= about[dispute]
    return about


def subjects(line: str, about: dict[str, set[str]]) -> set[str]:
    named = set(_IRI.findall(line))
    return named.union(*(about[one] for one in named if one in about))
