"""The options that say what a network is of, for every command about networks."""

from __future__ import annotations

from typing import Any

import click

FILTERS = (
    "theme",
    "programme",
    "kind",
    "role",
    "type",
    "country",
    "region",
    "dataset",
    "source",
    "certainty",
)


def filter_options(command: Any) -> Any:
    """Add an option for each filter; each may stand several times."""
    for name in reversed(FILTERS):
        command = click.option(f"--{name}", multiple=True, metavar="ID")(command)
    return command


def choice_options(command: Any) -> Any:
    """Add the options that choose a network."""
    day = "Keep what may have run on this day or"
    for option in (
        click.option("--language", type=click.Choice(["en", "nl", "de"]), default="en"),
        click.option("--isolated", is_flag=True, help="Keep nodes without any tie."),
        filter_options,
        click.option("--until", metavar="DAY", help=f"{day} before."),
        click.option("--since", metavar="DAY", help=f"{day} later."),
        click.option("--level", default="organisation", show_default=True, help="What nodes are."),
        click.option("--weight", default="count", show_default=True, help="How much a tie weighs."),
        click.option("--tie", default="undertakings", show_default=True, help="What ties two."),
    ):
        command = option(command)
    return command


def study_options(command: Any) -> Any:
    """Add the options that say how a network is compared."""
    slices = "year, a number of years, intervals (2007-2013,2014-2020), dataset, programme [5]."
    same = "Namesakes of one country count as one organisation."
    for option in (
        click.option("--same-names", is_flag=True, help=same),
        click.option("--slices", metavar="HOW", help=slices),
        click.option("--by", metavar="ATTRIBUTE", help="Groups that ties cross between [country]."),
        choice_options,
    ):
        command = option(command)
    return command
