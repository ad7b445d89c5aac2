"""Who witnesses what, and which value holds where sources disagree: the truth rule, again.

A row's documents witness its cells, except those that conflicts.csv names for
another value of the cell; the documents of a position witness its value. The
curator's decision holds; where it is open, more publishers (copies count as
their origin), then the better kind of document, then the table's value.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from .facts import SAYINGS, Cell, Fact, Saying, Statement, key
from .tables import Iri, Row, by_id, hashed, origin, several, table

DATE = re.compile(r"\d{4}(-\d\d){0,2}")
NUMBER = re.compile(r"\d+(\.\d+)?")
NAMES = {"name", "name_nl", "name_de", "name_en", "title_nl", "title_de", "title_en", "place"}
FREE_TEXTS = {"description_en", "need_en", "who", "alt_names"}
KINDS = ["own-site", "programme-database", "authority", "partner-site", "press", "other"]
SIDES = {"a": "a", "b": "b", "both": "ab", "neither": ""}


@dataclass(frozen=True)
class Conflict:
    """A row of conflicts.csv with its path taken apart."""

    index: int
    row: Row
    table: str
    key: tuple[str, ...]
    column: str

    @property
    def iri(self) -> Iri:
        return hashed("dispute", *list(self.row.values())[:5])

    def urls(self, side: str) -> list[str]:
        return several(self.row[f"source_{side}"])

    def typed(self, side: str) -> list[str]:
        return several(self.row[f"typed_{side}"])

    def told(self, side: str) -> list[str]:
        """Return the values of a side: a name as it is told, else what is typed."""
        if self.column in NAMES:
            return [self.row[f"value_{side}"]]
        return [] if self.column in FREE_TEXTS else self.typed(side)

    def rows(self) -> list[Row]:
        """Return the rows in dispute; of a list those with a role of members nobody disputes."""
        size = len(self.key)
        found = [row for row in table(self.table) if tuple(row.values())[:size] == self.key]
        if self.column or size > 1:
            return found
        listed = self.listed_rows(found)
        return listed or found

    def listed_rows(self, found: list[Row]) -> list[Row]:
        a, b = set(self.typed("a")), set(self.typed("b"))
        members = a & b or a | b
        roles = {row["role"] for row in found if row.get("organisation_id") in members}
        return [row for row in found if row.get("role") in roles]


@functools.cache
def conflicts() -> list[Conflict]:
    found = []
    for index, row in enumerate(table("conflicts")):
        match = re.fullmatch(r"(\w+)(?:\[(.+)\])?(?:\.(\w+))?", row["path"])
        name, keys, column = match.groups() if match else ("", None, None)
        parts = tuple(keys.split("/")) if keys else (row["subject"],)
        found.append(Conflict(index, row, name or "", parts, column or ""))
    return found


def _same(told: str, cell: str) -> bool:
    """Tell whether who says the one also says the other."""
    if NUMBER.fullmatch(told) and NUMBER.fullmatch(cell) and Decimal(told) == Decimal(cell):
        return True
    if DATE.fullmatch(told) and DATE.fullmatch(cell):
        return told.startswith(cell)
    return told == cell


@functools.cache
def _contrary() -> dict[Cell, dict[str, set[str]]]:
    """Return what each document tells of a cell in dispute."""
    told: dict[Cell, dict[str, set[str]]] = {}
    for conflict in conflicts():
        if not conflict.table or not (conflict.column or conflict.row["kind"] == "list"):
            continue
        column = conflict.column or "organisation_id"
        for row in conflict.rows():
            if column not in row:
                continue
            cell = (conflict.table, key(conflict.table, row), column)
            for side in "ab":
                for url in conflict.urls(side) if conflict.told(side) else ():
                    told.setdefault(cell, {}).setdefault(url, set()).update(conflict.told(side))
    return told


def _witnesses(name: str, row: Row, saying: Saying) -> set[str]:
    urls = set(several(row["source_url"]))
    for column in saying.columns:
        told = _contrary().get((name, key(name, row), column), {})
        urls -= {u for u, values in told.items() if not any(_same(v, row[column]) for v in values)}
    return urls


@functools.cache
def facts() -> dict[Statement, Fact]:
    """Return every statement told, accepted or not, with its sources, disputes and status."""
    found: dict[Statement, Fact] = {}
    for name, sayings in SAYINGS.items():
        for row in table(name):
            for saying in sayings(row):
                fact = found.setdefault(saying.statement, Fact(saying.statement))
                fact.table = name
                fact.cells |= {(name, key(name, row), column) for column in saying.columns}
                if saying.basis:
                    fact.basis = saying.basis
                    continue
                fact.sources |= _witnesses(name, row, saying)
                fact.certainties |= {row["certainty"]} if "certainty" in row else set()
    settled = [_Settlement(conflict, found) for conflict in conflicts()]
    for settlement in settled:
        settlement.judge()
    for settlement in settled:
        settlement.supersede()
    for settlement in settled:
        settlement.demote()
    return found


@functools.cache
def verdicts() -> list[tuple[str, str]]:
    """Return the accepted sides of every conflict and the rule that chose them."""
    facts()
    return [_VERDICTS[conflict.index] for conflict in conflicts()]


_VERDICTS: dict[int, tuple[str, str]] = {}


class _Settlement:
    """One conflict with the facts it concerns."""

    def __init__(self, conflict: Conflict, found: dict[Statement, Fact]) -> None:
        self.conflict = conflict
        self.held = self._held(found) if conflict.table else []
        self.sides: dict[str, list[Fact]] = {"a": [], "b": []}
        for side in self.sides if conflict.table else ():
            self.sides[side] = self._told(side, found)
            for fact in self.sides[side]:
                fact.sources |= set(conflict.urls(side))

    def _held(self, found: dict[Statement, Fact]) -> list[Fact]:
        rows = {key(self.conflict.table, row) for row in self.conflict.rows()}
        column = self.conflict.column
        cells = [(fact, cell) for fact in found.values() for cell in fact.cells]
        facts = [
            fact
            for fact, (name, row, of) in cells
            if name == self.conflict.table and row in rows and of == (column or of)
        ]
        return list({id(fact): fact for fact in facts}.values())

    def _told(self, side: str, found: dict[Statement, Fact]) -> list[Fact]:
        told = self.conflict.told(side)
        if self.conflict.column in ("", "organisation_id", "role"):
            column = self.conflict.column or "organisation_id"
            rows = [row for row in self.conflict.rows() if row.get(column) in told]
            cells = {(self.conflict.table, key(self.conflict.table, row), column) for row in rows}
            return [fact for fact in found.values() if fact.cells & cells]
        facts = []
        for value in told:
            statement = self._statement(value)
            if statement:
                facts.append(found.setdefault(statement, Fact(statement)))
        return facts

    def _statement(self, value: str) -> Statement | None:
        """Return what the cell would say if it held this value."""
        row = dict(self.conflict.rows()[0])
        column = self.conflict.column
        row[column] = value
        sayings = SAYINGS[self.conflict.table](row)
        return next((s.statement for s in sayings if s.columns[0] == column), None)

    def judge(self) -> None:
        row = self.conflict.row
        self.accepted, self.rule = SIDES.get(row["decision"], ""), "curator-decision"
        if row["decision"] == "open":
            self.accepted, self.rule = self._open()
        _VERDICTS[self.conflict.index] = (self.accepted, self.rule)
        for side in self.accepted if self.rule == "curator-decision" else "":
            mine = self.sides[side]
            alone = len(self.accepted) == 1 and not any(fact in self.held for fact in mine)
            if alone or not mine:
                self.sides[side] = mine + self.held
        for fact in [*self.held, *self.sides["a"], *self.sides["b"]]:
            fact.disputes.add(self.conflict.index)

    def _open(self) -> tuple[str, str]:
        told = {
            side: {
                origin(url)
                for urls in [self.conflict.urls(side), *(f.sources for f in facts)]
                for url in urls
            }
            for side, facts in self.sides.items()
        }
        documents = {s: [by_id("sources")[url] for url in urls] for s, urls in told.items()}
        if self.conflict.row["kind"] == "value":
            counts = {s: len({d["publisher_id"] for d in ds}) for s, ds in documents.items()}
            if counts["a"] != counts["b"]:
                return max(counts, key=counts.__getitem__), "more-publishers"
            kinds = {s: min(KINDS.index(d["kind"]) for d in ds) for s, ds in documents.items()}
            if kinds["a"] != kinds["b"]:
                return min(kinds, key=kinds.__getitem__), "source-kind"
        held = "".join(s for s in "ab" if any(f in self.held for f in self.sides[s]))
        return (held if len(held) == 1 else ""), "table-value"

    def supersede(self) -> None:
        """Put what no table holds behind what one holds; without that it stays in dispute."""
        concerned = [*self.held, *self.sides["a"], *self.sides["b"]]
        held = any(fact.cells for fact in concerned)
        for fact in concerned:
            if not fact.cells:
                fact.status = "superseded" if held else "disputed"

    def demote(self) -> None:
        """Where incompatible values stand against each other, at most one is accepted."""
        if self.conflict.row["kind"] != "value" or len(self.accepted) > 1:
            return
        won = self.sides[self.accepted] if self.accepted else []
        by_hand = self.rule == "curator-decision"
        for fact in [*self.sides["a"], *self.sides["b"]]:
            if fact not in won and (won or by_hand or not fact.cells):
                fact.status = "disputed"
        if won and not by_hand:
            for fact in self.held:
                if fact not in won and fact.status == "accepted":
                    fact.status = "superseded"
            for fact in won:
                fact.status = "accepted"


def accepted() -> list[Fact]:
    return [fact for fact in facts().values() if fact.status == "accepted"]


def publishers(fact: Fact) -> set[str]:
    """Return the publishers of the documents at the origin of a fact's sources."""
    return {by_id("sources")[origin(url)]["publisher_id"] for url in fact.sources}
