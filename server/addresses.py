"""IRIs and the addresses under which this server shows them."""

from __future__ import annotations

from urllib.parse import quote

from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE
from techland.queries.remembering import remembered

_ONTOLOGY = f"{BASE}ontology#"
# What others name and this server has a page of, by the beginning of its path.
ELSEWHERE = {
    "nuts/": "http://data.europa.eu/nuts/code/",
    "country/": "http://publications.europa.eu/resource/authority/country/",
}


# The same IRIs stand on many pages; those that a query makes up may be of any length.
_REMEMBERED, _LONGEST = 65536, 500


@remembered(_REMEMBERED, _LONGEST)
def address_of(iri: str) -> str | None:
    """Return the path of a thing of ours, the IRI of a thing elsewhere, None if neither.

    Countries and NUTS regions, which the EU names, have pages here.

    Only http and https lead anywhere: an IRI of another scheme in the data is
    shown, never linked.
    """
    if iri.startswith(_ONTOLOGY):
        return f"/ontology#{quote(iri.removeprefix(_ONTOLOGY))}"
    if iri.startswith(BASE):
        return "/" + quote(iri.removeprefix(BASE), safe="/:@-._~!$&'()*+,;=")
    for path, space in ELSEWHERE.items():
        if iri.startswith(space):
            return f"/{path}{quote(iri.removeprefix(space), safe='')}"
    return iri if iri.startswith(("https://", "http://")) else None


def iri_of(path: str) -> str:
    """Return the IRI that a path of this server mirrors."""
    told = quote(path.lstrip("/"), safe="/:@-._~!$&'()*+,;=%")
    for own, space in ELSEWHERE.items():
        if told.startswith(own):
            return space + told.removeprefix(own)
    return BASE + told


@remembered(_REMEMBERED, _LONGEST)
def shorten(iri: str) -> str:
    """Return an IRI with its prefix, such as ``tl:Agreement``, or as it is."""
    best = max(
        ((name, space) for name, space in PREFIXES.items() if iri.startswith(space)),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    return f"{best[0]}:{iri.removeprefix(best[1])}" if best else iri
