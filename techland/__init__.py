"""techland: a knowledge graph of cross-border cooperation.

>>> import techland as tl
>>> with tl.open() as kg:
...     parties = kg.query("signatories")
>>> mou = "https://w3id.org/techland/agreement/mou-2021"
>>> signed = [row for row in parties if row["agreement"].value == mou]
>>> [row["name"].value for row in signed if row["role"].value == "signatory"]
['Chamber of Commerce and Industry North Westphalia', 'Oost NL', 'Twente Board']

Public names are loaded when they are first used, so that importing one
module of the package stays cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from techland.datasets import datasets, import_files, remove
    from techland.difference import Difference, diff
    from techland.graph.errors import TechlandError
    from techland.graph.home import Home
    from techland.graph.ingest.importing import ImportOptions
    from techland.knowledge_graph import KnowledgeGraph
    from techland.knowledge_graph import open_graph as open  # noqa: A004 (tl.open reads well)
    from techland.queries.entities import Entity
    from techland.queries.limits import Limits
    from techland.queries.solutions import Solutions, Triples

# Public name, module that holds it, its name there.
_PUBLIC = {
    "Difference": ("techland.difference", "Difference"),
    "Entity": ("techland.queries.entities", "Entity"),
    "Home": ("techland.graph.home", "Home"),
    "ImportOptions": ("techland.graph.ingest.importing", "ImportOptions"),
    "KnowledgeGraph": ("techland.knowledge_graph", "KnowledgeGraph"),
    "Limits": ("techland.queries.limits", "Limits"),
    "Solutions": ("techland.queries.solutions", "Solutions"),
    "TechlandError": ("techland.graph.errors", "TechlandError"),
    "Triples": ("techland.queries.solutions", "Triples"),
    "datasets": ("techland.datasets", "datasets"),
    "diff": ("techland.difference", "diff"),
    "import_files": ("techland.datasets", "import_files"),
    "open": ("techland.knowledge_graph", "open_graph"),
    "remove": ("techland.datasets", "remove"),
}

__all__ = [
    "Difference",
    "Entity",
    "Home",
    "ImportOptions",
    "KnowledgeGraph",
    "Limits",
    "Solutions",
    "TechlandError",
    "Triples",
    "datasets",
    "diff",
    "import_files",
    "open",
    "remove",
]


def __getattr__(name: str) -> object:
    """Return a public name, loading its module."""
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(importlib.import_module(module), attribute)
