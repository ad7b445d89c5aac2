"""A network that can be seen: in a notebook, as a page, with pyvis, in print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from techland.graph.export.whole_file import write_whole
from techland.graph.snapshot import Snapshot
from techland.network.network import Network
from techland.viz.edition import Edition
from techland.viz.network_map.html_file import as_cell, html_file
from techland.viz.network_map.scene import Scene, scene
from techland.viz.network_map.shown import Shown, shown
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import MAP_LEVELS, MAP_TIES, View
from techland.viz.reader import Reader

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pyvis.network import Network as PyvisNetwork

_OF_TIES = ("tie", "weight", "level")


@dataclass(frozen=True)
class Cell:
    """A page in a notebook's cell; it stays in the notebook's file when that is exported."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True, eq=False, repr=False)
class MapNetwork(Network):
    """A network from a snapshot that can draw itself; see ``Network`` and ``View``."""

    whole: Callable[[], MapSource] | None = None
    snapshot: Snapshot | None = None

    @classmethod
    def of(cls, network: Network, whole: Callable[[], MapSource], snapshot: Snapshot) -> Self:
        """Return a network with what it is drawn from."""
        own = {one.name: getattr(network, one.name) for one in fields(Network)}
        return cls(**own, whole=whole, snapshot=snapshot)

    def view(self, **words: Any) -> View:
        """Return the view that draws exactly this network.

        Args:
            words: layout, size, color, across, disputed, backbone, min, ego, path, hidden.

        Raises:
            UnknownViewWord: no view has such a word, or it cannot have this value.
        """
        known = {name: self.settings[name] for name in _OF_TIES if name in self.settings}
        if known.get("tie", MAP_TIES[0]) not in MAP_TIES:
            known = {"query": str(known["tie"])}
        elif self.behind is None or known.get("level", MAP_LEVELS[0]) not in MAP_LEVELS:
            known = {"query": self.words}
        usual = {"isolated": True, "lang": self.settings.get("language", "en")}
        return View.from_words(usual | known | words)

    def _shown(self, view: View) -> tuple[MapSource, Shown]:
        source = self.whole() if self.whole else None
        if source is None or view.query:
            arrays = source.arrays if source else self.behind.arrays  # type: ignore[union-attr]  # one of the two is there
            source = MapSource.of_network(arrays, self)
        iris, layouts = source.at_level(view.level)
        network = self.backbone() if view.backbone else self
        return source, shown(network, layouts, iris, view)

    def _edition(self) -> Edition:
        manifest = self.snapshot.manifest if self.snapshot else {}
        return Edition.from_manifest(self.version, manifest)

    def scene(self, **words: Any) -> Scene:
        """Return the marks by which it is drawn; words as in ``view``."""
        view = self.view(**words)
        return scene(self._shown(view)[1], Reader(view.lang))

    def html(self, **words: Any) -> str:
        """Return an interactive page that needs no server; words as in ``view``."""
        view = self.view(**words)
        source, found = self._shown(view)
        return html_file(source, found, self._edition(), Reader(view.lang))

    def to_html(self, path: Path | str, **words: Any) -> Path:
        """Write an interactive page that needs no server; return its path.

        Args:
            path: of the file, which appears only when it is whole.
            words: as in ``view``.
        """
        content = self.html(**words).encode()
        return write_whole(Path(path), lambda output: output.write(content))

    def show(self, height: int = 760, **words: Any) -> Cell:
        """Return an interactive picture for a notebook's cell, which works offline.

        Args:
            height: of the cell, in pixels.
            words: as in ``view``.
        """
        return Cell(as_cell(self.html(**words), height))

    def plot(self, *, slide: bool = False, **words: Any) -> Figure:
        """Return a picture for print as a figure of matplotlib, with legend and caption.

        Args:
            slide: 16 to 9 rather than a printed page.
            words: as in ``view``.
        """
        from techland.viz.network_map.drawing import figure_of

        return figure_of(self.scene(**words), slide=slide)

    def to_pyvis(self, **words: Any) -> PyvisNetwork:
        """Return it for pyvis, which writes pages with ``write_html``; physics is off.

        Words as in ``view``. A network of more ties than pyvis draws without delay
        comes with a warning.
        """
        from techland.viz.network_map.pyvis_page import pyvis_network

        return pyvis_network(self.scene(**words))
