"""How to cite a version, as files for reference managers: BibTeX, RIS, Citation File Format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version as package_version
from typing import Any

import yaml
from pyoxigraph import Literal, Triple

from techland.graph.description.catalogue import described_in_words, texts
from techland.graph.description.dataset_iris import dataset_version
from techland.graph.description.edition import LICENCES, Edition
from techland.graph.export.about import CREATOR, LICENCE_NAME, TITLE
from techland.graph.snapshot import Snapshot
from techland.ontology.description_terms import DCAT
from techland.ontology.terms import BASE, DCT


def _day(snapshot: Snapshot) -> str:
    return str(snapshot.built.get("built_at", ""))[:10]


def bibtex(snapshot: Snapshot) -> str:
    """Return a BibTeX entry; it is ``@misc``, which every style knows."""
    fields = {
        "author": f"{{{CREATOR}}}",
        "title": f"{{{TITLE}}}",
        "year": _day(snapshot)[:4],
        "version": snapshot.version,
        "url": BASE,
        "howpublished": "Dataset",
        "note": f"Software version {package_version('techland')}, {LICENCE_NAME}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{techland-{snapshot.short},\n{lines}\n}}\n"


def ris(snapshot: Snapshot) -> str:
    """Return a RIS record of type DATA."""
    day = _day(snapshot)
    fields = [
        ("TY", "DATA"),
        ("AU", CREATOR),
        ("TI", TITLE),
        ("PY", day[:4]),
        ("DA", day.replace("-", "/")),
        ("ET", snapshot.version),
        ("UR", BASE),
        ("N1", f"Software version {package_version('techland')}, {LICENCE_NAME}"),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def citation_cff(edition: Edition, description: Sequence[Triple]) -> bytes:
    """Return the content of ``CITATION.cff`` (Citation File Format 1.2.0)."""
    iri = dataset_version(edition.version)
    identifiers = [{"type": "url", "value": iri, "description": "this version"}]
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Please cite the version of the dataset that you used.",
        "type": "dataset",
        "title": edition.title,
        "authors": [{"name": edition.creator, "website": BASE}],
        "version": edition.version,
        "date-released": edition.built.date(),
        "license": LICENCES["data"].spdx,
        "url": BASE,
        "identifiers": identifiers,
        "keywords": [word.value for word in _english(description, iri, DCAT.keyword)],
        "abstract": " ".join(word.value for word in _english(description, iri, DCT.description)),
    }
    if edition.doi:
        content["doi"] = edition.doi
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=88)
    return text.encode()


def _english(description: Sequence[Triple], iri: str, predicate: str) -> list[Literal]:
    return [text for text in texts(description, iri, predicate) if text.language == "en"]


def cff(snapshot: Snapshot) -> str:
    """Return the ``CITATION.cff`` of a version whose deposit has no DOI."""
    edition = Edition(snapshot)
    return citation_cff(edition, described_in_words(edition)).decode()


# File name: media type and writer.
CITATIONS: dict[str, tuple[str, Callable[[Snapshot], str]]] = {
    "techland.bib": ("application/x-bibtex", bibtex),
    "techland.ris": ("application/x-research-info-systems", ris),
    "CITATION.cff": ("application/yaml", cff),
}
