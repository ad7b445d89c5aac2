"""Draw static figures: one style, accessible colours, the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe & Ito 2008, told apart by colour-blind readers; shapes and hatches say the same again.
ACROSS, WITHIN, EXPECTED = "#0072b2", "#b9c2c7", "#1c2529"
INK, MUTED, LINE = "#1c2529", "#566168", "#dcd8d1"
_STYLE: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "text.color": INK,
    # A dollar sign in a name is one.
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "white",
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    # Names of parts of a drawing come from this and not from chance.
    "svg.hashsalt": "techland",
    "svg.fonttype": "path",
}
# matplotlib's style is one for the whole process.
_STYLING = Lock()
# What a file says of its making; no day, so that it is the same tomorrow.
_METADATA = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}


def drawn(draw: Callable[[Figure], object], width: float, height: float) -> Figure:
    """Return a figure of this size in inches, drawn by a function."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with _STYLING, mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure)
        # The layout moves a little each time it is made; made once, every file has the same.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
    return figure


def saved(figure: Figure, format_name: str) -> bytes:
    """Return a figure as SVG or PNG."""
    import matplotlib as mpl

    output = BytesIO()
    with _STYLING, mpl.rc_context(_STYLE):
        figure.savefig(output, format=format_name, dpi=200, metadata=_METADATA[format_name])
    return output.getvalue()
