"""Write what identity is worth into docs/identity.md: `make identity-report`.

The figures stand between two marks; the text around them is written by hand. Precision and recall
come from the files in ``../shared``; nodes, ties and the E-I index from a home that is made anew,
or from the one that ``--home`` names; time and memory from ``benchmarks/identity.json``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.identity_held_out import held_out_quality
from benchmarks.identity_quality import (
    Quality,
    cordis_quality,
    pair_quality,
    ror_candidates,
    ror_quality,
)
from techland.graph.composition import Curated, compose
from techland.graph.dataset import make_dataset
from techland.graph.datasets import imported_datasets
from techland.graph.home import Home
from techland.graph.identity.building import build_identity
from techland.graph.ingest.fact_tables import read_fact_tables
from techland.graph.ingest.importing import ImportOptions, import_files
from techland.graph.report import class_counts, graph_counts
from techland.network.arrays.making import make_arrays
from techland.network.building import build_network
from techland.network.choice import Choice

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
DOCUMENT = ROOT / "docs" / "identity.md"
SPEED = ROOT / "benchmarks" / "identity.json"
START, END = "<!-- figures: begin -->", "<!-- figures: end -->"
PAIRS = DATA / "keep_eu" / "organisation_name_pairs.csv"
OWN_PAIRS = ROOT / "tests" / "graph" / "identity" / "pairs_of_our_own.csv"
CORDIS = DATA / "cordis" / "h2020_organization_2023-05.csv.gz"
ROR = DATA / "ror" / "ror_v2_NL-DE-BE-LU.ndjson.gz"
KEEP = DATA / "keep_eu" / "keep_eu_2014-2020_closed.xlsx"
F1_BAR, CORDIS_BAR = 0.90, 0.99


@dataclass(frozen=True)
class Numbers:
    """What a graph counts: organisations, projects, ties of projects, their cost, the E-I index."""

    organisations: int
    projects: int
    ties: int
    cost: float
    index: float
    expected: float


def imported_home(folder: Path) -> Home:
    """Return a home with keep.eu, CORDIS and ROR of the shared files."""
    home = Home(folder)
    organisations = folder / "organization.csv.gz"
    organisations.write_bytes(CORDIS.read_bytes())
    import_files(home, [KEEP], ImportOptions(issued="2019-12"))
    for path in (organisations, ROR):
        import_files(home, [path])
    return home


def counted(home: Home, folder: Path) -> dict[str, Numbers]:
    """Return the numbers without and with identity, of the same datasets."""
    tables = read_fact_tables(None, home.facts)
    dataset = make_dataset(tables)
    curated = Curated(dataset.lines(), graph_counts(dataset), class_counts(dataset))
    imported = imported_datasets(home)
    view = build_identity(curated.lines, imported, tables.rows).view
    found = {}
    for name, used in (("before", None), ("after", view)):
        quads = folder / f"{name}.nq"
        compose(curated, imported, quads, view=used)
        found[name] = _numbers(quads)
    return found


def _numbers(quads: Path) -> Numbers:
    arrays = make_arrays(quads)
    network = build_network(arrays, Choice(tie="projects", isolated=True), "measured")
    index = network.measure("ei-index", "country").columns
    projects = arrays.activities.filter(pl.col("kind") == "project")
    return Numbers(
        arrays.organisations.height,
        projects.height,
        network.edges.height,
        float(projects["cost"].sum()),
        float(index["index"][0]),
        float(index["expected"][0]),
    )


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _quality_rows(what: str, found: Mapping[str, Quality]) -> Iterator[str]:
    for outcome, one in found.items():
        yield (
            f"| {what} | {outcome} | {one.right} | {one.wrong} | {one.missed} "
            f"| {_percent(one.precision)} | {_percent(one.recall)} | {_percent(one.f1)} |"
        )


def quality_lines() -> Iterator[str]:
    """Yield the table of precision and recall, and whether each bar is met."""
    pairs, cordis, ror = pair_quality(PAIRS), cordis_quality(CORDIS), ror_quality(ROR)
    yield "### Precision and recall"
    yield ""
    yield "| on | outcome | right | wrong | missed | precision | recall | F1 |"
    yield "|---|---|---|---|---|---|---|---|"
    for half, found in pairs.items():
        yield from _quality_rows(f"labelled pairs, {half}", found)
    for half, found in pair_quality(OWN_PAIRS).items():
        if half == "all":
            yield from _quality_rows("pairs of our own", found)
    yield from _quality_rows("CORDIS, numbers hidden", cordis)
    yield from _quality_rows("ROR, names alone", ror)
    for told, found in held_out_quality(CORDIS).items():
        yield from _quality_rows(f"held out, {told}", found)
    yield ""
    wrong, f1 = pairs["all"]["certain"].wrong, pairs["all"]["certain or likely"].f1 or 0
    precision = cordis["certain"].precision or 0
    for bar, value, met in (
        ("false certain links among different and part_of: none", f"{wrong}", wrong == 0),
        (f"F1 of certain or likely on the pairs: {F1_BAR} or more", f"{f1:.3f}", f1 >= F1_BAR),
        (
            f"precision of certain on CORDIS: {CORDIS_BAR} or more",
            f"{precision:.4f}",
            precision >= CORDIS_BAR,
        ),
    ):
        yield f"- {bar}. Measured: {value}, **{'met' if met else 'missed'}**."
    found = ror_candidates(ROR)
    yield (
        f"- Every third name of ROR's records taken out and looked up among the rest "
        f"({found['asked']:,} names): its record came first for {found['first']:.0%}, among the "
        f"first five for {found['among five']:.0%}. No bar was set."
    )


def number_lines(found: Mapping[str, Numbers]) -> Iterator[str]:
    """Yield the table of what identity does to the numbers."""
    before, after = found["before"], found["after"]
    yield "### What identity does to the numbers"
    yield ""
    yield "Curated facts, keep.eu 2014-2020, CORDIS H2020 and ROR of the shared files."
    yield ""
    yield "| | before | after |"
    yield "|---|---|---|"
    for told, one, two in (
        ("organisations", f"{before.organisations:,}", f"{after.organisations:,}"),
        ("projects", f"{before.projects:,}", f"{after.projects:,}"),
        ("ties by shared projects", f"{before.ties:,}", f"{after.ties:,}"),
        ("planned cost of projects, EUR", f"{before.cost:,.2f}", f"{after.cost:,.2f}"),
        ("E-I index by country", f"{before.index:.4f}", f"{after.index:.4f}"),
        ("its expectation", f"{before.expected:.4f}", f"{after.expected:.4f}"),
    ):
        yield f"| {told} | {one} | {two} |"


def speed_lines() -> Iterator[str]:
    """Yield the table of time and memory, from the last run of the benchmark."""
    if not SPEED.is_file():
        return
    told = json.loads(SPEED.read_text(encoding="utf-8"))
    yield "### Time, memory and growth"
    yield ""
    yield "| names | who | wall time, s | CPU time, s | peak memory, MiB | precision | recall |"
    yield "|---|---|---|---|---|---|---|"
    for one in told["figures"]:
        if "failed" in one:
            yield f"| {one['names']:,} | {one['peer']} | did not end | | | | |"
            continue
        for outcome, quality in one["quality"].items():
            yield (
                f"| {one['names']:,} | {one['peer']}, {outcome} | {one['seconds']:,} "
                f"| {one['cpu_seconds']:,} | {one['peak_mib']:,} | {quality['precision']} "
                f"| {quality['recall']} |"
            )


def main() -> None:
    """Write the figures between the marks of the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="with imported datasets; else one is made")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = Home(asked.home) if asked.home else imported_home(folder / "home")
        parts = [quality_lines(), number_lines(counted(home, folder)), speed_lines()]
        lines = [line for part in parts for line in (*part, "")]
    text = DOCUMENT.read_text(encoding="utf-8")
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    figures = "\n".join(lines).rstrip()
    DOCUMENT.write_text(f"{head}{START}\n{figures}\n{END}{tail}", encoding="utf-8")
    print(f"{DOCUMENT}: written", file=sys.stderr)


if __name__ == "__main__":
    main()
