"""The command line: one group of commands, one way to end on an error."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from techland.graph.errors import (
    BadRows,
    FactsError,
    QueryError,
    ShapesViolated,
    TechlandError,
)
from techland.graph.import_errors import ImportFault
from techland.graph.query_errors import QueryTimeout

# Exit status by kind of error; the first that fits counts. 2 is click's for wrong usage.
EXIT_STATUS: tuple[tuple[type[TechlandError], int], ...] = (
    (BadRows, 3),
    (ShapesViolated, 3),
    (FactsError, 3),
    (ImportFault, 3),
    (QueryTimeout, 5),
    (QueryError, 4),
    (TechlandError, 1),
)
INTERRUPTED = 130
# Command, module that holds it.
COMMANDS = {
    "build": "building",
    "validate": "building",
    "info": "building",
    "import": "importing",
    "datasets": "importing",
    "remove": "importing",
    "identity": "identifying",
    "query": "asking",
    "queries": "asking",
    "federate": "federating",
    "describe": "evidence",
    "sources": "evidence",
    "disputes": "evidence",
    "diff": "comparing",
    "export": "taking",
    "map": "drawing",
    "network": "networking",
    "reconcile": "reconciling",
    "index": "indexing",
    "serve": "serving",
    "load": "loading",
    "completion": "completing",
}
EPILOG = """\b
Examples:
  techland build
  techland serve
  techland query signatories
  techland query -e "SELECT * { ?s ?p ?o } LIMIT 5"
  techland describe agreement/mou-2021
  techland diff previous active
  techland export --out techland.ttl

\b
Exit status: 0 done, 1 error, 2 wrong usage, 3 faults in facts or files,
4 a query that cannot be answered, 5 a query past its deadline, 130 stopped."""


class Commands(click.Group):
    """Loads a command's module when it is called, so that the command line starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        found = getattr(import_module(f"techland.commands.{module}"), f"{cmd_name}_command")
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from techland.graph.errors import nearest

            near = nearest(args[0], COMMANDS)
            known = near or f"commands: {', '.join(COMMANDS)}"
            raise click.UsageError(f"no command {args[0]!r}; {known}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="techland", message="%(prog)s %(version)s")
def techland() -> None:
    """Knowledge graph of Dutch-German innovation cooperation, every fact with its sources."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status; no traceback reaches the user."""
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the pipe has gone (| head): what it wanted, it has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)


def _run(arguments: list[str] | None) -> int:
    try:
        result: Any = techland.main(arguments, prog_name="techland", standalone_mode=False)
    except TechlandError as error:
        click.echo(f"techland: {error}", err=True)
        return next(status for kind, status in EXIT_STATUS if isinstance(error, kind))
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return INTERRUPTED
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    main()
