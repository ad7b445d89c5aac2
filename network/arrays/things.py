"""The organisations and activities of a snapshot as tables, sorted by IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from techland.graph.statement_table import first_values, named, statements_of
from techland.ontology.terms import ORG, RDF, RDFS, SCHEMA, SKOS, TL, WGS

if TYPE_CHECKING:
    import polars as pl

AGREEMENT, EVENT, PROJECT = "agreement", "event", "project"
# Class to kind; a thing has one of these (a shape says so).
KINDS = {
    TL.Agreement: AGREEMENT,
    SCHEMA.Event: EVENT,
    TL.Project: PROJECT,
    TL.Cluster: "cluster",
    TL.Initiative: "initiative",
    TL.EventSeries: "event-series",
    TL.Platform: "platform",
    TL.FundingProgramme: "funding-programme",
    TL.SmallProjectFund: "small-project-fund",
}
# Column to the predicates that give it; an agreement is signed within its start.
DATES = {
    "start_earliest": (TL.startEarliest, TL.signedEarliest),
    "start_latest": (TL.startLatest, TL.signedLatest),
    "end_earliest": (TL.endEarliest,),
    "end_latest": (TL.endLatest,),
}
# What is planned goes before what was paid.
MONEY = {
    "cost": (TL.totalCostPlanned, TL.totalCostPaid),
    "eu_contribution": (TL.euContributionPlanned, TL.euContributionPaid),
}
# Of the codes under tl:nuts, by its definition.
BOTH_EDITIONS = "2013 and 2024"
_LETTERS_OF_NUTS3 = 5
NL, DE, BOTH, OTHER = "NL", "DE", "both", "other"


def _joined(things: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    return things.join(values, left_on="iri", right_on="subject", how="left")


def _of_classes(statements: pl.DataFrame, classes: list[str]) -> pl.DataFrame:
    import polars as pl

    types = statements_of(statements, RDF.type).filter(pl.col("value").is_in(classes))
    return types.group_by("subject").agg(pl.col("value").min().alias("class"))


def notations(statements: pl.DataFrame, values: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return values that are IRIs of concepts by their notation, else by the IRI's end."""
    import polars as pl

    known = first_values(statements, SKOS.notation, "notation")
    joined = values.join(known, left_on=column, right_on="subject", how="left")
    end = pl.col(column).str.split("/").list.last()
    return joined.with_columns(pl.coalesce("notation", end).alias(column)).drop("notation")


def _concept(statements: pl.DataFrame, predicate: str, column: str) -> pl.DataFrame:
    return notations(statements, first_values(statements, predicate, column), column)


def _sides(statements: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    told = statements_of(statements, TL.sideOfBorder).select("subject", sides="value")
    return notations(statements, told, "sides").group_by("subject").agg(pl.col("sides").sort())


def _group() -> pl.Expr:
    """Return the group by sides: NL, DE, both (binational) or other (also: not known)."""
    import polars as pl

    has = {side: pl.col("sides").list.contains(side) for side in (NL, DE)}
    return (
        pl.when(has[NL] & has[DE])
        .then(pl.lit(BOTH))
        .when(has[NL])
        .then(pl.lit(NL))
        .when(has[DE])
        .then(pl.lit(DE))
        .otherwise(pl.lit(OTHER))
    )


def _seats(statements: pl.DataFrame) -> pl.DataFrame:
    """Return by organisation the name and coordinates of the town of its seat."""
    import polars as pl

    seats = first_values(statements, TL.seat, "town")
    for predicate, column in (
        (RDFS.label, "place"),
        (WGS.lat, "latitude"),
        (WGS.long, "longitude"),
    ):
        values = first_values(statements, predicate, column)
        seats = seats.join(values, left_on="town", right_on="subject", how="left")
    degrees = [pl.col(name).cast(pl.Float64) for name in ("latitude", "longitude")]
    return seats.drop("town").with_columns(degrees)


def _aliases(statements: pl.DataFrame) -> pl.DataFrame:
    """Return by thing its other names."""
    import polars as pl

    told = statements_of(statements, SKOS.altLabel)
    return told.group_by("subject").agg(pl.col("value").unique().sort().alias("aliases"))


def _regions(statements: pl.DataFrame) -> pl.DataFrame:
    """Return by organisation its NUTS code with the edition: the curated one, else the imported."""
    import polars as pl

    end = pl.col("nuts").str.split("/").list.last()
    own = first_values(statements, TL.nuts, "nuts").select("subject", end)
    own = own.with_columns(nuts_edition=pl.lit(BOTH_EDITIONS))
    told = first_values(statements, TL.region, "region")
    for predicate, column in ((SKOS.notation, "nuts"), (TL.nutsEdition, "nuts_edition")):
        values = first_values(statements, predicate, column)
        told = told.join(values, left_on="region", right_on="subject", how="left")
    both = pl.concat([own, told.select("subject", "nuts", "nuts_edition").drop_nulls("nuts")])
    is_nuts3 = pl.col("nuts").str.len_chars() == _LETTERS_OF_NUTS3
    first = both.unique("subject", keep="first", maintain_order=True)
    return first.with_columns(nuts3=pl.when(is_nuts3).then(pl.col("nuts")))


def _first_told(statements: pl.DataFrame, predicates: tuple[str, ...], column: str) -> pl.DataFrame:
    """Return one value a subject, of the first of the predicates that tells it."""
    import polars as pl

    told = [first_values(statements, predicate, column) for predicate in predicates]
    return pl.concat(told).unique("subject", keep="first", maintain_order=True)


def make_organisations(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the table of organisations; see ``Arrays``."""
    things = _of_classes(statements, [ORG.FormalOrganization]).select(iri="subject")
    table = named(statements, things)
    for values in (
        _aliases(statements),
        _concept(statements, TL.country, "country"),
        _sides(statements),
        _concept(statements, ORG.classification, "type"),
        _seats(statements),
        _regions(statements),
    ):
        table = _joined(table, values)
    names = ("iri", "label", "label_nl", "label_de", "label_en", "aliases")
    columns = (*names, "country", "sides", "group")
    places = ("type", "place", "nuts", "nuts_edition", "nuts3", "latitude", "longitude")
    return table.with_columns(group=_group()).select(*columns, *places).sort("iri")


def make_activities(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the table of activities, agreements and events; see ``Arrays``."""
    import polars as pl

    things = _of_classes(statements, list(KINDS)).select(
        iri="subject", kind=pl.col("class").replace_strict(KINDS, return_dtype=pl.String)
    )
    table = _joined(
        named(statements, things), first_values(statements, TL.fundedUnder, "programme")
    )
    for column, predicates in DATES.items():
        values = _first_told(statements, predicates, column)
        table = _joined(table, values.with_columns(pl.col(column).str.to_date("%Y-%m-%d")))
    for column, predicates in MONEY.items():
        amounts = _first_told(statements, predicates, column)
        table = _joined(table, amounts.with_columns(pl.col(column).cast(pl.Float64)))
    return table.sort("iri")
