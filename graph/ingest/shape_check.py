"""Check sorted N-Triples by the compiled shapes as they are written, in bounded memory.

A shape looks at one thing's own triples, and of a value at no more than its constraints ask:
whether it is there, its kind, or the value itself. Things of which all shapes see the same are
alike, and get the same verdict; so the queries are put to one of each.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from pyoxigraph import RdfFormat, Store

from techland.graph.import_errors import BrokenImportShapes
from techland.graph.ingest.import_shapes import (
    SHAPES,
    VIOLATION,
    CompiledShape,
    Look,
    broken_shapes,
    compiled_shapes,
    looked_at,
)
from techland.ontology.terms import RDF

EXAMPLES = 5
_TYPE = f"<{RDF.type}>"
# Lines of things to be checked that are gathered before a store is made of them.
_GATHERED = 20_000
# Looks that are remembered; beyond it the fine ones are forgotten, and checked once more.
_REMEMBERED = 50_000
_SEEN = ("subject", "predicate", "object")


@dataclass
class Alike:
    """Things that get the same verdict: how many, some of them, and the shapes that they break."""

    number: int = 0
    examples: list[str] = field(default_factory=list)
    broken: list[CompiledShape] = field(default_factory=list)


class ShapeCheck:
    """Takes sorted lines block by block; a thing's lines may lie in two blocks."""

    def __init__(self) -> None:
        looks = looked_at(SHAPES)
        self._paths = list(looks)
        self._targets = sorted({one.target for one in compiled_shapes()})
        self._whole = [path for path, look in looks.items() if look is Look.VALUE]
        self._kind = [path for path, look in looks.items() if look is Look.KIND]
        self._rest = b""
        self._alike: dict[str, Alike] = {}
        self._gathered: list[bytes] = []
        self._first: dict[str, str] = {}
        self._lines = 0

    def add(self, block: bytes) -> None:
        """Take whole lines; they follow those taken before in the order of bytes."""
        data = self._rest + block
        subject = data[data.rfind(b"\n", 0, -1) + 1 :].partition(b" ")[0]
        # The last thing's lines may go on in the next block. No line of it stands further up.
        start = data.find(b"\n" + subject + b" ") + 1
        if data.startswith(subject + b" "):
            start = 0
        self._rest = data[start:]
        self._look(data[:start])

    def broken(self) -> dict[CompiledShape, Alike]:
        """Return the shapes that are broken, with how many things break each, when all is taken."""
        self._look(self._rest)
        self._rest = b""
        self._ask()
        found: dict[CompiledShape, Alike] = {}
        for alike in self._alike.values():
            for shape in alike.broken:
                whole = found.setdefault(shape, Alike())
                whole.number += alike.number
                whole.examples = sorted([*whole.examples, *alike.examples])[:EXAMPLES]
        return dict(sorted(found.items(), key=lambda item: item[0].query))

    def results(self) -> list[dict[str, Any]]:
        """Return what breaks the shapes without being a violation, when all is taken.

        Raises:
            BrokenImportShapes: at least one violation.
        """
        found = self.broken()
        violations = {one: alike for one, alike in found.items() if one.severity == VIOLATION}
        if violations:
            number = sum(alike.number for alike in violations.values())
            raise BrokenImportShapes(list(_told(violations.items())), number)
        return [
            {
                "shape": one.shape,
                "message": one.message,
                "number": alike.number,
                "examples": alike.examples,
            }
            for one, alike in found.items()
        ]

    def _look(self, data: bytes) -> None:
        """Count things by what the shapes see of them; gather the first of each look."""
        if not data:
            return
        line = pl.read_csv(
            io.BytesIO(data), has_header=False, separator="\x01", quote_char=None, new_columns=["t"]
        )
        seen = (
            line.lazy()
            .select(pl.col("t").str.splitn(" ", 3).struct.rename_fields(list(_SEEN)))
            .unnest("t")
            .filter(
                pl.col("predicate").is_in(self._paths)
                | ((pl.col("predicate") == _TYPE) & pl.col("object").is_in(self._types()))
            )
            .with_columns(self._aspect().alias("aspect"))
        )
        things = (
            seen.group_by("subject", maintain_order=True)
            .agg(pl.col("aspect").str.join("\n"))
            .group_by("aspect", maintain_order=True)
            .agg(pl.len().alias("number"), pl.col("subject").head(EXAMPLES))
            .collect()
        )
        new = [self._count(*row) for row in things.iter_rows()]
        first = pl.DataFrame(
            {"subject": [one for one in new if one]}, schema={"subject": pl.String}
        )
        if first.height:
            self._gather(seen.join(first.lazy(), on="subject", how="semi").collect())

    def _types(self) -> list[str]:
        return [f"{target} ." for target in self._targets]

    def _aspect(self) -> pl.Expr:
        """Return what the shapes see of a triple."""
        predicate = pl.col("predicate")
        whole = pl.when(predicate.is_in([_TYPE, *self._whole])).then("object")
        kind = whole.when(predicate.is_in(self._kind)).then(pl.col("object").str.head(1))
        return predicate + " " + kind.otherwise(pl.lit(""))

    def _count(self, aspect: str, number: int, subjects: list[str]) -> str | None:
        """Count things of a look; return one of them where the look is new."""
        known = self._alike.get(aspect)
        alike = known or self._alike.setdefault(aspect, Alike())
        alike.number += number
        alike.examples += subjects[: EXAMPLES - len(alike.examples)]
        if known:
            return None
        self._first[subjects[0]] = aspect
        return subjects[0]

    def _gather(self, lines: pl.DataFrame) -> None:
        text = lines.select(pl.concat_str(_SEEN, separator=" ")).to_series()
        self._gathered.append(("\n".join(text) + "\n").encode())
        self._lines += lines.height
        if self._lines > _GATHERED:
            self._ask()

    def _ask(self) -> None:
        """Put the queries to the things gathered."""
        store = Store()
        store.bulk_load(input=b"".join(self._gathered), format=RdfFormat.N_TRIPLES)
        for shape, focus in broken_shapes(store).items():
            for thing in focus:
                self._alike[self._first[thing]].broken.append(shape)
        self._gathered, self._first, self._lines = [], {}, 0
        if len(self._alike) > _REMEMBERED:
            self._alike = {look: alike for look, alike in self._alike.items() if alike.broken}


def _told(violations: Iterable[tuple[CompiledShape, Alike]]) -> Iterable[str]:
    for shape, alike in violations:
        for thing in alike.examples:
            yield f"{thing}: {shape.message}"
