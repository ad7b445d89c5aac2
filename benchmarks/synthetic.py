"""A synthetic graph shaped like EU project data, in our own data model; the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from techland.ontology.terms import BASE, ORG, PROV, RDF, RDFS, SCHEMA, TL

SEED = 20261124
PARTNERS = (2, 12)
TRIPLES_A_PARTICIPATION = 12


def _line(subject: str, predicate: str, value: str) -> str:
    return f"<{BASE}{subject}> <{predicate}> {value} .\n"


def _iri(path: str) -> str:
    return f"<{BASE}{path}>"


def _organisation(number: int) -> Iterator[str]:
    body = f"organisation/o{number}"
    country = ("NLD", "DEU")[number % 2]
    authority = "http://publications.europa.eu/resource/authority/country/"
    yield _line(body, RDF.type, f"<{ORG.FormalOrganization}>")
    yield _line(body, RDFS.label, f'"Organisation {number}"@en')
    yield _line(body, TL.country, f"<{authority}{country}>")


def _participation(project: str, body: int, number: int) -> Iterator[str]:
    part, claim = f"participation/p{number}", f"claim/c{number}"
    yield _line(part, RDF.type, f"<{TL.Participation}>")
    yield _line(part, TL.activity, _iri(project))
    yield _line(part, TL.organisation, _iri(f"organisation/o{body}"))
    yield _line(part, TL.role, _iri("role/partner"))
    yield _line(part, TL.hasClaim, _iri(claim))
    yield _line(f"organisation/o{body}", TL.participatesIn, _iri(project))
    yield _line(claim, RDF.type, f"<{TL.Claim}>")
    yield _line(claim, RDF.subject, _iri(project))
    yield _line(claim, RDF.predicate, f"<{TL.hasParticipation}>")
    yield _line(claim, RDF.object, _iri(part))
    yield _line(claim, TL.status, _iri("status/accepted"))
    yield _line(claim, PROV.wasDerivedFrom, _iri(f"source/s{number % 997}"))


def synthetic_lines(triples: int, seed: int = SEED) -> Iterator[str]:
    """Yield so many N-Triples, none twice: organisations, projects, participations, claims."""
    chance = random.Random(seed)  # noqa: S311 (data, not secrets)
    organisations = max(10, triples // 60)
    written = 0
    for number in range(organisations):
        for line in _organisation(number):
            yield line
            written += 1
    project = participation = 0
    while written < triples:
        name = f"activity/a{project}"
        lines = [
            _line(name, RDF.type, f"<{TL.Project}>"),
            _line(name, RDFS.label, f'"Project {project}"'),
            _line(name, SCHEMA.startDate, f'"{2007 + project % 19}-01-01"^^<{_DATE}>'),
        ]
        for body in chance.sample(range(organisations), chance.randint(*PARTNERS)):
            lines += _participation(name, body, participation)
            participation += 1
        project += 1
        yield from lines[: triples - written]
        written += len(lines[: triples - written])


_DATE = "http://www.w3.org/2001/XMLSchema#date"


def write_synthetic(path: Path, triples: int) -> None:
    """Write the synthetic graph as N-Triples, sorted as a snapshot is."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(sorted(synthetic_lines(triples)))
