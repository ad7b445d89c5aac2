"""Templates: one environment, escaping everywhere, undefined names are errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from techland.viz.name_markup import linked, plain

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
# What every page calls, and none of it wants the context of its template.
_PLAIN_FUNCTIONS = frozenset(
    {"t", "plain", "linked", "address_of", "name", "told", "translated", "cites"}
)


class DirectCalls(CodeGenerator):
    """Writes calls of plain functions as calls, and escapes only what is no markup yet.

    Templates call through their context, which looks each time whether a function wants it: of
    a page with a thousand calls that is a third of the time. What they return is markup mostly.
    """

    def visit_Call(  # noqa: N802 (Jinja's name)
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call."""
        called = node.node
        plain = isinstance(called, nodes.Name) and called.name in _PLAIN_FUNCTIONS
        of_reader = (
            isinstance(called, nodes.Getattr)
            and isinstance(called.node, nodes.Name)
            and called.node.name == "reader"
        )
        if forward_caller or node.dyn_args or node.dyn_kwargs or not (plain or of_reader):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(called, frame)
        self.write("(")
        for argument in [*node.args, *node.kwargs]:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write what escapes a value: markup is let through as it is, not copied."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(_told if type(_told := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(")) is Markup else escape(_told))")


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
    environment.code_generator_class = DirectCalls
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
