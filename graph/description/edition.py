"""The facts that every form of the description tells: title, licences, build, inputs, citation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from importlib.metadata import version as package_version
from typing import Any

from techland.graph.deposit_errors import WrongDoi
from techland.graph.export.about import (
    CREATOR,
    LICENCE_IRI,
    LICENCE_NAME,
    TITLE,
    citation,
)
from techland.graph.snapshot import Snapshot

_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]+")
_RESOLVER = "https://doi.org/"


@dataclass(frozen=True)
class Licence:
    """A licence: its IRI, name, identifier in the SPDX list, and address of its text."""

    iri: str
    name: str
    spdx: str


LICENCES: Mapping[str, Licence] = {
    "data": Licence(LICENCE_IRI, f"Creative Commons Attribution 4.0 ({LICENCE_NAME})", "CC-BY-4.0"),
    "code": Licence("https://spdx.org/licenses/MIT", "MIT License", "MIT"),
}


def checked_doi(text: str | None) -> str | None:
    """Return a DOI without its resolver.

    Raises:
        WrongDoi: it has not the form of one.
    """
    if text is None:
        return None
    doi = text.strip().removeprefix(_RESOLVER).removeprefix("doi:")
    if not _DOI.fullmatch(doi):
        raise WrongDoi(text)
    return doi


@dataclass(frozen=True)
class Edition:
    """A version of the dataset as its descriptions cite it; its times are those of the build."""

    snapshot: Snapshot
    doi: str | None = None

    title: str = TITLE
    creator: str = CREATOR

    @property
    def version(self) -> str:
        """Return the dataset's version."""
        return self.snapshot.version

    @property
    def software_version(self) -> str:
        """Return the version of this software."""
        return package_version("techland")

    @property
    def doi_iri(self) -> str | None:
        """Return the DOI as an IRI, where there is one."""
        return _RESOLVER + self.doi if self.doi else None

    @cached_property
    def built(self) -> datetime:
        """Return when the snapshot was built."""
        return datetime.fromisoformat(self.snapshot.built["built_at"])

    @cached_property
    def started(self) -> datetime:
        """Return when the build began."""
        return self.built - timedelta(seconds=float(self.snapshot.built.get("seconds", 0)))

    @property
    def day(self) -> str:
        """Return the day of the build."""
        return self.built.date().isoformat()

    @property
    def citation(self) -> str:
        """Return how to cite it; with the DOI, where there is one."""
        told = citation(self.snapshot)
        return f"{told} {self.doi_iri}" if self.doi else told

    @property
    def inputs(self) -> dict[str, str]:
        """Return the SHA-256 of every file that the build read, by name."""
        manifest = self.snapshot.manifest
        vocabulary = {f"ontology/{name}": told for name, told in manifest["vocabulary"].items()}
        facts = {f"facts/{name}": told for name, told in manifest["inputs"].items()}
        return dict(sorted({**facts, **vocabulary}.items()))

    @property
    def datasets(self) -> dict[str, dict[str, Any]]:
        """Return what the manifest tells of every imported dataset, by name."""
        return dict(sorted(self.snapshot.manifest.get("datasets", {}).items()))

    @property
    def tools(self) -> dict[str, str]:
        """Return the versions of the software that built it, by name."""
        told = self.snapshot.built
        return {**told.get("tools", {}), "Python": told.get("python", "")}
