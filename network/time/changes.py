"""What changes from slice to slice: who enters and leaves, which ties survive, how many cross."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from techland.network.measures.across import Permutation, external_internal, share_across
from techland.network.measures.measured import ratio
from techland.network.measures.partition import UNKNOWN, Partition
from techland.network.time.slicing import Slice

if TYPE_CHECKING:
    import polars as pl


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def slice_table(slices: Sequence[Slice], by: str) -> pl.DataFrame:
    """Return a row a slice: how large it is, and how many of its ties cross between groups.

    ``activities`` are those with a taker; ``share`` of the ties between known groups
    that join two groups, ``expected`` of all pairs, ``growth`` of the share since the
    slice before, in shares (0.1 is ten points); ``ei_index`` and ``ei_expected``.
    """
    import polars as pl

    rows: list[dict[str, Any]] = []
    for one in slices:
        network, inner, groups = one.network, one.network.structure, _groups_of_takers(one, by)
        share = share_across(inner, groups)
        index = external_internal(inner, groups, permutation=Permutation(1))
        before = rows[-1]["share"] if rows else None
        now = share.value("share")
        rows.append(
            {
                "slice": one.name,
                "activities": network.behind.incidence.columns if network.behind else None,
                "takers": len(one.takers),
                "ties": inner.ties,
                "external": int(share.value("external") or 0),
                "internal": int(share.value("internal") or 0),
                "share": now,
                "expected": share.value("expected"),
                "growth": None if None in (now, before) else now - before,  # type: ignore[operator]  # neither is None here
                "ei_index": index.value("index"),
                "ei_expected": index.value("expected"),
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def _groups_of_takers(one: Slice, by: str) -> Partition:
    """Return the groups of those who take part: what to expect must not count everyone known."""
    groups = one.network.partition(by)
    taking = np.zeros(one.network.structure.size, dtype=bool)
    taking[one.takers] = True
    return Partition(groups.name, groups.groups, np.where(taking, groups.codes, UNKNOWN))


def change_table(slices: Sequence[Slice]) -> pl.DataFrame:
    """Return a row for each two slices in a row: who stays, and which ties survive.

    ``stayed`` take part in both, ``entries`` in the later only, ``exits`` in the earlier
    only; ``retention`` is stayed / takers before. ``survived`` ties stand in both;
    ``survival`` is survived / ties before; ``at_risk`` are those whose two ends both
    stayed, ``survival_at_risk`` the share of them; ``jaccard`` is survived / ties of either.
    """
    import polars as pl

    rows = [_change(before, after) for before, after in pairwise(slices)]
    schema = None if rows else dict.fromkeys(("before", "after"), pl.String)
    return pl.DataFrame(rows, schema=schema, infer_schema_length=None)


def _change(before: Slice, after: Slice) -> dict[str, Any]:
    import polars as pl

    there, then = (one.network.nodes["iri"].gather(one.takers) for one in (before, after))
    stayed = there.filter(there.is_in(then.implode()))
    old, new = before.tie_keys(), after.tie_keys()
    survived = int(old.is_in(new.implode()).sum())
    ends = before.network.ties.select("one", "other")
    both = pl.col("one").is_in(stayed.implode()) & pl.col("other").is_in(stayed.implode())
    at_risk = ends.filter(both).height
    return {
        "before": before.name,
        "after": after.name,
        "takers_before": len(there),
        "takers_after": len(then),
        "stayed": len(stayed),
        "entries": len(then) - len(stayed),
        "exits": len(there) - len(stayed),
        "retention": _share(len(stayed), len(there)),
        "ties_before": len(old),
        "ties_after": len(new),
        "survived": survived,
        "survival": _share(survived, len(old)),
        "at_risk": at_risk,
        "survival_at_risk": _share(survived, at_risk),
        "jaccard": _share(survived, len(old) + len(new) - survived),
    }


def survival_table(slices: Sequence[Slice]) -> pl.DataFrame:
    """Return which share of ties still stands after so many slices (Kaplan & Meier 1958).

    A spell of a tie is a run of slices one after the other in which it stands; a spell
    that reaches the last slice is cut off there (censored). ``at_risk`` spells last at
    least ``slices``, ``ended`` of them end then, ``survival`` is the product of
    1 - ended/at_risk. A tie of the first slice may be older than that: it counts from it.
    """
    import polars as pl

    keys = [one.tie_keys() for one in slices]
    names = pl.concat(keys).unique().sort() if keys else pl.Series([], dtype=pl.String)
    stands = np.array([names.is_in(key.implode()).to_numpy() for key in keys])
    stands = stands.reshape(len(slices), len(names))
    lasted, ended = _spells(stands)
    rows, left = [], 1.0
    for length in range(1, len(slices) + 1):
        risk, gone = int((lasted >= length).sum()), int(((lasted == length) & ended).sum())
        if not risk:
            break
        left *= float(1 - ratio(gone, risk))
        rows.append({"slices": length, "at_risk": risk, "ended": gone, "survival": left})
    return pl.DataFrame(
        rows,
        schema={"slices": pl.Int64, "at_risk": pl.Int64, "ended": pl.Int64, "survival": pl.Float64},
    )


def _spells(stands: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return how many slices each spell lasts, and whether its end was seen."""
    count, ties = stands.shape
    length = np.zeros(ties, dtype=np.int64)
    lasted, ended = [], []
    for place in range(count):
        length = np.where(stands[place], length + 1, 0)
        last = place == count - 1
        over = stands[place] & (True if last else ~stands[min(place + 1, count - 1)])
        lasted.append(length[over])
        ended.append(np.full(int(over.sum()), not last))
    empty = np.zeros(0, dtype=np.int64)
    return np.concatenate([empty, *lasted]), np.concatenate([empty.astype(bool), *ended])
