"""What a network says of what was left out, in the words of a page's reader.

Networks write their notes in English, into files too; here they are taken apart again.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from techland.viz.reader import Reader

_NUMBER = r"(?P<{}>\d+)"
_OF = rf"{_NUMBER.format('number')} of {_NUMBER.format('all')}"
# The notes of ``network/``, each with its message.
NOTES = (
    (rf"{_OF} organisations have no known (?P<level>\w+) and are left out", "note-no-place"),
    (rf"{_OF} activities have no known date and are left out", "note-undated"),
    (
        rf"of {_OF} shared activities the weight \((?P<weight>.+)\) is not known: they add "
        r"nothing, and ties by them alone are left out",
        "note-no-weight",
    ),
    (
        rf"(?P<label>.+) alone ties {_NUMBER.format('nodes')} nodes to one another: {_OF} ties; "
        r"measures say as much of it as of the rest",
        "note-clique",
    ),
    (rf"{_NUMBER.format('number')} rows without an end are left out", "note-no-end"),
    (rf"{_NUMBER.format('number')} ties of a thing with itself are left out", "note-loops"),
    (
        r"NUTS codes of organisations are (?P<editions>.+); "
        r"one code can mean another area in another edition",
        "note-editions",
    ),
)
_EDITION = re.compile(r"(\d+) of (?:the edition (\w+)|an edition that is not stated)")
_LABEL = Markup('<bdi data-source="graph">{}</bdi>')


def tell_note(note: str, reader: Reader) -> Markup:
    """Return a note in a reader's language; one that is not known stands as it is, marked."""
    for pattern, message in NOTES:
        found = re.fullmatch(pattern, note, re.DOTALL)
        if found:
            return reader.text(message, **_facts(found.groupdict(), reader))
    return Markup('<span lang="en" data-source="graph">{}</span>').format(note)


def _facts(told: dict[str, str], reader: Reader) -> dict[str, str | int | Markup]:
    facts: dict[str, str | int | Markup] = {
        name: int(value) if value.isdecimal() else value for name, value in told.items()
    }
    if "label" in told:
        facts["label"] = _LABEL.format(told["label"])
    if "editions" in told:
        facts["editions"] = "; ".join(
            reader.message("note-edition", number=int(number), edition=edition or "none")
            for number, edition in _EDITION.findall(told["editions"])
        )
    return facts
