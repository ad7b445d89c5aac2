"""Who may write a plain store: whoever knows its bearer token (RFC 6750)."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request

from techland.graph.query_errors import BadSetting
from techland.graph.store_errors import TokenMissing, TokenWrong

SETTING = "TECHLAND_TOKEN"
SHORTEST = 16
_SCHEME = "bearer"


@dataclass(frozen=True)
class WriteToken:
    """The token that allows writing; ``is_new`` tells that it was made at this start."""

    secret: str = field(repr=False)
    is_new: bool = False

    @classmethod
    def find(
        cls, file: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> WriteToken:
        """Return the token of a file, else of TECHLAND_TOKEN, else a new one.

        Raises:
            BadSetting: it is shorter than 16 characters, has others than ASCII, or the
                file cannot be read.
        """
        given = os.environ if environment is None else environment
        if file is not None:
            return cls(_checked(str(file), _read(file)))
        if given.get(SETTING):
            return cls(_checked(SETTING, given[SETTING].strip()))
        return cls(secrets.token_urlsafe(32), is_new=True)

    def check(self, request: Request) -> None:
        """Let a request pass that bears the token.

        Raises:
            TokenMissing: it bears none.
            TokenWrong: it bears another one.
        """
        scheme, _, told = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != _SCHEME or not told.strip():
            raise TokenMissing
        if not hmac.compare_digest(told.strip().encode(), self.secret.encode()):
            raise TokenWrong


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting("--token-file", str(file), f"a readable file ({error})") from None


def _checked(name: str, token: str) -> str:
    if len(token) < SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        expected = f"a token of at least {SHORTEST} ASCII characters without spaces"
        raise BadSetting(name, "…", expected)
    return token
