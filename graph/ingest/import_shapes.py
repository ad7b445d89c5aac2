"""Compile the shapes of an imported graph to SPARQL: pySHACL does not reach its size.

What is compiled: property shapes with a target class, a path of one property, and the
constraints of the table below (SHACL, section 4). Any other constraint is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

SHAPES = Path(__file__).resolve().parents[2] / "ontology" / "import_shapes"
_SH = "http://www.w3.org/ns/shacl#"
VIOLATION = f"{_SH}Violation"


def _min_count(path: str, value: str) -> str:
    if value == "1":
        return f"FILTER NOT EXISTS {{ ?focus {path} ?any }}"
    return (
        f"{{ SELECT ?focus (COUNT(DISTINCT ?each) AS ?number) WHERE {{ ?focus a ?class "
        f"OPTIONAL {{ ?focus {path} ?each }} }} GROUP BY ?focus }} FILTER(?number < {value})"
    )


def _max_count(path: str, value: str) -> str:
    if value == "1":
        return f"FILTER EXISTS {{ ?focus {path} ?one, ?other . FILTER(?one != ?other) }}"
    return (
        f"{{ SELECT ?focus (COUNT(DISTINCT ?each) AS ?number) WHERE {{ ?focus {path} ?each }} "
        f"GROUP BY ?focus }} FILTER(?number > {value})"
    )


def _each(condition: str) -> Callable[[str, str], str]:
    """Return a constraint that each value must meet."""
    return lambda path, value: (
        f"?focus {path} ?value . BIND({condition.format(value=value)} AS ?fine) "
        "FILTER(!COALESCE(?fine, false))"
    )


_KINDS = {"IRI": "isIRI(?value)", "Literal": "isLiteral(?value)"}


def _node_kind(path: str, value: str) -> str:
    return _each(_KINDS[value.strip("<>").removeprefix(_SH)])(path, value)


def _not_after(path: str, value: str) -> str:
    return (
        f"?focus {path} ?value ; {value} ?bound . BIND(?value <= ?bound AS ?fine) "
        "FILTER(!COALESCE(?fine, false))"
    )


CONSTRAINTS: dict[str, Callable[[str, str], str]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "datatype": _each(
        "isLiteral(?value) && DATATYPE(?value) = {value} && isLiteral({value}(STR(?value)))"
    ),
    "minInclusive": _each("?value >= {value}"),
    "nodeKind": _node_kind,
    "lessThanOrEquals": _not_after,
}
_OTHER = frozenset({"targetClass", "path", "severity", "message"})


class Look(IntEnum):
    """What a constraint looks at in a thing's values: how many, their kind, what they are."""

    NUMBER = 0
    KIND = 1
    VALUE = 2


LOOKS = {
    "minCount": Look.NUMBER,
    "maxCount": Look.NUMBER,
    "nodeKind": Look.KIND,
    "datatype": Look.VALUE,
    "minInclusive": Look.VALUE,
    "lessThanOrEquals": Look.VALUE,
}


@dataclass(frozen=True)
class CompiledShape:
    """A constraint of a shape as a query for the things that break it."""

    shape: str
    constraint: str
    target: str
    paths: tuple[str, ...]
    severity: str
    message: str
    query: str


@cache
def compiled_shapes(folder: Path = SHAPES) -> tuple[CompiledShape, ...]:
    """Return every constraint of the shapes of a folder, compiled.

    Raises:
        ValueError: a shape has something that is not compiled.
    """
    store = Store()
    for path in sorted(folder.glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    kind = NamedNode(f"{_SH}targetClass")
    shapes = sorted({quad.subject for quad in store.quads_for_pattern(None, kind, None)}, key=str)
    return tuple(one for shape in shapes for one in _compiled(store, shape))


def _compiled(store: Store, shape: Any) -> Iterable[CompiledShape]:
    told: dict[str, list[Any]] = {}
    for quad in store.quads_for_pattern(shape, None, None):
        told.setdefault(quad.predicate.value.removeprefix(_SH), []).append(quad.object)
    messages = {text.language: text.value for text in told["message"] if isinstance(text, Literal)}
    (path,), (target,) = told["path"], told["targetClass"]
    for name, values in sorted(told.items()):
        if name in _OTHER or not name.isalpha():
            continue
        if name not in CONSTRAINTS:
            raise ValueError(f"{shape}: sh:{name} is not compiled")
        value = values[0]
        written = value.value if name in {"minCount", "maxCount"} else str(value)
        body = CONSTRAINTS[name](str(path), written).replace("?class", str(target))
        query = f"SELECT DISTINCT ?focus WHERE {{ ?focus a {target} . {body} }}"
        paths = (str(path), written) if name == "lessThanOrEquals" else (str(path),)
        severity = told["severity"][0].value
        about = (name, str(target), paths, severity, messages["en"])
        yield CompiledShape(shape.value, *about, query)


def looked_at(folder: Path = SHAPES) -> dict[str, Look]:
    """Return the properties that the shapes look at, with how much of a value they see."""
    looks: dict[str, Look] = {}
    for one in compiled_shapes(folder):
        for path in one.paths:
            looks[path] = max(looks.get(path, Look.NUMBER), LOOKS[one.constraint])
    return looks


def broken_shapes(store: Store, folder: Path = SHAPES) -> dict[CompiledShape, list[str]]:
    """Return the things that break each shape, over the default graph of a store."""
    found: dict[CompiledShape, list[str]] = {}
    for one in compiled_shapes(folder):
        solutions = store.query(one.query)
        focus = [str(solution[0]) for solution in solutions]  # type: ignore[union-attr]  # a SELECT
        if focus:
            found[one] = sorted(focus)
    return found
