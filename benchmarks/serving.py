"""Our server beside rdflib-endpoint and Virtuoso, in four parts, at 100,000 and a million triples.

`python -m benchmarks --serving [--size N] [--only PART]` runs this part alone. It needs wrk, and
Virtuoso 7 for a peer: on Debian, `apt-get install wrk virtuoso-opensource`. rdflib-endpoint is
installed with pip into an environment of the run. A peer that is missing is left out, and a
figure's note names it. The servers run one after another, on the same triples, without
compression of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from os import getloadavg
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.ground import Ground
from benchmarks.long_answers import long_figures
from benchmarks.mixed import mixed_figures
from benchmarks.rates import rate_figures
from benchmarks.runaways import runaway_figures
from benchmarks.synthetic import write_synthetic

SIZES = (100_000, 1_000_000)
PARTS: dict[str, Callable[[Ground], Iterator[Figure]]] = {
    "rates": rate_figures,
    "long": long_figures,
    "mixed": mixed_figures,
    "runaways": runaway_figures,
}

Measured = Callable[..., dict[str, Any]]


def serving_figures(
    measured: Measured, folder: Path, sizes: tuple[int, ...], only: str | None, bars: bool
) -> Iterator[Figure]:
    """Yield the figures at every size, of one part or of all; without bars the runs are short."""
    for size in sizes:
        path, home = folder / f"serving-{size}.nt", folder / f"serving-{size}"
        write_synthetic(path, size)
        measured("publish-techland", str(path), str(home))
        for name, figures in PARTS.items():
            if only in {None, name}:
                load = f"load {getloadavg()[0]:.2f} before"
                yield from figures(Ground(size, path, home, folder, load, bars))
