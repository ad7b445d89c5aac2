"""A study: a network as chosen, with all that is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from techland.graph.export.whole_file import write_whole
from techland.network.arrays.arrays import Arrays
from techland.network.asked import Asked
from techland.network.building import build_network
from techland.network.headline import Headline, headline_numbers
from techland.network.network import Network
from techland.network.r_bundle.bundle import bundle_bytes
from techland.network.robustness.rule import inclusion_rule
from techland.network.robustness.sensitivity import Sensitivity, sensitivity
from techland.network.time.over_time import OverTime, network_over_time
from techland.network.time.same_names import SAME_NAMES, with_same_names


@dataclass(frozen=True, eq=False, repr=False)
class StudyTables:
    """What is studied; everything is computed when first asked for.

    Attributes:
        arrays: of the snapshot.
        asked: what is wanted.
        version: of the snapshot.
    """

    arrays: Arrays
    asked: Asked
    version: str

    @cached_property
    def counted(self) -> Arrays:
        """Return the arrays with namesakes taken for one, if that was asked for."""
        return with_same_names(self.arrays)[0] if self.asked.same_names else self.arrays

    @cached_property
    def network(self) -> Network:
        """Return the network as chosen."""
        asked = self.asked
        return build_network(self.counted, asked.choice, self.version, asked.language)

    @property
    def rule(self) -> list[str]:
        """Return in sentences who and what is counted."""
        told = inclusion_rule(self.asked.choice, self.asked.groups)
        same = f"{SAME_NAMES[:1].upper()}{SAME_NAMES[1:]}."
        return [*told, same] if self.asked.same_names else told

    def command(self, what: str = "report") -> str:
        """Return the command that repeats this on the same data."""
        return self.asked.command(what, self.version)

    @cached_property
    def headline(self) -> list[Headline]:
        """Return the headline numbers."""
        return headline_numbers(self.network, self.asked.groups)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """Return how the numbers change with the choices made."""
        return sensitivity(self.counted, self.asked.choice, self.version, self.asked.groups)

    @cached_property
    def over_time(self) -> OverTime:
        """Return the network over time.

        Raises:
            NoSlices: there is nothing to slice by.
        """
        return network_over_time(
            self.arrays,
            self.asked.choice,
            self.version,
            self.asked.slices,
            groups=self.asked.groups,
            same_names=self.asked.same_names,
        )

    def bundle(self) -> bytes:
        """Return a ZIP file for R: tables, codebook, and a script that repeats the headline.

        Raises:
            NotAProjection: the network has no shared activities behind its ties.
        """
        return bundle_bytes(self.network, self.headline, self.asked.groups)

    def write_bundle(self, path: Path | str) -> Path:
        """Write the ZIP file for R; return its path.

        Raises:
            NotAProjection: the network has no shared activities behind its ties.
        """
        content = self.bundle()
        return write_whole(Path(path), lambda output: output.write(content))

    def __repr__(self) -> str:
        return f"<Study of {self.asked.choice.words()}>"
