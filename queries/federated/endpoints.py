"""The endpoints that a federated query may name, and how gently each is asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from techland.graph.federation_errors import WrongEndpointOption
from techland.graph.remote.endpoint import Endpoint

_TABLE = Path(__file__).parent / "endpoints.toml"


@dataclass(frozen=True)
class NamedEndpoint:
    """An endpoint with its name, and how it is asked.

    Attributes:
        name: by which SERVICE may name it.
        address: where it is asked.
        usual_address: by which SERVICE may name it too, even where it is asked elsewhere.
        about: what is there.
        batch: the most values in one request.
        pause: seconds between two requests.
        seconds: the longest that one request is waited for.
    """

    name: str
    address: str
    usual_address: str
    about: str = ""
    batch: int = 50
    pause: float = 1.0
    seconds: float = 60.0

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"


@cache
def known_endpoints() -> Mapping[str, NamedEndpoint]:
    """Return the endpoints of ``endpoints.toml`` by name."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        name: NamedEndpoint(name=name, usual_address=told["address"], **told)
        for name, told in table.items()
    }


def endpoints_with(
    addresses: Mapping[str, str],
    *,
    batch: int | None = None,
    pause: float | None = None,
    seconds: float | None = None,
) -> dict[str, NamedEndpoint]:
    """Return the known endpoints, at other addresses where some are given, and new ones.

    Raises:
        BadEndpoint: an address is none of HTTP.
    """
    found = dict(known_endpoints())
    for name, address in addresses.items():
        checked = Endpoint.at(address).address
        known = found.get(name) or NamedEndpoint(name, checked, checked)
        found[name] = replace(known, address=checked)
    wanted = {"batch": batch, "pause": pause, "seconds": seconds}
    told = {name: value for name, value in wanted.items() if value is not None}
    return {name: replace(one, **told) for name, one in found.items()}  # type: ignore[arg-type]  # values by name


def addresses_of(pairs: Iterable[str]) -> dict[str, str]:
    """Return the addresses that are given as NAME=URL.

    Raises:
        WrongEndpointOption: one is not.
    """
    found = {}
    for pair in pairs:
        name, equals, address = pair.partition("=")
        if not equals or not name or not name.replace("-", "").isalnum() or not address:
            raise WrongEndpointOption(pair)
        found[name] = address
    return found
