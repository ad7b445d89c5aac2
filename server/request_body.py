"""Read the body and the parameters of a request, within limits of size and time."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

import anyio
from starlette.requests import ClientDisconnect, Request

from techland.graph.request_errors import (
    AddressTooLong,
    BodyTooLarge,
    BodyTooSlow,
    MalformedRequest,
    UnsupportedBody,
)

# Proxies and browsers often stop earlier; what is longer goes by POST.
ADDRESS_BYTES = 32 * 1024
BODY_SECONDS = 30.0
# So much beyond a limit is let pass: most clients read no answer before they have sent all.
PASSED_BYTES = 16 * 2**20
MOST_PARAMETERS = 1000
_UTF_8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})


def check_address(request: Request) -> None:
    """Check that a request's address is not too long.

    Raises:
        AddressTooLong: it is.
    """
    length = len(request.scope.get("raw_path") or b"") + len(request.scope["query_string"]) + 1
    if length > ADDRESS_BYTES:
        raise AddressTooLong(length, ADDRESS_BYTES)


def media_type_of(request: Request, accepted: Sequence[str]) -> str:
    """Return the media type of a request's body, one of those that are accepted.

    Raises:
        UnsupportedBody: another media type, a charset other than UTF-8, or a coded body.
    """
    header = request.headers.get("content-type", "")
    media_type, *parameters = (part.strip() for part in header.split(";"))
    told = dict(part.lower().split("=", 1) for part in parameters if "=" in part)
    charset = told.get("charset", "").strip("\"' ")
    if media_type.lower() not in accepted or charset not in _UTF_8:
        raise UnsupportedBody(header, [f"{name}, in UTF-8" for name in accepted])
    coding = request.headers.get("content-encoding", "identity")
    if coding.strip().lower() not in {"", "identity"}:
        raise UnsupportedBody(f"content coding {coding}", ["it uncompressed"])
    return media_type.lower()


async def read_body(request: Request, limit: int, seconds: float = BODY_SECONDS) -> bytes:
    """Return the body of a request.

    Raises:
        BodyTooLarge: more bytes than the limit; they are let pass and not kept.
        BodyTooSlow: it did not arrive in time.
        MalformedRequest: the client broke off.
    """
    told = request.headers.get("content-length", "0")
    length = int(told) if told.isdecimal() else 0
    if length > limit + PASSED_BYTES or (length > limit and "expect" in request.headers):
        raise BodyTooLarge(limit)
    body, size = bytearray(), 0
    try:
        with anyio.fail_after(seconds):
            async for piece in request.stream():
                size += len(piece)
                if size <= limit:
                    body += piece
                elif size > limit + PASSED_BYTES:
                    break
    except TimeoutError:
        raise BodyTooSlow(seconds) from None
    except ClientDisconnect:
        raise MalformedRequest("the request's body broke off") from None
    if size > limit:
        raise BodyTooLarge(limit)
    return bytes(body)


def read_text(body: bytes, what: str) -> str:
    """Return a body as text.

    Raises:
        MalformedRequest: it is not UTF-8.
    """
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        detail = f"the {what} is not UTF-8: byte {error.start + 1} cannot stand there"
        raise MalformedRequest(detail) from None


def read_parameters(encoded: bytes, what: str) -> dict[str, list[str]]:
    """Return the parameters of an address or a form: the values of each name, in order.

    Raises:
        MalformedRequest: they are not UTF-8, or too many.
    """
    try:
        text = encoded.decode()
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except UnicodeDecodeError:
        hint = "percent-encode every character as its bytes in UTF-8"
        raise MalformedRequest(f"the {what} is not UTF-8", hint) from None
    except ValueError:
        detail = f"the {what} has more than {MOST_PARAMETERS} parameters"
        raise MalformedRequest(detail) from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found
