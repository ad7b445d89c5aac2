"""Answer a digest challenge (RFC 7616) with urllib, and let the refused reply go."""

from __future__ import annotations

import urllib.request
from typing import Any


class DigestHandler(urllib.request.HTTPDigestAuthHandler):
    """urllib's handler, which leaves the reply that asked for a digest open."""

    def http_error_401(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any) -> Any:
        """Ask again with a digest; see the base."""
        try:
            answer = super().http_error_401(req, fp, code, msg, headers)
        except BaseException:
            fp.close()
            raise
        if answer is not None:
            fp.close()
        return answer


def digest_opener(address: str, user: str, password: str) -> urllib.request.OpenerDirector:
    """Return what opens an address with these credentials, whatever realm it names."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, address, user, password)
    return urllib.request.build_opener(DigestHandler(passwords))
