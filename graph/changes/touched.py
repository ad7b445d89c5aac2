"""Sort changed lines by what they are about: claims, disputes, sources, or nothing of these."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from techland.graph.changes.changed_lines import ChangedLine
from techland.graph.export.nquads_lines import END, graph_of
from techland.ontology.terms import BASE, DCT, RDF

DEFAULT = "default"
CLAIM, DISPUTE, POSITION, SOURCE = "claim", "dispute", "position", "source"
_BASE = f"<{BASE}".encode()
_GRAPH = f"<{BASE}graph/".encode()
_ONTOLOGY = f"<{BASE}ontology#".encode()
_TYPE, _REPLACED = f"<{RDF.type}>".encode(), f"<{DCT.isReplacedBy}>".encode()


@dataclass
class Touched:
    """What changed lines speak of; it grows with them alone."""

    quads: dict[str, Counter[bool]] = field(default_factory=dict)
    records: dict[str, set[str]] = field(
        default_factory=lambda: {kind: set() for kind in (CLAIM, DISPUTE, POSITION, SOURCE)}
    )
    typed: set[str] = field(default_factory=set)
    replaced: dict[str, str] = field(default_factory=dict)
    # Triples about nothing of these, by whether added, with the graphs in which they changed.
    others: dict[tuple[bool, bytes], set[str]] = field(default_factory=dict)

    def note(self, changed: ChangedLine) -> None:
        """Take a changed line in."""
        line = changed.line
        graph = graph_of(line)
        name = graph.removeprefix(_GRAPH).rstrip(b">").decode() if graph else DEFAULT
        self.quads.setdefault(name, Counter())[changed.added] += 1
        triple = line.removesuffix(END)
        triple = triple.removesuffix(b" " + graph) if graph else triple
        subject, predicate, rest = triple.split(b" ", 2)
        kind = subject.removeprefix(_BASE).partition(b"/")[0].decode()
        if kind in self.records:
            self.records[kind].add(subject.strip(b"<>").decode())
            return
        self.others.setdefault((changed.added, triple), set()).add(name)
        if predicate == _REPLACED and changed.added:
            self.replaced[subject.strip(b"<>").decode()] = rest.strip(b"<>").decode()
        if predicate == _TYPE and subject.startswith(_BASE) and not subject.startswith(_ONTOLOGY):
            self.typed.add(subject.strip(b"<>").decode())

    def unexplained(self) -> dict[tuple[bool, bytes], set[str]]:
        """Return the other triples that are no statement of a claim that changed."""
        claims = self.records[CLAIM]
        return {
            key: graphs for key, graphs in self.others.items() if claim_of(key[1]) not in claims
        }


def claim_of(triple: bytes) -> str:
    """Return the IRI of the claim that states a triple; see ``Statement.iri``."""
    return f"{BASE}claim/{hashlib.sha256(triple).hexdigest()[:16]}"
