"""Media types and codings as clients ask for them, held against the standard's own rules."""

from __future__ import annotations

import gzip
import io
from random import Random

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from techland.server.answer_types import choose_type, every_type, offered_types
from techland.server.negotiation import choose_coding, choose_media_type, read_qualities
from tests.server.conftest import TestClient
from tests.server.test_sparql_protocol import CONSTRUCT, SIGNED

OFFERED = tuple(offered_types(triples=True))
RANGES = ["*/*", "text/*", "application/*", "image/*", "image/png", *OFFERED]
QUALITIES = st.integers(0, 1000).map(lambda n: n / 1000)
HEADERS = st.lists(st.tuples(st.sampled_from(RANGES), QUALITIES), min_size=1, max_size=8)


def written(ranges: list[tuple[str, float]]) -> str:
    return ", ".join(f"{name};q={quality:.3f}" for name, quality in ranges)


def quality_of(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """The quality of a media type by RFC 9110, 12.5.1: that of the most specific range."""
    kind = media_type.split("/", maxsplit=1)[0]
    for name in (media_type, f"{kind}/*", "*/*"):
        found = [quality for given, quality in ranges if given == name]
        if found:
            return max(found)
    return 0.0


@given(HEADERS)
def test_no_other_media_type_is_wanted_more(ranges: list[tuple[str, float]]) -> None:
    chosen = choose_media_type(written(ranges), OFFERED)
    best = max(quality_of(offered, ranges) for offered in OFFERED)
    if chosen is None:
        assert best == 0
        return
    assert best > 0
    assert quality_of(chosen, ranges) == best
    before = OFFERED[: OFFERED.index(chosen)]
    assert all(quality_of(offered, ranges) < best for offered in before)


@given(HEADERS, st.randoms(use_true_random=False))
def test_the_order_of_a_header_changes_nothing(
    ranges: list[tuple[str, float]], rng: Random
) -> None:
    shuffled = list(ranges)
    rng.shuffle(shuffled)
    assert choose_media_type(written(ranges), OFFERED) == choose_media_type(
        written(shuffled), OFFERED
    )


@given(st.text(max_size=200))
def test_any_header_is_read(header: str) -> None:
    for name, quality in read_qualities(header):
        assert name
        assert 0 <= quality <= 1
    assert choose_media_type(header, OFFERED) in {None, *OFFERED}
    assert choose_coding(header, ("zstd", "gzip")) in {None, "identity", "zstd", "gzip"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('application/ld+json;profile="a,b;q=0.1", text/turtle;q=0.5', [1.0, 0.5]),
        ('text/csv;x="\\",";q=0.3', [0.3]),
        ('text/csv;x="open, text/turtle', [1.0]),
        ("text/csv ; Q=0.25", [0.25]),
        ("text/csv;q=nan, text/turtle;q=1e9", [0.0, 0.0]),
    ],
)
def test_quoted_parameters_part_nothing(header: str, expected: list[float]) -> None:
    assert [quality for _, quality in read_qualities(header)] == expected


def test_a_hostile_header_takes_no_time() -> None:
    for hostile in ('"\\' * 30_000, 'a;"' * 20_000, "a," * 30_000, '"' * 60_000):
        read_qualities(hostile)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("gzip;q=0", "identity"),
        ("br", "identity"),
        ("*", "zstd"),
        ("*;q=0.5, gzip", "gzip"),
        ("zstd;q=0, *", "gzip"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.2, gzip;q=0.5", "gzip"),
        ("gzip, identity;q=0", "gzip"),
        ("identity;q=0", None),
        ("br, *;q=0", None),
    ],
)
def test_wished_codings(header: str | None, expected: str | None) -> None:
    assert choose_coding(header, ("zstd", "gzip")) == expected


@pytest.mark.parametrize("media_type", offered_types(triples=False))
def test_every_media_type_of_rows_is_answered_by_its_name(
    client: TestClient, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": SIGNED}, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    same = offered_types(triples=False)[media_type]
    canonical = client.get("/sparql", params={"query": SIGNED, "format": same.name})
    assert answer.content == canonical.content


# The JSON-LD reader of rdflib uses a class that rdflib itself has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")
@pytest.mark.parametrize("media_type", offered_types(triples=True))
def test_every_media_type_of_triples_is_answered_by_its_name(
    client: TestClient, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    entry = offered_types(triples=True)[media_type]
    # Without named graphs TriG is Turtle, and N-Quads are N-Triples.
    names = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld", "trig": "turtle"}
    names["nquads"] = "nt"
    graph = Graph().parse(io.BytesIO(answer.content), format=names.get(entry.name, entry.name))
    assert len(graph) == 3


@pytest.mark.parametrize(
    ("name", "query", "media_type"),
    [
        ("json", SIGNED, "application/sparql-results+json"),
        ("application/sparql-results+json", SIGNED, "application/sparql-results+json"),
        ("application/sparql-results json", SIGNED, "application/sparql-results+json"),
        ("text/csv", SIGNED, "text/csv"),
        ("srx", SIGNED, "application/sparql-results+xml"),
        ("application/json", SIGNED, "application/json"),
        ("JSON", CONSTRUCT, "application/ld+json"),
        ("xml", CONSTRUCT, "application/rdf+xml"),
        ("rdf+xml", CONSTRUCT, "application/rdf+xml"),
        ("rdf xml", CONSTRUCT, "application/rdf+xml"),
        ("n3", CONSTRUCT, "text/turtle"),
        ("ttl", CONSTRUCT, "text/turtle"),
        ("application/n-quads", CONSTRUCT, "application/n-quads"),
    ],
)
def test_a_format_is_named_by_name_or_media_type(
    client: TestClient, name: str, query: str, media_type: str
) -> None:
    params = {"query": query, "format": name}
    answer = client.get("/sparql", params=params, headers={"Accept": "image/png"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == media_type


def test_what_takes_anything_gets_the_first_and_what_takes_nothing_a_list() -> None:
    assert choose_type(None, triples=False)[0] == "application/sparql-results+json"
    assert choose_type("*/*", triples=True)[0] == "text/turtle"
    assert choose_type("text/*", triples=False)[0] == "text/csv"
    assert choose_type("application/*", triples=True)[0] == "application/n-triples"
    assert len(every_type()) > 20


@pytest.mark.parametrize("query", [SIGNED, CONSTRUCT])
def test_a_coded_answer_is_the_same_answer(client: TestClient, query: str) -> None:
    def asked(coding: str) -> bytes:
        with client.stream(
            "GET", "/sparql", params={"query": query}, headers={"Accept-Encoding": coding}
        ) as answer:
            assert answer.headers.get("content-encoding", "identity") == coding
            assert "content-length" not in answer.headers
            assert "accept-encoding" in answer.headers["vary"].lower()
            return b"".join(answer.iter_raw())

    plain = asked("identity")
    assert gzip.decompress(asked("gzip")) == plain
    assert zstandard.ZstdDecompressor().decompressobj().decompress(asked("zstd")) == plain


def test_no_possible_coding_is_told(client: TestClient) -> None:
    answer = client.get(
        "/sparql", params={"query": SIGNED}, headers={"Accept-Encoding": "identity;q=0"}
    )
    assert answer.status_code == 406
    assert answer.json()["offered"] == ["zstd", "gzip", "identity"]
