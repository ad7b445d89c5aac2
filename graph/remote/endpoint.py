"""An endpoint: its addresses, and the credentials that the environment names."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from techland.graph.query_errors import BadSetting
from techland.graph.remote_errors import CREDENTIALS, BadEndpoint

USER, PASSWORD = "TECHLAND_ENDPOINT_USER", "TECHLAND_ENDPOINT_PASSWORD"
AUTH = "TECHLAND_ENDPOINT_AUTH"
BASIC, DIGEST = "basic", "digest"
# No graph has this name: GRAPH finds nothing where a query names no graph for it.
NO_GRAPH = "urn:techland:no-graph"


@dataclass(frozen=True)
class Credentials:
    """A user's name and password, and how they are sent: basic or digest."""

    user: str
    password: str = field(repr=False)
    scheme: str = BASIC

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self | None:
        """Return what TECHLAND_ENDPOINT_USER, _PASSWORD and _AUTH say, None without a user.

        Raises:
            BadSetting: one of user and password without the other, or no known scheme.
        """
        given = os.environ if environment is None else environment
        user, password = given.get(USER, ""), given.get(PASSWORD, "")
        if bool(user) != bool(password):
            lacking = PASSWORD if user else USER
            raise BadSetting(lacking, "", f"both of {CREDENTIALS}, or neither")
        scheme = given.get(AUTH, "") or BASIC
        if scheme not in {BASIC, DIGEST}:
            raise BadSetting(AUTH, scheme, f"{BASIC} or {DIGEST}")
        return cls(user, password, scheme) if user else None


@dataclass(frozen=True)
class GraphsAsked:
    """The graphs that a query is asked of, by IRI: those of its default graph, those of GRAPH.

    They are always named, because an engine's own default is often something else
    (Virtuoso's is the union of all graphs, its own among them).
    """

    default: Sequence[str] = ()
    named: Sequence[str] = ()


@dataclass(frozen=True)
class Endpoint:
    """Where an engine is asked, written by SPARQL Update, and given graphs.

    >>> Endpoint.at("https://example.org/sparql").address
    'https://example.org/sparql'
    """

    address: str
    update_address: str = ""
    store_address: str = ""
    credentials: Credentials | None = None

    @classmethod
    def at(
        cls,
        address: str,
        *,
        update: str | None = None,
        store: str | None = None,
        credentials: Credentials | None = None,
    ) -> Self:
        """Return the endpoint at an address; without others it is written there too.

        Raises:
            BadEndpoint: one of them is no address of HTTP, or holds a password.
        """
        return cls(
            _checked(address),
            update_address=_checked(update or address),
            store_address=_checked(store or address),
            credentials=credentials,
        )

    @classmethod
    def of_environment(
        cls, address: str, *, update: str | None = None, store: str | None = None
    ) -> Self:
        """Return the endpoint at an address, called with the environment's credentials.

        Raises:
            BadEndpoint, BadSetting: see each.
        """
        known = Credentials.from_environment()
        return cls.at(address, update=update, store=store, credentials=known)

    def __str__(self) -> str:
        return self.address


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError as error:
        raise BadEndpoint(address, str(error)) from None
    if parts.username or parts.password:
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        raise BadEndpoint(
            bare, "it holds a user or a password", f"leave them out and set {CREDENTIALS}"
        )
    if not usable or any(letter.isspace() for letter in address):
        raise BadEndpoint(address, "it is no address that begins with http:// or https://")
    return address
