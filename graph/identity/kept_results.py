"""Keep what matching found in the home's cache: the whole result by its inputs, verdicts by names.

Both are keyed by the code and tables too, and can go at any time: what is made anew is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unicodedata import unidata_version

from techland.graph.durable import replace_file
from techland.graph.errors import CannotWrite
from techland.graph.identity.compared import Compared
from techland.graph.identity.decisions import Decision
from techland.graph.identity.identification import Identity
from techland.graph.identity.links import Link
from techland.graph.identity.theme_matches import ThemeMatch
from techland.graph.identity.verdicts import Reason, Verdict
from techland.ontology import terms

_ROOM = Path(__file__).parent
_NAMES = "names.json"
# Results of the last builds: with and without a file, before and after a decision.
_MOST_RESULTS = 4
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError)


@cache
def rules_digest() -> str:
    """Return what names the rules: code, tables, towns, the library that compares words."""
    digest = hashlib.sha256()
    files = [*_ROOM.glob("*.py"), *_ROOM.glob("tables/*.csv"), Path(terms.__file__)]
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update(f"rapidfuzz {version('rapidfuzz')}\0".encode())
    digest.update(unidata_version.encode())
    return digest.hexdigest()


def inputs_digest(parts: Iterable[str]) -> str:
    """Return what names the inputs of matching, the rules among them."""
    return hashlib.sha256("\n".join((rules_digest(), *parts)).encode()).hexdigest()


@dataclass(frozen=True)
class KeptResults:
    """The results of matching in a folder; a folder that cannot be written keeps none."""

    folder: Path

    def identity(
        self, inputs: str, decisions: Sequence[Decision], make: Callable[[Compared], Made]
    ) -> Identity:
        """Return who is who for these inputs: the kept result, else made now and kept.

        Args:
            inputs: what names them.
            decisions: of the curator, which are among the inputs.
            make: matches, given the names that were compared before.
        """
        path = self.folder / f"{inputs[:32]}.json"
        with suppress(*_UNREADABLE):
            return _read_identity(_read(path, inputs), decisions)
        made = make(self._names())
        with suppress(OSError, CannotWrite):
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(path, inputs, _told_identity(made.identity, decisions))
            _write(self.folder / _NAMES, rules_digest(), _told_names(made.names))
            self._prune()
        return made.identity

    def _names(self) -> Compared:
        with suppress(*_UNREADABLE):
            return _read_names(_read(self.folder / _NAMES, rules_digest()))
        return Compared()

    def _prune(self) -> None:
        results = [path for path in self.folder.glob("*.json") if path.name != _NAMES]
        for path in sorted(results, key=lambda one: one.stat().st_mtime_ns)[:-_MOST_RESULTS]:
            path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Made:
    """What matching gives, and the names that it compared."""

    identity: Identity
    names: Compared


def _write(path: Path, key: str, told: Mapping[str, Any]) -> None:
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    seal = hashlib.sha256(written.encode()).hexdigest()
    replace_file(path, f"{key} {seal}\n{written}".encode())


def _read(path: Path, key: str) -> dict[str, Any]:
    """Return what a file keeps; one of another key, or that is damaged, raises ValueError."""
    head, _, written = path.read_bytes().partition(b"\n")
    if head.decode() != f"{key} {hashlib.sha256(written).hexdigest()}":
        raise ValueError(path)
    found: dict[str, Any] = json.loads(written)
    return found


def _told_verdict(found: Verdict) -> list[Any]:
    reasons = [[reason.code, reason.about] for reason in found.reasons]
    return [found.outcome, found.score, reasons, found.part_first]


def _read_verdict(told: Sequence[Any]) -> Verdict:
    outcome, score, reasons, part_first = told
    return Verdict(outcome, score, tuple(Reason(*one) for one in reasons), part_first)


def _told_names(names: Compared) -> dict[str, Any]:
    ordered = sorted(names.names)
    number = {name: at for at, name in enumerate(ordered)}
    alike = [
        [number[one], number[two], *_told_verdict(found)]
        for (one, two), found in sorted(names.alike.items(), key=lambda item: item[0])
    ]
    return {"names": ordered, "alike": alike}


def _read_names(told: Mapping[str, Any]) -> Compared:
    names = told["names"]
    alike = {(names[one], names[two]): _read_verdict(rest) for one, two, *rest in told["alike"]}
    return Compared(frozenset(names), alike)


def _told_identity(identity: Identity, decisions: Sequence[Decision]) -> dict[str, Any]:
    links = [
        [one.first, one.second, one.kind, one.decided_by, *_told_verdict(one.verdict)]
        for one in identity.links
    ]
    waiting = [decisions.index(one) for one in identity.waiting]
    themes = [[t.concept, t.match, t.theme, t.names, t.reason] for t in identity.themes]
    told = {"canonical": dict(identity.canonical), "links": links, "waiting": waiting}
    return {**told, "themes": themes}


def _read_identity(told: Mapping[str, Any], decisions: Sequence[Decision]) -> Identity:
    links = tuple(
        Link(first, second, kind, _read_verdict(rest), decided_by)
        for first, second, kind, decided_by, *rest in told["links"]
    )
    waiting = tuple(decisions[at] for at in told["waiting"])
    themes = tuple(
        ThemeMatch(concept, match, theme, tuple((tag, name) for tag, name in names), reason)
        for concept, match, theme, names, reason in told["themes"]
    )
    return Identity(told["canonical"], links, waiting, themes)
