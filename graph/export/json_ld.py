"""Write JSON-LD with our context, compact, a node a line, as the statements come.

A canonical N-Quads line holds a literal as JSON does, with the same escapes,
so that nothing needs to be parsed and memory holds one node at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from pyoxigraph import NamedNode

from techland.graph.export.compact import ID, LANGUAGE, our_context
from techland.graph.export.nquads_lines import (
    END,
    Inexpressible,
    Memo,
    blocks,
    graph_of,
)
from techland.graph.export.selection import Selection
from techland.ontology.terms import RDF, XSD

JSON_LD = "JSON-LD"
_TYPE = f"<{RDF.type}>".encode()
_STRING = XSD.string
_QUOTE = ord('"')


def _json(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()


def _alias(keyword: str) -> bytes:
    return _json(our_context().keywords.get(keyword, keyword))


@cache
def _starts() -> dict[bytes, bytes]:
    """Return how terms begin that have one of our prefixes, and how they begin compacted."""
    prefixes = our_context().prefixes.items()
    return {f"<{start}".encode(): f'"{prefix}:'.encode() for prefix, start in prefixes}


def _id(term: bytes) -> bytes:
    """Return an IRI or blank node as a JSON string: neither holds what would need an escape."""
    cut = max(term.rfind(b"/"), term.rfind(b"#")) + 1
    start = _starts().get(term[:cut])
    if start is not None and len(term) > cut + 1:
        return start + term[cut:-1] + b'"'
    if term.startswith(b"<<"):
        raise Inexpressible("a triple term is of RDF 1.2")
    if not term.startswith(b"<"):
        return b'"' + term + b'"'
    return f'"{our_context().compact_iri(term[1:-1].decode())}"'.encode()


def _class(term: bytes) -> bytes:
    if not term.startswith(b"<") or term.startswith(b"<<"):
        return _id(term)
    return f'"{our_context().compact_class(term[1:-1].decode())}"'.encode()


class _Key(NamedTuple):
    """How a property's values of one kind are written: below which key, and what around each."""

    name: bytes
    language: bytes | None = None
    before: bytes = b""
    after: bytes = b""


def _key(predicate: bytes, kind: str, tag: str | None = None) -> _Key:
    """Return the key for a predicate and a kind of value: @id, @language or a datatype's IRI."""
    context = our_context()
    iri = predicate[1:-1].decode()
    term = context.term(iri, kind)
    name = _json(term.name if term else context.compact_iri(iri))
    if tag:
        if term and term.by_language:
            return _Key(name, _json(tag))
        return _Key(name, None, b'{"@language":' + _json(tag) + b',"@value":', b"}")
    if (term and term.type) or kind == _STRING:
        return _Key(name)
    if kind == ID:
        return _Key(name, None, b"{" + _alias(ID) + b":", b"}")
    datatype = _class(f"<{kind}>".encode())
    return _Key(name, None, b"{" + _alias("@type") + b":" + datatype + b',"@value":', b"}")


def _literal_key(predicate: bytes, tail: bytes) -> _Key:
    """Return the key for a literal by what stands behind its quotes."""
    if not tail:
        return _key(predicate, _STRING)
    if tail.startswith(b"^^"):
        return _key(predicate, tail[3:-1].decode())
    if b"--" in tail:
        raise Inexpressible("a base direction is of RDF 1.2")
    return _key(predicate, LANGUAGE, tail[1:].decode())


class _Links(dict[bytes, tuple[bytes, Memo, bytes, bytes]]):
    """For each predicate how links are written: key, each value, and what stands around it."""

    def __init__(self) -> None:
        super().__init__()
        self.ids = Memo(_id)
        self._classes = Memo(_class)

    def __missing__(self, predicate: bytes) -> tuple[bytes, Memo, bytes, bytes]:
        if predicate == _TYPE:
            made = (_alias("@type"), self._classes, b"", b"")
        else:
            key = _key(predicate, ID)
            made = (key.name, self.ids, key.before, key.after)
        self[predicate] = made
        return made


class _Literals(dict[tuple[bytes, bytes], _Key]):
    """For each predicate, and what stands behind the quotes, how literals are written."""

    def __missing__(self, kind: tuple[bytes, bytes]) -> _Key:
        made = self[kind] = _literal_key(*kind)
        return made


