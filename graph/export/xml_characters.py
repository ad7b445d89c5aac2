"""What no XML document may hold, so that nothing is written which its readers refuse."""

from __future__ import annotations

import re

# All but production Char of XML 1.0, fifth edition.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def forbidden_in(text: str) -> str | None:
    r"""Return what is wrong with a text that XML cannot hold, or None.

    >>> forbidden_in("bell \a"), forbidden_in("tab \t")
    ('a character that XML forbids, U+0007', None)
    """
    found = NO_XML.search(text)
    return f"a character that XML forbids, U+{ord(found.group()):04X}" if found else None
