"""Hand on SPARQL XML as every XML reader takes it: nothing changed, nothing forbidden.

The library that writes it leaves a carriage return bare, which every XML
reader takes for a line feed, and characters that XML forbids as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from techland.graph.export.xml_characters import forbidden_in
from techland.graph.export_errors import NotExpressible

SPARQL_XML = "SPARQL XML"
# The same characters as in forbidden_in: C0 controls, U+FFFE and U+FFFF, as UTF-8.
_SUSPECT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_VARIABLE = re.compile(rb'<binding name="([^"]*)">')
_END = b"</result>"
_HINT = "choose json, csv, tsv or parquet, which can"


def sound_xml(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield an answer in SPARQL XML, its carriage returns as references.

    Raises:
        NotExpressible: a cell holds a character that XML forbids.
    """
    rest, row = b"", 1
    for chunk in chunks:
        whole, end, rest = (rest + chunk).rpartition(_END)
        yield _sound(whole + end, row)
        row += (whole + end).count(_END)
    yield _sound(rest, row)


def _sound(rows: bytes, first: int) -> bytes:
    found = _SUSPECT.search(rows)
    if found:
        before = rows[: found.start()]
        name = _VARIABLE.findall(before)[-1].decode()
        row = first + before.count(_END)
        reason = f"it holds {forbidden_in(found.group().decode())}"
        raise NotExpressible(SPARQL_XML, f"the cell of row {row}, variable {name}", reason, _HINT)
    return rows.replace(b"\r", b"&#xD;")
