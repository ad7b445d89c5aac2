"""Check a query's text without holding up the event loop: a megabyte takes seconds."""

from __future__ import annotations

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor

from techland.queries.guard import REMEMBERED_LENGTH, CheckedQuery, checked
from techland.queries.limits import Limits


@functools.cache
def _checkers() -> ThreadPoolExecutor:
    # One alone: whoever sends many long texts waits for himself.
    return ThreadPoolExecutor(1, "query check")


async def checked_aside(text: str, limits: Limits, services: frozenset[str]) -> CheckedQuery:
    """Return a query with what its tokens say; as ``guard.checked``, which it raises as."""
    if len(text) <= REMEMBERED_LENGTH:
        return checked(text, limits, services)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_checkers(), checked, text, limits, services)
