"""The project's JSON-LD context, made ready to compact terms (JSON-LD 1.1, section 5.6).

Our context has prefixes, aliases of keywords, and terms with an optional type
or a language container; what is compacted here is held equal to PyLD by tests.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from techland.graph.export.nquads_lines import Inexpressible

CONTEXT = Path(__file__).resolve().parents[2] / "ontology" / "context.jsonld"
ID, LANGUAGE = "@id", "@language"
# An IRI with one of these ends may be a prefix by its simple definition (section 4.1.5).
_PREFIX_ENDS = tuple(":/?#[]@")


@dataclass(frozen=True)
class TermDefinition:
    """A term of the context: the IRI it stands for, and which values it may hold.

    ``type`` is ``@id``, a datatype's IRI, or None for values of every kind;
    ``by_language`` tells that it holds a map from language to text.
    """

    name: str
    iri: str
    type: str | None
    by_language: bool

    def holds(self, kind: str) -> bool:
        """Tell whether it holds a value: ``@id``, ``@language`` or its datatype's IRI."""
        if self.by_language:
            return kind == LANGUAGE
        return self.type is None or self.type == kind


class Context:
    """Prefixes and terms by IRI, and the document that a file carries."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        own = document["@context"]
        simple = {k: v for k, v in own.items() if isinstance(v, str) and not v.startswith("@")}
        self.prefixes = {k: v for k, v in simple.items() if v.endswith(_PREFIX_ENDS)}
        terms = [self._term(name, value) for name, value in own.items() if not name.startswith("@")]
        self._terms: dict[str, list[TermDefinition]] = {}
        for term in terms:
            if term and term.name not in self.prefixes:
                self._terms.setdefault(term.iri, []).append(term)
        self._names = {start: prefix for prefix, start in self.prefixes.items()}
        ends = "".join(sorted({start[-1] for start in self._names}))
        self._start = re.compile(f".*[{re.escape(ends)}](?=.)")

    def _term(self, name: str, value: str | Mapping[str, str]) -> TermDefinition | None:
        if isinstance(value, str):
            return None if value.startswith("@") else self._simple(name, value)
        kind = value.get("@type")
        return TermDefinition(
            name,
            self._expanded(value["@id"]),
            kind if kind in {None, ID} else self._expanded(kind),
            value.get("@container") == LANGUAGE,
        )

    def _simple(self, name: str, value: str) -> TermDefinition:
        return TermDefinition(name, self._expanded(value), None, False)

    def _expanded(self, iri: str) -> str:
        prefix, _, rest = iri.partition(":")
        return self.prefixes[prefix] + rest if prefix in self.prefixes else iri

    @cached_property
    def keywords(self) -> dict[str, str]:
        """Return the alias of each keyword that has one."""
        own = self.document["@context"]
        return {v: k for k, v in own.items() if isinstance(v, str) and v.startswith("@")}

    def term(self, iri: str, kind: str) -> TermDefinition | None:
        """Return the term for a property that holds a value of this kind, None if there is none."""
        fitting = [term for term in self._terms.get(iri, ()) if term.holds(kind)]
        # One made for the kind goes before one for every kind; then the shortest, then by letter.
        order = sorted(fitting, key=lambda t: (t.type is None, len(t.name), t.name))
        return order[0] if order else None

    def compact_iri(self, iri: str) -> str:
        """Return an IRI with its prefix, whole where none fits.

        Raises:
            Inexpressible: it would be read as another, since its scheme is one of our prefixes.
        """
        start = self._start.match(iri)
        # The longest prefix goes first; what follows it may not look like an authority (//).
        while start:
            prefix, end = self._names.get(start.group()), start.end()
            if prefix is not None and not iri.startswith("//", end):
                return f"{prefix}:{iri[end:]}"
            start = self._start.match(iri, 0, end - 1)
        scheme, _, rest = iri.partition(":")
        if scheme in self.prefixes and not rest.startswith("//"):
            raise Inexpressible(f"{scheme!r}, the scheme of an IRI in it, is a prefix of ours")
        return iri

    def compact_class(self, iri: str) -> str:
        """Return the term of a class, else its IRI with its prefix."""
        found = self.term(iri, ID)
        return found.name if found else self.compact_iri(iri)


@cache
def our_context() -> Context:
    """Return the context of ``ontology/context.jsonld``."""
    return Context(json.loads(CONTEXT.read_text(encoding="utf-8")))
