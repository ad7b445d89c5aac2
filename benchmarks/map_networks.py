"""Networks of a given number of ties for the benchmark of maps, as the page and its peers want."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import polars as pl

from techland.network.arrays.arrays import Arrays
from techland.network.layouts.layouts import make_layouts, whole_structure
from techland.viz.edition import Edition
from techland.viz.network_map.encodings import ACROSS_SHADE, WITHIN_SHADE
from techland.viz.network_map.page import page_context
from techland.viz.network_map.payload import payload
from techland.viz.network_map.pyvis_page import pyvis_network
from techland.viz.network_map.scene import Scene, scene
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import View
from techland.viz.reader import Reader
from techland.viz.templating import template_environment

SEED = 11
TAKERS = 5
# Ties that a project of so many takers makes.
_EACH = TAKERS * (TAKERS - 1) // 2
_BASE = "https://w3id.org/techland/"
_VIEW = View(layout="force", tie="projects")


def synthetic_arrays(ties: int, repeated: int = 0) -> Arrays:
    """Return arrays whose projects make about so many ties: some take part often, most seldom.

    Args:
        ties: wanted.
        repeated: so many projects are of takers that come together ten times.
    """
    random = np.random.default_rng(SEED)
    projects = ties // _EACH
    bodies = max(60, ties // 6)
    weights = 1 / (np.arange(bodies) + 20) ** 0.6
    weights /= weights.sum()
    takers = np.stack(
        [random.choice(bodies, TAKERS, replace=False, p=weights) for _ in range(projects)]
    )
    takers[:repeated] = np.repeat(takers[: repeated // 10], 10, axis=0)
    side = np.where(np.arange(bodies) % 2, "NL", "DE")
    organisations = pl.DataFrame(
        {
            "iri": [f"{_BASE}organisation/o{i:06}" for i in range(bodies)],
            "label": [f"Organisation {i}" for i in range(bodies)],
            **{f"label_{one}": [None] * bodies for one in ("nl", "de", "en")},
            "aliases": [None] * bodies,
            "country": side,
            "sides": [[one] for one in side],
            "group": side,
            "type": ["company"] * bodies,
            "place": [None] * bodies,
            "nuts": [None] * bodies,
            "latitude": random.uniform(51, 53, bodies),
            "longitude": random.uniform(5, 8.5, bodies),
        },
        schema_overrides={"aliases": pl.List(pl.String), "place": pl.String, "nuts": pl.String}
        | {f"label_{one}": pl.String for one in ("nl", "de", "en")},
    )
    start = pl.Series(random.integers(14000, 19000, projects)).cast(pl.Int32).cast(pl.Date)
    end = pl.Series(random.integers(19000, 21000, projects)).cast(pl.Int32).cast(pl.Date)
    activities = pl.DataFrame(
        {
            "iri": [f"{_BASE}activity/a{i:06}" for i in range(projects)],
            "kind": ["project"] * projects,
            "label": [f"Project {i}" for i in range(projects)],
            **{
                f"label_{one}": pl.Series([None] * projects, dtype=pl.String)
                for one in ("nl", "de", "en")
            },
            "programme": pl.Series([None] * projects, dtype=pl.String),
            "start_earliest": start,
            "start_latest": start,
            "end_earliest": end,
            "end_latest": end,
            "cost": pl.Series([None] * projects, dtype=pl.Float64),
            "eu_contribution": pl.Series([None] * projects, dtype=pl.Float64),
        }
    )
    parts = pl.DataFrame(
        {
            "organisation": takers.ravel().astype(np.uint32),
            "activity": np.repeat(np.arange(projects), TAKERS).astype(np.uint32),
            "role": "project-partner",
            "certainty": "stated",
            "disputed": False,
            "dataset": "synthetic",
        }
    ).with_columns(sources=pl.lit([0], dtype=pl.List(pl.UInt32)))
    about = {
        "activity": np.arange(projects, dtype=np.uint32),
        "theme": np.zeros(projects, np.uint32),
    }
    theme = {"iri": [f"{_BASE}theme/all"], "label": ["all"]}
    themes = pl.DataFrame(theme | {f"label_{one}": ["all"] for one in ("nl", "de", "en")})
    source = {"iri": [f"{_BASE}source/1"], "label": ["A document"], "url": ["https://example.org/"]}
    made = {
        "organisations": organisations,
        "activities": activities,
        "parts": parts.sort("organisation", "activity"),
        "activity_themes": pl.DataFrame(about),
        "themes": themes.with_columns(
            broader=pl.lit(None, dtype=pl.UInt32), matched=pl.lit(None, dtype=pl.UInt32)
        ),
        "sources": pl.DataFrame(source),
    }
    # No map looks at the other tables.
    return Arrays(**{one.name: made.get(one.name, pl.DataFrame()) for one in fields(Arrays)})


@dataclass(frozen=True)
class Written:
    """Where the pages of a network are, how many ties they draw, and the bytes of each."""

    folder: Path
    ties: int
    sizes: dict[str, int]


def write_pages(
    ties: int, folder: Path, script: str, styles: list[str], imports: list[str]
) -> Written:
    """Write the page of techland and of its peers, with the same nodes, places and ties."""
    arrays = synthetic_arrays(ties)
    source = MapSource(
        arrays, "0" * 64, make_layouts(arrays.organisations, whole_structure(arrays))
    )
    columns = payload(source, _VIEW)
    (folder / "columns").write_bytes(columns)
    addresses = {"page": "/map", "columns": "columns"}
    reader, edition = Reader("en"), Edition("0" * 64, ())
    context = page_context(source, edition, reader, _VIEW, str, addresses)
    links = "".join(f'<link rel="stylesheet" href="{style}">' for style in styles)
    head = f'<!doctype html><meta charset="utf-8"><title>techland</title>{links}'
    preloads, body = (
        template_environment().get_template(f"{name}.html").render(context)
        for name in ("netmap_preloads", "netmap")
    )
    modules = "".join(f'<link rel="modulepreload" href="{one}">' for one in imports)
    page = (
        f'{head}{modules}<script type="module" src="{script}"></script>{preloads}'
        f'<main class="wide map">{body}</main>'
    )
    (folder / "techland.html").write_text(page, encoding="utf-8")
    made = scene(source.shown(_VIEW), reader)
    sigma = json.dumps(_graphology(made))
    (folder / "network.json").write_text(sigma, encoding="utf-8")
    sizes = {"techland": len(columns), "sigma": len(sigma.encode())}
    drawing = pyvis_network(made).generate_html()
    (folder / "pyvis.html").write_text(drawing, encoding="utf-8")
    sizes["pyvis"] = len(drawing.encode())
    return Written(folder, made.shown.network.edges.height, sizes)


def _graphology(made: Scene) -> dict[str, object]:
    network, places = made.shown.network, made.shown.places
    nodes = [
        {
            "key": str(i),
            "attributes": {
                "label": label,
                "x": float(places[i, 0]),
                "y": float(-places[i, 1]),
                "size": float(made.radius[i]) / 2,
                "color": made.colour[i],
            },
        }
        for i, label in enumerate(made.labels)
    ]
    edges = [
        {
            "source": str(tie["source"]),
            "target": str(tie["target"]),
            "attributes": {
                "across": tie["across"],
                "size": 0.7,
                "color": (ACROSS_SHADE if tie["across"] else WITHIN_SHADE).light,
            },
        }
        for tie in network.edges.iter_rows(named=True)
    ]
    return {"options": {"type": "undirected"}, "attributes": {}, "nodes": nodes, "edges": edges}
