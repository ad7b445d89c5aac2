"""Where maps come from: the arrays of a snapshot, or the ties of a query's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from techland.graph.map_errors import TooLargeToDraw
from techland.network.arrays.arrays import Arrays
from techland.network.building import build_network
from techland.network.choice import Choice
from techland.network.layouts.layouts import Layouts, make_layouts
from techland.network.network import Network
from techland.network.units import body_units, organisation_nodes
from techland.viz.network_map.shown import Shown, shown
from techland.viz.network_map.view import View

if TYPE_CHECKING:
    import polars as pl

# A picture in a file of more ties would be one grey blot.
MOST_TIES = 60_000


@dataclass(eq=False)
class MapSource:
    """A snapshot as maps see it.

    Attributes:
        arrays: of the snapshot.
        version: of the snapshot.
        layouts: of all organisations.
        given: a network that is shown instead of one of the arrays, such as a query's.
    """

    arrays: Arrays
    version: str
    layouts: Layouts
    given: Network | None = None
    _levels: dict[str, tuple[list[str], Layouts]] = field(default_factory=dict)
    _bytes: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    @classmethod
    def of_network(cls, arrays: Arrays, network: Network) -> MapSource:
        """Return the source of maps of one network, laid out by itself."""
        made = make_layouts(network.nodes, network.structure)
        return cls(arrays, network.version, made, network)

    @property
    def has_parts(self) -> bool:
        """Tell whether activities lie behind the ties, by which they can be filtered."""
        return self.given is None or self.given.behind is not None

    @cached_property
    def _organisations(self) -> list[str]:
        return self.arrays.organisations["iri"].to_list()

    def at_level(self, level: str) -> tuple[list[str], Layouts]:
        """Return the IRIs of all nodes of a level, and their layouts."""
        if self.given is not None:
            return self.given.nodes["iri"].to_list(), self.layouts
        if level == "organisation":
            return self._organisations, self.layouts
        if level not in self._levels:
            whole = build_network(self.arrays, Choice(level=level, isolated=True), self.version)
            made = make_layouts(whole.nodes, whole.structure)
            self._levels[level] = (whole.nodes["iri"].to_list(), made)
        return self._levels[level]

    def kept(self, key: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        """Return bytes that are made once for all who ask; few keys are in use."""
        if key not in self._bytes:
            self._bytes[key] = make()
        return self._bytes[key]

    def nodes(self, view: View) -> pl.DataFrame:
        """Return all nodes of a level as a table with labels in the view's language."""
        if self.given is not None:
            return self.given.nodes
        bodies = self.arrays.organisations.with_row_index("organisation")
        if view.level == "organisation":
            return organisation_nodes(bodies, view.lang).drop("organisation")
        return body_units(bodies, view.level)[1].drop("unit")

    def members(self, level: str) -> pl.DataFrame | None:
        """Return which organisation belongs to which node of a level; None if they are the same."""
        if level == "organisation":
            return None
        bodies = self.arrays.organisations.with_row_index("organisation")
        return body_units(bodies, level)[0].rename({"unit": "node"})

    def network(self, view: View) -> Network:
        """Return the network that a view chooses, isolated nodes kept."""
        found = self.given
        if found is None:
            found = build_network(self.arrays, view.choice, self.version, view.lang)
        return found.backbone() if view.backbone else found

    def shown(self, view: View) -> Shown:
        """Return what a view shows."""
        whole, layouts = self.at_level(view.level)
        return shown(self.network(view), layouts, whole, view)

    def drawable(self, view: View) -> Shown:
        """Return what a view shows, if a picture in a file can show it.

        Raises:
            TooLargeToDraw: it has too many ties.
        """
        found = self.shown(view)
        if found.network.edges.height > MOST_TIES:
            raise TooLargeToDraw(found.network.edges.height, MOST_TIES)
        return found


def programme_names(arrays: Arrays) -> Mapping[str, Mapping[str, str]]:
    """Return the names of funding programmes by IRI and language ("" for the display label)."""
    columns = ("label", "label_nl", "label_de", "label_en")
    used = set(arrays.activities["programme"].drop_nulls().unique())
    rows = arrays.activities.select("iri", *columns).iter_rows()
    tags = ("", "nl", "de", "en")
    return {
        iri: {tag: name for tag, name in zip(tags, names, strict=True) if name}
        for iri, *names in rows
        if iri in used
    }
