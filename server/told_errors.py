"""Errors in the words of a page's reader; programs get them in English, as they are raised."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from techland.graph.error_shapes import SyntaxFault
from techland.graph.errors import TechlandError
from techland.graph.serving_errors import BrokenMessage
from techland.server.told_reasons import ToldError, tell_reason
from techland.viz.messages import has_message
from techland.viz.reader import Reader

_MOST_NAMED, _LONGEST = 12, 200
_QUOTED = Markup('<bdi class="quoted" data-source="graph">{}</bdi>')
# What the engine says stands in its own words.
_ENGLISH = Markup('<bdi class="quoted" data-source="graph" lang="en">{}</bdi>')
_IN_ENGLISH = frozenset({"reason", "told"})


def slug_of(kind: type[TechlandError]) -> str:
    """Return the words of an error class's name, joined: query-timeout."""
    return "-".join(word.lower() for word in re.findall(r"[A-Z][a-z]*", kind.__name__))


def message_of(kind: type[TechlandError]) -> str:
    """Return the message of an error class, or of its nearest ancestor that has one."""
    slugs = (slug_of(one) for one in kind.__mro__ if issubclass(one, TechlandError))
    return next(name for slug in slugs if has_message(name := f"error-{slug}"))


def _shown(value: Any, reader: Reader) -> Markup | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return Markup.escape(reader.number(round(value, 1)))
    if isinstance(value, tuple | list | set | frozenset | dict):
        named = [_quoted(one) for one in list(value)[:_MOST_NAMED]]
        more = Markup("") if len(value) <= _MOST_NAMED else Markup(" …")
        return Markup(", ").join(named) + more
    return _quoted(value)


def _quoted(value: object) -> Markup:
    text = str(value)
    return _QUOTED.format(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _facts(error: TechlandError, reader: Reader) -> Iterator[tuple[str, Markup]]:
    for name, value in vars(error).items():
        shown = None if name in {"message", "hint"} else _shown(value, reader)
        if name in _IN_ENGLISH and value is not None:
            shown = _ENGLISH.format(value)
        if shown is not None:
            yield name, shown


def _nearest(facts: Mapping[str, Any]) -> str | None:
    name, known = facts.get("name"), facts.get("known")
    if not isinstance(name, str) or not known:
        return None
    return next(iter(difflib.get_close_matches(name, [str(one) for one in known], n=1)), None)


def tell_error(error: TechlandError, reader: Reader) -> ToldError:
    """Return an error in a reader's language; what it quotes stands as it is."""
    try:
        return _told(error, reader)
    except BrokenMessage:
        # A fact that the words need is not known this time, such as the line.
        return ToldError(reader.text(f"error-{slug_of(TechlandError)}"), None)


def _told(error: TechlandError, reader: Reader) -> ToldError:
    name, facts = message_of(type(error)), dict(_facts(error, reader))
    near, hint = _nearest(vars(error)), f"{name}-hint"
    reason = tell_reason(error.reason, reader) if isinstance(error, SyntaxFault) else None
    if reason:
        facts["reason"] = reason.message
    told = reason.hint if reason else None
    if near:
        told = reader.text("error-near", near=_QUOTED.format(near))
    elif told is None:
        told = reader.text(hint, **facts) if has_message(hint) else None
    return ToldError(reader.text(name, **facts), told)
