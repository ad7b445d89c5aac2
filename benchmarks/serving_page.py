"""Write docs/speed.md from the figures of the server: `python -m benchmarks.serving_page`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
RESULTS, TEMPLATE = HERE / "results.json", HERE / "serving.md"
PAGE = HERE.parent / "docs" / "speed.md"
# Words that begin the names of a table's figures, behind the size.
TABLES = {
    "rates": ("1 at once", "16 at once", "64 at once"),
    "long": ("long ", "memory"),
    "mixed": (
        "the 12 mixed", "construct-", "count-", "filter-", "group-", "join-", "optional-",
        "path-", "regex-",
    ),
    "runaways": ("light client",),
}  # fmt: skip
SIZES = (100_000, 1_000_000)
_HEAD = "| | ours | against | ratio | bar | |\n|---|--:|--:|--:|--:|---|"


def page() -> str:
    """Return the page."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    text = TEMPLATE.read_text(encoding="utf-8")
    for size in SIZES:
        for name, begins in TABLES.items():
            before = f"serving {size}, "
            found = [
                (figure["name"].removeprefix(before), figure)
                for figure in results["figures"]
                if figure["name"].startswith(tuple(f"{before}{begin}" for begin in begins))
            ]
            table = "\n".join([_HEAD, *_rows(found)]) if found else "Not measured."
            text = text.replace(f"{{{name} {size}}}", table)
    return text


def _rows(found: Iterable[tuple[str, dict[str, Any]]]) -> Iterable[str]:
    for label, figure in found:
        unit = figure["unit"]
        peer = f"{_number(median(figure['peer']))} {unit}" if figure["peer"] else ""
        ratio = f"{figure['ratio']:.3g}" if figure["peer"] else ""
        bar = "" if figure["bar"] is None else f"{figure['bar']:.3g}"
        verdict = {True: "met", False: "**missed**", None: ""}[figure["met"]]
        ours = f"{_number(median(figure['ours']))} {unit}"
        yield f"| {label} | {ours} | {peer} | {ratio} | {bar} | {verdict} |"


def _number(value: float) -> str:
    """Return the three digits that count."""
    return f"{float(f'{value:.3g}'):,g}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
