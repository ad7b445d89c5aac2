"""IRIs and the addresses under which this server shows them."""

from __future__ import annotations

from urllib.parse import quote

from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE

_ONTOLOGY = f"{BASE}ontology#"


def address_of(iri: str) -> str | None:
    """Return the path of a thing of ours, the IRI of a thing elsewhere, None if neither.

    Only http and https lead anywhere: an IRI of another scheme in the data is
    shown, never linked.
    """
    if iri.startswith(_ONTOLOGY):
        return f"/ontology#{quote(iri.removeprefix(_ONTOLOGY))}"
    if iri.startswith(BASE):
        return "/" + quote(iri.removeprefix(BASE), safe="/:@-._~!$&'()*+,;=")
    return iri if iri.startswith(("https://", "http://")) else None


def iri_of(path: str) -> str:
    """Return the IRI that a path of this server mirrors."""
    return BASE + quote(path.lstrip("/"), safe="/:@-._~!$&'()*+,;=%")


def shorten(iri: str) -> str:
    """Return an IRI with its prefix, such as ``tl:Agreement``, or as it is."""
    best = max(
        ((name, space) for name, space in PREFIXES.items() if iri.startswith(space)),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    return f"{best[0]}:{iri.removeprefix(best[1])}" if best else iri
