"""What lies around a thing, as a value: its triples, by subject and by object."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Self

from pyoxigraph import Literal, NamedNode

from techland.ontology.terms import DCT, PROV, RDF, SKOS, TL
from techland.queries.near.steps import LABELS
from techland.queries.near.walks import PIECES

# An IRI as text, or a literal as its text, language (or None) and datatype (None with a language).
Written = Any
Term = NamedNode | Literal
# The place among pieces at which the agreement of a signing stands.
_AFTER_ROLES = 2
_SEVERAL = 2


def term_of(written: Written) -> Term:
    """Return a written term."""
    if isinstance(written, str):
        return NamedNode(written)
    text, language, datatype = written
    if language:
        return Literal(text, language=language)
    return Literal(text, datatype=NamedNode(datatype))


def place_in_order(written: Written) -> tuple[bool, str, str]:
    """Return the place of a term among others: IRIs first, then by text and language."""
    if isinstance(written, str):
        return False, written, ""
    return True, written[0], written[1] or ""


class Near:
    """Triples around a thing, and what named graphs say of it.

    Attributes:
        iri: of the thing.
        in_graphs: graph, predicate and written value of its quads in named graphs.
        nameless: what was looked up and has no label.
    """

    def __init__(
        self,
        iri: str,
        told: dict[str, dict[str, list[Written]]],
        in_graphs: Iterable[tuple[str, str, Written]],
        nameless: Iterable[str] = (),
    ) -> None:
        self.iri = iri
        self.nameless = frozenset(nameless)
        self.in_graphs = tuple((graph, predicate, value) for graph, predicate, value in in_graphs)
        self._told = told
        self._labels: dict[str, Literal | None] = {}
        self._notations: dict[str, str | None] = {}

    @classmethod
    def read(cls, iri: str, data: bytes) -> Self:
        """Return what ``walking.walked`` wrote."""
        return cls(iri, *json.loads(data))

    @cached_property
    def _pointing(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {}
        for subject, said in self._told.items():
            for predicate, values in said.items():
                for value in values:
                    if type(value) is not str:
                        continue
                    by = found.get(value)
                    if by is None:
                        found[value] = {predicate: [subject]}
                    elif predicate in by:
                        by[predicate].append(subject)
                    else:
                        by[predicate] = [subject]
        return found

    @property
    def is_known(self) -> bool:
        """Tell whether any triple has the thing as its subject or object."""
        return bool(self._told.get(self.iri)) or self.iri in self._pointing

    @property
    def subjects(self) -> Iterable[str]:
        """Return the things of which anything was read."""
        return self._told.keys()

    def said(self, subject: str) -> dict[str, list[Written]]:
        """Return the written values of a thing by predicate."""
        return self._told.get(subject, {})

    def written(self, subject: str, predicate: str) -> list[Written]:
        """Return the written values of a property, in order."""
        values = self.said(subject).get(predicate, [])
        return values if len(values) < _SEVERAL else sorted(values, key=place_in_order)

    def iris(self, subject: str, *predicates: str) -> list[str]:
        """Return the IRIs that are values of some properties, sorted, each once."""
        said = self._told.get(subject)
        if said is None:
            return []
        found = {v for p in predicates for v in said.get(p, ()) if type(v) is str}
        return sorted(found) if len(found) >= _SEVERAL else list(found)

    def texts(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property as texts, sorted."""
        return [v if isinstance(v, str) else v[0] for v in self.written(subject, predicate)]

    def text(self, subject: str, predicate: str) -> str | None:
        """Return the first value of a property as a text, None without one."""
        return next(iter(self.texts(subject, predicate)), None)

    def code(self, subject: str, predicate: str) -> str | None:
        """Return the notation of the first concept that is a value of a property."""
        for concept in self.iris(subject, predicate):
            if concept not in self._notations:
                self._notations[concept] = self.text(concept, SKOS.notation)
            code = self._notations[concept]
            if code is not None:
                return code
        return None

    def literals(self, subject: str, predicate: str) -> list[Literal]:
        """Return the values of a property that are literals, in order."""
        told = (term_of(value) for value in self.written(subject, predicate))
        return [term for term in told if isinstance(term, Literal)]

    def pointing(self, iri: str, *predicates: str) -> list[str]:
        """Return what points to a thing by some properties, sorted, each once."""
        found = self._pointing.get(iri, {})
        return sorted({one for predicate in predicates for one in found.get(predicate, ())})

    def links(self, iri: str) -> dict[str, list[str]]:
        """Return what points to a thing, by predicate."""
        return self._pointing.get(iri, {})

    def label(self, iri: str) -> Literal | None:
        """Return the rdfs:label of a thing, the first of several."""
        if iri not in self._labels:
            self._labels[iri] = next(iter(self.literals(iri, LABELS[1])), None)
        return self._labels[iri]

    def tagged_names(self, iri: str) -> list[tuple[str, str]]:
        """Return the labels of a thing as pairs of language tag and text."""
        said = self.said(iri)
        labels = (label for predicate in LABELS for label in said.get(predicate, ()))
        return [(label[1] or "", label[0]) for label in labels if not isinstance(label, str)]

    def pieces(self, iri: str) -> list[Term]:
        """Return what a thing without a name is made of, in reading order."""
        found: list[Term] = []
        for place, predicates in enumerate(PIECES):
            told = {_hashable(v) for p in predicates for v in self.said(iri).get(p, ())}
            if place == _AFTER_ROLES:
                signings = self.pointing(iri, PROV.qualifiedAssociation)
                told |= {one for signing in signings for one in self.iris(signing, PROV.generated)}
            elif place == len(PIECES) - 1 and TL.Need in self.iris(iri, RDF.type):
                told |= {_hashable(v) for v in self.said(iri).get(DCT.description, ())}
            found += [term_of(one) for one in sorted(told, key=place_in_order)]
        return found


def _hashable(written: Written) -> Written:
    return written if isinstance(written, str) else tuple(written)
