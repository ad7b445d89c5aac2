"""Requests that no client should send: made by chance from a seed."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from urllib.parse import quote_from_bytes

from tests.server.live import LIGHT, get

Make = Callable[[random.Random], bytes]
FORM = b"application/x-www-form-urlencoded"
PARTS = b"multipart/form-data"
WORDS = (
    "SELECT ASK CONSTRUCT DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH SERVICE VALUES BIND AS "
    "DISTINCT ORDER BY LIMIT OFFSET GROUP HAVING PREFIX BASE FROM NAMED INSERT DELETE LOAD EXISTS "
    "{ } ( ) [ ] << >> . ; , * + ? / | ^ ! = < > && || ?a ?b $c _:x <a:b> tl:Agreement rdfs:label "
    'a true 1 -2.5 1e400 \'x\' """y""" \'open @en ^^xsd:date # \\u0053 \\uD800 \x00 \ud800 é'
)
FAULTLESS = b"PREFIX x: <a:b> SELECT ?s (COUNT(*) AS ?n) { ?s a ?t FILTER(?t != 'q') } GROUP BY ?s"
OPENINGS = ("{", "(", "[", "FILTER(", "SELECT * {", "<<", "{ OPTIONAL {", "!", "-", "?a/(")
BEFORE = ("SELECT * {", "ASK { FILTER(", "CONSTRUCT {", "")
HEADERS = (b"Accept", b"Accept-Language", b"Host", b"Content-Type", b"X", b"Cookie", b"Range")
PARAMETERS = ("timeout", "truncate", "format", "duplicates", "query", "lang", "default-graph-uri")
BODIES = (b"query=%ff%fe", b"query=\x00", b"--x\r\n\r\n", b"&&==&", b"a=1&" * 5000, b"")
METHODS = (b"GET", b"POST", b"PUT", b"DELETE", b"HEAD", b"OPTIONS", b"TRACE", b"get", b"\x01")


def _get(query: bytes, headers: bytes = b"") -> bytes:
    line = b"GET /sparql?query=" + quote_from_bytes(query).encode() + b" HTTP/1.1\r\n"
    return line + b"Host: localhost\r\nConnection: close\r\n" + headers + b"\r\n"


def _post(body: bytes, kind: bytes = b"application/sparql-query", length: int = -9) -> bytes:
    told = str(len(body) if length == -9 else length).encode()
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
    return head + kind + b"\r\nContent-Length: " + told + b"\r\n\r\n" + body


def words(chance: random.Random) -> bytes:
    chosen = chance.choices(WORDS.split(" "), k=chance.randint(1, 40))
    return _get(" ".join(chosen).encode("utf-8", "surrogatepass"))


def mutated(chance: random.Random) -> bytes:
    query = bytearray(FAULTLESS)
    for _ in range(chance.randint(1, 6)):
        query[chance.randrange(len(query))] = chance.randrange(256)
    return _get(bytes(query)) if chance.random() < 0.5 else _post(bytes(query))


def nested(chance: random.Random) -> bytes:
    deep = chance.choice(OPENINGS) * chance.choice([90, 101, 1000, 20_000])
    return _post((chance.choice(BEFORE) + deep).encode())


def oversized(chance: random.Random) -> bytes:
    filler = chance.choice([b"x", b"{", b"#", b" ", b"'", b"\xff", b"?a "])
    size = chance.choice([2**20 + 1, 2**21])
    return _post(b"ASK { ?s ?p '" + filler * (size // len(filler)))


def long_line(chance: random.Random) -> bytes:
    return _get(b"ASK { ?s ?p '" + b"y" * chance.choice([60_000, 200_000]))


def binary(chance: random.Random) -> bytes:
    data = chance.randbytes(chance.randint(1, 2000))
    return data if chance.random() < 0.4 else _post(data)


def truncated(chance: random.Random) -> bytes:
    whole = chance.choice([get(LIGHT), _post(b"ASK { ?s ?p ?o }"), _get(b"SELECT * {}")])
    return whole[: chance.randrange(1, len(whole))]


def wrong_length(chance: random.Random) -> bytes:
    return _post(b"ASK {}", length=chance.choice([-1, 0, 3, 7, 2**40, 10**30]))


def odd_headers(chance: random.Random) -> bytes:
    letters = [code for code in string.printable.encode() if code not in b"\r\n"]
    junk = bytes(chance.choices(letters, k=chance.randint(1, 300)))
    return _get(LIGHT.encode(), chance.choice(HEADERS) + b": " + junk + b"\r\n")


def odd_parameters(chance: random.Random) -> bytes:
    value = quote_from_bytes(chance.randbytes(chance.randint(0, 12)))
    target = f"query={quote_from_bytes(LIGHT.encode())}&{chance.choice(PARAMETERS)}={value}"
    head = f"GET /sparql?{target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    return head.encode()


def odd_forms(chance: random.Random) -> bytes:
    kind = chance.choice([FORM, PARTS, PARTS + b"; boundary=x"])
    return _post(chance.choice([*BODIES, b"query=" + chance.randbytes(50)]), kind)


def odd_targets(chance: random.Random) -> bytes:
    path = quote_from_bytes(chance.randbytes(chance.randint(1, 60)), safe="/:?&=%")
    line = chance.choice(METHODS) + b" /" + path.encode() + b" HTTP/1.1\r\n"
    return line + b"Host: localhost\r\nConnection: close\r\n\r\n"


SHARES: dict[Make, int] = {
    words: 30,
    mutated: 20,
    nested: 5,
    oversized: 1,
    long_line: 2,
    binary: 15,
    truncated: 15,
    wrong_length: 4,
    odd_headers: 12,
    odd_parameters: 12,
    odd_forms: 8,
    odd_targets: 12,
}


# A server would wait for the rest of these.
UNFINISHED = {binary, truncated, wrong_length}


def bad_request(chance: random.Random) -> tuple[bytes, bool]:
    """Return a request of some kind, each in its share, and whether it may lack its end."""
    make = chance.choices(list(SHARES), list(SHARES.values()))[0]
    return make(chance), make in UNFINISHED
