"""Names of things in the reader's language, with a stated fallback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from techland.viz.languages import NAME_ORDER

# The tag for a name whose language is not known.
UNTAGGED = ""


@dataclass(frozen=True)
class Name:
    """A name as chosen for a reader: its text, its language ("" if unknown), and whether asked."""

    text: str
    language: str
    wanted: str

    @property
    def is_fallback(self) -> bool:
        """Tell whether the name is known to be in another language than the reader's."""
        return self.language not in {self.wanted, UNTAGGED}


def choose_name(names: Mapping[str, str], language: str, last_resort: str) -> Name:
    """Return the name in the reader's language, else in English, German, Dutch, untagged, any.

    Args:
        names: one name a language tag; the empty tag holds a name without one.
        language: the reader's language.
        last_resort: what to show for a thing without any name, such as its IRI.
    """
    order = dict.fromkeys((language, *NAME_ORDER, UNTAGGED, *sorted(names)))
    for tag in order:
        if names.get(tag):
            return Name(names[tag], tag, language)
    return Name(last_resort, UNTAGGED, language)


def names_by_language(tagged: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return one name a language from (tag, text) pairs; of several the least wins."""
    chosen: dict[str, str] = {}
    for tag, text in sorted(tagged):
        chosen.setdefault(tag.split("-")[0], text)
    return chosen
