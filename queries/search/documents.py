"""What is searched: the named things of a snapshot with their names, texts and facets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from techland.graph.statement_table import read_statements, statements_of
from techland.ontology.terms import (
    ADMS,
    BASE,
    DCT,
    ORG,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    TL,
)
from techland.queries.search.fields import KINDS, LESSER, PERIODS, THEME

if TYPE_CHECKING:
    import polars as pl

NAMES = (RDFS.label, SKOS.prefLabel, SKOS.altLabel, DCT.title)
CODES = (DCT.identifier, SKOS.notation)
TOWNS = (TL.seat, TL.venue)
TEXTS = (DCT.description, SCHEMA.addressLocality, TL.publisherName)
STARTS = (TL.startEarliest, TL.signedEarliest, DCT.issued)
ENDS = (TL.endLatest, TL.signedLatest, DCT.issued)
COUNTRIES = (TL.country, TL.sideOfBorder)
# By which something counts as a tie of what it points to.
TIES = (
    *(TL.participatesIn, TL.signatory, TL.supporter, TL.theme, TL.seat, TL.venue, TL.fundedUnder),
    *(ORG.classification, DCT.isPartOf, SKOS.broader, PROV.wasDerivedFrom, TL.event, TL.region),
)
# A publisher's theme to ours.
_MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
PREDICATES = frozenset(
    {
        *(RDF.type, RDF.subject, SKOS.inScheme, ADMS.identifier, *_MATCHES),
        *(*NAMES, *CODES, *TEXTS, *STARTS, *ENDS, *COUNTRIES, *TIES),
    }
)
_THEME_SCHEME = f"{BASE}scheme/theme"
_GRAPH = f"{BASE}graph/"
# Graphs that hold what the build itself says.
_OWN_GRAPHS = ("claims", "derived", "identity", "ontology")


def read_documents(quads: Path) -> pl.DataFrame:
    """Return what is searched, one row a thing, the weightiest first.

    Columns: iri, kind, names (list of language, text, main), codes, texts, kinds (names of its
    type), country, theme, period, dataset, source (lists), ties (number of what points to it).
    """
    import polars as pl

    statements = read_statements(quads, PREDICATES)
    things = _things(statements)
    tables = (
        _names(statements),
        _listed(pl.concat([_told(statements, CODES), _identifiers(statements)]), "codes"),
        _listed(pl.concat([_told(statements, TEXTS), _names_of(statements, TOWNS)]), "texts"),
        _listed(_names_of(statements, (ORG.classification,)), "kinds"),
        _listed(_countries(statements), "country"),
        _listed(_themes(statements), "theme"),
        _listed(_periods(statements), "period"),
        _listed(_datasets(statements), "dataset"),
        _listed(_sources(statements), "source"),
        _ties(statements),
    )
    for table in tables:
        things = things.join(table, left_on="iri", right_on="subject", how="left")
    named = things.filter(pl.col("names").is_not_null())
    lesser = pl.col("kind").is_in(list(LESSER))
    return named.with_columns(pl.col("ties").fill_null(0)).sort(
        lesser, "ties", "iri", descending=[False, True, False]
    )


def _told(statements: pl.DataFrame, predicates: tuple[str, ...]) -> pl.DataFrame:
    """Return subject and value of the default graph's statements with these predicates."""
    import polars as pl

    kept = pl.col("predicate").cast(pl.String).is_in(predicates) & pl.col("graph").is_null()
    return statements.filter(kept).select("subject", "value")


def _listed(table: pl.DataFrame, column: str) -> pl.DataFrame:
    import polars as pl

    return table.group_by("subject").agg(pl.col("value").unique().sort().alias(column))


