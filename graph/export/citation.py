"""How to cite a version, as files for reference managers: BibTeX, RIS, Citation File Format."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version as package_version

import yaml

from techland.graph.export.about import CREATOR, LICENCE_NAME, TITLE
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE


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


def cff(snapshot: Snapshot) -> str:
    """Return a CITATION.cff (Citation File Format 1.2.0) of the dataset."""
    content = {
        "cff-version": "1.2.0",
        "message": "Cite the version that you used.",
        "type": "dataset",
        "title": TITLE,
        "authors": [{"name": CREATOR}],
        "version": snapshot.version,
        "date-released": _day(snapshot),
        "license": "CC-BY-4.0",
        "url": BASE,
    }
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


# File name: media type and writer.
CITATIONS: dict[str, tuple[str, Callable[[Snapshot], str]]] = {
    "techland.bib": ("application/x-bibtex", bibtex),
    "techland.ris": ("application/x-research-info-systems", ris),
    "CITATION.cff": ("application/yaml", cff),
}
