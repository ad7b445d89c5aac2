"""Signposting: typed links that lead machines from a page to what it is and to its data.

Source: https://signposting.org/FAIR/ and RFC 8288 (Link), RFC 8574 (cite-as).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from techland.graph.formats import Format

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_SCHEMA = "https://schema.org/"


@dataclass(frozen=True)
class Link:
    """A typed link."""

    rel: str
    href: str
    type: str | None = None

    def __str__(self) -> str:
        told = f'<{self.href}>; rel="{self.rel}"'
        return f'{told}; type="{self.type}"' if self.type else told


def signposts(iri: str, place: str, formats: Iterable[Format], kind: str) -> list[Link]:
    """Return the links of a page about a thing.

    Args:
        iri: of the thing.
        place: address of its page, without a suffix.
        formats: the serialisations in which it is told.
        kind: its class in schema.org.
    """
    told = [(f"{place}.{entry.suffix}", entry.media_type) for entry in formats]
    return [
        Link("cite-as", iri),
        *(Link("describedby", address, media_type) for address, media_type in told),
        *(Link("alternate", address, media_type) for address, media_type in told),
        Link("type", f"{_SCHEMA}{kind}"),
        Link("license", LICENCE),
    ]


def data_signposts(iri: str, place: str) -> list[Link]:
    """Return the links of a thing's data."""
    return [
        Link("cite-as", iri),
        Link("describes", iri),
        Link("alternate", f"{place}.html", "text/html"),
        Link("license", LICENCE),
    ]


def header(links: Iterable[Link]) -> str:
    """Return links as the header Link holds them."""
    return ", ".join(str(link) for link in links)
