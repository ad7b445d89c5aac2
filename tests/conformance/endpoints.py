"""Which addresses the server's queries must be allowed to ask in these tests."""

from __future__ import annotations

from tests.conformance.manifests import cases, path_of
from tests.conformance.standins import ENDPOINT, StandIns


def allowed_addresses(standins: StandIns) -> list[str]:
    """Return the stand-ins of all endpoints that data, queries or updates of the suites name."""
    found: set[str] = set()
    for case in cases():
        found |= {standins.local(endpoint) for endpoint, _ in case.services}
        if case.request:
            text = standins.replaced(path_of(case.request).read_text("utf-8"))
            named = (match[3] for match in ENDPOINT.finditer(text))
            found |= {iri for iri in named if iri.startswith(standins.root)}
    return sorted(found)
