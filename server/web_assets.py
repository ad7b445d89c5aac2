"""Addresses of the pages' scripts and styles, as Vite's manifest tells them.

The names of built files hold a hash of their content, so a browser may keep
them for good. Format: https://vite.dev/guide/backend-integration
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from techland.graph.errors import BrokenInstallation

BUILT = Path(__file__).parent / "static" / "built"
ADDRESS = "/static/built/"
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Assets:
    """What a page loads: its script, the scripts that it imports, and the styles of all."""

    script: str
    preloads: tuple[str, ...]
    styles: tuple[str, ...]


@cache
def _manifest() -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads(
            (BUILT / "manifest.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError) as error:
        raise BrokenInstallation(str(BUILT), str(error)) from error
    return found


@cache
def assets_of(entry: str) -> Assets:
    """Return what the page whose script is ``web/src/entries/<entry>.ts`` loads.

    Raises:
        BrokenInstallation: the scripts were not built, or hold no such entry.
    """
    manifest = _manifest()
    first = f"src/entries/{entry}.ts"
    if first not in manifest:
        raise BrokenInstallation(str(BUILT), f"no script {entry!r}")
    chunks, waiting = [first], [first]
    while waiting:
        new = [name for name in manifest[waiting.pop()].get("imports", ()) if name not in chunks]
        chunks += new
        waiting += new
    styles = dict.fromkeys(style for name in chunks for style in manifest[name].get("css", ()))
    return Assets(
        script=ADDRESS + manifest[first]["file"],
        preloads=tuple(ADDRESS + manifest[name]["file"] for name in chunks[1:]),
        styles=tuple(ADDRESS + style for style in styles),
    )


class BuiltFiles(StaticFiles):
    """The built files, which a browser may keep for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file with its caching header."""
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304) and path.startswith("assets"):
            response.headers["Cache-Control"] = FOR_GOOD
        return response