class _Node:
    """The values of one subject by key, and by language below a key that wants it so."""

    __slots__ = ("id", "texts", "values")

    def __init__(self, identifier: bytes) -> None:
        self.id = identifier
        self.values: dict[bytes, list[bytes]] = {}
        self.texts: dict[bytes, dict[bytes, list[bytes]]] = {}

    def written(self, head: bytes) -> bytes:
        """Return the node object."""
        parts = [head, self.id]
        for name, values in self.values.items():
            parts += (b",", name, b":", values[0] if len(values) == 1 else _all(values))
        for name, texts in self.texts.items():
            tagged = [
                tag + b":" + (told[0] if len(told) == 1 else _all(told))
                for tag, told in texts.items()
            ]
            parts += (b",", name, b":{", b",".join(tagged), b"}")
        parts.append(b"}")
        return b"".join(parts)


def _all(values: list[bytes]) -> bytes:
    return b"[" + b",".join(values) + b"]"


def node_objects(triple_lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a node object for each subject of sorted N-Triples lines.

    Raises:
        NotExpressible: an IRI that our context would read as another, or RDF 1.2.
    """
    links, literals = _Links(), _Literals()
    head = b"{" + _alias(ID) + b":"
    current, node = b"", _Node(b"")
    for line in triple_lines:
        subject, predicate, value = line[:-3].split(b" ", 2)
        try:
            if subject != current:
                if current:
                    yield node.written(head)
                current, node = subject, _Node(links.ids[subject])
            if value[0] == _QUOTE:
                _add_literal(node, literals, predicate, value)
                continue
            name, memo, before, after = links[predicate]
            text = before + memo[value] + after if before else memo[value]
            if name in node.values:
                node.values[name].append(text)
            else:
                node.values[name] = [text]
        except Inexpressible as error:
            raise error.of_line(JSON_LD, line) from None
    if current:
        yield node.written(head)


def _add_literal(node: _Node, literals: _Literals, predicate: bytes, value: bytes) -> None:
    end = value.rfind(b'"') + 1
    name, language, before, after = literals[predicate, value[end:]]
    text = value[:end]
    if language:
        node.texts.setdefault(name, {}).setdefault(language, []).append(text)
    else:
        node.values.setdefault(name, []).append(before + text + after)


def _array(nodes: Iterable[bytes]) -> Iterator[bytes]:
    separator = b"[\n"
    for written in nodes:
        yield separator + written
        separator = b",\n"
    yield b"[]" if separator == b"[\n" else b"\n]"


def _dataset(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the default graph's nodes as they come, then each named graph with its own.

    What stands in named graphs waits in a file of its own each, so that the
    lines are read once.
    """
    with ExitStack() as opened:
        waiting: dict[bytes, BinaryIO] = {}

        def unnamed() -> Iterator[bytes]:
            for line in lines:
                graph = graph_of(line)
                if not graph:
                    yield line
                    continue
                if graph not in waiting:
                    waiting[graph] = opened.enter_context(TemporaryFile())
                waiting[graph].write(line[: -len(graph) - len(END) - 1] + END)

        separator = b"[\n"
        for written in node_objects(unnamed()):
            yield separator + written
            separator = b",\n"
        for graph in sorted(waiting):
            yield separator + b"{" + _alias(ID) + b":" + _id(graph) + b',"@graph":'
            waiting[graph].seek(0)
            yield from _array(node_objects(waiting[graph]))
            yield b"}"
            separator = b",\n"
        yield b"[]" if separator == b"[\n" else b"\n]"


def write_json_ld(selection: Selection, output: BinaryIO) -> None:
    """Write a selection as JSON-LD 1.1, compact, with our context in it.

    Raises:
        NotExpressible: an IRI that our context would read as another, or RDF 1.2.
    """
    head = json.dumps(our_context().document["@context"], ensure_ascii=False)
    output.write(f'{{"@context":{head},\n'.encode())
    if isinstance(selection.graph, NamedNode):
        output.write(_alias(ID) + b":" + _id(str(selection.graph).encode()) + b",\n")
    if selection.graph is None:
        array = _dataset(selection.lines())
    else:
        array = _array(node_objects(selection.triple_lines()))
    output.write(b'"@graph":')
    output.writelines(blocks(array))
    output.write(b"}\n")
