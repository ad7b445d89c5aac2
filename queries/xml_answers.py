"""Hand on an answer in XML as every XML reader takes it: nothing changed, nothing forbidden.

The library that writes SPARQL XML and RDF/XML leaves a carriage return bare,
which every XML reader takes for a line feed, and characters that XML forbids
as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from techland.graph.export.xml_characters import forbidden_in
from techland.graph.export_errors import NotExpressible

SPARQL_XML, RDF_XML = "SPARQL XML", "RDF/XML"
# Name of a format to what it is called.
XML_ANSWERS = {"xml": SPARQL_XML, "rdfxml": RDF_XML}
# The same characters as in forbidden_in: C0 controls, U+FFFE and U+FFFF, as UTF-8.
_SUSPECT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_VARIABLE = re.compile(rb'<binding name="([^"]*)">')
_SUBJECT = re.compile(rb'<rdf:Description rdf:(?:about|nodeID)="([^"]*)">')
_ENDS = {SPARQL_XML: b"</result>", RDF_XML: b"</rdf:Description>"}
_HINTS = {
    SPARQL_XML: "choose json, csv, tsv or parquet, which can",
    RDF_XML: "choose turtle, ntriples or jsonld, which can",
}


class SoundXml:
    """Takes an answer piece by piece and gives it back sound, up to the last whole row.

    ``kind`` is SPARQL_XML or RDF_XML.
    """

    def __init__(self, kind: str = SPARQL_XML) -> None:
        self._kind, self._end = kind, _ENDS[kind]
        self._rest, self._row = b"", 1

    def take(self, piece: bytes) -> bytes:
        """Return what is whole of what was taken so far, its carriage returns as references.

        Raises:
            NotExpressible: a cell or triple holds a character that XML forbids.
        """
        whole, end, self._rest = (self._rest + piece).rpartition(self._end)
        return self._sound(whole + end)

    def finish(self) -> bytes:
        """Return the rest.

        Raises:
            NotExpressible: as above.
        """
        rest, self._rest = self._rest, b""
        return self._sound(rest)

    def _sound(self, rows: bytes) -> bytes:
        found = _SUSPECT.search(rows)
        if found:
            reason = f"it holds {forbidden_in(found.group().decode())}"
            where = self._where(rows[: found.start()])
            raise NotExpressible(self._kind, where, reason, _HINTS[self._kind])
        self._row += rows.count(self._end)
        return rows.replace(b"\r", b"&#xD;")

    def _where(self, before: bytes) -> str:
        if self._kind == RDF_XML:
            subjects = _SUBJECT.findall(before)
            return f"a triple of {subjects[-1].decode()}" if subjects else "a triple"
        name = _VARIABLE.findall(before)[-1].decode()
        return f"the cell of row {self._row + before.count(self._end)}, variable {name}"


def sound_xml(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield an answer in SPARQL XML, its carriage returns as references.

    Raises:
        NotExpressible: a cell holds a character that XML forbids.
    """
    sound = SoundXml()
    yield from map(sound.take, chunks)
    yield sound.finish()