def _things(statements: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    types = _told(statements, (RDF.type,)).filter(pl.col("value").is_in(list(KINDS)))
    order = {name: place for place, name in enumerate(KINDS)}
    ranked = types.with_columns(
        place=pl.col("value").replace_strict(order, return_dtype=pl.Int32)
    ).sort("place")
    first = ranked.unique("subject", keep="first", maintain_order=True)
    used = _told(statements, (TL.theme,))["value"]
    in_scheme = _told(statements, (SKOS.inScheme,)).filter(pl.col("value") == _THEME_SCHEME)
    themes = pl.concat([used, in_scheme["subject"]]).unique()
    kind = pl.col("value").replace_strict(KINDS, return_dtype=pl.String)
    is_theme = pl.col("subject").is_in(themes.implode())
    return first.select(
        iri="subject",
        kind=pl.when(is_theme).then(pl.lit(THEME)).otherwise(kind),
    )


def _names(statements: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    main = pl.col("predicate").cast(pl.String) != SKOS.altLabel
    kept = pl.col("predicate").cast(pl.String).is_in(NAMES) & pl.col("graph").is_null()
    told = statements.filter(kept).select(
        "subject", pl.struct(language="language", text="value", main=main).alias("name")
    )
    return told.group_by("subject").agg(pl.col("name").unique().alias("names"))


def _names_of(statements: pl.DataFrame, predicates: tuple[str, ...]) -> pl.DataFrame:
    """Return the names, in every language, of what things point to."""
    import polars as pl

    near = _told(statements, predicates)
    names = _told(statements, (RDFS.label, SKOS.prefLabel)).rename({"value": "name"})
    joined = near.join(names, left_on="value", right_on="subject", how="inner")
    return joined.select("subject", value=pl.col("name"))


def _identifiers(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers that registers give to things."""
    numbers = _told(statements, (SKOS.notation,)).rename({"value": "number"})
    told = _told(statements, (ADMS.identifier,))
    joined = told.join(numbers, left_on="value", right_on="subject", how="inner")
    return joined.select("subject", value="number")


def _countries(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the countries of things by notation, of activities those of who takes part."""
    import polars as pl

    codes = _told(statements, (SKOS.notation,)).rename({"value": "code"})
    own = (
        _told(statements, COUNTRIES)
        .join(codes, left_on="value", right_on="subject", how="inner")
        .select("subject", value="code")
    )
    parts = _told(statements, (TL.participatesIn,)).select(body="subject", subject="value")
    signed = _told(statements, (TL.signatory, TL.supporter)).select(body="value", subject="subject")
    shared = pl.concat([parts, signed.select("body", "subject")]).unique()
    through = shared.join(own, left_on="body", right_on="subject", how="inner")
    return pl.concat([own, through.select("subject", "value")])


def _themes(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the themes of things with those above them, and ours that a publisher's matches."""
    import polars as pl

    told = _told(statements, (TL.theme,)).unique()
    above = _told(statements, (SKOS.broader, *_MATCHES)).rename({"value": "above"})
    while True:
        higher = told.join(above, left_on="value", right_on="subject", how="inner")
        more = pl.concat([told, higher.select("subject", value="above")]).unique()
        if more.height == told.height:
            return told
        told = more


def _periods(statements: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    year = pl.col("value").str.slice(0, 4).cast(pl.Int32, strict=False)
    starts = _told(statements, STARTS).group_by("subject").agg(year.min().alias("first"))
    ends = _told(statements, ENDS).group_by("subject").agg(year.max().alias("last"))
    both = starts.join(ends, on="subject", how="full", coalesce=True).with_columns(
        pl.coalesce("first", "last"), pl.coalesce("last", "first").alias("last")
    )
    found = [
        both.filter((pl.col("first") <= last) & (pl.col("last") >= first)).select(
            "subject", value=pl.lit(name)
        )
        for name, (first, last) in PERIODS.items()
    ]
    return pl.concat(found)


def _datasets(statements: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    name = pl.col("graph").cast(pl.String).str.strip_prefix(_GRAPH)
    told = statements.filter(pl.col("graph").is_not_null()).select("subject", value=name)
    return told.filter(~pl.col("value").is_in(_OWN_GRAPHS)).unique()


def _sources(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the documents that claims about things rest on."""
    claims = statements_of(statements, RDF.subject).select(claim="subject", subject="value")
    rests = _told(statements, (PROV.wasDerivedFrom,)).rename({"subject": "claim"})
    return claims.join(rests, on="claim", how="inner").select("subject", "value")


def _ties(statements: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    pointed = _told(statements, TIES).select(subject="value")
    # Who takes part in much is looked for more often.
    active = _told(statements, (TL.participatesIn,)).select("subject")
    counted = pl.concat([pointed, active]).group_by("subject")
    return counted.agg(pl.len().alias("ties"))
