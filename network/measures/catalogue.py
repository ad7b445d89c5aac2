"""The measures by name: what each needs, how it is called, and the first sentence of its text."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from techland.graph.measure_errors import UnknownMeasure, WrongMeasureOption
from techland.graph.study_errors import NotAProjection
from techland.network.incidence import Incidence
from techland.network.measures import (
    across,
    brokerage,
    centrality,
    communities,
    crossing,
    holes,
    mixing,
    two_mode,
)
from techland.network.measures.measured import Measured
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Structure


@dataclass(frozen=True)
class Measure:
    """A measure: its function, and whether it compares groups."""

    name: str
    function: Callable[..., Measured]

    @property
    def summary(self) -> str:
        """Return the first sentence of its documentation."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]

    @property
    def of_groups(self) -> bool:
        """Tell whether it needs the groups of nodes."""
        return "partition" in inspect.signature(self.function).parameters

    @property
    def of_parts(self) -> bool:
        """Tell whether it needs to know who takes part in what."""
        return "incidence" in inspect.signature(self.function).parameters

    @property
    def options(self) -> list[str]:
        """Return the names of its options."""
        known = inspect.signature(self.function).parameters.values()
        names = [one.name for one in known if one.kind is inspect.Parameter.KEYWORD_ONLY]
        return [*names, *(("draws", "seed") if "permutation" in names else ())]


_FUNCTIONS: Mapping[str, Callable[..., Measured]] = {
    "share-across": across.share_across,
    "ei-index": across.external_internal,
    "ei-index-of-groups": across.external_internal_of_groups,
    "ei-index-of-nodes": across.external_internal_of_nodes,
    "mixing": mixing.mixing,
    "assortativity": mixing.assortativity,
    "participation": mixing.participation,
    "brokerage": brokerage.brokerage,
    "crossing-betweenness": crossing.crossing_betweenness,
    "degree": centrality.degree,
    "closeness": centrality.closeness,
    "betweenness": centrality.betweenness,
    "eigenvector": centrality.eigenvector,
    "pagerank": centrality.pagerank,
    "coreness": centrality.coreness,
    "constraint": holes.constraint,
    "effective-size": holes.effective_size,
    "articulation": holes.articulation,
    "bridges": holes.bridges,
    "communities": communities.communities,
    "community-stability": communities.community_stability,
    "community-agreement": communities.community_agreement,
    "two-mode": two_mode.two_mode,
    "two-mode-nodes": two_mode.two_mode_nodes,
}
MEASURES = {name: Measure(name, function) for name, function in _FUNCTIONS.items()}


def measure_named(name: str) -> Measure:
    """Return the measure of this name.

    Raises:
        UnknownMeasure: there is none.
    """
    if name not in MEASURES:
        raise UnknownMeasure(name, MEASURES)
    return MEASURES[name]


def take_measure(
    name: str,
    structure: Structure,
    partition: Partition | None,
    incidence: Incidence | None = None,
    **options: Any,
) -> Measured:
    """Return what a measure finds.

    Args:
        name: of the measure.
        structure: the network.
        partition: groups of nodes, for measures that compare groups.
        incidence: who takes part in what, for measures of that.
        options: as the measure's function has them; ``draws`` and ``seed`` of a permutation.

    Raises:
        UnknownMeasure: no measure has this name.
        WrongMeasureOption: the measure has no such option.
        NotAProjection: the measure needs to know who takes part in what.
    """
    measure = measure_named(name)
    known = measure.options
    for option, value in options.items():
        if option not in known:
            told = f"options of {name}: {', '.join(known) or 'none'}"
            raise WrongMeasureOption(option, value, told)
    dealt = {key: options.pop(key) for key in ("draws", "seed") if _of_deals(key, measure, options)}
    if dealt:
        options["permutation"] = across.Permutation(**dealt)
    if measure.of_parts and incidence is None:
        raise NotAProjection
    needed = ((measure.of_groups, partition), (measure.of_parts, incidence))
    given = (structure, *(one for wanted, one in needed if wanted))
    return measure.function(*given, **options)


def _of_deals(key: str, measure: Measure, options: Mapping[str, Any]) -> bool:
    return key in options and "permutation" in measure.options
