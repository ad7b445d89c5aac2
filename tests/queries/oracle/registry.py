"""Which function answers which query of the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from .tables import Value

Answer = Callable[..., list[tuple[Value, ...]] | set[tuple[Value, ...]]]
ORACLES: dict[str, Answer] = {}


def answers(name: str) -> Callable[[Answer], Answer]:
    """Register a function as the oracle of a query; its arguments are the query's parameters."""

    def register(oracle: Answer) -> Answer:
        assert name not in ORACLES
        ORACLES[name] = oracle
        return oracle

    return register
