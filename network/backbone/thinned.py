"""The backbone of a network: what changes of it, and what its readers must know."""

from __future__ import annotations

from typing import Any

from techland.graph.study_errors import NotAProjection
from techland.network.backbone.thinning import (
    Tested,
    Thinning,
    disparity_chances,
    kept_ties,
    projection_chances,
)
from techland.network.incidence import Incidence
from techland.network.value import NetworkTables


def thinned(network: NetworkTables, thinning: Thinning) -> dict[str, Any]:
    """Return the fields of a network that its backbone has anew: edges, words, settings, notes.

    Raises:
        NotAProjection: the model needs to know who takes part in what.
    """
    tested = _tested(network, thinning)
    edges = kept_ties(network.edges, tested, thinning.alpha)
    low = int((tested.p < thinning.alpha).sum())
    notes = [
        f"backbone: {edges.height} of {network.edges.height} ties are kept after "
        f"{tested.tests} tests; {low} without correction"
    ]
    if thinning.model == "sdsm" and network.behind is not None:
        notes += _once(network.behind.incidence)
    if thinning.model == "disparity" and network.behind is not None:
        notes.append(
            "these ties come from shared activities: the disparity filter ignores that "
            "activities make cliques; sdsm does not"
        )
    if thinning.model == "sdsm" and network.settings.get("weight", "count") != "count":
        notes.append("the model counts shared activities, whatever ties weigh")
    return {
        "edges": edges,
        "words": f"{network.words}; {thinning.words()}",
        "settings": {**network.settings, **thinning.as_settings()},
        "notes": (*network.notes, *notes),
    }


def _once(incidence: Incidence) -> list[str]:
    """Say so where most takers have one part: the model then finds any tie unlikely."""
    once = int((incidence.row_degrees == 1).sum())
    if once <= incidence.takers / 2:
        return []
    return [
        f"{once} of {incidence.takers} have a single part: one shared activity of theirs is "
        "unlikely by chance, so that without correction nearly all ties are kept"
    ]


def _tested(network: NetworkTables, thinning: Thinning) -> Tested:
    if thinning.model == "disparity":
        return disparity_chances(network.structure, thinning.correction)
    if network.behind is None:
        raise NotAProjection
    structure = network.structure
    incidence = network.behind.incidence
    return projection_chances(incidence, structure.source, structure.target, thinning.correction)
