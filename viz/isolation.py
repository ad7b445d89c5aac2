"""Keep the direction of a name from turning the plain text that it stands in."""

from __future__ import annotations

import unicodedata

# Unicode Standard Annex 9, section 2.4: first strong isolate, and its end, which also ends
# every embedding and override that was opened in between.
_FIRST_STRONG, _END = "\u2068", "\u2069"
_TURNING = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"})


def isolated(text: str) -> str:
    """Return a text isolated from what stands around it, if anything in it could turn that."""
    if any(unicodedata.bidirectional(sign) in _TURNING for sign in text):
        return f"{_FIRST_STRONG}{text}{_END}"
    return text
