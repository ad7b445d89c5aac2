"""Read from sorted N-Triples what tells who things are, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from techland.ontology.terms import (
    ADMS,
    FOAF,
    ORG,
    OWL,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    TL,
    WGS,
)

# Predicates that identity reads; the value's term is kept as N-Triples writes it.
READ = frozenset(
    {
        *(RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.notation, SKOS.inScheme),
        *(ADMS.identifier, ADMS.schemaAgency, OWL.sameAs, ORG.classification, FOAF.homepage),
        *(TL.country, TL.sideOfBorder, TL.seat, TL.fundedUnder, SCHEMA.addressLocality),
        *(SCHEMA.postalCode, SCHEMA.startDate, SCHEMA.endDate),
        *(TL.totalCostPlanned, TL.euContributionPlanned, TL.totalCostPaid, TL.euContributionPaid),
        *(TL.organisation, TL.activity, TL.role, WGS.lat, WGS.long, TL.placePrecision),
    }
)
_READ = {f"<{iri}>".encode(): iri for iri in READ}
_ESCAPES = {r"\"": '"', r"\n": "\n", r"\r": "\r", r"\t": "\t", r"\\": "\\"}
Values = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Records:
    """Things of one dataset: by IRI, the terms of the predicates that identity reads."""

    dataset: str
    things: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def of_class(self, iri: str) -> Iterable[tuple[str, dict[str, list[str]]]]:
        """Yield IRI and values of the things of a class, in the order of their IRIs."""
        wanted = f"<{iri}>"
        for thing, values in self.things.items():
            if wanted in values.get(RDF.type, ()):
                yield thing, values

    def first(self, thing: str, predicate: str) -> str | None:
        """Return the first value of a thing as text: an IRI bare, a literal without its quotes."""
        values = self.things.get(thing, {}).get(predicate)
        return term_text(values[0]) if values else None


def read_records(dataset: str, lines: Iterable[bytes]) -> Records:
    """Return what the triples of a dataset tell about things; quads of named graphs are no part."""
    found = Records(dataset)
    subject, values = b"", {}
    for line in lines:
        who, predicate, rest = line.split(b" ", 2)
        iri = _READ.get(predicate)
        if iri is None:
            continue
        value = rest[:-3]
        if value.startswith(b"<") and b" " in value:
            continue  # a quad of a named graph
        if who != subject:
            subject = who
            values = found.things.setdefault(who[1:-1].decode(), {})
        values.setdefault(iri, []).append(value.decode())
    return found


def term_text(term: str) -> str:
    r"""Return an IRI without brackets, a literal's text without quotes, language and datatype.

    >>> term_text('"M\\"nd"@en')
    'M"nd'
    """
    if term.startswith("<"):
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    if "\\" in text:
        for written, meant in _ESCAPES.items():
            text = text.replace(written, meant)
    return text


def language_of(term: str) -> str | None:
    """Return the language of a literal, None where it has none."""
    _, _, tail = term.rpartition('"')
    return tail[1:] if tail.startswith("@") else None
