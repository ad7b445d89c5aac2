"""Read the requests and responses that the suites describe in the HTTP vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Store

from tests.conformance.manifests import MF, Case, manifest_graph, members, text, value, values

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
HTS = "http://www.w3.org/2011/http-statusCodes#"
CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True)
class Exchange:
    """A request and what must come back.

    Attributes:
        method, path, headers, body: the request; its path as the suite writes it.
        statuses: the codes allowed, "2xx" for all of a class.
        boolean, form: of the answer of a query, None and "" where any will do.
        media_type, content: of the graph that must come, "" where any will do.
        location: the name under which the Location is used in later requests.
    """

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statuses: tuple[str, ...]
    boolean: bool | None = None
    form: str = ""
    media_type: str = ""
    content: str = ""
    location: str = ""


def _headers(store: Store, node: object) -> tuple[tuple[str, str], ...]:
    entries = list(members(store, value(store, node, f"{HT}headers")))
    return tuple(
        (text(value(store, entry, f"{HT}fieldName")), text(value(store, entry, f"{HT}fieldValue")))
        for entry in entries
    )


def _body(store: Store, node: object) -> bytes:
    body = value(store, node, f"{HT}body")
    if body is None:
        return b""
    encoding = text(value(store, body, f"{CNT}characterEncoding"))
    return text(value(store, body, f"{CNT}chars")).encode(encoding)


def _status(iri: str) -> str:
    name = iri.removeprefix(HTS)
    return name.removeprefix("StatusCode") if name not in CODES else str(CODES[name])


def _exchange(store: Store, node: object) -> Exchange:
    response = value(store, node, f"{HT}resp")
    told = value(store, response, f"{MF}expectedBoolean")
    return Exchange(
        method=text(value(store, node, f"{HT}methodName")),
        path=text(value(store, node, f"{HT}absolutePath")),
        headers=_headers(store, node),
        body=_body(store, node),
        statuses=tuple(
            sorted(_status(text(code)) for code in values(store, response, f"{MF}expectedStatus"))
        ),
        boolean=None if told is None else text(told) == "true",
        form=text(value(store, response, f"{MF}expectedFormat")),
        media_type=dict(_headers(store, response)).get("content-type", "").partition(";")[0],
        content=_body(store, response).decode(),
        location=text(value(store, response, f"{MF}expectedLocation")),
    )


def exchanges_of(case: Case) -> list[Exchange]:
    """Return the exchanges of a test, in the order in which they are made."""
    store = manifest_graph(case.manifest)
    action = value(store, case.iri, f"{MF}action")
    lists = values(store, action, f"{HT}requests")
    return [_exchange(store, node) for one in lists for node in members(store, one)]


def only_reads(exchanges: list[Exchange]) -> bool:
    """Return whether the exchanges change nothing, so that a published store can answer them."""
    words = (b"update", b"sparql-update", b"INSERT", b"CLEAR", b"DELETE")
    return not any(
        word.lower() in (one.path.encode() + repr(one.headers).encode() + one.body).lower()
        for one in exchanges
        for word in words
    )
