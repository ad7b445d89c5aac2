"""Score two names against each other, with reasons: what their words say and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from techland.graph.identity.alignment import Alignment, align
from techland.graph.identity.names import Name, Word, normalise
from techland.graph.identity.verdicts import (
    CERTAIN,
    LIKELY,
    NO,
    PART,
    Reason,
    Verdict,
    verdict,
)
from techland.graph.identity.vocabulary import DEPARTMENT, GENERIC, KIND, PLACE, PROPER, WEAK

_LOOSE = (
    frozenset({"university", "applied-university"}),
    frozenset({"hospital", "clinic", "medical-centre"}),
)
# A body of these kinds beside one of the same proper name is often its own daughter.
_DAUGHTERS = frozenset(
    {
        *("economic-development", "tourism", "support-association", "university-hospital"),
        *("utilities", "savings-bank", "school-office", "library", "museum", "school", "hospital"),
    }
)
# Endings of words that are no person's name, in a university's that may be one.
_NO_PERSON = ("al", "isch", "ische", "press", "verlag", "open", "college", "alumni", "forschung")
_LINKS = frozenset({"of", "the"})
_MANY = 3
_LONGEST_INITIALS = 2
_LONGEST_SHORT_NAME = 6


def score_names(first: str, second: str) -> Verdict:
    """Return whether two names name one body, by the names alone.

    >>> score_names("Universiteit Twente", "University of Twente").outcome
    'certain'
    >>> score_names("Universiteit Twente", "Regio Twente").outcome
    'no'
    """
    return compare(normalise(first), normalise(second))


def compare(one: Name, two: Name) -> Verdict:
    """Return whether two names, taken apart, name one body."""
    if not (one.words and two.words):
        return verdict(NO, 0, Reason("says-too-little", f"{one.text} | {two.text}"))
    if not (one.alias or two.alias) and _kinds_clash(one, two):
        return verdict(NO, 0.5, Reason("kinds-differ", _told(*sorted(one.kinds ^ two.kinds))))
    best = _compared(one, two)
    for first, second in ((one.alias, two), (one, two.alias)):
        if best.outcome in {NO, PART} and first and second:
            told = _compared(first, second)
            if told.outcome in {CERTAIN, LIKELY}:
                alias = (one.alias or two.alias or one).text
                best = told.at_most(LIKELY, Reason("alias-in-brackets", alias))
    return best


def _kinds_clash(one: Name, two: Name) -> bool:
    """Tell whether each name has a kind that the other has not: no need to look at the rest."""
    ours, theirs = one.kinds - two.kinds, two.kinds - one.kinds
    return bool(ours and theirs) and not any(ours | theirs <= loose for loose in _LOOSE)


def _compared(one: Name, two: Name) -> Verdict:
    families = _families_differ(one, two)
    laid = align(one, two)
    judge = _with_rests if laid.first or laid.second else _all_found
    found = judge(one, two, laid)
    if families and found.outcome in {CERTAIN, LIKELY}:
        return found.at_most(NO, Reason("legal-forms-differ", families))
    return found


def _families_differ(one: Name, two: Name) -> str:
    if one.families and two.families and not one.families & two.families:
        return " | ".join(sorted(one.families ^ two.families))
    return ""


def _all_found(one: Name, two: Name, laid: Alignment) -> Verdict:
    """Judge two names whose words are all the same, or nearly."""
    reasons, outcome, strength = _how_alike(one, two, laid)
    forms = {form.form for form in one.legal_forms}, {form.form for form in two.legal_forms}
    if forms[0] and forms[1] and not forms[0] & forms[1]:
        outcome, strength = LIKELY, min(strength, 0.7)
        reasons.append(Reason("legal-forms-differ", _told(*sorted(forms[0] ^ forms[1]))))
    elif forms[0] ^ forms[1]:
        reasons.append(Reason("legal-form-told", _told(*sorted(forms[0] ^ forms[1]))))
        strength -= 0.1
    told = {word.text for word in one.remarks}, {word.text for word in two.remarks}
    remarks = told[0] ^ told[1]
    remarks -= one.initials | two.initials | {word.text for word in (*one.words, *two.words)}
    if remarks and remarks & told[0] and remarks & told[1]:
        return verdict(NO, 0.8, Reason("words-differ", _told(*sorted(remarks))))
    if remarks:
        outcome, strength = LIKELY, min(strength, 0.8)
        reasons.append(Reason("only-in-one", _told(*sorted(remarks))))
    if not (one.is_distinctive and two.is_distinctive):
        outcome, strength = LIKELY, min(strength, 0.5)
        reasons.append(Reason("says-too-little", one.text))
    return verdict(outcome, strength, *reasons)


def _how_alike(one: Name, two: Name, laid: Alignment) -> tuple[list[Reason], str, float]:
    outcome, strength = CERTAIN, 1.0
    reasons: list[Reason] = []
    if one.text == two.text:
        return [Reason("same-name")], outcome, strength
    if laid.near:
        reasons.append(Reason("nearly-same-word", _pairs(laid.near)))
        outcome, strength = LIKELY, 0.8
    if laid.acronyms:
        reasons.append(Reason("acronym", _told(*laid.acronyms)))
        outcome, strength = LIKELY, min(strength, 0.75)
    if laid.joined:
        reasons.append(Reason("spaces", _told(*laid.joined)))
    if _surfaces(one) != _surfaces(two):
        changed = sorted(set(_surfaces(one)) ^ set(_surfaces(two)))
        if changed and not reasons:
            reasons.append(Reason("translated", _told(*changed)))
            strength = min(strength, 0.8)
    if one.key != two.key and one.bag == two.bag:
        reasons.append(Reason("other-order"))
        proper = [word for word in one.words if word.role == PROPER]
        same_language = len(set(_surfaces(one)) ^ set(_surfaces(two)) - _LINKS) == 0
        if len(proper) > 1 or same_language:  # the University of York is not York University
            outcome, strength = LIKELY, min(strength, 0.9)
    return reasons or [Reason("same-but-letters")], outcome, strength


def _with_rests(one: Name, two: Name, laid: Alignment) -> Verdict:
    """Judge two names of which one or both say more than the other."""
    if laid.first and laid.second:
        return _both_say_more(laid)
    rest, fuller = (laid.first, one) if laid.first else (laid.second, two)
    shared = laid.shared
    told = _told(*(word.surface for word in rest))
    part = _part(rest, fuller, first_is_fuller=bool(laid.first))
    if part:
        return part
    if {word.text for word in rest} == {"municipality"} and {w.role for w in shared} == {PLACE}:
        return verdict(LIKELY, 0.2, Reason("kind-only-in-one", told))
    if not _tells_which(shared):
        return verdict(NO, 0.5, Reason("says-too-little", _told(*(w.surface for w in shared))))
    return _one_says_more(rest, shared, told, laid)


def _part(rest: Sequence[Word], fuller: Name, *, first_is_fuller: bool) -> Verdict | None:
    """Judge a rest that names a part: a department, or what stands behind a comma or dash."""
    told = Reason("part-of", fuller.text)
    shared = [word for word in fuller.words if all(word is not left for left in rest)]
    if not _tells_which(shared) or (len(rest) == 1 and _is_short_name(rest[0], shared)):
        return None
    if any(word.role == DEPARTMENT for word in rest) and not _another_body(rest, fuller):
        return verdict(PART, 0.9, told, part_first=first_is_fuller)
    apart = {word.segment for word in rest}
    others = {word.segment for word in fuller.words} - apart
    says = any(word.role in {PROPER, GENERIC, KIND} for word in rest)
    if others and not apart & _segments_of_others(rest, fuller) and says:
        return verdict(PART, 0.6, told, part_first=first_is_fuller)
    return None


def _another_body(rest: Sequence[Word], fuller: Name) -> bool:
    """Tell whether words beside the shared ones make it another body, before any department."""
    others = _segments_of_others(rest, fuller)
    inside = False
    for word in fuller.words:
        inside = inside or word.role == DEPARTMENT
        alone = any(word is left for left in rest) and word.segment in others
        if alone and not inside and word.role in {PROPER, GENERIC, KIND}:
            return True
    return False


def _segments_of_others(rest: Sequence[Word], fuller: Name) -> set[int]:
    left = {id(word) for word in rest}
    return {word.segment for word in fuller.words if id(word) not in left and word.role != PLACE}


def _tells_which(shared: Iterable[Word]) -> bool:
    """Tell whether the shared words say which body it is: a proper word, or a kind and a place."""
    roles = [word.role for word in shared if len(word.text) > 1]
    return PROPER in roles or (PLACE in roles and len(set(roles)) > 1) or len(roles) >= _MANY


def _one_says_more(rest: list[Word], shared: list[Word], told: str, laid: Alignment) -> Verdict:
    for rule in (_more_beside_a_guess, _more_of_little, _more_of_a_name, _more_of_a_kind):
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
    if len(rest) == 1 and _is_short_name(rest[0], shared):
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


def _is_short_name(word: Word, shared: Sequence[Word]) -> bool:
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


def _both_say_more(laid: Alignment) -> Verdict:
    first, second = laid.first, laid.second
    told = f"{_told(*(w.surface for w in first))} | {_told(*(w.surface for w in second))}"
    kinds = [{w.text for w in words if w.role == KIND} for words in (first, second)]
    rest = {w.role for w in (*first, *second)}
    proper = _proper(laid.shared)
    if kinds[0] and kinds[1]:
        loose = any(kinds[0] | kinds[1] <= loose for loose in _LOOSE)
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


def _surfaces(name: Name) -> list[str]:
    return sorted(part for word in name.words for part in word.surface.split())


def _told(*words: str) -> str:
    return ", ".join(dict.fromkeys(words))


def _pairs(pairs: Iterable[tuple[Word, Word]]) -> str:
    return ", ".join(f"{one.surface} / {two.surface}" for one, two in pairs)
