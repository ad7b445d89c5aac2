"""What files of networks tell besides ties: identifiers, witnesses, dates as told, concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from techland.network.arrays.statements import (
    first_values,
    named,
    statements_of,
    with_number,
)
from techland.ontology.terms import BASE, OWL, PROV, RDF, SCHEMA, SKOS, TL

if TYPE_CHECKING:
    import polars as pl

# Concepts whose names a network speaks of: scheme to its IRI.
SCHEMES = {f"{BASE}scheme/{name}": name for name in ("role", "organisation-type")}
_ACCEPTED = f"{BASE}status/accepted"
_STARTS, _ENDS = (TL.signedOn, SCHEMA.startDate), (SCHEMA.endDate,)
RECORD_PREDICATES = frozenset(
    {
        *(OWL.sameAs, RDF.subject, RDF.predicate, TL.status, SKOS.inScheme),
        *(TL.signedOn, SCHEMA.startDate, SCHEMA.endDate),
    }
)


def make_identifiers(statements: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Return the table of identifiers; see ``Arrays``."""
    told = statements_of(statements, OWL.sameAs)
    numbered = with_number(told, "subject", organisations, "organisation")
    found = numbered.select("organisation", identifier="value")
    return found.unique().sort("organisation", "identifier")


def make_witnesses(
    statements: pl.DataFrame, organisations: pl.DataFrame, sources: pl.DataFrame
) -> pl.DataFrame:
    """Return the table of witnesses; see ``Arrays``.

    Curated statements have claims; what is imported derives from its dataset as a whole.
    """
    import polars as pl

    derived = statements_of(statements, PROV.wasDerivedFrom).select("subject", document="value")
    accepted = statements_of(statements, TL.status).filter(pl.col("value") == _ACCEPTED)
    claims = statements_of(statements, RDF.subject).select(claim="subject", thing="value")
    claims = claims.join(accepted.select(claim="subject"), on="claim", how="semi")
    by_claim = claims.join(derived, left_on="claim", right_on="subject")
    own = derived.rename({"subject": "thing"})
    both = pl.concat([by_claim.select("thing", "document"), own.select("thing", "document")])
    numbered = with_number(both, "thing", organisations, "organisation")
    numbered = with_number(numbered, "document", sources, "source")
    return numbered.select("organisation", "source").unique().sort("organisation", "source")


def make_told_dates(statements: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """Return the table of dates as they were told, one row an activity; see ``Arrays``."""
    import polars as pl

    found = activities.select("iri")
    for column, predicates in (("start", _STARTS), ("end", _ENDS)):
        told = pl.concat([first_values(statements, one, column) for one in predicates])
        told = told.unique("subject", keep="first", maintain_order=True)
        found = found.join(told, left_on="iri", right_on="subject", how="left")
    disputed = statements_of(statements, TL.inDispute).select(claim="subject")
    dates = statements_of(statements, RDF.predicate)
    dates = dates.filter(pl.col("value").is_in([*_STARTS, *_ENDS])).select(claim="subject")
    things = statements_of(statements, RDF.subject).select(claim="subject", iri="value")
    things = things.join(disputed, on="claim", how="semi").join(dates, on="claim", how="semi")
    flags = things.select("iri").unique().with_columns(disputed=True)
    joined = found.join(flags, on="iri", how="left", maintain_order="left")
    return joined.select("start", "end", pl.col("disputed").fill_null(value=False))


def make_concepts(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the table of concepts; see ``Arrays``."""
    import polars as pl

    schemes = statements_of(statements, SKOS.inScheme)
    kept = schemes.filter(pl.col("value").is_in(list(SCHEMES)))
    concepts = kept.select(iri="subject", scheme=pl.col("value").replace_strict(SCHEMES))
    notations = first_values(statements, SKOS.notation, "notation")
    concepts = concepts.join(notations, left_on="iri", right_on="subject")
    return named(statements, concepts).drop("iri").sort("scheme", "notation")
