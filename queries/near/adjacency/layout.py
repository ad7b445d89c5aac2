"""Which files hold the triples of a snapshot by subject and by object.

Terms are numbered in the order of their bytes as N-Triples writes them. ``texts`` holds them one
after the other and ``starts`` where each begins. Of each term, ``out_first`` tells where its
pairs of predicate and object begin in ``out``, ``into_first`` the same for the pairs of predicate
and subject of what points to it, both of the default graph alone; pairs are sorted. ``graphs``
has triples of predicate, object and graph, of what named graphs tell of a thing itself.
"""

from __future__ import annotations

from pathlib import Path

FORMAT = 1
TEXTS, STARTS = "texts", "starts"
OUT, OUT_FIRST = "out", "out_first"
INTO, INTO_FIRST = "into", "into_first"
GRAPHS, GRAPHS_FIRST = "graphs", "graphs_first"
# In ``starts`` there are eight bytes a number.
FOUR_BYTES = (OUT, OUT_FIRST, INTO, INTO_FIRST, GRAPHS, GRAPHS_FIRST)
FILES = (TEXTS, STARTS, *FOUR_BYTES)


def file_of(folder: Path, name: str) -> Path:
    """Return a file of the layout."""
    return folder / f"{name}.bin"
