"""Names as pages show them: marked with their language, and with a small tag if not the reader's.

Functions rather than macros of a template: a page has hundreds of names.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from techland.viz.languages import LANGUAGES
from techland.viz.names import Name

_Told = Callable[[str], object]


def plain(name: Name, t: _Told) -> Markup:
    """Return a name; ``t`` gives the messages of the reader."""
    return Markup(f"{_isolated(name)}{_tongue(name, t)}")  # noqa: S704 (its parts are escaped)


def linked(name: Name, href: str | None, t: _Told) -> Markup:
    """Return a name that leads to an address; the name alone where nothing is to be led to."""
    if href is None:
        return plain(name, t)
    link = f'<a href="{escape(href)}">{_isolated(name)}</a>{_tongue(name, t)}'
    return Markup(link)  # noqa: S704 (its parts are escaped)


def _isolated(name: Name) -> str:
    language = f' lang="{escape(name.language)}"' if name.language else ""
    return f'<bdi data-source="graph"{language}>{escape(name.text)}</bdi>'


def _tongue(name: Name, t: _Told) -> str:
    if not name.is_fallback:
        return ""
    code = escape(name.language)
    title = t(f"language-{name.language}") if name.language in LANGUAGES else code
    return f' <abbr class="tongue" title="{title}" data-source="graph">{code}</abbr>'
