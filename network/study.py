"""A study: a network as chosen, with all that is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from techland.graph.export.whole_file import write_whole
from techland.network.arrays.arrays import Arrays
from techland.network.backbone.thinning import Thinning
from techland.network.building import build_network
from techland.network.choice import Choice
from techland.network.headline import Headline, headline_numbers
from techland.network.network import Network
from techland.network.r_bundle.bundle import bundle_bytes
from techland.network.robustness.rule import inclusion_rule
from techland.network.robustness.sensitivity import Sensitivity, sensitivity
from techland.network.time.over_time import OverTime, network_over_time
from techland.network.time.same_names import with_same_names
from techland.network.value import DEFAULT_GROUPS


@dataclass(frozen=True, eq=False)
class StudyTables:
    """What is studied; everything is computed when first asked for.

    Attributes:
        arrays: of the snapshot.
        choice: what the network is of.
        version: of the snapshot.
        groups: the attribute whose groups ties may cross between.
        slices: how it is cut over time: year, a number of years, intervals, dataset, programme.
        same_names: whether namesakes of one country count as one organisation.
        language: of labels: en, nl or de.
    """

    arrays: Arrays
    choice: Choice
    version: str
    groups: str = DEFAULT_GROUPS
    slices: str = "year"
    same_names: bool = False
    language: str = "en"

    @cached_property
    def counted(self) -> Arrays:
        """Return the arrays with namesakes taken for one, if that was asked for."""
        return with_same_names(self.arrays)[0] if self.same_names else self.arrays

    @cached_property
    def network(self) -> Network:
        """Return the network as chosen."""
        return build_network(self.counted, self.choice, self.version, self.language)

    @property
    def rule(self) -> list[str]:
        """Return in sentences who and what is counted."""
        return inclusion_rule(self.choice, self.groups)

    @cached_property
    def headline(self) -> list[Headline]:
        """Return the headline numbers."""
        return headline_numbers(self.network, self.groups)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """Return how the numbers change with the choices made."""
        return sensitivity(self.counted, self.choice, self.version, self.groups)

    @cached_property
    def over_time(self) -> OverTime:
        """Return the network over time.

        Raises:
            NoSlices: there is nothing to slice by.
        """
        return network_over_time(
            self.arrays,
            self.choice,
            self.version,
            self.slices,
            groups=self.groups,
            same_names=self.same_names,
        )

    def backbone(self, thinning: Thinning | None = None) -> Network:
        """Return the network with only those ties that chance would hardly give."""
        asked = thinning or Thinning()
        return self.network.backbone(asked.model, alpha=asked.alpha, correction=asked.correction)

    def bundle(self) -> bytes:
        """Return a ZIP file for R: tables, codebook, and a script that repeats the headline.

        Raises:
            NotAProjection: the network has no shared activities behind its ties.
        """
        return bundle_bytes(self.network, self.headline, self.groups)

    def write_bundle(self, path: Path | str) -> Path:
        """Write the ZIP file for R; return its path."""
        content = self.bundle()
        return write_whole(Path(path), lambda output: output.write(content))
