"""What a client accepts: qualities of media types, languages and codings (RFC 9110, 12.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from techland.queries.remembering import remembered

# Programs send the same few headers again and again.
_LONGEST_REMEMBERED = 1000
# Parts end at a comma or semicolon, but not within quotation marks.
_QUOTED = r'"(?:[^"\\]|\\.?)*+"?+'
_ELEMENT = re.compile(rf'(?:[^,"]|{_QUOTED})++')
_PIECE = re.compile(rf'(?:^|;)((?:[^;"]|{_QUOTED})*+)')


def read_qualities(header: str) -> list[tuple[str, float]]:
    """Return the ranges of an Accept… header with their qualities.

    Ranges stand in falling quality, equal ones as written; a part that cannot be
    read counts with quality 0, so that a broken header refuses nothing else.
    Parameters other than q are left out: text/csv;header=present is text/csv.
    """
    found: list[tuple[str, float]] = []
    for part in _ELEMENT.findall(header):
        name, *parameters = (piece.strip() for piece in _PIECE.findall(part))
        if name:
            found.append((name.lower(), _quality(parameters)))
    return sorted(found, key=lambda one: -one[1])


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        key, _, text = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                quality = float(text)
            except ValueError:
                return 0.0
            return quality if 0 <= quality <= 1 else 0.0
    return 1.0


def preferred_languages(header: str) -> list[str]:
    """Return the wanted language tags, the most wanted first, refused ones left out."""
    return [tag for tag, quality in read_qualities(header) if quality > 0 and tag != "*"]


def _ranges_of(media_type: str) -> tuple[str, ...]:
    """Return the ranges that a media type is in, the closest first."""
    kind = media_type.partition("/")[0]
    return media_type, f"{kind}/*", "*/*", "*"


def choose_media_type(header: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that a client wants most, None if it takes none of them.

    Without a header the first is taken; of several that are wanted alike, too.
    """
    return _choose(header or "", tuple(offered))


@remembered(texts=1024, longest=_LONGEST_REMEMBERED)
def _choose(header: str, offered: tuple[str, ...]) -> str | None:
    if not header.strip():
        return offered[0]
    # Of a range that is named twice the higher quality counts.
    told = dict(reversed(read_qualities(header)))

    def wish(media_type: str) -> float:
        closest = (name for name in _ranges_of(media_type) if name in told)
        return told.get(next(closest, ""), 0.0)

    best = max(offered, key=wish)
    return best if wish(best) > 0 else None


IDENTITY = "identity"


def choose_coding(header: str | None, offered: tuple[str, ...]) -> str | None:
    """Return the content coding that a client wants most, None if it refuses even identity.

    Offered are codings in falling order of ours; ``identity``, the uncoded
    answer, is always possible, unless the client excludes it, and is taken
    without a header or where it is wanted more (RFC 9110, section 12.5.3).
    """
    return IDENTITY if header is None else _choose_coding(header, offered)


@remembered(texts=1024, longest=_LONGEST_REMEMBERED)
def _choose_coding(header: str, offered: tuple[str, ...]) -> str | None:
    told = dict(reversed(read_qualities(header.replace("x-gzip", "gzip"))))
    rest = told.get("*", 0.0)
    # Not named and not excluded, identity is possible and wanted least.
    wishes = {coding: told.get(coding, rest) for coding in offered}
    wishes[IDENTITY] = told.get(IDENTITY, rest if "*" in told else 1e-4)
    best = max(wishes, key=lambda coding: wishes[coding])
    return best if wishes[best] > 0 else None
