"""Who is who over all datasets of a build: records and decisions in, groups and links out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from techland.graph.identity.bodies import CURATED, PIC, ROR, Body, read_bodies
from techland.graph.identity.body_scores import other_identifiers
from techland.graph.identity.clusters import Clusters, MayJoin, Rank, cluster
from techland.graph.identity.compared import Compared
from techland.graph.identity.decisions import Decision, is_curated, with_decisions
from techland.graph.identity.links import Link, link
from techland.graph.identity.matching import match_bodies, names_of
from techland.graph.identity.places import match_places, place_rank, read_places
from techland.graph.identity.projects import (
    ACTIVITY,
    match_projects,
    programme_key,
    programme_names,
    read_projects,
)
from techland.graph.identity.records import Records
from techland.graph.identity.theme_matches import ThemeMatch, matches_there
from techland.graph.identity.verdicts import CERTAIN, Reason, verdict
from techland.ontology.terms import RDF, TL

# Programmes whose key says period, strand and countries, or the EU's framework.
_CLEAR_PROGRAMME = re.compile(r"interreg-\d[abc]-\w|horizon-|fp7")


@dataclass(frozen=True)
class Identity:
    """What is known of who is who.

    Attributes:
        canonical: the IRI of the group by each record's that is merged into another.
        links: all links, sorted by IRI.
        waiting: decisions on records that no dataset has now.
        themes: matches of publishers' themes that are there.
    """

    canonical: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    waiting: tuple[Decision, ...] = ()
    themes: tuple[ThemeMatch, ...] = ()


def names_to_compare(datasets: Iterable[Records]) -> Iterator[str]:
    """Yield every name of an organisation."""
    for records in datasets:
        yield from names_of(read_bodies(records))


def identify(
    datasets: Sequence[Records],
    decisions: Sequence[Decision] = (),
    names: Compared | None = None,
    themes: Sequence[ThemeMatch] = (),
) -> Identity:
    """Return who is who; the order of datasets does not matter.

    Args:
        datasets: what each tells of who things are.
        decisions: a curator's.
        names: the organisations' names, compared; they are compared here if None.
        themes: the table of matches of publishers' themes.
    """
    ordered = sorted(datasets, key=lambda records: records.dataset)
    known = {iri for records in ordered for iri in records.things}
    bodies = {body.iri: body for records in ordered for body in read_bodies(records)}
    links, waiting = with_decisions(
        match_bodies(bodies.values(), names),
        [one for one in decisions if one.kind != ACTIVITY],
        known,
    )
    joined = cluster(links, may_be_one_body(bodies), _body_rank(bodies))
    projects, more_waiting = _projects(
        ordered, joined, [one for one in decisions if one.kind == ACTIVITY], known
    )
    towns = cluster(
        match_places(place for records in ordered for place in read_places(records)),
        lambda _one, _two: True,
        place_rank,
    )
    canonical = {**joined.canonical, **projects.canonical, **towns.canonical}
    canonical |= _participations(ordered, canonical)
    found = sorted((*joined.links, *projects.links, *towns.links), key=lambda one: one.pair)
    there = tuple(matches_there(themes, ordered))
    return Identity(canonical, tuple(found), (*waiting, *more_waiting), there)


def may_be_one_body(bodies: Mapping[str, Body]) -> MayJoin:
    """Return what tells whether two bodies may be in one group, by their identifiers."""

    def may(one: str, two: str) -> bool:
        first, second = bodies.get(one), bodies.get(two)
        if first is None or second is None:
            return True
        if first.dataset == second.dataset == CURATED:
            return False
        return not other_identifiers(first, second)

    return may


def may_be_one_project(dataset: Mapping[str, str]) -> MayJoin:
    """Return what tells whether two projects may be in one group.

    A publisher has one record of a project. A programme may stand there under several names.

    Args:
        dataset: of each project, by IRI.
    """

    def may(one: str, two: str) -> bool:
        of_one = dataset.get(one) is not None and dataset.get(one) == dataset.get(two)
        return not (of_one or (is_curated(one) and is_curated(two)))

    return may


def _body_rank(bodies: Mapping[str, Body]) -> Rank:
    def rank(iri: str) -> tuple[int, str]:
        body, end = bodies.get(iri), iri.rpartition("/")[2]
        if is_curated(iri):
            return 0, iri
        if body and end in body.values(ROR):
            return 1, iri
        return (2 if body and end in body.values(PIC) else 3), iri

    return rank


def _projects(
    datasets: Sequence[Records],
    bodies: Clusters,
    decisions: Sequence[Decision],
    known: set[str],
) -> tuple[Clusters, list[Decision]]:
    programmes = programme_names(datasets)
    partners = _partners(datasets, bodies.canonical)
    projects = [p for records in datasets for p in read_projects(records, programmes, partners)]
    machine = [*match_projects(projects), *_match_programmes(programmes)]
    links, waiting = with_decisions(machine, decisions, known)

    may = may_be_one_project({project.iri: project.dataset for project in projects})
    return cluster(links, may, lambda iri: (0 if is_curated(iri) else 1, iri)), waiting


def _partners(datasets: Iterable[Records], canonical: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for records in datasets:
        for values in records.things.values():
            for activity in values.get(TL.activity, ()):
                for body in values.get(TL.organisation, ()):
                    found[activity[1:-1]].add(canonical.get(body[1:-1], body[1:-1]))
    return found


def _match_programmes(names: Mapping[str, str]) -> list[Link]:
    heads: dict[str, str] = {}
    found = []
    for iri in sorted(names, key=lambda one: (0 if is_curated(one) else 1, one)):
        key = programme_key(names[iri])
        if not _CLEAR_PROGRAMME.match(key):
            continue
        head = heads.setdefault(key, iri)
        if head != iri and not (is_curated(head) and is_curated(iri)):
            told = verdict(CERTAIN, 0.8, Reason("same-programme", key))
            found.append(link(head, iri, ACTIVITY, told))
    return found


def _participations(datasets: Iterable[Records], canonical: Mapping[str, str]) -> dict[str, str]:
    """Join participations of one organisation in one activity and role from several datasets.

    Two of one dataset stay apart: their amounts are two amounts.
    """
    heads: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for records in sorted(datasets, key=lambda one: (one.dataset != CURATED, one.dataset)):
        for iri, values in records.things.items():
            key = _participation_key(values, canonical)
            if key:
                heads[key].setdefault(records.dataset, iri)
    found = {}
    for by_dataset in heads.values():
        first, *others = by_dataset.values()
        found.update(dict.fromkeys(others, first))
    return found


def _participation_key(
    values: Mapping[str, list[str]], canonical: Mapping[str, str]
) -> tuple[str, ...] | None:
    if f"<{TL.Participation}>" not in values.get(RDF.type, ()):
        return None
    parts = [values.get(p) for p in (TL.organisation, TL.activity, TL.role)]
    if not all(parts):
        return None
    return tuple(canonical.get(terms[0][1:-1], terms[0][1:-1]) for terms in parts if terms)
