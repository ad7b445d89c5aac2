"""Make the arrays of a snapshot from its statements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from techland.graph.statement_table import (
    first_values,
    named,
    read_statements,
    statements_of,
    with_number,
)
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.parts import make_parts, taking_part
from techland.network.arrays.records import (
    RECORD_PREDICATES,
    make_concepts,
    make_identifiers,
    make_told_dates,
    make_witnesses,
)
from techland.network.arrays.things import make_activities, make_organisations
from techland.ontology.terms import DCT, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, TL, WGS

if TYPE_CHECKING:
    import polars as pl

# A publisher's theme to ours: the same, nearly the same, a wider one.
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
PREDICATES = RECORD_PREDICATES | frozenset(
    {
        *(RDF.type, RDFS.label, SKOS.prefLabel, SKOS.broader, SKOS.notation, SCHEMA.url),
        *MATCHES,
        *(TL.country, TL.sideOfBorder, ORG.classification, TL.seat, WGS.lat, WGS.long),
        *(TL.nuts, TL.region, TL.nutsEdition, SKOS.altLabel),
        *(TL.organisation, TL.activity, TL.event, TL.role, TL.hasClaim, TL.fundedUnder, TL.theme),
        *(PROV.generated, PROV.qualifiedAssociation, PROV.agent, PROV.hadRole),
        *(
            TL.publisherName,
            DCT.issued,
            PROV.wasDerivedFrom,
            TL.certainty,
            TL.rowCertainty,
            TL.inDispute,
        ),
        *(TL.startEarliest, TL.startLatest, TL.endEarliest, TL.endLatest),
        *(TL.signedEarliest, TL.signedLatest, TL.totalCostPlanned, TL.euContributionPlanned),
        *(TL.totalCostPaid, TL.euContributionPaid),
    }
)


def make_arrays(quads: Path) -> Arrays:
    """Return the arrays of a file of canonical N-Quads, read once.

    What is not typed as an organisation, activity, agreement or event is no row,
    and a part of such a thing is none either.
    """
    statements = read_statements(quads, PREDICATES)
    organisations = make_organisations(statements)
    activities = make_activities(statements)
    themes = _themes(statements)
    sources = _sources(statements)
    parts = make_parts(statements, organisations, activities, sources)
    return Arrays(
        organisations,
        activities,
        parts,
        *taking_part(parts, organisations, activities),
        _activity_themes(statements, activities, themes),
        themes,
        sources,
        make_identifiers(statements, organisations),
        make_witnesses(statements, organisations, sources),
        make_told_dates(statements, activities),
        make_concepts(statements),
    )


def _themes(statements: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    used = statements_of(statements, TL.theme)["value"]
    broader = statements_of(statements, SKOS.broader)
    matches = pl.concat([statements_of(statements, iri) for iri in MATCHES])
    ends = [one[column] for one in (broader, matches) for column in ("subject", "value")]
    iris = pl.concat([used, *ends]).unique().sort()
    themes = named(statements, pl.DataFrame({"iri": iris}))
    for column, told in (("broader", broader), ("matched", matches)):
        above = told.group_by("subject").agg(above=pl.col("value").min())
        numbers = themes.select(above="iri").with_row_index(column)
        found = above.join(numbers, on="above").select(iri="subject", **{column: column})
        themes = themes.join(found, on="iri", how="left")
    return themes.sort("iri")


def _sources(statements: pl.DataFrame) -> pl.DataFrame:
    types = statements_of(statements, RDF.type)
    documents = types.filter(types["value"] == TL.Source).select(iri="subject").unique().sort("iri")
    labels = statements_of(statements, RDFS.label).sort("subject", "value", "language")
    labels = labels.unique("subject", keep="first", maintain_order=True)
    labels = labels.rename({"value": "label", "language": "label_language"})
    joined = documents.join(labels, left_on="iri", right_on="subject", how="left")
    for predicate, column in (
        (TL.publisherName, "publisher"),
        (DCT.issued, "issued"),
        (SCHEMA.url, "url"),
    ):
        values = first_values(statements, predicate, column)
        joined = joined.join(values, left_on="iri", right_on="subject", how="left")
    return joined.sort("iri")


def _activity_themes(
    statements: pl.DataFrame, activities: pl.DataFrame, themes: pl.DataFrame
) -> pl.DataFrame:
    told = statements_of(statements, TL.theme)
    numbered = with_number(told, "subject", activities, "activity")
    return with_number(numbered, "value", themes, "theme").select("activity", "theme").sort("*")
