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

_LOOSE = frozenset({"university", "applied-university"})
# A body of these kinds beside one of the same proper name is often its own daughter.
_DAUGHTERS = frozenset(
    {
        *("economic-development", "tourism", "support-association", "university-hospital"),
        *("utilities", "savings-bank", "school-office", "library", "museum", "school", "hospital"),
    }
)
_MANY = 3


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
    best = _compared(one, two)
    for first, second in ((one.alias, two), (one, two.alias)):
        if best.outcome in {NO, PART} and first and second:
            told = _compared(first, second)
            if told.outcome in {CERTAIN, LIKELY}:
                alias = (one.alias or two.alias or one).text
                best = told.at_most(LIKELY, Reason("alias-in-brackets", alias))
    return best


def _compared(one: Name, two: Name) -> Verdict:
    families = _families_differ(one, two)
    laid = align(one, two)
    if laid.first or laid.second:
        found = _with_rests(one, two, laid)
    else:
        found = _all_found(one, two, laid)
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
    remarks = {word.text for word in one.remarks} ^ {word.text for word in two.remarks}
    remarks -= one.initials | two.initials | {word.text for word in (*one.words, *two.words)}
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
        if len(proper) > 1:
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
    if not _tells_which(shared):
        return verdict(NO, 0.5, Reason("says-too-little", _told(*(w.surface for w in shared))))
    return _one_says_more(rest, shared, told, near=bool(laid.near))


def _part(rest: Sequence[Word], fuller: Name, *, first_is_fuller: bool) -> Verdict | None:
    """Judge a rest that names a part: a department, or what stands behind a comma or dash."""
    told = Reason("part-of", fuller.text)
    if any(word.role == DEPARTMENT for word in rest):
        return verdict(PART, 0.9, told, part_first=first_is_fuller)
    apart = {word.segment for word in rest}
    others = {word.segment for word in fuller.words} - apart
    says = any(word.role in {PROPER, GENERIC, KIND} for word in rest)
    if others and not apart & _segments_of_others(rest, fuller) and says:
        return verdict(PART, 0.6, told, part_first=first_is_fuller)
    return None


def _segments_of_others(rest: Sequence[Word], fuller: Name) -> set[int]:
    left = {id(word) for word in rest}
    return {word.segment for word in fuller.words if id(word) not in left and word.role != PLACE}


def _tells_which(shared: Iterable[Word]) -> bool:
    """Tell whether the shared words say which body it is: a proper word, or a kind and a place."""
    roles = [word.role for word in shared if len(word.text) > 1]
    return PROPER in roles or (PLACE in roles and len(set(roles)) > 1) or len(roles) >= _MANY


def _one_says_more(rest: list[Word], shared: list[Word], told: str, *, near: bool) -> Verdict:
    roles = {word.role for word in rest}
    proper = [word for word in shared if word.role == PROPER and len(word.text) > 2]  # noqa: PLR2004 (no initials)
    if near and roles - {WEAK}:
        return verdict(NO, 0.7, Reason("words-differ", told))
    if roles <= {WEAK}:
        return verdict(LIKELY, 0.9, Reason("only-in-one", told))
    if any(word.text.isdigit() or len(word.text) == 1 for word in rest):
        return verdict(NO, 0.7, Reason("words-differ", told))
    if roles <= {WEAK, PLACE}:
        return _place_in_one(shared, told)
    kinds = {word.text for word in rest if word.role == KIND}
    if roles <= {WEAK, PLACE, KIND} and not any(word.role == KIND for word in shared):
        if proper and not kinds & _DAUGHTERS:
            return verdict(LIKELY, 0.4, Reason("kind-only-in-one", told))
        return verdict(NO, 0.6, Reason("kind-only-in-one", told))
    if kinds:
        return verdict(NO, 0.5, Reason("kinds-differ", told))
    if len(rest) == 1 and len(proper) >= _MANY:
        return verdict(LIKELY, 0.2, Reason("only-in-one", told))
    return verdict(NO, 0.8, Reason("words-differ", told))


def _place_in_one(shared: Sequence[Word], told: str) -> Verdict:
    strength = 0.7 if any(word.role == PROPER for word in shared) else 0.3
    return verdict(LIKELY, strength, Reason("place-only-in-one", told))


def _both_say_more(laid: Alignment) -> Verdict:
    first, second = laid.first, laid.second
    told = f"{_told(*(w.surface for w in first))} | {_told(*(w.surface for w in second))}"
    kinds = [{w.text for w in words if w.role == KIND} for words in (first, second)]
    rest = {w.role for w in (*first, *second)}
    proper = [w for w in laid.shared if w.role == PROPER and len(w.text) > 2]  # noqa: PLR2004 (no initials)
    if kinds[0] and kinds[1]:
        if kinds[0] | kinds[1] <= _LOOSE and proper and rest <= {KIND, WEAK, PLACE}:
            places = [w for w in (*first, *second) if w.role == PLACE]
            if not places:
                return verdict(LIKELY, 0.4, Reason("loose-kind", told))
        return verdict(NO, 0.5, Reason("kinds-differ", told))
    roles = [{w.role for w in words} for words in (first, second)]
    if all(one == {PLACE} for one in roles):
        return verdict(NO, 0.7, Reason("places-differ", told))
    if rest <= {WEAK, PLACE} and proper:
        return verdict(LIKELY, 0.3, Reason("only-in-one", told))
    return verdict(NO, 0.3 if laid.shared else 0.0, Reason("words-differ", told))


def _surfaces(name: Name) -> list[str]:
    return sorted(part for word in name.words for part in word.surface.split())


def _told(*words: str) -> str:
    return ", ".join(dict.fromkeys(words))


def _pairs(pairs: Iterable[tuple[Word, Word]]) -> str:
    return ", ".join(f"{one.surface} / {two.surface}" for one, two in pairs)
