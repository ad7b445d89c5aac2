"""Names of the concepts that a network speaks of: roles and types of organisations."""

from __future__ import annotations

from collections import defaultdict

from techland.network.rows import QueryFunction, language, read_rows, value

Concepts = dict[str, dict[str, dict[str, str]]]


def read_concepts(query: QueryFunction) -> Concepts:
    """Return names by scheme (role, organisation-type), notation and language."""
    concepts: Concepts = defaultdict(lambda: defaultdict(dict))
    for row in read_rows(query, "concepts"):
        scheme = str(value(row, "scheme")).rpartition("/")[2]
        names = concepts[scheme][str(value(row, "notation"))]
        names.setdefault(language(row, "name"), str(value(row, "name")))
    return {scheme: dict(notations) for scheme, notations in concepts.items()}
