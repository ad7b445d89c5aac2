"""IRIs of what tells which versions an engine holds, as constants; no term of the data itself."""

from __future__ import annotations

from typing import Final

CREATED: Final = "http://purl.org/dc/terms/created"
AVAILABLE: Final = "http://purl.org/dc/terms/available"
MODIFIED: Final = "http://purl.org/dc/terms/modified"
VALUE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
DATE_TIME: Final = "http://www.w3.org/2001/XMLSchema#dateTime"
