"""Which function answers which question about imports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal

from techland.graph.home import Home

from .tables import Value

Rows = list[tuple[Value, ...]]
Oracle = Callable[[Home], Rows]
IMPORT_ORACLES: dict[str, Oracle] = {}


def answers_from_files(name: str) -> Callable[[Oracle], Oracle]:
    """Register a function as the oracle of a question about imports."""

    def register(oracle: Oracle) -> Oracle:
        IMPORT_ORACLES[f"imported-{name}"] = oracle
        return oracle

    return register


def counted(keys: Iterable[tuple[Value, ...]]) -> Rows:
    return [(*key, Decimal(number)) for key, number in Counter(keys).items()]
