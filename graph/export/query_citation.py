"""How to cite the answer of a query: BibTeX, RIS and plain text with query, version and link."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version as package_version
from itertools import accumulate

from techland.graph.export.about import CREATOR, LICENCE_NAME, TITLE
from techland.graph.snapshot import Snapshot

# What TeX reads as a command, and how it is written to stand for itself.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
# BibTeX counts braces that TeX would write, too: one without its partner would end a field.
_BRACES_BY_NAME = _TEX | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_TEX_SIGN = re.compile("|".join(map(re.escape, _TEX)))
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class QueryCitation:
    """A query that was asked of a version on a day, with the address that asks it again."""

    snapshot: Snapshot
    title: str
    text: str
    permalink: str
    day: date

    @property
    def _title(self) -> str:
        return _CONTROL.sub(" ", self.title).strip() or "A SPARQL query"

    @property
    def _year(self) -> str:
        return str(self.snapshot.built.get("built_at", ""))[:4]

    @property
    def reference(self) -> str:
        """Return the citation as one paragraph."""
        return (
            f"{CREATOR} ({self._year}). {self._title}. Answer of a SPARQL query to {TITLE}. "
            f"Software version {package_version('techland')}, dataset version "
            f"{self.snapshot.version}. {LICENCE_NAME}. Asked on {self.day.isoformat()}. "
            f"{self.permalink}"
        )

    def plain(self) -> str:
        """Return the citation as text, the query after it."""
        return f"{self.reference}\n\n{self.text.strip()}\n"

    def bibtex(self) -> str:
        """Return a BibTeX entry of type misc, with the query as its annotation."""
        short = self.snapshot.short
        fields = {
            "author": f"{{{CREATOR}}}",
            "title": f"{{{_tex(self._title)}}}",
            "year": self._year,
            "version": self.snapshot.version,
            "url": self.permalink,
            "urldate": self.day.isoformat(),
            "howpublished": _tex(f"Answer of a SPARQL query to {TITLE}"),
            "note": _tex(f"Software version {package_version('techland')}, {LICENCE_NAME}"),
            "annote": _tex(self.text.strip()),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{techland-{short}-{self.day:%Y%m%d},\n{lines}\n}}\n"

    def ris(self) -> str:
        """Return a RIS record of type DATA; each line of the query is a note of its own."""
        day = self.day.isoformat().replace("-", "/")
        fields = [
            ("TY", "DATA"),
            ("AU", CREATOR),
            ("TI", self._title),
            ("T2", TITLE),
            ("PY", self._year),
            ("Y2", day),
            ("ET", self.snapshot.version),
            ("UR", self.permalink),
            ("N1", f"Software version {package_version('techland')}, {LICENCE_NAME}"),
            *(("N1", _CONTROL.sub(" ", line)) for line in self.text.strip().splitlines()),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def _tex(text: str) -> str:
    told = _TEX if _is_balanced(text) else _BRACES_BY_NAME
    return _TEX_SIGN.sub(lambda found: told[found[0]], text)


def _is_balanced(text: str) -> bool:
    steps = [1 if sign == "{" else -1 for sign in text if sign in "{}"]
    return sum(steps) == 0 and all(depth >= 0 for depth in accumulate(steps))


# Suffix: media type and writer.
WAYS: Mapping[str, tuple[str, Callable[[QueryCitation], str]]] = {
    "bib": ("application/x-bibtex", QueryCitation.bibtex),
    "ris": ("application/x-research-info-systems", QueryCitation.ris),
    "txt": ("text/plain", QueryCitation.plain),
}
