"""Themes of publishers beside ours: matches by a curated table, never by the letters of names.

Concepts of several schemes stay concepts of their schemes; what joins them are SKOS's mapping
properties (SKOS Reference, section 10). A theme that may be several of ours matches none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from techland.graph.errors import BadRows
from techland.graph.identity.records import Records
from techland.graph.ingest.table_reader import Row
from techland.graph.iris import curated, hashed, node
from techland.graph.literals import text
from techland.ontology.terms import BASE, RDF, RDFS, SKOS, TL

TABLE = "theme_matches"
NONE = "none"
PROPERTIES = {
    "exact": SKOS.exactMatch,
    "close": SKOS.closeMatch,
    "broad": SKOS.broadMatch,
}


@dataclass(frozen=True)
class ThemeMatch:
    """A row of the table.

    Attributes:
        concept: IRI of the publisher's theme.
        match: exact (the same), close (nearly), broad (ours is wider) or none.
        theme: IRI of ours; empty for none.
        names: in nl and de; the publisher's own English one stands in its dataset.
        reason: why, in English.
    """

    concept: str
    match: str
    theme: str
    names: tuple[tuple[str, str], ...]
    reason: str


def read_theme_matches(rows: Iterable[Row]) -> list[ThemeMatch]:
    """Return the matches of the table's rows.

    Raises:
        BadRows: a row names a theme and says that it matches none, or the other way round.
    """
    found, problems = [], []
    for row in rows:
        if (row["match"] == NONE) == bool(row["theme_id"]):
            hint = "exact, close and broad name a theme of themes.csv; none leaves the cell empty"
            told = f"{row['match']} does not go with this theme"
            problems.append(row.problem("theme_id", row["theme_id"], told, hint))
        names = ((language, row[f"label_{language}"]) for language in ("nl", "de"))
        found.append(
            ThemeMatch(
                f"{BASE}theme/{row['scheme']}/{row['concept']}",
                row["match"],
                curated("theme", row["theme_id"]).value if row["theme_id"] else "",
                tuple((language, name) for language, name in names if name),
                row["reason"],
            )
        )
    if problems:
        raise BadRows(problems)
    return found


def matches_there(matches: Sequence[ThemeMatch], datasets: Iterable[Records]) -> list[ThemeMatch]:
    """Return the matches of themes that a dataset has, with a theme of ours that is there too."""
    known = {iri for records in datasets for iri in records.things}
    return [
        one for one in matches if one.concept in known and (one.theme or NONE) in {*known, NONE}
    ]


def theme_lines(matches: Iterable[ThemeMatch]) -> Iterator[str]:
    """Yield names and match of each theme, and a link that tells the reason."""
    for one in matches:
        for language, name in one.names:
            yield f"<{one.concept}> {node(SKOS.prefLabel)} {text(name, language)} .\n"
        if one.match == NONE:
            continue
        yield f"<{one.concept}> {node(PROPERTIES[one.match])} <{one.theme}> .\n"
        link = hashed("identity-link", one.concept, one.theme)
        for predicate, value in (
            (RDF.type, node(TL.IdentityLink)),
            (RDFS.label, text(f"{one.match} match", "en")),
            (TL.linkedThing, node(one.concept)),
            (TL.linkedThing, node(one.theme)),
            (TL.linkOutcome, text(one.match)),
            (TL.decidedBy, text("curator")),
            (TL.identityReason, text(one.reason, "en")),
        ):
            yield f"{link} {node(predicate)} {value} .\n"
