"""Who takes part in what: one row a role, with certainty, dispute, dataset and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from techland.graph.statement_table import first_values, statements_of, with_number
from techland.network.arrays.things import notations
from techland.ontology.terms import BASE, PROV, RDF, TL

if TYPE_CHECKING:
    import polars as pl

GRAPH = f"{BASE}graph/"
# Whoever has only one of these roles does not take part.
NOT_TAKING_PART = frozenset({"funder", "managing-authority"})
# Dataset of what stands in the default graph alone.
NO_DATASET = "default"


def make_parts(
    statements: pl.DataFrame,
    organisations: pl.DataFrame,
    activities: pl.DataFrame,
    sources: pl.DataFrame,
) -> pl.DataFrame:
    """Return the table of parts; see ``Arrays``."""
    import polars as pl

    told = pl.concat([_participations(statements), _parties(statements)])
    numbered = with_number(told, "organisation_iri", organisations, "organisation")
    numbered = with_number(numbered, "activity_iri", activities, "activity")
    parts = notations(statements, numbered, "role").select(
        "node", "organisation", "activity", "role"
    )
    for values in (
        _certainties(statements),
        _datasets(statements),
        _witnesses(statements, sources),
    ):
        parts = parts.join(values, left_on="node", right_on="subject", how="left")
    return (
        parts.with_columns(
            pl.col("disputed").fill_null(value=False),
            pl.col("dataset").fill_null(NO_DATASET),
            pl.col("sources").fill_null([]),
        )
        .sort("organisation", "activity", "role", "node")
        .drop("node")
    )


def taking_part(
    parts: pl.DataFrame, organisations: pl.DataFrame, activities: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return who takes part in what, once whatever the roles, and its runs; see ``Arrays``."""
    import polars as pl

    taking = parts.filter(~pl.col("role").is_in(list(NOT_TAKING_PART)))
    kinds = activities.select(pl.col("kind").cast(pl.String)).with_row_index("activity")
    seats = organisations.select(pl.col("country").cast(pl.String)).with_row_index("organisation")
    once = taking.select("activity", "organisation").unique()
    told = once.join(kinds, on="activity").join(seats, on="organisation")
    told = told.sort("kind", "country", "activity", "organisation", nulls_last=False)
    runs = told.group_by("kind", "country", maintain_order=True).agg(rows=pl.len())
    return told.select("activity", "organisation"), runs


def _participations(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the participations in activities and events: node, organisation, activity, role."""
    import polars as pl

    bodies = first_values(statements, TL.organisation, "organisation_iri")
    places = [statements_of(statements, predicate) for predicate in (TL.activity, TL.event)]
    things = pl.concat(places).select("subject", activity_iri="value")
    roles = first_values(statements, TL.role, "role")
    joined = bodies.join(things, on="subject").join(roles, on="subject")
    return joined.rename({"subject": "node"})


def _parties(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the parties of agreements: node, organisation, activity, role."""
    documents = statements_of(statements, PROV.generated).select(
        signing="subject", activity_iri="value"
    )
    parties = statements_of(statements, PROV.qualifiedAssociation).select(
        signing="subject", node="value"
    )
    bodies = first_values(statements, PROV.agent, "organisation_iri")
    roles = first_values(statements, PROV.hadRole, "role")
    joined = parties.join(documents, on="signing").drop("signing")
    joined = joined.join(bodies, left_on="node", right_on="subject")
    joined = joined.join(roles, left_on="node", right_on="subject")
    return joined.select("node", "organisation_iri", "activity_iri", "role")


def _claims(statements: pl.DataFrame) -> pl.DataFrame:
    return statements_of(statements, TL.hasClaim).select("subject", claim="value")


def _certainties(statements: pl.DataFrame) -> pl.DataFrame:
    """Return by node its least sure certainty, and whether a claim of it is in a dispute."""
    import polars as pl

    claims = _claims(statements)
    known = [statements_of(statements, p) for p in (TL.certainty, TL.rowCertainty)]
    sure = notations(statements, pl.concat(known).select("subject", certainty="value"), "certainty")
    # By letter inferred comes before stated.
    least = sure.group_by("subject").agg(pl.col("certainty").min())
    disputed = statements_of(statements, TL.inDispute).select("subject", disputed=True).unique()
    found = claims.join(least, left_on="claim", right_on="subject", how="left")
    found = found.join(disputed, left_on="claim", right_on="subject", how="left")
    return found.group_by("subject").agg(pl.col("certainty").min(), pl.col("disputed").any())


def _datasets(statements: pl.DataFrame) -> pl.DataFrame:
    """Return by node the dataset whose named graph has it; the first by name of several."""
    import polars as pl

    kept = (pl.col("predicate") == RDF.type) & pl.col("graph").is_not_null()
    told = statements.filter(kept & pl.col("value").is_in([TL.Participation, TL.Party]))
    name = pl.col("graph").cast(pl.String).str.strip_prefix(GRAPH)
    return told.group_by("subject").agg(name.min().alias("dataset"))


def _witnesses(statements: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """Return by node the numbers of the documents that it or its claims derive from.

    What is curated has claims; what is imported derives from its dataset as a whole.
    """
    import polars as pl

    told = statements_of(statements, PROV.wasDerivedFrom).select(claim="subject", document="value")
    joined = _claims(statements).join(told, on="claim").select("subject", "document")
    joined = pl.concat([joined, told.rename({"claim": "subject"})])
    numbered = with_number(joined, "document", sources, "source")
    return numbered.group_by("subject").agg(pl.col("source").unique().sort().alias("sources"))
