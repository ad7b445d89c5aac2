"""Generated statements: texts, tags, datatypes and IRIs that a reader or writer may stumble on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from techland.graph.export.selection import Selection
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import RDF, XSD

Term = NamedNode | Literal
GRAPHS = [DefaultGraph(), NamedNode("https://w3id.org/techland/graph/facts")]
# Signs that mean something to one of the formats, and scripts that run from right to left.
_SIGNS = "\"'\\<>&@^_:.#;,|=+-{}[]()%\t\n\r\u00a0\u0085\u2028\ufeff"
_LETTERS = "aZäßéøñ名字한국λ😀𐍈" + "".join(
    map(chr, (0x628, 0x62A, 0x62B, 0x5E9, 0x5DC, 0x5DD, 0x301, 0x200F, 0x202E))
)
_LOOKALIKES = (
    "<https://w3id.org/techland/graph/facts> .",
    '" <https://w3id.org/techland/graph/facts>',
    '"@en .',
    '"^^<http://www.w3.org/2001/XMLSchema#date> .',
    "_:b0 .",
    "http://example.org/",
    "@id",
    "@type",
    "]]>",
    "<!--",
    "&amp;",
    "-->",
    "'''",
    '"""',
    "=SUM(A1)",
    " leading",
    "trailing ",
    "_x000D_",
)
XML_TEXT = re.compile("[\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")

any_text = st.one_of(
    st.text(st.sampled_from(_SIGNS + _LETTERS), max_size=12),
    st.text(max_size=12),
    st.sampled_from(_LOOKALIKES),
    st.tuples(st.text(max_size=3), st.sampled_from(_LOOKALIKES)).map("".join),
)
# What ingest lets in: no control characters, so that XML can hold it.
clean_text = any_text.filter(XML_TEXT.fullmatch)


def _is(make: Callable[[], object]) -> bool:
    """Tell whether a term is well-formed, by the rules of pyoxigraph: RFC 3987, BCP 47."""
    try:
        make()
    except ValueError:
        return False
    return True


_tags = st.from_regex(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8}){0,3}", fullmatch=True).filter(
    lambda tag: _is(lambda: Literal("", language=tag))
)
unusual_tags = st.sampled_from(
    ["x-private", "de-1996", "zh-hant-tw", "i-klingon", "none", "nds-nl"]
)

_path = st.text(
    st.sampled_from("abcXYZ0189-._~äßéñ名字\u0628\u05e9λ😀/:@!$&'()*+,;="), min_size=0, max_size=10
)
_percent = st.lists(st.sampled_from(["%20", "%C3%BC", "%2F", "a", "ü", "/"]), max_size=4).map(
    "".join
)
_name = st.from_regex("[a-zA-Zäéñλ_][a-zA-Z0-9äéñ._-]{0,8}", fullmatch=True)
_start = st.one_of(
    st.sampled_from(sorted(PREFIXES.values())),
    st.sampled_from(["http://example.org/", "https://münster.example/", "urn:x:", "tag:a,2020:b#"]),
)


def _iris(ends: st.SearchStrategy[str]) -> st.SearchStrategy[NamedNode]:
    return (
        st.tuples(_start, ends)
        .map("".join)
        .filter(lambda iri: _is(lambda: NamedNode(iri)))
        .map(NamedNode)
    )


iris = _iris(st.one_of(_path, _percent, _name))
# Predicates that can name an XML element; RDF's own syntax words cannot.
named_predicates = _iris(_name).filter(lambda iri: not iri.value.startswith(PREFIXES["rdf"]))
any_predicates = iris
_XML_SCHEMA = "integer decimal boolean double date dateTime gYear gYearMonth string anyURI"
_DATATYPES = [f"{PREFIXES['xsd']}{name}" for name in _XML_SCHEMA.split()]
_DATATYPES += [f"{PREFIXES['rdf']}{name}" for name in ("XMLLiteral", "JSON", "HTML")]
_datatypes = st.one_of(st.sampled_from([NamedNode(iri) for iri in _DATATYPES]), iris)


def literals(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Literal]:
    """Return literals: plain, with any datatype (and a text that may not fit it), or tagged."""
    return st.one_of(
        texts.map(Literal),
        st.builds(
            lambda text, tag: Literal(text, language=tag), texts, st.one_of(_tags, unusual_tags)
        ),
        st.builds(lambda text, kind: Literal(text, datatype=kind), texts, _datatypes),
        st.sampled_from(
            [
                Literal("2021", datatype=NamedNode(XSD.gYear)),
                Literal("2021-05", datatype=NamedNode(XSD.gYearMonth)),
                Literal("2021-05-18", datatype=NamedNode(XSD.date)),
                Literal("2733509.2", datatype=NamedNode(XSD.decimal)),
                Literal("123456789012345678901234567890", datatype=NamedNode(XSD.integer)),
            ]
        ),
    )


def statements(
    predicates: st.SearchStrategy[NamedNode], texts: st.SearchStrategy[str]
) -> st.SearchStrategy[list[Quad]]:
    """Return statements in the default graph and in a named one, in the order of lines."""
    kinds = st.tuples(
        iris,
        st.one_of(predicates, st.just(NamedNode(RDF.type))),
        st.one_of(iris, literals(texts)),
        st.sampled_from(GRAPHS),
    )
    return st.lists(kinds.map(lambda terms: Quad(*terms)), min_size=1, max_size=8).map(in_order)


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """Return each quad once, in the order of their lines."""
    by_line = {line_of(quad): quad for quad in quads}
    return [by_line[line] for line in sorted(by_line)]


def line_of(quad: Quad) -> bytes:
    """Return the line of a quad, canonical."""
    return f"{quad} .\n".encode()


def selection_of(
    quads: Iterable[Quad], path: Path, graph: NamedNode | DefaultGraph | None
) -> Selection:
    """Return a graph of quads that are written to a file as a snapshot's are."""
    path.write_bytes(b"".join(map(line_of, quads)))
    return Selection(path, graph, "generated")
