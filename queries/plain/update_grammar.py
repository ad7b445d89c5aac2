"""The engine's grammar of updates, tried on texts that cannot be whole: nothing is done."""

from __future__ import annotations

from pyoxigraph import Store

from techland.graph.store_errors import UpdateSyntaxError
from techland.queries.reading import Grammar
from techland.queries.tokens import line_and_column, tokens


class UpdateGrammar(Grammar):
    """Says how far the engine reads an update; see ``Grammar``."""

    def __init__(self) -> None:
        super().__init__({})

    def attempt(self, store: Store, text: str) -> None:
        """Have the engine read a text."""
        # The sign at the end of the text is in no SPARQL: this never gets to be done.
        store.update(text, base_iri="http://localhost/")

    def reads_whole(self, text: str) -> bool:
        """Return whether a text is a whole update: another one may follow it."""
        found = list(tokens(text))
        follows = bool(found) and found[-1].text == ";"
        return self.reads(text if follows else f"{text}\n;")

    def fault(self, text: str, reason: str = "") -> UpdateSyntaxError:
        """Return the error with the first token that cannot stand where it stands."""
        found = list(tokens(text))
        unreadable = self.first_unreadable(text, found)
        if unreadable is None:
            place = line_and_column(text, found[-1].end if found else 0)
            return UpdateSyntaxError("the update ends too early", *place)
        token = found[unreadable]
        said = f": {reason}" if reason else " cannot stand here"
        return UpdateSyntaxError(f"{token.text[:60]!r}{said}", *line_and_column(text, token.start))
