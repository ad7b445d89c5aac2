"""Headers that keep a browser from doing more than a page needs, and the Host check."""

from __future__ import annotations

import ipaddress
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# What pages of other sites may do: read, and send a query.
CROSS_ORIGIN: dict[str, Any] = {
    "allow_origins": ("*",),
    "allow_methods": ("GET", "HEAD", "POST", "OPTIONS"),
    "allow_headers": ("*",),
    "expose_headers": (
        "Content-Disposition",
        "Content-Encoding",
        "ETag",
        "Retry-After",
        "Techland-Duplicates",
        "Techland-Not-Loaded",
        "Techland-Rows",
        "Techland-Truncated",
        "Techland-Unknown-Graphs",
        "Techland-Unknown-Values",
    ),
    "max_age": 86400,
}
_RAW_HEADERS = [(name.lower().encode(), text.encode()) for name, text in HEADERS.items()]
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1", "[::1]")


class SecurityHeaders:
    """ASGI middleware that puts the security headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with the headers added."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                missing = [pair for pair in _RAW_HEADERS if pair[0] not in present]
                message["headers"] = [*message["headers"], *missing]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def is_loopback(host: str) -> bool:
    """Tell whether a server bound to this host is reached from its own machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def allowed_hosts(host: str) -> list[str]:
    """Return the names by which a server bound to this host may be called.

    On loopback only its own names: a page of another site that makes its name
    resolve to this machine (DNS rebinding) is refused. Elsewhere any name.
    """
    return [*LOOPBACK_NAMES, host] if is_loopback(host) else ["*"]
