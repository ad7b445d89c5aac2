"""Projects and programmes as they are compared: acronym, programme, dates, partners, amounts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from techland.graph.identity.letters import plain, words_of
from techland.graph.identity.links import Link, link
from techland.graph.identity.records import Records, term_text
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, Reason, Verdict, verdict
from techland.graph.identity.vocabulary import vocabulary
from techland.ontology.terms import RDF, RDFS, SCHEMA, SKOS, TL

ACTIVITY = "activity"
# A day's difference is a matter of midnight and of inclusive ends, not of another project.
SLACK_DAYS = 1
_FAR_DAYS = 370
_AMOUNTS = (
    TL.totalCostPlanned,
    TL.euContributionPlanned,
    TL.totalCostPaid,
    TL.euContributionPaid,
)
_ROMAN = {"iii": 3, "iv": 4, "v": 5, "vi": 6, "3": 3, "4": 4, "5": 5, "6": 6}
_INTERREG = re.compile(r"interreg\W*(iii|iv|vi|v|[3-6])?\W*([abc])?\b")
_FRAMEWORKS = (
    ("horizon-europe", re.compile(r"horizon[ .-]*(europe|eu)|^horizon$|^he$")),
    ("horizon-2020", re.compile(r"h2020|horizon[ .-]*2020")),
    ("fp7", re.compile(r"\bfp7\b|7th framework|seventh framework")),
)
_FULL_DATE = 10


@dataclass(frozen=True)
class Project:
    """A project of a dataset, its partners by their canonical IRIs."""

    iri: str
    dataset: str
    acronyms: frozenset[str]
    programme: str | None
    start: str | None
    end: str | None
    amounts: frozenset[str]
    partners: frozenset[str]


def programme_key(name: str) -> str:
    """Return what a programme's name says in one form: period, strand and countries.

    >>> programme_key("2014 - 2020 INTERREG V-A Germany - The Netherlands")
    'interreg-5a-deutschland-niederlande'
    >>> programme_key("Interreg V A Deutschland-Nederland")
    'interreg-5a-deutschland-niederlande'
    """
    text = plain(name)
    for key, pattern in _FRAMEWORKS:
        if pattern.search(text):
            return key
    found = _INTERREG.search(text)
    if not found:
        return "-".join(words_of(name))
    towns = vocabulary().towns
    rest = words_of(text[found.end() :])
    places = sorted({towns.get((word,), word) for word in rest if len(word) > 2 and word != "the"})  # noqa: PLR2004 (and, of)
    period = f"{_ROMAN.get(found[1] or '', '')}{found[2] or ''}"
    return "-".join(["interreg", period, *places])


def read_projects(
    records: Records, programmes: Mapping[str, str], partners: Mapping[str, set[str]]
) -> Iterator[Project]:
    """Yield the projects of a dataset.

    Args:
        records: of the dataset.
        programmes: names by IRI, of all datasets.
        partners: canonical IRIs of organisations by activity.
    """
    for iri, values in records.things.items():
        types = values.get(RDF.type, ())
        if f"<{TL.Project}>" not in types and f"<{TL.SmallProjectFund}>" not in types:
            continue
        names = [term_text(v) for p in (SKOS.altLabel, SKOS.prefLabel) for v in values.get(p, ())]
        funded = [v[1:-1] for v in values.get(TL.fundedUnder, ())]
        yield Project(
            iri,
            records.dataset,
            frozenset(filter(None, (acronym_key(n) for n in names))),
            next((programme_key(programmes.get(p, p)) for p in sorted(funded)), None),
            _day(values, SCHEMA.startDate),
            _day(values, SCHEMA.endDate),
            frozenset(term_text(v) for p in _AMOUNTS for v in values.get(p, ())),
            frozenset(partners.get(iri, ())),
        )


def acronym_key(name: str) -> str:
    """Return a project's name without case and signs; what stands before a dash is its acronym.

    >>> acronym_key("MOMO-C - Modular Mobile Charger")
    'momoc'
    """
    return "".join(words_of(re.split(r"\s[-\u2013:]\s", name, maxsplit=1)[0]))


def _day(values: Mapping[str, list[str]], predicate: str) -> str | None:
    return next((term_text(value) for value in values.get(predicate, ())), None)


def programme_names(datasets: Iterable[Records]) -> dict[str, str]:
    """Return the names of all funding programmes by IRI."""
    found: dict[str, str] = {}
    for records in datasets:
        for iri, values in records.of_class(TL.FundingProgramme):
            told = [*values.get(SKOS.prefLabel, ()), *values.get(RDFS.label, ())]
            if told:
                found.setdefault(iri, term_text(told[0]))
    return found


def match_projects(projects: Iterable[Project]) -> list[Link]:
    """Return the links between projects of different datasets, sorted by IRI."""
    having: dict[str, list[Project]] = defaultdict(list)
    for one in sorted(projects, key=lambda project: project.iri):
        for acronym in one.acronyms:
            having[acronym].append(one)
    found: dict[tuple[str, str], Link] = {}
    for acronym, same in having.items():
        for one, two in combinations(same, 2):
            if one.dataset != two.dataset:
                told = link(one.iri, two.iri, ACTIVITY, score_projects(one, two, acronym))
                held = found.get(told.pair)
                if told.verdict.outcome != NO and (
                    held is None or told.verdict.rank > held.verdict.rank
                ):
                    found[told.pair] = told
    return [found[pair] for pair in sorted(found)]


def score_projects(one: Project, two: Project, acronym: str) -> Verdict:
    """Return whether two projects that share an acronym are one.

    Certain needs the programme and one thing more: a date within a day, an amount, or two
    partners in common. Dates a year apart forbid it.
    """
    reasons = [Reason("same-acronym", acronym)]
    if one.programme and two.programme and one.programme != two.programme:
        told = f"{one.programme} | {two.programme}"
        return verdict(NO, 0.5, *reasons, Reason("words-differ", told))
    known = bool(one.programme and two.programme)
    if known:
        reasons.append(Reason("same-programme", one.programme or ""))
    gaps = _gaps(one, two)
    if any(gap > _FAR_DAYS for gap in gaps):
        return verdict(NO, 0.8, *reasons, Reason("dates-differ", _dates(one, two)))
    near = [gap for gap in gaps if gap <= SLACK_DAYS]
    if near:
        reasons.append(Reason("dates-within-days", str(SLACK_DAYS)))
    elif gaps:
        reasons.append(Reason("dates-differ", _dates(one, two)))
    amounts, partners = one.amounts & two.amounts, one.partners & two.partners
    if amounts:
        reasons.append(Reason("same-amount", ", ".join(sorted(amounts))))
    if partners:
        reasons.append(Reason("same-partners", str(len(partners))))
    proofs = len(near) + len(amounts) + (2 if len(partners) > 1 else len(partners) * 0.5)
    if known and proofs >= 1:
        return verdict(CERTAIN, min(1.0, 0.5 + proofs / 8), *reasons)
    if not (known or proofs):
        return verdict(NO, 0.5, *reasons, Reason("says-too-little", acronym))
    return verdict(LIKELY, 0.6 if known else 0.2 + min(proofs, 4) / 20, *reasons)


def _gaps(one: Project, two: Project) -> list[int]:
    """Return the days between both starts and both ends, where all four figures are days."""
    found = []
    for ours, theirs in ((one.start, two.start), (one.end, two.end)):
        if ours and theirs and len(ours) == len(theirs) == _FULL_DATE:
            found.append(abs((date.fromisoformat(ours) - date.fromisoformat(theirs)).days))
    return found


def _dates(one: Project, two: Project) -> str:
    return f"{one.start or '?'} - {one.end or '?'} | {two.start or '?'} - {two.end or '?'}"
