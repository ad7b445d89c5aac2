"""Turnover of brokers: are those who stand between the groups still the same?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from techland.network.measures.brokerage import brokerage
from techland.network.time.slicing import Slice

if TYPE_CHECKING:
    import polars as pl

_SHOWN = 10


def leading_brokers(one: Slice, by: str, most: int = _SHOWN) -> tuple[pl.DataFrame, bool]:
    """Return the nodes that broker most between groups, and whether equals were cut off.

    Counted are the open paths a - v - b with a and b of different groups and not tied
    (gatekeeper, representative and liaison of Gould & Fernandez 1989), each pair once.
    Nodes that broker nothing are none. Equals stand in the order of IRIs.
    """
    import polars as pl

    found = brokerage(one.network.structure, one.network.partition(by)).columns
    paths = sum((found[role] for role in ("representative", "gatekeeper", "liaison")), np.zeros(1))
    counts = paths if one.network.directed else paths / 2
    table = one.network.nodes.select("iri", "label").with_columns(pairs=pl.Series(counts))
    ordered = table.filter(pl.col("pairs") > 0).sort("pairs", "iri", descending=[True, False])
    cut = ordered.height > most and ordered["pairs"][most - 1] == ordered["pairs"][most]
    return ordered.head(most), cut


def broker_table(slices: Sequence[Slice], by: str, most: int = _SHOWN) -> pl.DataFrame:
    """Return a row for each two slices in a row: which leading brokers stayed.

    ``brokers_before`` and ``brokers_after`` are how many lead (at most ``most``); ``kept``
    lead in both, ``turnover`` is 1 - kept / brokers before. ``stay``, ``come`` and ``go``
    list them by label; ``equals_cut`` says that one of the lists was cut among equals.
    """
    import polars as pl

    leading = [leading_brokers(one, by, most) for one in slices]
    rows: list[dict[str, Any]] = []
    for (before, after), (one, other) in zip(pairwise(slices), pairwise(leading), strict=True):
        (old, old_cut), (new, new_cut) = one, other
        kept = old.filter(pl.col("iri").is_in(new["iri"].implode()))
        rows.append(
            {
                "before": before.name,
                "after": after.name,
                "brokers_before": old.height,
                "brokers_after": new.height,
                "kept": kept.height,
                "turnover": 1 - kept.height / old.height if old.height else None,
                "equals_cut": old_cut or new_cut,
                "stay": kept["label"].to_list(),
                "come": new.filter(~pl.col("iri").is_in(old["iri"].implode()))["label"].to_list(),
                "go": old.filter(~pl.col("iri").is_in(new["iri"].implode()))["label"].to_list(),
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)
