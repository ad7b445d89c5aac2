"""What is searched: the named things of a snapshot with their names, texts and facets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from techland.graph.region_names import region_names
from techland.graph.statement_table import read_statements, statements_of
from techland.graph.translations import GRAPH as TRANSLATIONS
from techland.ontology.prefix_table import PREFIXES
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
from techland.queries.search.fields import COUNTRY, KINDS, LESSER, PERIODS, THEME

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
    TL.nuts,
)
# A publisher's theme to ours.
_MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
PREDICATES = frozenset(
    {
        *(RDF.type, RDF.subject, SKOS.inScheme, ADMS.identifier, *_MATCHES),
        *(*NAMES, *CODES, *TEXTS, *STARTS, *ENDS, *COUNTRIES, *TIES),
    }
)
_NUTS = PREFIXES["nuts"]
_LETTERS_OF_LEVELS = (3, 4, 5)
_COUNTRY = PREFIXES["country"]
_THEME_SCHEME = f"{BASE}scheme/theme"
_GRAPH = f"{BASE}graph/"
# Graphs that hold what the build itself says.
_OWN_GRAPHS = ("claims", "derived", "identity", "ontology", TRANSLATIONS)


def read_documents(quads: Path) -> pl.DataFrame:
    """Return what is searched, one row a thing, the weightiest first; of these, short names.

    Columns: iri, kind, names (list of language, text, main), codes, texts, kinds (names of its
    type), country, theme, period, dataset, source (lists), ties (number of what points to it).
    """
    import polars as pl

    statements = read_statements(quads, PREDICATES)
    things = _things(statements)
    tables = (
        _names(statements),
        _listed(pl.concat([_told(statements, CODES), _identifiers(statements)]), "codes"),
        _listed(_texts(statements), "texts"),
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
    letters = pl.element().struct.field("text").str.len_chars()
    shortest = pl.col("names").list.eval(letters).list.min()
    return named.with_columns(pl.col("ties").fill_null(0)).sort(
        lesser, "ties", shortest, "iri", descending=[False, True, False, False]
    )


def _told(statements: pl.DataFrame, predicates: tuple[str, ...]) -> pl.DataFrame:
    """Return subject and value of the default graph's statements with these predicates."""
    import polars as pl

    kept = pl.col("predicate").cast(pl.String).is_in(predicates) & pl.col("graph").is_null()
    return statements.filter(kept).select("subject", "value")


def _texts(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the texts of things, our translations of them, and the names of their towns."""
    import polars as pl

    translated = pl.col("graph").cast(pl.String) == f"{_GRAPH}{TRANSLATIONS}"
    kept = translated & pl.col("predicate").cast(pl.String).is_in(TEXTS)
    ours = statements.filter(kept).select("subject", "value")
    towns = (_names_of(statements, TOWNS), _towns(statements))
    return pl.concat([_told(statements, TEXTS), ours, *towns])


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
    is_country = pl.col("subject").str.starts_with(_COUNTRY)
    typed = first.select(
        iri="subject",
        kind=pl.when(is_theme)
        .then(pl.lit(THEME))
        .when(is_country)
        .then(pl.lit(COUNTRY))
        .otherwise(kind),
    )
    regions = _regions(statements)["subject"].unique()
    return pl.concat([typed, pl.DataFrame({"iri": regions}).with_columns(kind=pl.lit("region"))])


def _regions(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the NUTS regions that things lie in, those around them too, with these things."""
    import polars as pl

    # The EU names them; the graph says nothing of them but who is there.
    told = _told(statements, (TL.nuts,)).filter(pl.col("value").str.starts_with(_NUTS)).unique()
    code = pl.col("value").str.strip_prefix(_NUTS)
    levels = [
        told.filter(code.str.len_chars() >= length).select(
            subject=pl.concat_str(pl.lit(_NUTS), code.str.slice(0, length)), value="subject"
        )
        for length in _LETTERS_OF_LEVELS
    ]
    return pl.concat(levels)


def _names(statements: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    main = pl.col("predicate").cast(pl.String) != SKOS.altLabel
    kept = pl.col("predicate").cast(pl.String).is_in(NAMES) & pl.col("graph").is_null()
    told = statements.filter(kept).select(
        "subject", pl.struct(language="language", text="value", main=main).alias("name")
    )
    told = pl.concat([told, _names_of_regions(statements)])
    return told.group_by("subject").agg(pl.col("name").unique().alias("names"))


def _names_of_regions(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the names of NUTS regions; the code is one, and the main one where there is no other.

    The graph has only their codes.
    """
    import polars as pl

    found: list[tuple[str, str | None, str, bool]] = []
    for iri in _regions(statements)["subject"].unique():
        code = iri.removeprefix(_NUTS)
        names = region_names(code)
        found.append((iri, None, code, not names))
        found += [(iri, language or None, name, True) for language, name in names.items()]
    columns = {"subject": pl.String, "language": pl.String, "text": pl.String, "main": pl.Boolean}
    table = pl.DataFrame(found, schema=columns, orient="row")
    return table.select("subject", pl.struct("language", "text", "main").alias("name"))


def _names_of(statements: pl.DataFrame, predicates: tuple[str, ...]) -> pl.DataFrame:
    """Return the names, in every language, of what things point to."""
    return _names_in(_told(statements, predicates), statements)


def _names_in(near: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """Return the names of the things in the column value."""
    import polars as pl

    names = _told(statements, (RDFS.label, SKOS.prefLabel)).rename({"value": "name"})
    joined = near.join(names, left_on="value", right_on="subject", how="inner")
    return joined.select("subject", value=pl.col("name"))


def _towns(statements: pl.DataFrame) -> pl.DataFrame:
    """Return the names of the towns in a NUTS region."""
    places = _told(statements, (RDF.type,)).filter(value=TL.Place).select(value="subject")
    return _names_in(_regions(statements).join(places, on="value"), statements)


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
