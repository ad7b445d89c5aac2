"""What a study is asked for, in words; and the command that asks for the same again."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import Any, Unpack

from techland.network.choice import Choice, Wanted, chosen
from techland.network.value import DEFAULT_GROUPS

DEFAULT_SLICES = "5"


@dataclass(frozen=True)
class Asked:
    """A study that is wanted.

    Attributes:
        choice: what the network is of.
        groups: the attribute whose groups ties may cross between.
        slices: how it is cut over time: ``year``, a number of years, intervals such as
            ``2007-2013,2014-2020``, ``dataset`` or ``programme``.
        same_names: whether namesakes of one country count as one organisation.
        language: of labels: en, nl or de.
    """

    choice: Choice = field(default_factory=Choice)
    groups: str = DEFAULT_GROUPS
    slices: str = DEFAULT_SLICES
    same_names: bool = False
    language: str = "en"

    def command(self, what: str, version: str) -> str:
        """Return the command that repeats a report, bundle or table on the same data.

        >>> Asked(Choice(tie="projects")).command("report", "049bd1a7c0fc0af0")
        'techland network report --tie projects --snapshot 049bd1a7c0fc'
        """
        words = ["techland", "network", what, *_choice_words(self.choice)]
        words += ["--by", self.groups] if self.groups != DEFAULT_GROUPS else []
        words += ["--slices", self.slices] if self.slices != DEFAULT_SLICES else []
        words += ["--same-names"] if self.same_names else []
        words += ["--language", self.language] if self.language != "en" else []
        return shlex.join([*words, "--snapshot", version[:12]])

    def as_settings(self) -> dict[str, Any]:
        """Return it as plain values."""
        told = {"groups": self.groups, "slices": self.slices, "same_names": self.same_names}
        return self.choice.as_settings() | told | {"language": self.language}


class AskedWords(Wanted, total=False):
    """The words of a study: those of a network, and how it is compared."""

    by: str | None
    slices: str | int | None
    same_names: bool
    language: str


def asked_for(**words: Unpack[AskedWords]) -> Asked:
    """Return the study that words ask for.

    Raises:
        UnknownChoice, WrongInterval: see ``chosen``.
    """
    of_study = AskedWords.__annotations__.keys() - Wanted.__annotations__.keys()
    wanted = {name: value for name, value in words.items() if name not in of_study}
    return Asked(
        chosen(**wanted),  # type: ignore[arg-type]  # the words of a network are left
        words.get("by") or DEFAULT_GROUPS,
        str(words.get("slices") or DEFAULT_SLICES),
        words.get("same_names", False),
        words.get("language", "en"),
    )


def _choice_words(choice: Choice) -> list[str]:
    """Return the options of the command line that make a choice; what is usual is left out."""
    words: list[str] = []
    for name, value in choice.as_settings().items():
        if value is True:
            words.append(f"--{name}")
        elif isinstance(value, list):
            words += [part for one in value for part in (f"--{name}", one)]
        else:
            words += [f"--{name}", str(value)]
    return words
