"""Take German and Dutch compounds apart where the tables know their parts."""

from __future__ import annotations

from techland.graph.identity.vocabulary import PLACE, STOP, Vocabulary

# What stands between the parts of a compound.
_LINKS = ("", "s", "n", "en", "es")
# The kind of body stands at the end; what is before it may be any word.
_ENDINGS = (
    *("hogeschool", "hochschule", "universitat", "universiteit", "ziekenhuis", "krankenhaus"),
    *("umc", "institut", "instituut", "zentrum", "centrum", "forschung", "onderzoek"),
)
_SHORTEST_PART = 4


def compound_parts(word: str, known: Vocabulary) -> list[str]:
    """Return the parts of a compound, none where it is no compound that the tables know.

    >>> from techland.graph.identity.vocabulary import vocabulary
    >>> compound_parts("gesundheitsforschung", vocabulary())
    ['gesundheits', 'forschung']
    """
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head, tail = word[:at], word[at:]
        if not _is_known(tail, known):
            continue
        for link in _LINKS:
            first = head.removesuffix(link) if link else head
            if len(first) >= _SHORTEST_PART and _is_known(first, known):
                return [first, tail]
        above = compound_parts(head, known)
        if above:
            return [*above, tail]
    for ending in _ENDINGS:
        first = word.removesuffix(ending)
        if first != word and len(first) >= _SHORTEST_PART:
            return [first, ending]
    return []


def _is_known(word: str, known: Vocabulary) -> bool:
    meaning = known.meanings.get((word,))
    return meaning is not None and meaning.role not in {STOP, PLACE}
