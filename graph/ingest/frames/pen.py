"""Write fields as triples of one dataset: links at once, things when all of them is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.log import MENDED, ImportLog
from techland.graph.ingest.frames.runs import Runs
from techland.graph.ingest.frames.sheets import ROW
from techland.graph.iris import node
from techland.graph.merging import Block
from techland.ontology.terms import BASE, PROV, RDF

KEY = "key"
_COMPACTED_ROWS = 200_000
Term = Callable[[pl.Series], pl.Series]


@dataclass(frozen=True)
class Property:
    """A field's property, and how its values become terms."""

    iri: str
    term: Term


# Field to the properties that it becomes; a field may become two, such as a date and its bounds.
Properties = Mapping[str, Sequence[Property]]


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of thing: its classes, the properties of its fields.

    Attributes:
        name: the part of its IRIs that says what it is, such as organisation.
        classes: IRIs.
        properties: by field.
        shared: whether its IRIs are the same in every dataset (a town, a theme).
        several: the fields of which a thing may have several values. Of the others it has one:
            where rows differ, the first row's counts and the others' are logged.
    """

    name: str
    classes: Sequence[str]
    properties: Properties
    shared: bool = False
    several: frozenset[str] = frozenset()


class Pen:
    """Writes the triples of one dataset."""

    def __init__(self, dataset: str, folder: Path, log: ImportLog) -> None:
        self.dataset = dataset
        self.node = f"<{BASE}dataset/{dataset}>"
        self._runs = Runs(folder)
        self._log = log
        self._held: dict[Kind, list[pl.DataFrame]] = {}
        self._heights: dict[Kind, int] = {}
        self._compacted: dict[Kind, int] = {}
        self._seen: set[str] = set()
        self._used: dict[str, set[str]] = {}
        self.latest: str | None = None

    def prefix(self, kind: str) -> str:
        """Return what stands before the keys of this dataset's things of a kind."""
        return f"{kind}/{self.dataset}/"

    def triples(self, subjects: pl.Series, predicate: str, objects: pl.Series | str) -> None:
        """Write a triple for each subject and object that are both there."""
        self._runs.add(subjects + f" {node(predicate)} " + objects + " .")

    def triple(self, subject: str, predicate: str, value: str) -> None:
        """Write one triple."""
        self._runs.add(pl.Series([f"{subject} {node(predicate)} {value} ."]))

    def things(self, kind: Kind, fields: pl.DataFrame) -> None:
        """Take what rows tell of things; it is written by ``finish``."""
        wanted = [name for name in kind.properties if name in fields.columns]
        frame = (
            fields.select(KEY, *wanted)
            .filter(pl.col(KEY).is_not_null())
            .unique(maintain_order=True)
        )
        held = self._held.setdefault(kind, [])
        held.append(frame)
        self._heights[kind] = self._heights.get(kind, 0) + frame.height
        # Twice as many rows as after the last time: the work grows with the rows, not their square.
        if self._heights[kind] > 2 * self._compacted.get(kind, 0) + _COMPACTED_ROWS:
            self._compact(kind)

    def _compact(self, kind: Kind) -> None:
        whole = pl.concat(self._held[kind], how="diagonal").unique(maintain_order=True)
        self._held[kind] = [whole]
        self._heights[kind] = self._compacted[kind] = whole.height

    def first_of(self, nodes: pl.Series) -> pl.Series:
        """Return which rows name a node for the first time in this import."""
        first = []
        for name in nodes.to_list():
            first.append(name not in self._seen)
            self._seen.add(name)
        return pl.Series(first, dtype=pl.Boolean)

    def once(self, nodes: pl.Series, fields: pl.DataFrame, rule: str, column: str) -> pl.Series:
        """Return which rows name a node for the first time; refuse the others."""
        mask = self.first_of(nodes)
        if not mask.all():
            again = fields.filter(~mask)
            self._log.refuse(rule, column, again[ROW], again[column])
        return mask

    def repeated(self, nodes: pl.Series, fields: pl.DataFrame, rule: str, column: str) -> None:
        """Log the rows that tell of a thing that an earlier row has told of; they are used."""
        mask = self.first_of(nodes)
        if not mask.all():
            again = fields.filter(~mask)
            self._log.note(MENDED, rule, column, again[ROW], again[column], "counted once")

    def as_of(self, days: pl.Series) -> None:
        """Remember the latest day on which the publisher changed a record."""
        latest = days.drop_nulls().max()
        if latest is not None:
            self.latest = max(self.latest or "", str(latest))

    def used(self, what: str, values: pl.Series) -> None:
        """Remember which countries, regions or themes are named, to describe each once."""
        self._used.setdefault(what, set()).update(values.drop_nulls().unique().to_list())

    def named(self, what: str) -> list[str]:
        """Return what was remembered, in order."""
        return sorted(self._used.get(what, ()))

    def finish(self) -> dict[str, int]:
        """Write all things; return how many of each kind."""
        counts: dict[str, int] = {}
        for kind in list(self._held):
            self._compact(kind)
            frame = self._held.pop(kind)[0]
            if kind.several:
                several = [name for name in kind.several if name in frame.columns]
                for name in several:
                    self._write_fields(kind, frame.select(KEY, name).unique(maintain_order=True))
                frame = frame.drop(several)
            counts[kind.name] = counts.get(kind.name, 0) + self._write(kind, frame)
        return counts

    def _write(self, kind: Kind, frame: pl.DataFrame) -> int:
        if kind.shared:
            whole = frame.group_by(KEY, maintain_order=True).agg(pl.all().drop_nulls().first())
        else:
            whole = self._one_value_each(kind, frame.unique(maintain_order=True))
            whole = self._with_labels(kind, whole) if "label" in kind.properties else whole
        subjects = self._subjects(kind, whole)
        for name in kind.classes:
            self.triples(subjects, RDF.type, str(node(name)))
        if not kind.shared:
            self.triples(subjects, PROV.wasDerivedFrom, self.node)
        self._write_fields(kind, whole)
        return whole.height

    def _with_labels(self, kind: Kind, things: pl.DataFrame) -> pl.DataFrame:
        """Let the identifier stand for a name that no row tells, with a line."""
        columns = [name for name in ("label", "identifier", KEY) if name in things.columns]
        label = things.select(pl.coalesce(columns).alias("label")).to_series()
        bare = things["label"].is_null() if "label" in things.columns else label.is_not_null()
        if bare.any():
            stands = label.filter(bare)
            rows = pl.Series([None], dtype=pl.UInt32).new_from_index(0, len(stands))
            rule = f"{kind.name} without a name: its identifier stands for it"
            self._log.note(MENDED, rule, None, rows, "", stands)
        return things.with_columns(label)

    def _subjects(self, kind: Kind, frame: pl.DataFrame) -> pl.Series:
        return terms.iri(f"{kind.name}/" if kind.shared else self.prefix(kind.name), frame[KEY])

    def _write_fields(self, kind: Kind, frame: pl.DataFrame) -> None:
        subjects = self._subjects(kind, frame)
        for name in frame.columns:
            for each in kind.properties.get(name, ()):
                if frame[name].null_count() < frame.height:
                    self.triples(subjects, each.iri, each.term(frame[name]))

    def _one_value_each(self, kind: Kind, frame: pl.DataFrame) -> pl.DataFrame:
        """Keep the first value of each field; log what other rows told of the same thing."""
        if frame[KEY].n_unique() == frame.height:
            return frame
        names = [name for name in frame.columns if name != KEY]
        first = frame.group_by(KEY, maintain_order=True).agg(pl.all().drop_nulls().first())
        joined = frame.join(first, on=KEY, how="left", suffix=" first", maintain_order="left")
        for name in names:
            if name == "label":
                continue
            other = joined.filter(
                pl.col(name).is_not_null() & (pl.col(name) != pl.col(f"{name} first"))
            )
            other = other.unique(subset=[KEY, name], maintain_order=True)
            if other.height:
                rows = pl.Series([None], dtype=pl.UInt32).new_from_index(0, other.height)
                rule = f"rows differ in one {kind.name}: the first counts"
                self._log.note(MENDED, rule, name, rows, other[name], other[f"{name} first"])
        return first

    def close(self) -> None:
        """Wait for the thread that writes."""
        self._runs.close()

    def sorted_blocks(self) -> Iterator[Block]:
        """Yield the sorted lines of all triples written."""
        return self._runs.sorted_blocks()
