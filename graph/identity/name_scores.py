"""Score two names against each other, with reasons: what their words say and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from techland.graph.identity.alignment import Alignment, align
from techland.graph.identity.more_words import (
    LOOSE_KINDS,
    both_say_more,
    is_short_name,
    listed,
    one_says_more,
    tells_which,
)
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
from techland.graph.identity.vocabulary import DEPARTMENT, GENERIC, KIND, PLACE, PROPER

# The same words in Dutch and in French may name the two bodies of Belgium's two communities.
_COMMUNITIES = frozenset({"universiteit", "universite"})
_INSTITUTES = frozenset({"institute", "centre", "chair"})
_PARENTS = frozenset({"university", "applied-university", "university-hospital"})
OTHER_FORMS = "legal-forms-differ"
_LINKS = frozenset({"of", "the"})


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
        return verdict(NO, 0.5, Reason("kinds-differ", listed(*sorted(one.kinds ^ two.kinds))))
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
    return bool(ours and theirs) and not any(ours | theirs <= loose for loose in LOOSE_KINDS)


def _compared(one: Name, two: Name) -> Verdict:
    families = _families_differ(one, two)
    laid = align(one, two)
    judge = _with_rests if laid.first or laid.second else _all_found
    found = judge(one, two, laid)
    if families and found.outcome in {CERTAIN, LIKELY}:
        return found.at_most(NO, Reason(OTHER_FORMS, families))
    forms = _forms_differ(one, two)
    if forms and found.outcome in {CERTAIN, LIKELY}:
        return found.at_most(LIKELY, Reason(OTHER_FORMS, forms))
    return found


def _forms_differ(one: Name, two: Name) -> str:
    forms = {form.form for form in one.legal_forms}, {form.form for form in two.legal_forms}
    return listed(*sorted(forms[0] ^ forms[1])) if all(forms) and not forms[0] & forms[1] else ""


def _families_differ(one: Name, two: Name) -> str:
    """Return what legal forms tell two bodies apart: a company is no association, a BV no GmbH."""
    if one.families and two.families and not one.families & two.families:
        return " | ".join(sorted(one.families ^ two.families))
    if one.laws and two.laws and not one.laws & two.laws:
        return listed(*sorted(form.form for form in (*one.legal_forms, *two.legal_forms)))
    return ""


def _all_found(one: Name, two: Name, laid: Alignment) -> Verdict:
    """Judge two names whose words are all the same, or nearly."""
    reasons, outcome, strength = _how_alike(one, two, laid)
    forms = {form.form for form in one.legal_forms}, {form.form for form in two.legal_forms}
    if forms[0] and forms[1] and not forms[0] & forms[1]:
        strength = min(strength, 0.7)
    elif forms[0] ^ forms[1]:
        reasons.append(Reason("legal-form-told", listed(*sorted(forms[0] ^ forms[1]))))
        strength -= 0.1
    told = {word.text for word in one.remarks}, {word.text for word in two.remarks}
    remarks = told[0] ^ told[1]
    remarks -= one.initials | two.initials | {word.text for word in (*one.words, *two.words)}
    words = [word for word in (*one.remarks, *two.remarks) if word.text in remarks]
    remarks -= {word.text for word in words if is_short_name(word, one.words)}
    if remarks and remarks & told[0] and remarks & told[1]:
        return verdict(NO, 0.8, Reason("words-differ", listed(*sorted(remarks))))
    if remarks:
        outcome, strength = LIKELY, min(strength, 0.8)
        reasons.append(Reason("only-in-one", listed(*sorted(remarks))))
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
        reasons.append(Reason("acronym", listed(*laid.acronyms)))
        outcome, strength = LIKELY, min(strength, 0.75)
    if laid.joined:
        reasons.append(Reason("spaces", listed(*laid.joined)))
    if _surfaces(one) != _surfaces(two):
        changed = sorted(set(_surfaces(one)) ^ set(_surfaces(two)))
        if changed and not reasons:
            reasons.append(Reason("translated", listed(*changed)))
            strength = min(strength, 0.8)
            outcome = LIKELY if set(changed) >= _COMMUNITIES else outcome
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
        return both_say_more(laid)
    rest, fuller = (laid.first, one) if laid.first else (laid.second, two)
    shared = laid.shared
    told = listed(*(word.surface for word in rest))
    part = _part(rest, fuller, first_is_fuller=bool(laid.first))
    if part:
        return part
    if {word.text for word in rest} == {"municipality"} and {w.role for w in shared} == {PLACE}:
        return verdict(LIKELY, 0.2, Reason("kind-only-in-one", told))
    if not tells_which(shared):
        return verdict(NO, 0.5, Reason("says-too-little", listed(*(w.surface for w in shared))))
    return one_says_more(rest, shared, told, laid)


def _part(rest: Sequence[Word], fuller: Name, *, first_is_fuller: bool) -> Verdict | None:
    """Judge a rest that names a part: a department, or what stands behind a comma or dash."""
    told = Reason("part-of", fuller.text)
    shared = [word for word in fuller.words if all(word is not left for left in rest)]
    if _is_institute_of(rest, shared, fuller):
        return verdict(PART, 0.5, told, part_first=first_is_fuller)
    if not tells_which(shared) or (len(rest) == 1 and is_short_name(rest[0], shared)):
        return None
    if any(word.role == DEPARTMENT for word in rest) and not _another_body(rest, fuller):
        return verdict(PART, 0.9, told, part_first=first_is_fuller)
    apart = {word.segment for word in rest}
    others = {word.segment for word in fuller.words} - apart
    says = any(word.role in {PROPER, GENERIC, KIND} for word in rest)
    if others and not apart & _segments_of_others(rest, fuller) and says:
        return verdict(PART, 0.6, told, part_first=first_is_fuller)
    return None


def _is_institute_of(rest: Sequence[Word], shared: Sequence[Word], fuller: Name) -> bool:
    """Tell whether a name begins with an institute and ends with a university that has it."""
    first = fuller.words[: len(rest)]
    if not shared or any(one is not two for one, two in zip(first, rest, strict=True)):
        return False
    kinds = {word.text for word in shared if word.role == KIND}
    names_which = any(word.role in {PLACE, PROPER} for word in shared)
    return first[0].text in _INSTITUTES and len(rest) > 1 and bool(kinds & _PARENTS) and names_which


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


def _surfaces(name: Name) -> list[str]:
    return sorted(part for word in name.words for part in word.surface.split())


def _pairs(pairs: Iterable[tuple[Word, Word]]) -> str:
    return ", ".join(f"{one.surface} / {two.surface}" for one, two in pairs)
