"""Strong validators of answers, and conditional requests (RFC 9110, sections 8.8.3 and 13.1.2)."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib.metadata import version

from starlette.requests import Request

_TAG = re.compile(r'(?:W/)?("[^"]*")')
# Kept, and asked after each time: the address stays when another version is published.
REVALIDATED = "public, no-cache"
NEVER_KEPT = "no-store"


@cache
def software_version() -> str:
    """Return the versions of what writes the bytes: techland, and the engine with its writers."""
    return f"{version('techland')} {version('pyoxigraph')}"


def entity_tag(*facts: object) -> str:
    """Return the strong validator of an answer: it changes with any fact that its bytes rest on.

    The versions of the software are always among them. Facts are what JSON can hold.
    """
    told = json.dumps([software_version(), *facts], sort_keys=True).encode()
    return f'"{hashlib.sha256(told).hexdigest()[:32]}"'


def is_fresh(request: Request, tag: str) -> bool:
    """Return whether the client has this very answer: If-None-Match names it."""
    if request.method not in {"GET", "HEAD"}:
        return False
    return tag in _TAG.findall(request.headers.get("if-none-match", ""))
