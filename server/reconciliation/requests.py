"""Read what a client of the protocol sends: batches of names, and what to fetch of things."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from techland.graph.reconciliation_errors import (
    BatchTooLarge,
    UnknownProperty,
    UnknownType,
    WrongBatch,
)
from techland.queries.reconciling.matching import DEFAULT_LIMIT, Asked
from techland.queries.reconciling.schema import Property, properties, thing_types

# Told in the manifest: a client makes its batches no larger.
BATCH_SIZE = 50
MOST_THINGS = 500
MOST_CANDIDATES = 100
LONGEST_NAME = 1000
_NUMBER = re.compile(r"[0-9]{1,9}")
_STRICTNESS = ("any", "all", "should")


def _parsed(text: str, what: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongBatch("", f"the {what} are no JSON: {error}") from None


def read_queries(text: str) -> dict[str, Asked]:
    """Return what is asked, by the client's own keys.

    Raises:
        WrongBatch: no JSON, or not of the protocol's form.
        BatchTooLarge: more names than a batch may hold.
        UnknownType: one of the types is none of the service's.
    """
    batch = _parsed(text, "queries")
    if not isinstance(batch, dict):
        raise WrongBatch("", "the queries are not a JSON object of query by key")
    if len(batch) > BATCH_SIZE:
        raise BatchTooLarge(len(batch), BATCH_SIZE)
    return {key: _asked(key, query) for key, query in batch.items()}


def _asked(key: str, query: Any) -> Asked:
    if not isinstance(query, dict):
        raise WrongBatch(key, "is not an object")
    text = query.get("query", "")
    if not isinstance(text, str) or len(text) > LONGEST_NAME:
        raise WrongBatch(key, f"query is not a text of at most {LONGEST_NAME} characters")
    told = _properties(key, query.get("properties", []))
    if not text.strip() and not told:
        raise WrongBatch(key, "needs a query or properties")
    if query.get("type_strict", _STRICTNESS[0]) not in _STRICTNESS:
        raise WrongBatch(key, f"type_strict is one of {', '.join(_STRICTNESS)}")
    return Asked(text, _types(key, query.get("type")), _limit(key, query.get("limit")), told)


def _types(key: str, told: Any) -> tuple[str, ...]:
    """Return the ids of types: of texts or objects, one or an array of them."""
    ids: list[str] = []
    for one in told if isinstance(told, list) else [told]:
        name = one.get("id") if isinstance(one, dict) else one
        if name in (None, ""):
            continue
        if not isinstance(name, str):
            raise WrongBatch(key, "type is neither an id nor an array of ids")
        if name not in thing_types():
            raise UnknownType(name, thing_types())
        ids.append(name)
    return tuple(ids)


def _limit(key: str, told: Any) -> int:
    if told is None:
        return DEFAULT_LIMIT
    if not isinstance(told, int) or isinstance(told, bool) or told < 1:
        raise WrongBatch(key, "limit is not a positive whole number")
    return min(told, MOST_CANDIDATES)


def _properties(key: str, told: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(told, list):
        raise WrongBatch(key, "properties is not an array")
    found: dict[str, tuple[str, ...]] = {}
    for one in told:
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str) or "v" not in one:
            raise WrongBatch(key, "a property needs pid, a text, and v")
        values = one["v"] if isinstance(one["v"], list) else [one["v"]]
        texts = tuple(text for value in values if (text := _text(key, value)))
        name = property_named(one["pid"]).id
        if texts:
            found[name] = (*found.get(name, ()), *texts)
    return found


def _text(key: str, value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return str(value["id"])
    if isinstance(value, str | int | float | bool):
        return str(value).strip()
    raise WrongBatch(key, "v is neither a text, a number, nor an entity with an id")


def property_named(name: str) -> Property:
    """Return a property of the service.

    Raises:
        UnknownProperty: it has none of this id.
    """
    if name not in properties():
        raise UnknownProperty(name, properties())
    return properties()[name]


@dataclass(frozen=True)
class Extension:
    """What is to be fetched: ids of things, and of each property how many values at most."""

    ids: tuple[str, ...]
    limits: Mapping[str, int]


def read_extension(text: str) -> Extension:
    """Return what is to be fetched.

    Raises:
        WrongBatch: no JSON, or not of the protocol's form.
        BatchTooLarge: more things than one request may fetch.
        UnknownProperty: one of the properties is none of the service's.
    """
    told = _parsed(text, "things to extend")
    if not isinstance(told, dict):
        raise WrongBatch("", "what to extend is not an object")
    ids, wanted = told.get("ids"), told.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise WrongBatch("ids", "is not an array of ids")
    if len(ids) > MOST_THINGS:
        raise BatchTooLarge(len(ids), MOST_THINGS)
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise WrongBatch("properties", "is not an array of objects")
    limits: dict[str, int] = {}
    for one in wanted:
        name = property_named(str(one.get("id", ""))).id
        settings = one.get("settings") or {}
        limits[name] = _setting(name, settings.get("limit") if isinstance(settings, dict) else "")
    return Extension(tuple(ids), limits)


def _setting(name: str, told: Any) -> int:
    """Return the most values of a property, also told as text, as forms send it; 0 is all."""
    if told in (None, ""):
        return 0
    if isinstance(told, str | int) and _NUMBER.fullmatch(str(told).strip()):
        return int(told)
    raise WrongBatch(name, "limit is not a whole number")
