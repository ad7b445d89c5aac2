"""Addresses of merged records: they lead to the thing that they are one with, and say why."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse

from techland.server.addresses import address_of, iri_of
from techland.server.reading import reader_of
from techland.server.rendering import publication_of

# Merging can be undone, so the address has not moved for good.
FOUND = 302
FROM = "merged"


@dataclass(frozen=True)
class MergedFrom:
    """The record that a reader asked for, and why it is one with what is shown."""

    iri: str
    reason: str


def _replaced(request: Request, iri: str) -> tuple[str, dict[str, str]] | None:
    """Return what a record is replaced by, and the reasons by language."""
    try:
        rows = list(publication_of(request).ask_page("replaced", [iri]))
    except ValueError:  # no IRI at all
        return None
    if not rows:
        return None
    told = [row["reason"] for row in rows if row["reason"] is not None]
    return rows[0]["by"].value, {reason.language or "": reason.value for reason in told}


def redirection(request: Request, iri: str) -> RedirectResponse | None:
    """Return where a merged record's address leads; None for any other thing."""
    found = _replaced(request, iri)
    if found is None:
        return None
    pairs = [*request.query_params.multi_items(), (FROM, request.url.path)]
    headers = {"Vary": "Accept"}
    return RedirectResponse(f"{address_of(found[0])}?{urlencode(pairs)}", FOUND, headers)


def merged_from(request: Request, iri: str) -> MergedFrom | None:
    """Return the record that led here, where the graph says that it did."""
    asked = request.query_params.get(FROM)
    record = iri_of(asked) if asked else None
    found = _replaced(request, record) if record else None
    if record is None or found is None or found[0] != iri:
        return None
    reasons = found[1]
    language = reader_of(request).language
    return MergedFrom(record, reasons.get(language) or reasons.get("en", ""))
