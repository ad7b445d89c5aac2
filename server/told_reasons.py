"""Why a query or an update cannot be read, in the words of a page's reader."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from markupsafe import Markup

from techland.viz.messages import has_message
from techland.viz.reader import Reader

# What is quoted of the text, as Python writes it.
_QUOTED = r"""(?P<{}>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_TOKEN = _QUOTED.format("token")
_ABOUT = re.compile(rf"{_TOKEN}:? (?P<rest>.+)", re.DOTALL)
_OPEN = re.compile(
    rf"the query ends, but {_TOKEN} of line (?P<line>\d+), column (?P<column>\d+) is open"
)
# The reasons of ``queries/reading.py``, ``queries/guard.py`` and ``queries/plain``, each with the
# end of its message's name.
REASONS = {
    "cannot stand here": "misplaced",
    "its prefix is not declared": "prefix",
    "this is no absolute IRI, or has a character that no IRI may have": "iri",
    "this is no language tag": "language-tag",
    "SELECT names a variable that is neither grouped by nor aggregated": "ungrouped",
    "SELECT computes with a variable that is neither grouped by nor aggregated": "ungrouped",
    "SELECT names a variable twice": "twice",
    "AS names a variable that has a value already": "has-value",
    "SELECT * and GROUP BY do not go together": "star-grouped",
    "BIND names a variable that has a value already": "has-value",
    "a blank node may not stand in two groups": "blank-node",
    "a row of VALUES has more or fewer values than variables": "values",
    "an aggregate may not stand here": "aggregate",
    "the query ends too early": "ends",
    "the update ends too early": "ends",
    "there is no query": "empty",
    "begins no query": "begins",
    "a string is not closed": "string",
    "half a character (a lone surrogate)": "half",
    "is not closed": "not-closed",
}


@dataclass(frozen=True)
class ToldError:
    """An error, or a reason, for a reader: what happened and the way out."""

    message: Markup
    hint: Markup | None


_CODE = Markup("<code>{}</code>")
_CLOSING = {"{": "}", "(": ")", "[": "]"}


def tell_reason(reason: str, reader: Reader) -> ToldError | None:
    """Return a reason and a way out in a reader's language, None if it is none of ours."""
    if still := _OPEN.fullmatch(reason):
        opened = _plain(still["token"])
        told = reader.text(
            "syntax-open", token=_CODE.format(opened), line=still["line"], column=still["column"]
        )
        closing = _CODE.format(_CLOSING.get(opened, ""))
        return ToldError(told, reader.text("syntax-open-hint", token=closing))
    about = _ABOUT.fullmatch(reason)
    known = REASONS.get(about["rest"] if about else reason)
    if known is None:
        return None
    # What an engine quotes may be none of Python's texts.
    token = _plain(about["token"]) if about else ""
    told = reader.text(f"syntax-{known}")
    if about:
        told = _CODE.format(token) + Markup(": ") + told
    hint = None
    if known == "prefix":
        declaration = _CODE.format(f"PREFIX {token.partition(':')[0]}: <…>")
        hint = reader.text("syntax-prefix-hint", declaration=declaration)
    elif has_message(f"syntax-{known}-hint"):
        hint = reader.text(f"syntax-{known}-hint")
    return ToldError(told, hint)


def _plain(written: str) -> str:
    return str(ast.literal_eval(written))
