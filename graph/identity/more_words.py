"""Judge what one name, or both, have more than what they share: a town, a kind, a person's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from techland.graph.identity.alignment import Alignment
from techland.graph.identity.names import Word
from techland.graph.identity.verdicts import LIKELY, NO, Reason, Verdict, verdict
from techland.graph.identity.vocabulary import KIND, PLACE, PROPER, WEAK

LOOSE_KINDS = (
    frozenset({"university", "applied-university"}),
    frozenset({"hospital", "clinic", "medical-centre"}),
)
# A body of these kinds beside one of the same proper name is often its own daughter.
_DAUGHTERS = frozenset(
    {
        *("economic-development", "tourism", "support-association", "university-hospital"),
        *(
            "fund",
            "utilities",
            "savings-bank",
            "school-office",
            "library",
            "museum",
            "school",
            "hospital",
        ),
    }
)
# Endings of words that are no person's name, in a university's that may be one.
_NO_PERSON = ("al", "isch", "ische", "press", "verlag", "open", "college", "alumni", "forschung")
_MANY = 3
_LONGEST_INITIALS = 2
_LONGEST_SHORT_NAME = 6


def tells_which(shared: Iterable[Word]) -> bool:
    """Tell whether the shared words say which body it is: a proper word, or a kind and a place."""
    roles = [word.role for word in shared if len(word.text) > 1]
    return PROPER in roles or (PLACE in roles and len(set(roles)) > 1) or len(roles) >= _MANY


def one_says_more(rest: list[Word], shared: list[Word], told: str, laid: Alignment) -> Verdict:
    """Judge two names of which one says more; told is what, in words."""
    rules = (_letters_spelt_out, _more_beside_a_guess, _more_of_little, _more_of_a_name)
    for rule in (*rules, _more_of_a_kind):
        found = rule(rest, shared, told, laid)
        if found:
            return found
    if len(rest) == 1 and len(_proper(shared)) >= _MANY and not laid.acronyms:
        return verdict(LIKELY, 0.2, Reason("only-in-one", told))
    return verdict(NO, 0.8, Reason("words-differ", told))


def _proper(words: Iterable[Word]) -> list[Word]:
    return [w for w in words if w.role == PROPER and len(w.text) > _LONGEST_INITIALS]


def _roles(words: Iterable[Word]) -> set[str]:
    return {word.role for word in words}


def _letters_spelt_out(
    rest: list[Word], shared: list[Word], _told: str, _laid: Alignment
) -> Verdict | None:
    """Judge a rest that says in words what letters in both names say: Institut ... (IPT), TNO."""
    firsts = "".join(part[0] for word in rest for part in word.surface.split())
    for word in shared:
        letters = word.surface
        if word.role != PROPER or not _LONGEST_INITIALS < len(letters) <= _LONGEST_SHORT_NAME:
            continue
        alone = len(shared) == 1 and _in_order(letters, firsts)
        if letters == firsts or alone:
            return verdict(LIKELY, 0.5, Reason("acronym", letters))
    return None


def _in_order(letters: str, within: str) -> bool:
    left = iter(within)
    return all(letter in left for letter in letters)


def _more_beside_a_guess(
    rest: list[Word], shared: list[Word], told: str, laid: Alignment
) -> Verdict | None:
    """Refuse a rest beside words that are only guessed to be the same."""
    if not _roles(rest) - {WEAK}:
        return None
    spelt_out = [w for w in _proper(shared) if w.surface not in laid.acronyms]
    if laid.near or (laid.acronyms and not spelt_out):  # TUD: Darmstadt, Delft, Dortmund, Dresden
        return verdict(NO, 0.7, Reason("words-differ", told))
    return None


def _more_of_little(
    rest: list[Word], shared: list[Word], told: str, _laid: Alignment
) -> Verdict | None:
    """Judge a rest of words that say little: a foundation, a town."""
    roles = _roles(rest)
    if roles <= {WEAK}:
        return verdict(LIKELY, 0.9, Reason("only-in-one", told))
    if any(word.text.isdigit() or len(word.text) == 1 for word in rest):
        return verdict(NO, 0.7, Reason("words-differ", told))
    if roles <= {WEAK, PLACE}:
        strength = 0.7 if PROPER in _roles(shared) else 0.3
        return verdict(LIKELY, strength, Reason("place-only-in-one", told))
    return None


def _more_of_a_name(
    rest: list[Word], shared: list[Word], told: str, _laid: Alignment
) -> Verdict | None:
    """Judge a rest that is a short name, or the person after whom a university is named."""
    if len(rest) == 1 and is_short_name(rest[0], shared):
        return verdict(LIKELY, 0.5, Reason("acronym", told))
    if _is_named_after(rest, shared):
        return verdict(LIKELY, 0.1, Reason("only-in-one", told))
    return None


def _more_of_a_kind(
    rest: list[Word], shared: list[Word], told: str, _laid: Alignment
) -> Verdict | None:
    """Judge a rest that says what kind of body it is."""
    kinds = {word.text for word in rest if word.role == KIND}
    if not kinds:
        return None
    if _roles(rest) <= {WEAK, PLACE, KIND} and KIND not in _roles(shared):
        if _proper(shared) and not kinds & _DAUGHTERS:
            return verdict(LIKELY, 0.4, Reason("kind-only-in-one", told))
        return verdict(NO, 0.6, Reason("kind-only-in-one", told))
    return verdict(NO, 0.5, Reason("kinds-differ", told))


def is_short_name(word: Word, shared: Sequence[Word]) -> bool:
    """Tell whether a word is made of letters of the others in their order: WFC of Coesfeld."""
    if word.role != PROPER or not _LONGEST_INITIALS < len(word.text) <= _LONGEST_SHORT_NAME:
        return False
    letters = iter("".join(other.surface for other in shared))
    return word.text[0] == shared[0].surface[0] and all(one in letters for one in word.text)


def _is_named_after(rest: Sequence[Word], shared: Sequence[Word]) -> bool:
    """Tell whether the rest may be a person's name: the Heinrich-Heine-Universität Düsseldorf."""
    kinds = {word.text for word in shared if word.role == KIND}
    if kinds != {"university"} or not any(word.role == PLACE for word in shared):
        return False
    names = [word for word in rest if word.role == PROPER]
    named = not any(word.surface.endswith(_NO_PERSON) for word in names)
    return bool(names) and named and {word.role for word in rest} <= {PROPER, PLACE}


