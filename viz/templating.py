"""Templates: one environment, escaping everywhere, undefined names are errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from techland.viz.name_markup import linked, plain

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"


def template_environment(*folders: Path) -> Environment:
    """Return the environment of the templates in these folders and in this room's own."""
    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Else every page looks at the files of all its templates.
        auto_reload=False,
    )
    environment.globals |= {"plain": plain, "linked": linked}
    environment.filters["script_json"] = script_json
    environment.filters["bdi"] = Markup('<bdi data-source="graph">{}</bdi>').format
    environment.filters["code"] = Markup('<code data-source="graph">{}</code>').format
    return environment


def script_json(value: Any) -> Markup:
    """Return JSON that may stand inside a ``<script>`` element: no markup can begin in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (no character that could end the element is left)
