"""Send answers in XML sound: what XML forbids is an error, carriage returns come as references."""

from __future__ import annotations

from collections.abc import AsyncIterator

from techland.queries.xml_answers import XML_ANSWERS, SoundXml
from techland.server.content_codings import Encode, encoder


def answer_encoder(format_name: str, coding: str) -> Encode | None:
    """Return what is done to the pieces of an answer as they come; None for nothing."""
    encode = encoder(coding)
    if format_name not in XML_ANSWERS:
        return encode

    def sounded(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        sound = _sounded(pieces, SoundXml(XML_ANSWERS[format_name]))
        return encode(sound) if encode else sound

    return sounded


async def _sounded(pieces: AsyncIterator[bytes], sound: SoundXml) -> AsyncIterator[bytes]:
    async for piece in pieces:
        if taken := sound.take(piece):
            yield taken
    yield sound.finish()
