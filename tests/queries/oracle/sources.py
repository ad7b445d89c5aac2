"""Answers about sources, facts and disputes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from .facts import Fact, parts
from .registry import answers
from .tables import (
    BASE,
    Iri,
    Tagged,
    Value,
    activity,
    agreement,
    event,
    iri,
    organisation,
    origin,
    place,
    publisher,
    publisher_names,
    several,
    source,
    table,
    theme,
    title,
)
from .truth import Conflict, accepted, conflicts, facts, publishers, verdicts

Rows = list[tuple[Value, ...]]
NAMERS = {
    "organisation": organisation,
    "agreement": agreement,
    "activity": activity,
    "event": event,
    "theme": theme,
}
SUBJECT_KINDS = {
    "organisations": "organisation",
    "agreements": "agreement",
    "programmes": "activity",
    "events": "event",
}


def _name(thing: Iri) -> Value:
    """Return the name of a thing; outcomes, approvals, needs and signings have none."""
    kind, _, identifier = thing.removeprefix(BASE).partition("/")
    if kind == "place":
        towns = {place(row["place"]): row["place"] for row in table("organisations")}
        return towns[thing]
    return NAMERS[kind](identifier)[1] if kind in NAMERS else None


def _shown(fact: Fact) -> tuple[Value, str | None]:
    """Return a fact's value, of a participation the organisation and its role."""
    value = fact.statement[2]
    if value in parts():
        body, role = parts()[Iri(value)]
        return organisation(body)[0], role
    return value, None


@answers("facts-with-one-publisher")
def facts_with_one_publisher(table: str | None = None) -> Rows:
    rows: Rows = []
    for fact in accepted():
        if fact.table and table in (None, fact.table) and len(publishers(fact)) == 1:
            only = publisher(origin(next(iter(fact.sources))))
            documents = Decimal(len(fact.sources))
            rows.append((fact.table, *fact.statement[:2], *_shown(fact), only, documents))
    return rows


@answers("facts-without-source")
def facts_without_source() -> Rows:
    return [
        (fact.statement[0], _name(fact.statement[0]), *fact.statement[1:], fact.basis)
        for fact in accepted()
        if not fact.sources
    ]


@answers("facts-by-table")
def facts_by_table() -> Rows:
    groups: dict[str, Counter[str]] = {}
    for fact in accepted():
        if fact.table:
            count = groups.setdefault(fact.table, Counter())
            of = len(publishers(fact))
            count["facts"] += 1
            count["none" if of == 0 else "one" if of == 1 else "more"] += 1
            count["inferred"] += fact.certainties == {"inferred"}
            count["disputed"] += bool(fact.disputes)
    columns = ("facts", "none", "one", "more", "inferred", "disputed")
    return [(name, *(Decimal(count[c]) for c in columns)) for name, count in groups.items()]


def _about(conflict: Conflict) -> tuple[Value, Value]:
    subject = conflict.row["subject"]
    (kind,) = [
        kind
        for name, kind in SUBJECT_KINDS.items()
        if any(row["id"] == subject for row in table(name))
    ]
    thing = iri(kind, subject)
    return thing, _name(thing)


def _told(conflict: Conflict, side: str) -> Tagged:
    return Tagged(conflict.row[f"value_{side}"], "en")


@answers("contradicting-sources")
def contradicting_sources(kind: str | None = None) -> Rows:
    rows: Rows = []
    for conflict in conflicts():
        if kind not in (None, conflict.row["kind"]):
            continue
        head = (conflict.iri, conflict.row["kind"], *_about(conflict), conflict.row["property"])
        for first in conflict.urls("a"):
            for second in conflict.urls("b"):
                a = (Iri(first), _told(conflict, "a"))
                rows.append((*head, *a, Iri(second), _told(conflict, "b")))
    return rows


@answers("disputes")
def disputes(kind: str | None = None) -> Rows:
    rows: Rows = []
    for conflict in conflicts():
        row = conflict.row
        if kind in (None, row["kind"]):
            texts = (_told(conflict, "a"), _told(conflict, "b"))
            rule = verdicts()[conflict.index][1]
            end = (row["decision"], rule, Tagged(row["reason"], "en"))
            head = (conflict.iri, *_about(conflict), row["property"], row["kind"])
            rows.append((*head, *texts, *end))
    return rows


@answers("publishers-in-disputes")
def publishers_in_disputes() -> Rows:
    counts: dict[Iri, list[int]] = {}
    for conflict in conflicts():
        for side in "ab":
            for who in {publisher(url) for url in conflict.urls(side)}:
                counts.setdefault(who, []).append(side in verdicts()[conflict.index][0])
    return [
        (who, publisher_names()[who], *map(Decimal, (len(n), sum(n), len(n) - sum(n))))
        for who, n in counts.items()
    ]


def _accepted_values(fact: Fact) -> list[Value]:
    same = fact.statement[:2]
    return [f.statement[2] for f in accepted() if f.statement[:2] == same] or [None]


@answers("rejected-values")
def rejected_values(status: str | None = None) -> Rows:
    return [
        (*fact.statement, fact.status, value, verdicts()[index][1], Iri(url))
        for fact in facts().values()
        if fact.status != "accepted" and status in (None, fact.status)
        for value in _accepted_values(fact)
        for index in fact.disputes
        for url in fact.sources
    ]


LAUNCH = (
    "https://thinkeast.nl/news/"
    "dutch-german-tech-land-samenwerking-tussen-oost-nederland-en-nord-westfalen"
)


@answers("statements-of-source")
def statements_of_source(source: str = LAUNCH) -> Rows:
    return list(_statements(source))


def _statements(named: str) -> Iterator[tuple[Value, ...]]:
    (url,) = [
        row["url"]
        for row in table("sources")
        if named in (row["url"], source(row["url"]), source(row["url"]).rpartition("/")[2])
    ]
    for fact in facts().values():
        if url in fact.sources:
            subject, predicate, _ = fact.statement
            yield subject, _name(subject), predicate, *_shown(fact), fact.status


@answers("sources-by-publisher")
def sources_by_publisher() -> Rows:
    groups: dict[tuple[Iri, str], list[dict[str, str]]] = {}
    for row in table("sources"):
        groups.setdefault((publisher(row["url"]), row["kind"]), []).append(row)
    rows: Rows = []
    for (who, kind), documents in groups.items():
        urls = {row["url"] for row in documents}
        copies = sum(bool(row["copy_of"]) for row in documents)
        claims = sum(bool(fact.sources & urls) for fact in facts().values())
        counts = map(Decimal, (len(documents), copies, claims))
        rows.append((who, publisher_names()[who], kind, *counts))
    return rows


@answers("copied-sources")
def copied_sources() -> Rows:
    names = {row["url"]: row["publisher"] for row in table("sources")}
    return [
        (Iri(url), title(url), names[url], Iri(first), title(first), names[first])
        for url in names
        if (first := origin(url)) != url
    ]


@answers("needs")
def needs(kind: str | None = None) -> Rows:
    return [
        (
            iri("need", row["id"]),
            row["kind"],
            Tagged(row["who"], "en"),
            Tagged(row["need_en"], "en"),
            Decimal(len(several(row["source_url"]))),
        )
        for row in table("needs")
        if kind in (None, row["kind"])
    ]
