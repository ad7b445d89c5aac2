"""The withdrawn tests of the Graph Store Protocol: HTTP written out as text, one after the other.

Each depends on what those before it left in the store. Some bodies are no Turtle
as they stand (no full stop at the end); they are sent as written.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.conformance.doors import Refused
from tests.conformance.exchanges import Exchange
from tests.conformance.http_tests import fault_of
from tests.conformance.manifests import RDFS, Case, manifest_graph, text, values
from tests.conformance.service import Service
from tests.conformance.verdicts import PASSED, Verdict, failed

FOLDER = "sparql11/http-rdf-update"
_PARTS = re.compile(r"#### Request\s(.*)#### Response\s(.*)", re.DOTALL)


def describes(case: Case) -> bool:
    """Return whether a test is one of these."""
    return case.name.startswith(FOLDER)


@dataclass(frozen=True)
class _Message:
    first: str
    headers: tuple[tuple[str, str], ...]
    content: str


def _message(written: str) -> _Message:
    head, _, content = textwrap.dedent(written).strip("\n").partition("\n\n")
    first, *lines = head.splitlines()
    pairs = [line.partition(":") for line in lines]
    headers = tuple((name.strip().lower(), told.strip()) for name, _, told in pairs)
    return _Message(first.strip(), headers, content)


class Session:
    """The tests' common store, and the address of the graph that one of them makes."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._begun = False
        self._new_path = ""

    def run(self, case: Case) -> Verdict:
        """Make the request of a test; the first one empties the store."""
        try:
            if not self._begun:
                self._service.fill(())
                self._begun = True
            exchange, address = self._exchange(case)
            reply = self._service.send(exchange.method, address, exchange.headers, exchange.body)
        except Refused as error:
            return failed(str(error))
        finally:
            self._service.forget()
        fault = fault_of(exchange, reply)
        if exchange.location and not fault:
            self._new_path = reply.headers["location"]
        return failed(fault) if fault else PASSED

    def _exchange(self, case: Case) -> tuple[Exchange, str]:
        comments = values(manifest_graph(case.manifest), case.iri, f"{RDFS}comment")
        told = next(text(one) for one in comments if "#### Request" in text(one))
        found = _PARTS.search(told)
        assert found
        request, response = (_message(self._filled_in(part)) for part in found.groups())
        method, address, _ = request.first.split(" ", 2)
        kept = tuple(pair for pair in request.headers if pair[0] != "host")
        expected = dict(response.headers)
        exchange = Exchange(
            method,
            address,
            kept,
            request.content.replace("\n", "\r\n").encode()
            if "multipart" in dict(kept).get("content-type", "")
            else request.content.encode(),
            (response.first.split(" ", 1)[0],),
            media_type=expected.get("content-type", "").partition(";")[0],
            content="" if method == "HEAD" else response.content,
            location=expected.get("location", ""),
        )
        root = f"http://{urlsplit(self._service.root).netloc}"
        return exchange, address if address.startswith("http") else root + address

    def _filled_in(self, written: str) -> str:
        parts = urlsplit(self._service.graphs)
        # Inside IRIs the suite writes http://$HOST$/$GRAPHSTORE$, in addresses $GRAPHSTORE$.
        written = written.replace("$HOST$/$GRAPHSTORE$", parts.netloc + parts.path)
        written = written.replace("$HOST$", parts.netloc)
        written = written.replace("$NEWPATH$", self._new_path or "$NEWPATH$")
        return written.replace("$GRAPHSTORE$", parts.path)
