"""What a client accepts: qualities of media types and languages (RFC 9110, section 12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def read_qualities(header: str) -> list[tuple[str, float]]:
    """Return the ranges of an Accept or Accept-Language header with their qualities.

    Ranges stand in falling quality, equal ones as written; a part that cannot be
    read counts with quality 0, so that a broken header refuses nothing else.
    """
    found: list[tuple[str, float]] = []
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
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


def _specificity(media_range: str, media_type: str) -> int:
    """Return how closely a range names a media type: 0 not at all, 3 by its full name."""
    kind = media_type.partition("/")[0]
    return {"*/*": 1, f"{kind}/*": 2, media_type: 3}.get(media_range, 0)


def choose_media_type(header: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that a client wants most, None if it takes none of them.

    Without a header the first is taken; of several that are wanted alike, too.
    """
    if not header or not header.strip():
        return offered[0]
    ranges = read_qualities(header)

    def wish(media_type: str) -> float:
        fits = [(_specificity(name, media_type), quality) for name, quality in ranges]
        best = max(fits, default=(0, 0.0))
        return best[1] if best[0] else 0.0

    best = max(offered, key=wish)
    return best if wish(best) > 0 else None
