"""Messages of pages and pictures: Fluent files by language, strict about what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message as SyntaxMessage
from fluent.syntax.ast import Resource

from techland.graph.serving_errors import BrokenMessage, UnknownMessage
from techland.viz.languages import FALLBACK, LOCALES

LOCALE_FOLDER = Path(__file__).parent / "locale"

Variable = str | int | float | Decimal | date


@dataclass(frozen=True)
class Message:
    """A formatted message and the language it is in, which may be the fallback."""

    text: str
    language: str


@cache
def read_bundle(language: str, folder: Path = LOCALE_FOLDER) -> FluentBundle:
    """Return the bundle of all ``*.ftl`` files of one language.

    Directional isolation marks are left out: pages isolate names with ``<bdi>``.
    """
    bundle = FluentBundle([str(LOCALES[language]).replace("_", "-")], use_isolating=False)
    for resource in _resources(language, folder):
        bundle.add_resource(resource)
    return bundle


@cache
def _resources(language: str, folder: Path) -> tuple[Resource, ...]:
    files = sorted((folder / language).glob("*.ftl"))
    return tuple(FluentResource(path.read_text(encoding="utf-8")) for path in files)


def message_ids(language: str, folder: Path = LOCALE_FOLDER) -> list[str]:
    """Return the ids of all messages of a language."""
    entries = (entry for resource in _resources(language, folder) for entry in resource.body)
    return [entry.id.name for entry in entries if isinstance(entry, SyntaxMessage)]


_Given = tuple[tuple[str, type, Variable], ...]


# A page has hundreds of messages, most of them the same as on the page before; there are more
# than a thousand in each language.
@lru_cache(maxsize=16_384)
def _format(language: str, folder: Path, message_id: str, variables: _Given) -> str:
    bundle = read_bundle(language, folder)
    message = bundle.get_message(message_id)
    if message.value is None:
        raise BrokenMessage(message_id, ["it has no text of its own"])
    text, errors = bundle.format_pattern(
        message.value, {name: value for name, _, value in variables}
    )
    if errors:
        raise BrokenMessage(message_id, [str(error) for error in errors])
    return str(text)


def find_message(
    message_id: str,
    language: str,
    variables: Mapping[str, Variable] | None = None,
    *,
    folder: Path = LOCALE_FOLDER,
) -> Message:
    """Return the message in the language asked for, else in English, saying which.

    Raises:
        UnknownMessage: no language has a message with this id.
        BrokenMessage: the message cannot be formatted, as when a variable is not given.
    """
    chain: Sequence[str] = list(dict.fromkeys((language, FALLBACK)))
    # By type as well: 1 and 1.0 are equal, and written in different ways.
    given = tuple((name, type(value), value) for name, value in (variables or {}).items())
    for candidate in chain:
        if read_bundle(candidate, folder).has_message(message_id):
            return Message(_format(candidate, folder, message_id, given), candidate)
    raise UnknownMessage(message_id, chain)


def has_message(message_id: str) -> bool:
    """Tell whether the fallback language, and so every language, has this message."""
    return read_bundle(FALLBACK).has_message(message_id)
