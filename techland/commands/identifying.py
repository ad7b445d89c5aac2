"""identity: who is who across datasets, reviewed by a curator and undone where it is wrong."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

paths = click.Path(path_type=Path)
_SHOWN = ("likely", "part", "certain", "no")


@click.group("identity")
def identity_command() -> None:
    """Who is who: review what may be one, merge, unmerge, and see why.

    Decisions lie in TECHLAND_HOME/facts/identity.csv and win over the machine;
    the next `techland build` follows them.

    \b
    Examples:
      techland identity report
      techland identity review --out review.csv
      techland identity review --read review.csv
      techland identity show organisation/saxion
      techland identity unmerge organisation/ror/00pd74e08 organisation/universitaet-muenster
    """


@identity_command.command("review")
@click.option("--out", "-o", type=paths, help="Write the table here; else it is printed.")
@click.option("--read", "answers", type=paths, help="Read the decisions of a table.")
@click.option(
    "--outcome",
    type=click.Choice(["likely", "certain", "part", "all"]),
    default="likely",
    show_default=True,
    help="Which links to review.",
)
@click.option("--by", default="", help="Who decides: a role or initials.")
def review(out: Path | None, answers: Path | None, outcome: str, by: str) -> None:
    """Write links as a CSV for a curator, or read it back with its decisions.

    The curator fills the column `decision`: same, different, part (the first is
    a part of the second) or unsure. Rows without one change nothing.
    """
    from techland.graph.home import Home
    from techland.graph.identity.reviewing import (
        decide,
        known_identity,
        read_review,
        review_rows,
        write_review,
    )

    home = Home.from_environment()
    if answers:
        told = read_review(answers)
        for one in told:
            one["decided_by"] = one["decided_by"] or by
            one["decided_on"] = one["decided_on"] or _today()
        path = decide(home, told)
        _say_decided(len(told), path)
        return
    wanted = ("likely", "certain", "part") if outcome == "all" else (outcome,)
    rows = review_rows(known_identity(home), wanted)
    if out:
        count = write_review(rows, out)
        click.echo(f"{out}: {count} links; fill the column decision, then", err=True)
        click.echo(f"techland identity review --read {out}", err=True)
    else:
        for row in rows:
            names = f"{row['first_names']}  ~  {row['second_names']}"
            click.echo(f"{row['score']} {row['outcome']:7} {names}\n        {row['reasons']}")


@identity_command.command("merge")
@click.argument("first")
@click.argument("second")
@click.option("--because", default="merged by hand", show_default=True, help="The reason.")
@click.option("--by", default="", help="Who decides: a role or initials.")
def merge(first: str, second: str, because: str, by: str) -> None:
    """Say that two records are one. FIRST and SECOND are IRIs or their ends."""
    _decide(first, second, "same", because, by)


@identity_command.command("unmerge")
@click.argument("first")
@click.argument("second")
@click.option("--because", default="set apart by hand", show_default=True, help="The reason.")
@click.option("--by", default="", help="Who decides: a role or initials.")
def unmerge(first: str, second: str, because: str, by: str) -> None:
    """Say that two records are not one. FIRST and SECOND are IRIs or their ends."""
    _decide(first, second, "different", because, by)


@identity_command.command("show")
@click.argument("thing")
def show(thing: str) -> None:
    """Tell which records are one with a thing, which may be, and why."""
    from techland.graph.errors import UnknownEntity
    from techland.graph.home import Home
    from techland.graph.identity.decisions import full, short
    from techland.graph.identity.reviewing import known_identity

    known, iri = known_identity(Home.from_environment()), full(thing)
    head = known.identity.canonical.get(iri, iri)
    if not any(iri in records.things for records in known.records):
        raise UnknownEntity(iri)
    group = {head} | {one for one, two in known.identity.canonical.items() if two == head}
    click.echo(f"{short(head)}: {known.names(head)}")
    for one in sorted(group - {head}):
        click.echo(f"  one with {short(one)}: {known.names(one)}")
    links = [one for one in known.identity.links if group & set(one.pair)]
    for found in sorted(links, key=lambda one: (_SHOWN.index(one.verdict.outcome), one.pair)):
        pair, told = " and ".join(map(short, found.pair)), found.verdict
        click.echo(f"  {told.outcome} {told.score:.2f} ({found.decided_by}): {pair}")
        click.echo(f"      {told.told()}")


@identity_command.command("report")
def report() -> None:
    """Tell how many records are one, may be one, or wait for a decision."""
    from techland.graph.home import Home
    from techland.graph.identity.clusters import broken_chains
    from techland.graph.identity.decisions import short
    from techland.graph.identity.reviewing import known_identity

    known = known_identity(Home.from_environment())
    for dataset in known.records:
        bodies = sum(body.dataset == dataset.dataset for body in known.bodies.values())
        click.echo(f"{dataset.dataset}: {bodies:,} organisations")
    groups = Counter(short(iri).partition("/")[0] for iri in set(known.identity.canonical.values()))
    for kind, number in sorted(groups.items()):
        merged = sum(short(iri).startswith(f"{kind}/") for iri in known.identity.canonical)
        click.echo(f"{kind}: {merged:,} records are one with another, in {number:,} groups")
    links = Counter((one.kind, one.verdict.outcome) for one in known.identity.links)
    for (kind, outcome), number in sorted(links.items()):
        click.echo(f"links of {kind}, {outcome}: {number:,}")
    for link in broken_chains(known.identity.links):
        click.echo(f"chain broken: {' '.join(map(short, link.pair))}: {link.verdict.told()}")
    for one in known.identity.waiting:
        pair = f"{short(one.first)} and {short(one.second)}"
        click.echo(f"waiting: {one.decision} of {pair}: one of them is in no dataset now")


def _decide(first: str, second: str, decision: str, because: str, by: str) -> None:
    from techland.graph.home import Home
    from techland.graph.identity.reviewing import decide

    cells = {
        "first": first,
        "second": second,
        "decision": decision,
        "reason": because,
        "decided_by": by,
        "decided_on": _today(),
    }
    _say_decided(1, decide(Home.from_environment(), [cells]))


def _say_decided(number: int, path: Path) -> None:
    click.echo(f"{number} decision{'s' if number != 1 else ''} in {path}", err=True)
    click.echo("techland build follows them", err=True)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
