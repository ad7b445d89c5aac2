"""Answers about repeated partners and their distance to the border, from the files without RDF."""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal
from itertools import combinations, pairwise

from techland.graph.home import Home
from techland.graph.ingest.places.towns import gazetteer

from .import_registry import Rows, answers_from_files
from .imported_rows import KEEP, keep_parts, line
from .tables import Iri, Value

DE_NL = "2014 - 2020 INTERREG V-A Germany - The Netherlands"


@answers_from_files("repeated-partners")
def repeated_partners(home: Home) -> Rows:
    parts, bodies = keep_parts(home, KEEP[1])
    pairs = {(p.body, p.project) for p in parts if p.row["Programme"] == DE_NL}
    counts = Counter(body for body, _ in pairs)
    return [
        (body, bodies[body].name, bodies[body].country, Decimal(number))
        for body, number in counts.items()
        if number > 1
    ]


@answers_from_files("repeated-partnerships")
def repeated_partnerships(home: Home) -> Rows:
    parts, bodies = keep_parts(home, KEEP[1])
    members: dict[tuple[str, str], set[Iri]] = {}
    for part in parts:
        if part.row["Programme"] == DE_NL:
            members.setdefault(part.project, set()).add(part.body)
    counts = Counter(pair for found in members.values() for pair in combinations(sorted(found), 2))

    def told(body: Iri) -> tuple[Value, ...]:
        return body, bodies[body].name, bodies[body].country

    return [
        (*told(one), *told(other), Decimal(number))
        for (one, other), number in counts.items()
        if number > 1
    ]


def km_to_line(latitude: float, longitude: float) -> float:
    """Return the distance to the border by the chord of unit vectors, in steps of some 20 m."""
    from techland.graph.ingest.places.border import FILE

    rows = [one.split(",") for one in FILE.read_text(encoding="utf-8").splitlines()[1:]]
    corners = [(math.radians(float(lon)), math.radians(float(lat))) for lon, lat in rows]
    lon, lat = math.radians(longitude), math.radians(latitude)
    own = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
    nearest = 4.0
    for (lon1, lat1), (lon2, lat2) in pairwise(corners):
        steps = 1 + int(max(abs(lon2 - lon1), abs(lat2 - lat1)) * 6371 / 0.02)
        for step in range(steps + 1):
            x, y = lon1 + (lon2 - lon1) * step / steps, lat1 + (lat2 - lat1) * step / steps
            point = (math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y))
            nearest = min(nearest, math.dist(own, point))
    return 2 * 6371.0088 * math.asin(nearest / 2)


@answers_from_files("distance-to-the-border")
def distance_to_the_border(home: Home) -> Rows:
    """Towns are placed by the same gazetteer; the distance is computed in another way."""
    parts, bodies = keep_parts(home, KEEP[1])
    bands: Counter[str] = Counter()
    known: dict[int, float] = {}
    for part in parts:
        if part.row["Programme"] != DE_NL:
            continue
        body = bodies[part.body]
        town = gazetteer().find(line(body.town), body.country or "")[0] if body.town else None
        if town is None:
            bands["not placed"] += 1
            continue
        if town.geoname not in known:
            known[town.geoname] = km_to_line(town.latitude, town.longitude)
        km = known[town.geoname]
        limits = ((25, "0-25"), (50, "25-50"), (100, "50-100"), (math.inf, "from 100"))
        bands[next(name for limit, name in limits if km < limit)] += 1
    return [
        (band, Decimal(number), None if band == "not placed" else Decimal(7))
        for band, number in bands.items()
    ]
