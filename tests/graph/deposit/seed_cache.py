"""Put a JSON-LD context into the cache of the RO-Crate validator, which then works offline.

Run by the Python of the validators: the context's file, its address, the cache.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse


class FromFile(HTTPAdapter):
    """Answers every request with one file."""

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        content = io.BytesIO(Path(sys.argv[1]).read_bytes())
        headers = {"Content-Type": "application/ld+json"}
        answer = HTTPResponse(content, headers=headers, status=200, preload_content=False)
        return self.build_response(request, answer)


session = CachedSession(cache_name=sys.argv[3], expire_after=-1)
session.mount("https://", FromFile())
session.get(sys.argv[2]).raise_for_status()
