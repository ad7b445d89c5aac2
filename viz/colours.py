"""Colours of the groups: told apart by colour-blind readers, on light paper and on dark."""

from __future__ import annotations

from dataclasses import dataclass

from techland.network.organisations import BOTH, DE, NL, OTHER


@dataclass(frozen=True)
class Shade:
    """One colour in its light and its dark tone, as ``#rrggbb``.

    Blue and orange are of the palette by Okabe and Ito (2008); the light tone of the
    orange is deepened until it stands out from white by 3 to 1 (WCAG 2.2, 1.4.11).
    """

    light: str
    dark: str


GROUP_SHADES: dict[str, Shade] = {
    NL: Shade("#0072b2", "#56b4e9"),
    DE: Shade("#c65a00", "#f2a154"),
    BOTH: Shade("#8a5a83", "#cc9ac3"),
    OTHER: Shade("#2f363b", "#6f7a81"),
}

# What goes into files for print and for other programs.
GROUP_COLOURS: dict[str, str] = {group: shade.light for group, shade in GROUP_SHADES.items()}
