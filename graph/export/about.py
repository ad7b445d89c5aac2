"""What an exported file says of itself: version, content, licence and how to cite it."""

from __future__ import annotations

from importlib.metadata import version as package_version

from techland.graph.export.selection import DEFAULT_GRAPH, EVERY_GRAPH, Selection
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE

TITLE = "techland: knowledge graph of Dutch-German innovation cooperation"
LICENCE_NAME = "CC BY 4.0"
LICENCE_IRI = "https://creativecommons.org/licenses/by/4.0/"
CREATOR = "The techland project"
_CONTENT = {
    EVERY_GRAPH: "the whole dataset: the default graph and every named graph",
    DEFAULT_GRAPH: "the default graph: the accepted view with claims, disputes and sources, "
    "without the named graphs",
}


def citation(snapshot: Snapshot) -> str:
    """Return how to cite a snapshot; its year is that of the build."""
    year = str(snapshot.built.get("built_at", ""))[:4]
    return (
        f"{CREATOR} ({year}). {TITLE}. Software version {package_version('techland')}, "
        f"dataset version {snapshot.version}. {LICENCE_NAME}. {BASE}"
    )


def content_of(selection: Selection) -> str:
    """Return in words what a selection holds."""
    if selection.entity:
        return f"<{selection.entity}> with its surroundings"
    told = _CONTENT.get(selection.name, f"the named graph <{BASE}graph/{selection.name}>")
    return f"{told}; claims in RDF 1.2 form" if selection.rdf12 else told


def about_export(snapshot: Snapshot, content: str) -> dict[str, str]:
    """Return the lines of a file's head or of a workbook's first sheet."""
    return {
        "title": TITLE,
        "content": content,
        "version": snapshot.version,
        "built": str(snapshot.built.get("built_at", ""))[:10],
        "licence": f"{LICENCE_NAME}, {LICENCE_IRI}",
        "cite": citation(snapshot),
    }
