"""Show changes in a terminal: a table a section, as wide as the window."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from techland.viz.change_files import filled_columns, sections
from techland.viz.change_words import COLUMNS, ChangeWords

# Triples that no claim explains are many and alike: so many are shown, all are counted.
_SHOWN_TRIPLES = 10


def show_changes(words: ChangeWords, console: Console | None = None) -> None:
    """Show what changed; columns without any cell are left out, long cells fold."""
    console = console or Console(highlight=False, markup=False)
    console.print(words.summary())
    for section, rows in sections(words):
        shown = rows[:_SHOWN_TRIPLES] if section == "rest" else rows
        filled = filled_columns(shown)
        head = [words.say(f"column-{COLUMNS[n]}") for n in filled]
        title = f"{words.say(section)} ({len(rows)})"
        table = Table(*head, title=title, title_justify="left", header_style="bold")
        for column in table.columns:
            column.overflow = "fold"
        for row in shown:
            table.add_row(*(Text(row.cells[n]) for n in filled))
        console.print()
        console.print(table)
        if len(shown) < len(rows):
            console.print(words.say("more", number=len(rows) - len(shown)), "--format csv")
