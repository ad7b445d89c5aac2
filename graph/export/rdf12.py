"""Give claims their RDF 1.2 form: a claim reifies a triple term, beside the canonical form.

Canonical is RDF 1.1: a ``tl:Claim`` with ``rdf:subject``, ``rdf:predicate`` and
``rdf:object``. Here those three and the class ``rdf:Statement`` become one
triple, ``claim rdf:reifies <<( subject predicate object )>>`` (RDF 1.2
Concepts, section 1.5); everything else stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from techland.graph.export.nquads_lines import END, graph_of, subject_of
from techland.graph.iris import node
from techland.ontology.terms import RDF, TL


def _bytes(iri: str) -> bytes:
    return str(node(iri)).encode()


_PARTS = tuple(_bytes(iri) for iri in (RDF.subject, RDF.predicate, RDF.object))
_TYPE, _CLAIM, _STATEMENT = _bytes(RDF.type), _bytes(TL.Claim), _bytes(RDF.Statement)
_REIFIES = _bytes("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")


def reified_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield sorted N-Quads lines with the claims in their RDF 1.2 form."""
    for _, group in groupby(lines, subject_of):
        by_graph: dict[bytes, list[bytes]] = {}
        for line in group:
            by_graph.setdefault(graph_of(line), []).append(line)
        for graph, held in by_graph.items():
            yield from _reified(held, graph)


def _reified(lines: list[bytes], graph: bytes) -> Iterator[bytes]:
    """Yield one subject's lines in one graph; a claim's parts as one line, in the first's place."""
    tail = (b" " + graph if graph else b"") + END
    split = [line.removesuffix(tail).split(b" ", 2) for line in lines]
    told = [(predicate, value) for _, predicate, value in split if predicate in _PARTS]
    parts = dict(told)
    is_claim = any(p == _TYPE and value == _CLAIM for _, p, value in split)
    if not is_claim or not len(told) == len(parts) == len(_PARTS):
        yield from lines
        return
    triple = b" ".join(parts[part] for part in _PARTS)
    yield split[0][0] + b" " + _REIFIES + b" <<( " + triple + b" )>>" + tail
    left_out = {*told, (_TYPE, _STATEMENT)}
    for line, (_, predicate, value) in zip(lines, split, strict=True):
        if (predicate, value) not in left_out:
            yield line
