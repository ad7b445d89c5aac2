"""Templates: one environment, escaping everywhere, undefined names are errors."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from techland.viz.picture_data import script_json

TEMPLATES = Path(__file__).parent / "templates"


def template_environment(*folders: Path) -> Environment:
    """Return the environment of the templates in these folders and in this room's own."""
    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["script_json"] = script_json
    environment.filters["bdi"] = Markup('<bdi data-source="graph">{}</bdi>').format
    environment.filters["code"] = Markup('<code data-source="graph">{}</code>').format
    return environment
