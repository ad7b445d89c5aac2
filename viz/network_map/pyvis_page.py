"""A view for pyvis, with a page of our own that loads nothing from anywhere."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import NDArray
from pyvis.network import Network

from techland.viz.network_map import encodings
from techland.viz.network_map.scene import Scene
from techland.viz.templating import template_environment

# Units of the page: its width, and the height of letters; so many names are written.
_WIDE, _FONT, _MOST_NAMES = 1300.0, 12, 300
# Above so many ties vis-network takes seconds for each movement.
MOST_TIES = 2000


def vis_network_script() -> Path:
    """Return the vis-network library that the pyvis package brings."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    return folder / "vis-network.min.js"


class OfflineNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network whose page holds all that it needs, its texts as texts."""

    def generate_html(
        self,
        name: str = "index.html",  # noqa: ARG002 (as pyvis has it)
        local: bool = True,  # noqa: ARG002 (as pyvis has it)
        notebook: bool = False,  # noqa: ARG002 (as pyvis has it)
    ) -> str:
        """Return the page."""
        template = template_environment().get_template("pyvis_page.html")
        library = vis_network_script().read_text(encoding="utf-8")
        options = json.loads(self.options.to_json())
        self.html: str = template.render(
            heading=self.heading,
            library=Markup(library),  # noqa: S704 (the library that pyvis brings)
            data={"nodes": self.nodes, "edges": self.edges, "options": options},
        )
        return self.html

    def write_html(
        self,
        name: str,
        local: bool = True,  # noqa: ARG002 (as pyvis has it)
        notebook: bool = False,  # noqa: ARG002 (as pyvis has it)
        open_browser: bool = False,  # noqa: ARG002 (as pyvis has it)
    ) -> None:
        """Write the page to a file."""
        Path(name).write_text(self.generate_html(), encoding="utf-8")

    def _repr_html_(self) -> str:
        page = escape(self.generate_html())
        return f'<iframe srcdoc="{page}" width="100%" height="640" style="border:0"></iframe>'


def pyvis_network(made: Scene) -> OfflineNetwork:
    """Return a view as a pyvis network with its places, colours and sizes, physics off."""
    network = made.shown.network
    if network.edges.height > MOST_TIES:
        warnings.warn(
            f"pyvis draws {network.edges.height} ties slowly; above {MOST_TIES} use "
            "to_html(), or narrow the network: min=2, across=True",
            stacklevel=3,
        )
    drawing = OfflineNetwork(
        directed=True, heading=made.caption[0]
    )  # spares a quadratic look for doubles
    drawing.toggle_physics(False)
    places = _spread(made.shown.places)
    named = _named(places, made)
    for number, label in enumerate(made.labels):
        drawing.add_node(
            number,
            label=label,
            shape="dot",
            x=float(places[number, 0]),
            y=float(places[number, 1]),
            size=float(made.radius[number]) * 0.6,
            color=made.colour[number],
            title=label,
            font={"size": _FONT if number in named else 0},
        )
    for tie, width in zip(network.edges.iter_rows(named=True), made.width, strict=True):
        drawing.add_edge(tie["source"], tie["target"], **_look(tie, float(width)))
    return drawing


def _spread(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places that fill a page at the size of its texts; vis-network enlarges none."""
    span = float(np.ptp(places, axis=0).max()) if len(places) else 0.0
    return places * max(1.0, _WIDE / span) if span else places


def _named(places: NDArray[np.float64], made: Scene) -> set[int]:
    """Return the nodes whose names stand below them; the others tell theirs to the pointer."""
    wide = np.array([len(label) * _FONT * 0.6 for label in made.labels])
    kept: list[int] = []
    for node in np.argsort(-made.radius, kind="stable"):
        away = np.abs(places[kept] - places[node])
        if not ((away[:, 0] < (wide[kept] + wide[node]) / 2) & (away[:, 1] < _FONT * 1.4)).any():
            kept.append(int(node))
        if len(kept) >= _MOST_NAMES:
            break
    return set(kept)


def _look(tie: dict[str, Any], width: float) -> dict[str, Any]:
    shade = encodings.ACROSS_SHADE if tie["across"] else encodings.WITHIN_SHADE
    told = {"color": shade.light, "width": round(width * 0.6, 2), "arrows": "", "smooth": False}
    return told | ({"dashes": True} if tie["disputed"] else {})
