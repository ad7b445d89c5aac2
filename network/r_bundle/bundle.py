"""The files of a network for R, in one ZIP file, the same bytes for the same network."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from techland.graph.export.tables import write_csv
from techland.graph.study_errors import NotAProjection
from techland.network.behind import Behind
from techland.network.file_contents import LICENCE, LICENCE_ADDRESS
from techland.network.files import cells
from techland.network.headline import Headline
from techland.network.r_bundle.codebook import CODEBOOK
from techland.network.value import NetworkTables

if TYPE_CHECKING:
    import polars as pl

SCRIPT = Path(__file__).with_name("network.R")
# The earliest day that a ZIP file can tell: none of ours.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def bundle_files(
    network: NetworkTables, headline: Sequence[Headline], groups: str
) -> dict[str, bytes]:
    """Return the files of a network for R by their names.

    Raises:
        NotAProjection: the network has no shared activities behind its ties.
    """
    behind = network.behind
    if behind is None:
        raise NotAProjection
    tables = {
        "incidence": _incidence(network, behind),
        "nodes": _nodes(network, behind, groups),
        "activities": _activities(behind),
        "ties": network.ties,
        "headline": _headline(headline),
    }
    files = {f"{name}.csv": _csv(table) for name, table in tables.items()}
    files["codebook.csv"] = _csv(_codebook(tables))
    files["network.R"] = _script(network, groups).encode()
    files["README.md"] = _read_me(network).encode()
    return files


def bundle_bytes(network: NetworkTables, headline: Sequence[Headline], groups: str) -> bytes:
    """Return the files of a network for R as one ZIP file.

    Raises:
        NotAProjection: the network has no shared activities behind its ties.
    """
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(bundle_files(network, headline, groups).items()):
            info = zipfile.ZipInfo(f"techland-network/{name}", _NO_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(info, content)
    return output.getvalue()


def _csv(table: pl.DataFrame) -> bytes:
    output = BytesIO()
    write_csv(table.columns, ([text for text, _ in row] for row in cells(table)), output)
    return output.getvalue()


def _takers(network: NetworkTables, behind: Behind) -> pl.DataFrame:
    """Return the IRI of each row of the incidence; those that share nothing are no nodes."""
    import polars as pl

    own = network.nodes.select("iri").with_row_index("node")
    others = behind.others
    if "organisation" not in others.columns or not others.height:
        return own.with_columns(pl.col("node").cast(pl.Int64), in_network=pl.lit(value=True))
    bodies = behind.arrays.organisations.with_row_index("organisation").select(
        "organisation", "iri"
    )
    rest = others.select("node", "organisation").unique().join(bodies, on="organisation")
    rows = [
        own.select(pl.col("node").cast(pl.Int64), "iri", in_network=pl.lit(value=True)),
        rest.select(pl.col("node").cast(pl.Int64), "iri", in_network=pl.lit(value=False)),
    ]
    return pl.concat(rows)


def _incidence(network: NetworkTables, behind: Behind) -> pl.DataFrame:
    import polars as pl

    columns = pl.col("node").cast(pl.Int64), "activity", pl.col("role").cast(pl.String)
    every = pl.concat([table.select(columns) for table in (behind.parts, behind.others)])
    roles = every.group_by("node", "activity").agg(roles=pl.col("role").unique().sort())
    activities = behind.arrays.activities.with_row_index("activity")
    named = activities.select("activity", activity_iri="iri")
    joined = roles.join(_takers(network, behind), on="node").join(named, on="activity")
    return joined.select(node="iri", activity="activity_iri", roles="roles").sort(
        "node", "activity"
    )


def _nodes(network: NetworkTables, behind: Behind, groups: str) -> pl.DataFrame:
    import polars as pl

    takers = _takers(network, behind)
    names = ("label", "country", "group", "type", "place", "nuts3", "latitude", "longitude")
    kept = [name for name in names if name in network.nodes.columns]
    if groups not in kept:
        kept.append(groups)
    told = network.nodes.select("iri", *kept)
    rest = takers.filter(~pl.col("in_network"))
    if rest.height:
        bodies = behind.arrays.organisations
        there = [name for name in kept if name in bodies.columns]
        more = bodies.join(rest.select("iri"), on="iri", how="semi").select("iri", *there)
        told = pl.concat([told, more], how="diagonal")
    codes = network.communities().codes + 1
    community = network.nodes.select("iri").with_columns(community=pl.Series(codes))
    joined = takers.drop("node").join(told, on="iri").join(community, on="iri", how="left")
    first = ["iri", "in_network"]
    return joined.select(*first, *(n for n in joined.columns if n not in first)).sort("iri")


def _activities(behind: Behind) -> pl.DataFrame:
    import polars as pl

    held = pl.concat([table.select("activity") for table in (behind.parts, behind.others)]).unique()
    table = behind.arrays.activities.with_row_index("activity").join(
        held, on="activity", how="semi"
    )
    names = ("iri", "kind", "label", "programme")
    days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return table.select(*names, *days, "cost", "eu_contribution").sort("iri")


def _headline(headline: Sequence[Headline]) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        {
            "name": [one.name for one in headline],
            "shown": [one.shown for one in headline],
            "digits": [one.digits for one in headline],
            "told": [one.told for one in headline],
        }
    )


def _codebook(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    import polars as pl

    rows = [
        (f"{name}.csv", column, *CODEBOOK.get(column, ("text", f"{column} of the node")))
        for name, table in tables.items()
        for column in table.columns
    ]
    return pl.DataFrame(rows, schema=["file", "column", "type", "meaning"], orient="row")


def _script(network: NetworkTables, groups: str) -> str:
    text = SCRIPT.read_text(encoding="utf-8")
    # A line break in a comment would end it.
    words = " ".join(network.words.split())
    values = {"@WORDS@": words, "@VERSION@": network.version, "@GROUPS@": groups}
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _read_me(network: NetworkTables) -> str:
    notes = "\n".join(f"- {note}" for note in network.notes)
    return f"""# A network of techland, for R

{network.words}.

Dataset version {network.version}, {LICENCE} ({LICENCE_ADDRESS}).

`Rscript network.R` in this folder reads the tables, makes the network anew from who takes part
in what, and compares its headline numbers with `headline.csv`. It needs the packages igraph, sna
and Matrix. `codebook.csv` says what each column means.

{notes}
"""
