"""The truth rule: which side of a disagreement is shown first, and why.

In this order: the curator's decision, where it is not *open*; the number of
distinct publishers of the sources, a copy counting as its original; the kind
of the best source; else the table's value, flagged. Only disagreements of kind
*value* demote a claim; compatible precision is a refinement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from techland.graph.ingest.conflict_checks import ACCEPTED_SIDES
from techland.graph.ingest.table_reader import Row

CURATOR, PUBLISHERS, KIND, TABLE = (
    "curator-decision",
    "more-publishers",
    "source-kind",
    "table-value",
)
# The best first: a party's own document before a database, a database before the press.
KIND_ORDER = ("own-site", "programme-database", "authority", "partner-site", "press", "other")


@dataclass(frozen=True)
class Verdict:
    """The accepted sides of a disagreement (a, b, both or none) and the rule that chose them."""

    sides: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class Document:
    """What the rule needs to know of a source: its publisher and kind, after copies."""

    publisher: str
    kind: str


def original_documents(sources: Iterable[Row]) -> dict[str, Document]:
    """Return, for every source's address, the publisher and kind of the document it repeats."""
    by_url = {row["url"]: row for row in sources}
    documents = {}
    for url, row in by_url.items():
        origin = row
        while origin["copy_of"]:
            origin = by_url[origin["copy_of"]]
        documents[url] = Document(origin["publisher_id"], origin["kind"])
    return documents


def judge(
    conflict: Row,
    witnesses: Mapping[str, Iterable[str]],
    documents: Mapping[str, Document],
    table_sides: tuple[str, ...],
) -> Verdict:
    """Apply the rule to one row of conflicts.csv.

    Args:
        conflict: the row.
        witnesses: the addresses of the documents on side a and on side b.
        documents: publisher and kind of every address.
        table_sides: the sides whose value the table holds.
    """
    if conflict["decision"] != "open":
        return Verdict(ACCEPTED_SIDES.get(conflict["decision"], ()), CURATOR)
    if conflict["kind"] == "value":
        told = {side: [documents[url] for url in witnesses[side]] for side in ("a", "b")}
        publishers = {side: -len({d.publisher for d in told[side]}) for side in told}
        kinds = {side: min(KIND_ORDER.index(d.kind) for d in told[side]) for side in told}
        for rule, ranks in ((PUBLISHERS, publishers), (KIND, kinds)):
            if ranks["a"] != ranks["b"]:
                return Verdict((min(ranks, key=ranks.__getitem__),), rule)
    return Verdict(table_sides, TABLE)
