"""The engine's grammar of updates, tried on texts that cannot be whole: nothing is done."""

from __future__ import annotations

from pyoxigraph import Store

from techland.queries.reading import Grammar


class UpdateGrammar(Grammar):
    """Says how far the engine reads an update; see ``Grammar``."""

    def __init__(self) -> None:
        super().__init__({})

    def attempt(self, store: Store, text: str) -> None:
        """Have the engine read a text."""
        # The sign at the end of the text is in no SPARQL: this never gets to be done.
        store.update(text, base_iri="http://localhost/")
