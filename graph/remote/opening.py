"""Open a request with credentials, for its own address only, and keep what a refusal says.

Nothing of it is installed for the whole process, as SPARQLWrapper does for a digest: other
requests of a notebook would be opened by it too.
"""

from __future__ import annotations

import base64
import http.client
import urllib.request
from contextlib import closing
from io import BytesIO
from typing import Any
from urllib.error import HTTPError, URLError

from techland.graph.remote.endpoint import DIGEST, Credentials

# So much of what a refusal says is read.
_SAID = 4096


def opened(
    request: urllib.request.Request, known: Credentials | None, seconds: float | None
) -> Any:
    """Return the reply to a request.

    Args:
        request: to an address of HTTP.
        known: credentials; none are sent without.
        seconds: that a read from the socket may take; as long as it likes if None.

    Raises:
        HTTPError: a refusal, with the beginning of its body, which is read already.
        URLError: nothing answers.
    """
    try:
        if known and known.scheme == DIGEST:
            return _digesting(request.full_url, known).open(request, timeout=seconds)
        if known:
            told = base64.b64encode(f"{known.user}:{known.password}".encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {told}")
        return urllib.request.urlopen(request, timeout=seconds)  # noqa: S310 (checked: HTTP only)
    except ValueError as error:
        # A name or a redirection that is no address.
        raise URLError(str(error)) from None
    except HTTPError as error:
        said = BytesIO(_beginning(error))
        raise HTTPError(error.url, error.code, error.reason, error.headers, said) from None


def _beginning(error: HTTPError) -> bytes:
    try:
        with closing(error):
            return error.read(_SAID)
    except (OSError, http.client.HTTPException):
        return error.reason.encode()


class _DigestHandler(urllib.request.HTTPDigestAuthHandler):
    """urllib's handler of a digest challenge (RFC 7616), which leaves the refused reply open."""

    def http_error_401(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any) -> Any:
        """Ask again with a digest; see the base."""
        try:
            answer = super().http_error_401(req, fp, code, msg, headers)
        except ValueError:
            # Another scheme, or a digest that urllib does not know (SHA-256): it stays refused.
            self.reset_retry_count()
            return None
        except BaseException:
            fp.close()
            raise
        if answer is not None:
            fp.close()
        return answer


def _digesting(address: str, known: Credentials) -> urllib.request.OpenerDirector:
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    # Whatever realm it names.
    passwords.add_password(None, address, known.user, known.password)
    return urllib.request.build_opener(_DigestHandler(passwords))
