"""Pages read as a browser reads them: elements, attributes, visible text."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "head"}
SPOKEN = ("title", "aria-label", "placeholder", "alt")
# The pseudo-locale wraps each message in these.
OPEN, CLOSE = "⟦", "⟧"

Attributes = dict[str, str | None]


class Page(HTMLParser):
    """Elements of a page, and the text outside of messages that is not marked as data."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.untranslated: list[str] = []
        self.text = ""
        self._stack: list[tuple[str, Attributes]] = []
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self._stack.append((tag, attributes))
        if not self._is_data(attributes):
            self.untranslated += [
                f"{tag}@{name}={attributes[name]!r}"
                for name in SPOKEN
                if attributes.get(name) and is_outside(str(attributes[name]))
            ]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in SILENT for tag, _ in self._stack):
            return
        self.text += data
        for piece in re.split(f"([{OPEN}{CLOSE}])", data):
            self._depth += (piece == OPEN) - (piece == CLOSE)
            if self._depth == 0 and has_letters(piece) and not self._is_data({}):
                self.untranslated.append(piece.strip())

    def _is_data(self, attributes: Attributes) -> bool:
        marked = [attributes, *(found for tag, found in self._stack if tag != "html")]
        return any("data-source" in found or "lang" in found for found in marked)

    def attributes(self, tag: str, name: str) -> list[str]:
        """Return the values of an attribute of all elements of this tag that have it."""
        return [str(found[name]) for kind, found in self.elements if kind == tag and name in found]


def has_letters(text: str) -> bool:
    return any(unicodedata.category(character).startswith("L") for character in text)


def is_outside(text: str) -> bool:
    """Tell whether letters stand outside of the marks of messages."""
    return has_letters(re.sub(f"{OPEN}[^{CLOSE}]*{CLOSE}", "", text))
