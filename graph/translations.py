"""Our own translations of the curated English texts; a text that has changed since has none.

They stand in a named graph of their own and not in the default graph: no document says them, so
they are no claims, and a question for the description of a thing has one answer as before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, Triple

from techland import facts
from techland.graph.iris import named_graph, node
from techland.graph.literals import text
from techland.ontology.terms import DCT, PROV, RDFS, SKOS, TL

FOLDER = Path(facts.__file__).parent / "translations"
ORIGINAL = "en"
GRAPH = "translations"
# What holds curated English texts.
TRANSLATED = frozenset(
    {DCT.description, SKOS.note, SKOS.editorialNote, TL.holder, TL.reason, TL.positionText}
)
_LABELS = {
    "en": "Our translations of curated English texts",
    "nl": "Onze vertalingen van samengestelde Engelse teksten",
    "de": "Unsere Übersetzungen kuratierter englischer Texte",
}


def read_translations(folder: Path = FOLDER) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each English text of the tables with its translations by language."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row.pop("text"), row


@cache
def _known() -> dict[str, Mapping[str, str]]:
    return dict(read_translations())


def translation(text: str, language: str) -> str | None:
    """Return our translation of a curated English text, None where there is none."""
    return _known().get(text, {}).get(language) or None


def translation_triples(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield each curated English text anew in the other languages, and what these are.

    A text that reads the same in a language, such as a name, is not repeated in it.
    """
    ours = named_graph(GRAPH)
    for origin in ("facts", "claims"):
        yield Triple(ours, node(PROV.wasDerivedFrom), named_graph(origin))
    for language, label in _LABELS.items():
        yield Triple(ours, node(RDFS.label), text(label, language))
    for told in triples:
        said = told.object
        if told.predicate.value not in TRANSLATED or not isinstance(said, Literal):
            continue
        if said.language == ORIGINAL:
            for language, ours_of in _known().get(said.value, {}).items():
                if ours_of and ours_of != said.value:
                    yield Triple(told.subject, told.predicate, text(ours_of, language))
