"""The content security policy of a page that carries its styles and scripts within it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence


def inline_policy(inline: Mapping[str, Sequence[str]]) -> str:
    """Return a content security policy that admits these inline texts and nothing else."""
    rules = ["default-src 'none'", "img-src data:"]
    for directive, texts in inline.items():
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        hashes = (f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
        rules.append(f"{directive} {' '.join(hashes)}")
    return "; ".join(rules)
