"""Parameters of the catalogue's queries: what they take, and how a value becomes a term."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from techland.graph.catalogue_errors import WrongParameter
from techland.ontology.terms import XSD

Term = NamedNode | Literal
# What an address says beside the parameters of its query.
RESERVED = frozenset({"page", "page_size", "format", "lang", "version", "timeout"})
_SHORT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_YEAR = re.compile(r"[0-9]{4}")
_ESCAPE = re.compile(r"(\\\\)([uU])|\\.")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query.

    Attributes:
        name: of the parameter and of the variable that takes its value.
        type: one of iri, string, integer, date, year.
        required: whether the query needs a value; if so it has a default.
        default: the value that the query's text holds, as the header writes it.
        choices: the only values allowed, if there are any.
        prefix: the prefix that a short value stands behind, as in theme.
        namespace: what that prefix stands for.
        of_class: the class that an IRI should be of, for forms to choose from.
        scheme: the concept scheme that it should be of, likewise.
        description: what to say beside its name.
    """

    name: str
    type: str
    required: bool = False
    default: str | None = None
    choices: tuple[str, ...] = ()
    prefix: str | None = None
    namespace: str | None = None
    of_class: str | None = None
    scheme: str | None = None
    description: str | None = None

    @property
    def expected(self) -> str:
        """Return in words what the parameter takes."""
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        if self.type == "iri":
            return f"an IRI, or an id that follows {self.namespace}"
        return TYPES[self.type][1]

    def term(self, value: object) -> Term:
        """Return a value as an RDF term of the parameter's type.

        Raises:
            WrongParameter: naming the parameter, the value and what it takes.
        """
        text = str(value)
        if self.choices and text not in self.choices:
            raise WrongParameter(self.name, value, self.expected)
        try:
            return TYPES[self.type][0](self, text)
        except ValueError:
            raise WrongParameter(self.name, value, self.expected) from None


def _iri(parameter: Parameter, text: str) -> Term:
    short = text.removeprefix(f"{parameter.prefix}:")
    if _SHORT.fullmatch(short):
        return NamedNode(f"{parameter.namespace}{short}")
    return NamedNode(text)


def _string(_: Parameter, text: str) -> Term:
    return Literal(text)


def _integer(_: Parameter, text: str) -> Term:
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return Literal(str(int(text)), datatype=NamedNode(XSD.integer))


def _date(_: Parameter, text: str) -> Term:
    day = dt.date.fromisoformat(text).isoformat()
    return Literal(day, datatype=NamedNode(XSD.date))


def _year(parameter: Parameter, text: str) -> Term:
    if not _YEAR.fullmatch(text):
        raise ValueError(text)
    return _integer(parameter, text)


# Each type with its way to a term (ValueError: no value of it) and what it takes in words.
TYPES: dict[str, tuple[Callable[[Parameter, str], Term], str]] = {
    "iri": (_iri, "an IRI"),
    "string": (_string, "a text"),
    "integer": (_integer, "a whole number"),
    "date": (_date, "a day such as 2021-05-18"),
    "year": (_year, "a year of four digits"),
}


def written(term: Term) -> str:
    r"""Return a term as SPARQL text that means the term in every engine.

    Some engines read ``\u0022`` as a quotation mark before they look at the
    string around it, even after an escaped backslash; so a u that follows one
    is itself written as an escape, with the eight digits that none of them takes for four.
    """
    return _ESCAPE.sub(_guarded, str(term)) if isinstance(term, Literal) else str(term)


def _guarded(match: re.Match[str]) -> str:
    if not match[1]:
        return match[0]
    return f"{match[1]}\\U{ord(match[2]):08X}"
