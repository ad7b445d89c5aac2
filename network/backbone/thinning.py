"""Keep the ties of a network that chance would hardly give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from techland.graph.measure_errors import UnknownChoice, WrongMeasureOption
from techland.network.backbone.configuration import configuration
from techland.network.backbone.correction import CORRECTIONS, adjusted
from techland.network.backbone.tails import chance_of_sharing
from techland.network.incidence import Incidence
from techland.network.measures.measured import ratio
from techland.network.measures.structure import Numbers, Structure, Weights

if TYPE_CHECKING:
    import polars as pl

MODELS = {
    "sdsm": "stochastic degree sequence model (Neal 2014; probabilities of the bipartite "
    "configuration model): both the activity of each node and the size of each shared "
    "activity are kept on average",
    "disparity": "disparity filter (Serrano, Boguñá & Vespignani 2009): the strength of a "
    "node, dealt to its ties by chance",
}


@dataclass(frozen=True)
class Thinning:
    """How a backbone is found.

    Attributes:
        model: of chance, one of MODELS.
        alpha: keep ties with a corrected p-value below this.
        correction: for the number of tests, one of CORRECTIONS.
    """

    model: str = "sdsm"
    alpha: float = 0.05
    correction: str = "bh"

    def __post_init__(self) -> None:
        for name, known in (("model", MODELS), ("correction", CORRECTIONS)):
            if getattr(self, name) not in known:
                raise UnknownChoice(f"backbone {name}", getattr(self, name), known)
        if not 0 < self.alpha < 1:
            raise WrongMeasureOption("alpha", self.alpha, "a number between 0 and 1")

    def words(self) -> str:
        """Return in words what is kept, for captions and files."""
        return (
            f"backbone of ties with p < {self.alpha:g} by the {MODELS[self.model]}; "
            f"{CORRECTIONS[self.correction]}"
        )

    def as_settings(self) -> dict[str, Any]:
        """Return it as plain values."""
        told = {"backbone": self.model, "alpha": self.alpha}
        return told | {"correction": self.correction}


@dataclass(frozen=True, eq=False)
class Tested:
    """The p-values of ties.

    Attributes:
        p: of each tie, without correction.
        corrected: of each tie, for the number of tests.
        tests: how many tests were made.
    """

    p: NDArray[np.float64]
    corrected: NDArray[np.float64]
    tests: int


def projection_chances(
    incidence: Incidence, one: Numbers, other: Numbers, correction: str
) -> Tested:
    """Return how likely chance would give the ties of a projection.

    The model is the stochastic degree sequence model with the probabilities of the
    bipartite configuration model (Neal, Domagalski & Sagan 2021, Scientific Reports 11,
    23929).

    The p-value of a tie is the probability that the two share at least as many
    activities as they do (one-sided). Every pair of takers is a test, also those that
    share nothing: their p-value is 1.
    """
    product = incidence.matrix @ incidence.matrix.T
    # An empty selection of a sparse matrix is sparse.
    shared = np.asarray(product[one, other]).ravel() if len(one) else np.zeros(0)
    p = chance_of_sharing(configuration(incidence), one, other, shared.astype(np.int64))
    tests = incidence.takers * (incidence.takers - 1) // 2
    return Tested(p, adjusted(p, tests, correction), tests)


def disparity_chances(structure: Structure, correction: str) -> Tested:
    """Return how likely chance would give ties so much of the strength of their ends.

    From an end with k ties and strength s, a tie of weight w has the p-value
    (1 - w/s)^(k-1), 1 if it is the only one; the lesser of both ends counts. If
    directed, the ties out of the source and into the target are the ones compared.
    Every end of a tie is a test.
    """
    found = []
    for end in (structure.source, structure.target):
        held, weight = (end, structure.weight) if structure.directed else _both(structure)
        degree = np.bincount(held, minlength=structure.size)
        strength = np.bincount(held, weight, structure.size)
        share = ratio(structure.weight, strength[end])
        found.append(np.maximum(1 - share, 0) ** (degree[end] - 1))
    p = np.concatenate(found).astype(np.float64)
    corrected = adjusted(p, len(p), correction)
    halves = p.reshape(2, -1), corrected.reshape(2, -1)
    return Tested(halves[0].min(axis=0), halves[1].min(axis=0), len(p))


def _both(structure: Structure) -> tuple[Numbers, Weights]:
    one, _, weight = structure.both_ways
    return one, weight


def kept_ties(edges: pl.DataFrame, tested: Tested, alpha: float) -> pl.DataFrame:
    """Return the ties whose corrected p-value is below alpha, with ``p`` and ``p_corrected``."""
    import polars as pl

    told = edges.with_columns(p=pl.Series(tested.p), p_corrected=pl.Series(tested.corrected))
    return told.filter(pl.col("p_corrected") < alpha)
