"""Palettes of the map as colour-blind readers see them (Machado, Oliveira and Fernandes, 2009)."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from techland.viz.colours import GROUP_SHADES
from techland.viz.network_map.encodings import CATEGORY_SHADES, REST, SCALE

# Linear RGB as it is seen when one kind of cone is missing.
SEEN = {
    "all cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(colour: str, eye: str) -> np.ndarray:
    """Return a colour in CIE L*a*b* (D65) as an eye sees it."""
    coded = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(np.array(SEEN[eye]) @ linear, 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("tone", ["light", "dark"])
def test_categories_and_ends_of_the_scale_are_told_apart(tone: str, eye: str) -> None:
    """A difference of 2 is just seen side by side; 20 is another colour."""
    for shades in ((*CATEGORY_SHADES, REST), SCALE):
        seen = [lab(getattr(shade, tone), eye) for shade in shades]
        assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) > 20


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("tone", ["light", "dark"])
def test_sides_of_the_border_are_told_apart(tone: str, eye: str) -> None:
    seen = [lab(getattr(shade, tone), eye) for shade in GROUP_SHADES.values()]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) > 14
