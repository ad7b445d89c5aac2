"""completion: make a shell complete the commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion_command(shell: str) -> None:
    """Print what a shell needs to complete techland's commands.

    \b
    Examples:
      techland completion bash >> ~/.bashrc
      techland completion zsh >> ~/.zshrc
      techland completion fish > ~/.config/fish/completions/techland.fish
    """
    from techland.cli import techland

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(techland, {}, "techland", "_TECHLAND_COMPLETE").source())
