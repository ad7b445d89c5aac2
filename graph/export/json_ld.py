"""Write JSON-LD with our context, compact, a node a line, as the statements come.

A canonical N-Quads line holds a literal as JSON does, with the same escapes,
so that nothing needs to be parsed and memory holds one node at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO

from techland.graph.export.compact import ID, LANGUAGE, our_context
from techland.graph.export.nquads_lines import END, graph_of, subject_of
from techland.graph.export.selection import Selection
from techland.graph.export_errors import NotExpressible
from techland.ontology.terms import RDF, XSD

JSON_LD = "JSON-LD"
_CACHED = 1 << 16
_TYPE = f"<{RDF.type}>".encode()
_STRING = XSD.string


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@lru_cache(_CACHED)
def _id(term: bytes) -> str:
    """Return an IRI or blank node as a JSON string."""
    text = term.decode()
    return _json(our_context().compact_iri(text[1:-1]) if text.startswith("<") else text)


@lru_cache(_CACHED)
def _class(term: bytes) -> str:
    text = term.decode()
    return _json(our_context().compact_class(text[1:-1]) if text.startswith("<") else text)


@dataclass(frozen=True)
class _Key:
    """How a property's values of one kind are written: under which key, and each how."""

    name: str
    write: Callable[[str], str]
    language: str | None = None


@lru_cache(_CACHED)
def _key(predicate: bytes, kind: bytes) -> _Key:
    """Return the key for a predicate and a kind of value: @id, @language:xx or <datatype>."""
    context = our_context()
    iri = predicate[1:-1].decode()
    tag = kind.decode().partition(":")[2] if kind.startswith(b"@language") else None
    told = LANGUAGE if tag else kind.decode().strip("<>")
    term = context.term(iri, told)
    name = _json(term.name if term else context.compact_iri(iri))
    if tag:
        if term and term.by_language:
            return _Key(name, str, tag)
        return _Key(name, lambda value: f'{{"@language":{_json(tag)},"@value":{value}}}')
    if (term and term.type) or told == _STRING:
        return _Key(name, str)
    if told == ID:
        alias = _json(context.keywords.get(ID, ID))
        return _Key(name, lambda value: f"{{{alias}:{value}}}")
    datatype, alias = _class(f"<{told}>".encode()), _json(context.keywords.get("@type", "@type"))
    return _Key(name, lambda value: f'{{{alias}:{datatype},"@value":{value}}}')


@dataclass
class _Node:
    """The values of one subject by key, and by language below a key that wants it so."""

    types: list[str] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def add(self, predicate: bytes, value: bytes) -> None:
        """Add an object as it stands in its line."""
        if not value.startswith(b'"'):
            if value.startswith(b"<<"):
                raise ValueError("a triple term")
            if predicate == _TYPE:
                self.types.append(_class(value))
                return
            key, text = _key(predicate, ID.encode()), _id(value)
        else:
            end = value.rfind(b'"') + 1
            tail = value[end:]
            if b"--" in tail and tail.startswith(b"@"):
                raise ValueError("a base direction")
            kind = b"@language:" + tail[1:] if tail.startswith(b"@") else tail[2:]
            key = _key(predicate, kind or _STRING.encode())
            text = value[:end].decode()
        if key.language:
            self.texts.setdefault(key.name, {}).setdefault(key.language, []).append(text)
        else:
            self.values.setdefault(key.name, []).append(key.write(text))

    def written(self, subject: bytes) -> str:
        """Return the node object."""
        alias = our_context().keywords
        parts = [f"{_json(alias.get(ID, ID))}:{_id(subject)}"]
        if self.types:
            parts.append(f"{_json(alias.get('@type', '@type'))}:{_one_or_all(self.types)}")
        parts += [f"{key}:{_one_or_all(values)}" for key, values in self.values.items()]
        for key, texts in self.texts.items():
            tagged = ",".join(f"{_json(tag)}:{_one_or_all(told)}" for tag, told in texts.items())
            parts.append(f"{key}:{{{tagged}}}")
        return f"{{{','.join(parts)}}}"


def _one_or_all(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{','.join(values)}]"


def node_objects(triple_lines: Iterable[bytes]) -> Iterator[str]:
    """Yield a node object for each subject of sorted N-Triples lines.

    Raises:
        NotExpressible: an IRI that our context would read as another, or RDF 1.2.
    """
    for subject, lines in groupby(triple_lines, subject_of):
        node = _Node()
        for line in lines:
            _, predicate, value = line[: -len(END)].split(b" ", 2)
            try:
                node.add(predicate, value)
                _id(subject)
            except ValueError as error:
                reason = f"{error} cannot be told apart from what our context says"
                raise NotExpressible(JSON_LD, line[: -len(END)].decode(), reason) from None
        yield node.written(subject)


def _graph_array(lines: Iterable[bytes]) -> Iterator[str]:
    separator = "[\n"
    for written in node_objects(lines):
        yield separator + written
        separator = ",\n"
    yield "[]" if separator == "[\n" else "\n]"


def _pieces(selection: Selection) -> Iterator[str]:
    alias = _json(our_context().keywords.get(ID, ID))
    head = json.dumps(our_context().document["@context"], ensure_ascii=False)
    yield f'{{"@context":{head},\n'
    if selection.graph is not None:
        name = str(selection.graph).encode()
        yield f"{alias}:{_id(name)},\n" if name.startswith(b"<") else ""
        yield '"@graph":'
        yield from _graph_array(selection.triple_lines())
    else:
        yield from _dataset(selection, alias)
    yield "}\n"


def _dataset(selection: Selection, alias: str) -> Iterator[str]:
    """Yield the default graph's nodes, then each named graph with its own."""
    names: set[bytes] = set()

    def unnamed() -> Iterator[bytes]:
        for line in selection.lines():
            name = graph_of(line)
            if name:
                names.add(name)
            else:
                yield line

    separator = '"@graph":[\n'
    for written in node_objects(unnamed()):
        yield separator + written
        separator = ",\n"
    for name in sorted(names):
        yield f'{separator}{{{alias}:{_id(name)},"@graph":'
        tail = b" " + name + END
        found = (line for line in selection.lines() if graph_of(line) == name)
        yield from _graph_array(line.removesuffix(tail) + END for line in found)
        yield "}"
        separator = ",\n"
    yield '"@graph":[]' if separator != ",\n" else "\n]"


def write_json_ld(selection: Selection, output: BinaryIO) -> None:
    """Write a selection as JSON-LD 1.1, compact, with our context in it.

    Raises:
        NotExpressible: an IRI that our context would read as another, or RDF 1.2.
    """
    output.writelines(piece.encode() for piece in _pieces(selection))
