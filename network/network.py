"""A network with all that can be done with it: measured as tables, written to files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from techland.graph.export.whole_file import write_whole
from techland.network.backbone.thinned import thinned
from techland.network.backbone.thinning import Thinning
from techland.network.files import network_bytes
from techland.network.tables import labelled
from techland.network.value import NetworkTables

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, eq=False, repr=False)
class Network(NetworkTables):
    """A network from a snapshot, or from an answer of a query; see ``NetworkTables``."""

    def measured(self, name: str, by: str | None = None, **options: Any) -> pl.DataFrame:
        """Return what a measure finds as a table with labels, the highest first."""
        return labelled(self, self.measure(name, by, **options))

    def with_communities(
        self, *, seed: int = 1, resolution: float = 1.0, weighted: bool = False
    ) -> Self:
        """Return the network whose nodes say their community, C1 the largest.

        Nodes can then be grouped by ``community`` in measures, files and pictures.
        """
        import polars as pl

        groups = self.communities(seed=seed, resolution=resolution, weighted=weighted).partition
        names = [groups.groups[code] for code in groups.codes.tolist()]
        nodes = self.nodes.with_columns(community=pl.Series("community", names, pl.String))
        return replace(self, nodes=nodes)

    def backbone(
        self, model: str | None = None, *, alpha: float = 0.05, correction: str = "bh"
    ) -> Self:
        """Return the network with only those ties that chance would hardly give.

        Args:
            model: sdsm or disparity; if None sdsm, the one for projections, where it is
                known who takes part in what, else disparity, the one for weighted ties.
            alpha: keep ties with a corrected p-value below this.
            correction: none, bonferroni, holm or bh (Benjamini-Hochberg).

        Ties get the columns ``p`` and ``p_corrected``. All nodes stay.

        Raises:
            UnknownChoice, WrongMeasureOption: see ``Thinning``.
            NotAProjection: sdsm was asked of a network that is none.
        """
        usual = "disparity" if self.behind is None else "sdsm"
        thinning = Thinning(model or usual, alpha, correction)
        return replace(self, **thinned(self, thinning))

    def write(
        self, path: Path | str, format_name: str | None = None, *, nodes: bool = False
    ) -> Path:
        """Write it to a file that appears only when it is whole; return its path.

        Args:
            path: of the file.
            format_name: gexf, graphml, pajek, csv, tsv, parquet or xlsx; by the suffix if None.
            nodes: of a table: the nodes instead of the ties.

        Raises:
            UnknownFormat: no network can be written so.
        """
        place = Path(path)
        content = network_bytes(self, format_name or place.suffix.lstrip("."), nodes=nodes)
        return write_whole(place, lambda output: output.write(content))