def both_say_more(laid: Alignment) -> Verdict:
    """Judge two names that both say what the other does not."""
    first, second = laid.first, laid.second
    told = f"{listed(*(w.surface for w in first))} | {listed(*(w.surface for w in second))}"
    kinds = [{w.text for w in words if w.role == KIND} for words in (first, second)]
    rest = {w.role for w in (*first, *second)}
    proper = _proper(laid.shared)
    if kinds[0] and kinds[1]:
        loose = any(kinds[0] | kinds[1] <= loose for loose in LOOSE_KINDS)
        if loose and proper and rest <= {KIND, WEAK, PLACE}:
            places = [w for w in (*first, *second) if w.role == PLACE]
            if not places:
                return verdict(LIKELY, 0.4, Reason("loose-kind", told))
        return verdict(NO, 0.5, Reason("kinds-differ", told))
    roles = [{w.role for w in words} for words in (first, second)]
    if all(one == {PLACE} for one in roles):
        return verdict(NO, 0.7, Reason("places-differ", told))
    placed = [PLACE in one for one in roles]
    if rest <= {WEAK, PLACE} and proper and not all(placed):
        return verdict(LIKELY, 0.3, Reason("only-in-one", told))
    return verdict(NO, 0.3 if laid.shared else 0.0, Reason("words-differ", told))


def listed(*words: str) -> str:
    """Return words as a reason tells them, each once."""
    return ", ".join(dict.fromkeys(words))
