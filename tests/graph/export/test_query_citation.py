"""The citation of a query, as reference managers read it."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

import pytest

from techland.graph.export.query_citation import QueryCitation
from techland.graph.snapshot import Snapshot


@pytest.mark.parametrize(
    ("title", "text", "written"),
    [
        ("Parties", "SELECT * { ?s ?p '50 %' }", r"SELECT * \{ ?s ?p '50 \%' \}"),
        ("A } brace", "ASK {}", r"A \textbraceright{} brace"),
        ("Parties", "ASK {} # {", r"ASK \textbraceleft{}\textbraceright{} \# \textbraceleft{}"),
    ],
)
def test_no_brace_ends_a_field_of_bibtex(
    title: str, text: str, written: str, curated_snapshot: Snapshot
) -> None:
    """BibTeX counts every brace, one behind a backslash too."""
    cited = QueryCitation(curated_snapshot, title, text, "http://localhost/", date(2026, 5, 1))
    entry = cited.bibtex()
    assert written in entry
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in entry))
    # Only the entry's own last brace closes it.
    assert depths.index(0, entry.index("{")) == len(entry) - 2
