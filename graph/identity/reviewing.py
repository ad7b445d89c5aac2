"""Review who is who: the links as a table for a curator, and the curator's answers as decisions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from techland.graph.composition import Curated
from techland.graph.dataset import make_dataset
from techland.graph.datasets import imported_datasets
from techland.graph.durable import replace_file, writing
from techland.graph.export.tables import guarded, unguarded
from techland.graph.home import Home
from techland.graph.identity.bodies import Body, read_bodies
from techland.graph.identity.building import identity_of, read_datasets
from techland.graph.identity.decisions import (
    OUTCOMES,
    Decision,
    full,
    read_decisions,
    short,
)
from techland.graph.identity.identification import Identity
from techland.graph.identity.links import Link
from techland.graph.identity.records import Records, term_text
from techland.graph.identity.theme_matches import read_theme_matches
from techland.graph.identity_errors import BadReview
from techland.graph.ingest.fact_tables import read_fact_tables
from techland.graph.ingest.table_description import described_tables
from techland.graph.ingest.table_reader import Row, read_table
from techland.ontology.terms import RDFS

TABLE = "identity"
FILE = f"{TABLE}.csv"
COLUMNS = ("first", "second", "decision", "reason", "decided_by", "decided_on")
# What a curator reads, behind what a curator writes.
READ = (
    *("outcome", "score", "reasons", "kind", "first_names", "second_names"),
    *("first_place", "second_place", "first_ids", "second_ids"),
)


@dataclass(frozen=True)
class Known:
    """Who is who in a home, with what tells the records apart."""

    identity: Identity
    records: Sequence[Records]
    bodies: Mapping[str, Body]
    decisions: Sequence[Decision]

    def names(self, iri: str) -> str:
        """Return the names of a record."""
        body = self.bodies.get(iri)
        if body:
            return " | ".join((*body.names, *body.acronyms))
        for records in self.records:
            told = records.things.get(iri, {}).get(RDFS.label)
            if told:
                return term_text(told[0])
        return short(iri)


def known_identity(home: Home, facts: Path | None = None) -> Known:
    """Return who is who by the tables, imported datasets and decisions of a home.

    Raises:
        FactsError, DamagedDataset: see the build.
    """
    tables = read_fact_tables(facts, home.facts)
    lines = [line.encode() for line in Curated(make_dataset(tables).lines(), {}, {}).lines]
    datasets = imported_datasets(home)
    decisions = read_decisions(tables[TABLE])
    themes = read_theme_matches(tables["theme_matches"])
    identity = identity_of(lines, datasets, decisions, themes, home.cache / TABLE)
    records = read_datasets(lines, datasets)
    bodies = {body.iri: body for one in records for body in read_bodies(one)}
    return Known(identity, records, bodies, decisions)


def review_rows(known: Known, outcomes: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the links of some outcomes, the surest first, with empty cells for the decision."""
    wanted = set(outcomes)
    decided = {tuple(sorted((d.first, d.second))): d for d in known.decisions}
    links = [one for one in known.identity.links if one.verdict.outcome in wanted]
    for one in sorted(links, key=lambda link: (-link.verdict.score, link.pair)):
        if one.kind == "place":
            continue
        held = decided.get(one.pair)
        written = _decision_cells(held) if held else dict.fromkeys(COLUMNS[2:], "")
        yield {
            "first": short(one.first),
            "second": short(one.second),
            **written,
            **_read_cells(known, one),
        }


def _decision_cells(held: Decision) -> dict[str, str]:
    return {column: getattr(held, column) for column in COLUMNS[2:]}


def _read_cells(known: Known, one: Link) -> dict[str, str]:
    first, second = (known.bodies.get(iri) for iri in one.pair)
    return {
        "outcome": one.verdict.outcome,
        "score": f"{one.verdict.score:.3f}",
        "reasons": one.verdict.told(),
        "kind": one.kind,
        "first_names": known.names(one.first),
        "second_names": known.names(one.second),
        "first_place": _place(first),
        "second_place": _place(second),
        "first_ids": _ids(first),
        "second_ids": _ids(second),
    }


def _place(body: Body | None) -> str:
    return ", ".join((*sorted(body.towns), body.country or "?")) if body else ""


def _ids(body: Body | None) -> str:
    return ", ".join(f"{s} {v}" for s, v in sorted(body.identifiers)) if body else ""


def write_review(rows: Iterable[Mapping[str, str]], path: Path) -> int:
    """Write a review table; return its rows. No cell can be taken for a formula.

    Raises:
        CannotWrite: the file cannot be written.
    """
    told = io.StringIO(newline="")
    writer = csv.DictWriter(told, (*COLUMNS, *READ), lineterminator="\r\n")
    writer.writeheader()
    written = list(rows)
    for row in written:
        writer.writerow({column: guarded(cell) for column, cell in row.items()})
    with writing(path):
        # A mark, so that spreadsheets read it as UTF-8.
        path.write_text("\ufeff" + told.getvalue(), encoding="utf-8", newline="")
    return len(written)


def read_review(path: Path) -> list[dict[str, str]]:
    """Return the rows of a review in which something was decided.

    Raises:
        BadReview: it cannot be read, lacks a column, or a decision is none; with file and row.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadReview(path.name, None, "first", str(error)) from None
    dialect = (
        ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    )
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect)
    lacking = [name for name in COLUMNS[:3] if name not in (reader.fieldnames or ())]
    if lacking:
        raise BadReview(path.name, 1, ", ".join(lacking), "the column is missing")
    found = []
    for number, row in enumerate(reader, 2):
        cells = {column: unguarded((row.get(column) or "").strip()) for column in COLUMNS}
        if not cells["decision"]:
            continue
        if cells["decision"] not in OUTCOMES:
            known = ", ".join(OUTCOMES)
            raise BadReview(
                path.name, number, "decision", f"{cells['decision']!r} is none of {known}"
            )
        cells["reason"] = cells["reason"] or "reviewed"
        found.append(cells)
    return found


def decide(home: Home, decided: Iterable[Mapping[str, str]]) -> Path:
    """Write decisions into the home's table; a second one on a pair takes the first one's place.

    Returns the table's path. The next build follows it.

    Raises:
        FactsError: the table that is there, or what would be written, has a fault.
        CannotWrite: it cannot be written.
    """
    table, path = described_tables()[TABLE], home.facts / FILE
    held = read_table(path, table) if path.exists() else []
    rows = {_pair(row.cells): {c: row[c] for c in COLUMNS} for row in held}
    for one in decided:
        cells = {column: one.get(column, "") for column in COLUMNS}
        cells |= {column: short(full(cells[column])) for column in COLUMNS[:2]}
        rows[_pair(cells)] = cells
    read_decisions(
        Row(TABLE, FILE, number, cells, (cells["first"], cells["second"]))
        for number, cells in enumerate(rows.values(), 2)
    )
    told = io.StringIO(newline="")
    writer = csv.DictWriter(told, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, told.getvalue().encode())
    return path


def _pair(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted((full(cells["first"]), full(cells["second"]))))
