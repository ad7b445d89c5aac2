"""Names of concepts, countries and languages for readers of a map."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph

from techland import ontology
from techland.ontology.terms import SKOS
from techland.viz.languages import LOCALES

_SCHEMES = Path(ontology.__file__).parent / "schemes"


@cache
def concept_names(scheme: str) -> dict[str, dict[str, str]]:
    """Return the names of a scheme's concepts by notation and language."""
    notations: dict[str, str] = {}
    names: dict[str, dict[str, str]] = {}
    path = _SCHEMES / f"{scheme}.ttl"
    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
        concept = str(quad.subject)
        if quad.predicate.value == SKOS.notation:
            notations[concept] = quad.object.value
        elif quad.predicate.value == SKOS.prefLabel:
            label = quad.object
            names.setdefault(concept, {})[label.language or ""] = label.value
    return {notation: names.get(concept, {}) for concept, notation in notations.items()}


def concept_name(scheme: str, notation: str, language: str) -> str:
    """Return a concept's name in a language, else its notation."""
    return concept_names(scheme).get(notation, {}).get(language) or notation


def country_name(code: str, language: str) -> str:
    """Return a country's name in a language, else its code.

    >>> country_name("DE", "nl")
    'Duitsland'
    """
    return str(LOCALES[language].territories.get(code, code))
