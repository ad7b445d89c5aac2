"""Check the accepted view against the SHACL shapes, with pySHACL."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Triple

from techland.graph.rdflib_graph import to_rdflib

SHAPES = Path(__file__).resolve().parents[1] / "ontology" / "shapes"
LANGUAGES = ("en", "nl", "de")
VIOLATION = "Violation"
_SEVERITY_ORDER = {VIOLATION: 0, "Warning": 1, "Info": 2}


@dataclass(frozen=True)
class ShapeResult:
    """One result of a validation: which thing breaks which shape, and how to mend it."""

    severity: str
    focus: str
    path: str | None
    value: str | None
    shape: str
    messages: dict[str, str]

    def line(self, language: str = "en") -> str:
        """Return the result as one line for a person."""
        told = self.messages.get(language) or next(iter(self.messages.values()), "")
        value = f" ({self.value})" if self.value else ""
        return f"{self.focus}{value}: {told}"

    def as_json(self) -> dict[str, Any]:
        """Return the result as the report writes it."""
        return asdict(self)


def shape_files() -> list[Path]:
    """Return the Turtle files of the shapes."""
    return sorted(SHAPES.glob("*.ttl"))


def shapes_hash() -> str:
    """Return the SHA-256 over all shape files."""
    digest = hashlib.sha256()
    for path in shape_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def validate(triples: Iterable[Triple]) -> list[ShapeResult]:
    """Return every result of the shapes over these triples, the gravest first.

    The order is fixed: by severity, focus node, shape, value, path.
    """
    from pyshacl import validate as run_shacl
    from rdflib import Graph

    data = to_rdflib(triples)
    shapes = Graph()
    for path in shape_files():
        shapes.parse(path, format="turtle")
    _, report, _ = run_shacl(data, shacl_graph=shapes, advanced=True, inference="none")
    return sorted(_results(report), key=_order)


def _order(result: ShapeResult) -> tuple[int, str, str, str, str]:
    rank = _SEVERITY_ORDER.get(result.severity, len(_SEVERITY_ORDER))
    return rank, result.focus, result.shape, result.value or "", result.path or ""


def _results(report: Any) -> Iterable[ShapeResult]:
    from rdflib import RDF, SH

    for node in report.subjects(RDF.type, SH.ValidationResult):
        severity = str(report.value(node, SH.resultSeverity)).rpartition("#")[2]
        told = sorted(report.objects(node, SH.resultMessage), key=str)
        messages = {message.language or "en": str(message) for message in told}
        yield ShapeResult(
            severity,
            str(report.value(node, SH.focusNode)),
            _path(report, report.value(node, SH.resultPath)),
            _text(report.value(node, SH.value)),
            str(report.value(node, SH.sourceShape)),
            dict(sorted(messages.items())),
        )


def _path(report: Any, path: Any) -> str | None:
    """Return a path as SPARQL writes it: a blank node would have another name in every build."""
    from rdflib import URIRef
    from rdflib.extras.shacl import parse_shacl_path

    if path is None or isinstance(path, URIRef):
        return _text(path)
    return str(parse_shacl_path(report, path).n3())


def _text(term: Any) -> str | None:
    return None if term is None else str(term)
