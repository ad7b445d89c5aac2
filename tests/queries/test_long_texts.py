"""A long text is checked beside the event loop, with the same result."""

from __future__ import annotations

import asyncio

import pytest

from techland.graph.query_errors import QueryTooDeep
from techland.queries.guard import NO_SERVICES, REMEMBERED_LENGTH, checked
from techland.queries.limits import Limits
from techland.queries.long_texts import checked_aside
from tests.event_loops import run_to_end

LONG = f"ASK {{ {'. ' * 150_000} }}"


def test_others_have_their_turns_meanwhile() -> None:
    async def turns() -> int:
        checking = asyncio.create_task(checked_aside(LONG, Limits(), NO_SERVICES))
        count = 0
        while not checking.done():
            await asyncio.sleep(0.005)
            count += 1
        assert checking.result() == checked(LONG, Limits())
        return count

    assert run_to_end(turns()) > 3


@pytest.mark.parametrize("length", [1, REMEMBERED_LENGTH])
def test_a_fault_is_told_alike(length: int) -> None:
    text = f"ASK {{ {' ' * length} {'{' * 200}"
    with pytest.raises(QueryTooDeep) as found:
        run_to_end(checked_aside(text, Limits(), NO_SERVICES))
    assert found.value.column == len(text) - 100
