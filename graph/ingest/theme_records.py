"""Records of themes.csv and needs.csv."""

from __future__ import annotations

from techland.graph.ingest.recorder import Recorder
from techland.graph.ingest.table_reader import Row
from techland.graph.iris import curated
from techland.graph.literals import text
from techland.ontology.terms import DCT, SKOS, TL


def record_theme(row: Row, pen: Recorder) -> None:
    """Write one theme and its place in the tree."""
    theme = pen.identified("theme", row["id"])
    scheme = curated("scheme", "theme")
    pen.kind(theme, SKOS.Concept)
    pen.note(theme, SKOS.inScheme, scheme)
    pen.note(theme, SKOS.notation, text(row["id"]))
    for language in ("nl", "de", "en"):
        column = f"label_{language}"
        if row[column]:
            pen.claim(row, [column], theme, SKOS.prefLabel, text(row[column], language))
    if row["broader"]:
        pen.claim(row, ["broader"], theme, SKOS.broader, curated("theme", row["broader"]))
    else:
        pen.note(theme, SKOS.topConceptOf, scheme)
        pen.note(scheme, SKOS.hasTopConcept, theme)


def record_need(row: Row, pen: Recorder) -> None:
    """Write what somebody wants, misses or offers."""
    need = pen.identified("need", row["id"])
    pen.kind(need, TL.Need)
    pen.note(need, TL.needKind, curated("need-kind", row["kind"]))
    pen.note(need, TL.holder, text(row["who"], "en"))
    told = text(row["need_en"], "en")
    claim = pen.claim(row, ["need_en", "who", "kind"], need, DCT.description, told)
    pen.witnessed_node(claim, need)
