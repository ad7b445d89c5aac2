"""What the service answers, as JSON of the Reconciliation Service API 0.2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from techland.ontology.terms import BASE
from techland.queries.reconciling.matching import Match
from techland.queries.reconciling.schema import DATE, ENTITY, Property, properties, thing_types
from techland.queries.reconciling.things import Thing, thing_types_of
from techland.queries.reconciling.values import Value, Values
from techland.server.reconciliation.requests import BATCH_SIZE, Extension

VERSIONS = ("0.1", "0.2")
# What tells a thing from its namesakes, in this order.
_TOLD = ("kind", "place", "country", "start", "signed", "programme")
_NAMES = {
    "en": "techland: Dutch-German innovation cooperation",
    "nl": "techland: Nederlands-Duitse innovatiesamenwerking",
    "de": "techland: niederländisch-deutsche Innovationszusammenarbeit",
}
_LIMIT = {
    "en": ("Most values", "Leave empty for all."),
    "nl": ("Hoogste aantal waarden", "Laat leeg voor alle."),
    "de": ("Höchstzahl der Werte", "Leer lassen für alle."),
}
PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 220


def manifest(root: str, service: str, language: str, version: str) -> dict[str, Any]:
    """Return the service's manifest.

    Args:
        root: the server's address, without a slash at its end.
        service: the path of the service below it, in this language.
        language: of names.
        version: of the software.
    """
    label, help_text = _LIMIT[language]
    suggest = {
        what: {"service_url": root, "service_path": f"{service}/suggest/{what}"}
        for what in ("entity", "property", "type")
    }
    return {
        "versions": list(VERSIONS),
        "name": _NAMES[language],
        "identifierSpace": BASE,
        "schemaSpace": f"{BASE}ontology#",
        "defaultTypes": [type_told(name, language) for name in thing_types()],
        "logo": f"{root}/static/pages/mark.svg",
        "serviceVersion": version,
        "batchSize": BATCH_SIZE,
        "view": {"url": f"{root}{service}/view?id={{{{id}}}}"},
        "preview": {
            "url": f"{root}{service}/preview?id={{{{id}}}}",
            "width": PREVIEW_WIDTH,
            "height": PREVIEW_HEIGHT,
        },
        "suggest": suggest,
        "extend": {
            "propose_properties": {
                "service_url": root,
                "service_path": f"{service}/properties",
            },
            "property_settings": [
                {
                    "name": "limit",
                    "label": label,
                    "type": "number",
                    "default": 0,
                    "help_text": help_text,
                }
            ],
        },
    }


def type_told(name: str, language: str) -> dict[str, Any]:
    """Return a type: its id, its name, and the broader ones."""
    told = thing_types()[name]
    broader = [type_told(told.broader, language)] if told.broader else []
    return {"id": name, "name": told.names[language], "broader": broader}


def property_told(one: Property, language: str) -> dict[str, str]:
    """Return a property: its id and its name."""
    return {"id": one.id, "name": one.names[language]}


def description(values: Mapping[str, Sequence[Value]], language: str) -> str:
    """Return what tells a thing from its namesakes: university · Enschede · NL."""
    told = (values[name][0].name(language) for name in _TOLD if values.get(name))
    return " · ".join(told)


def candidates(found: Iterable[Match], values: Values, language: str) -> list[dict[str, Any]]:
    """Return the candidates of one name, the best first."""
    return [
        {
            "id": one.thing.id,
            "name": one.thing.name(language),
            "description": _with_reasons(one, values, language),
            "type": [_type(name, language) for name in thing_types_of(one.thing)],
            "score": one.score,
            "match": one.match,
            "features": _features(one),
        }
        for one in found
    ]


def _type(name: str, language: str) -> dict[str, str]:
    return {"id": name, "name": thing_types()[name].names[language]}


def _with_reasons(one: Match, values: Values, language: str) -> str:
    told = description(values.get(one.thing.id, {}), language)
    why = "; ".join(reason.told(language) for reason in one.reasons)
    return f"{told} ({why})" if told else why


def _features(one: Match) -> list[dict[str, Any]]:
    agreed = [{"id": f"same-{name}", "value": same} for name, same in one.agreement.items()]
    return [{"id": "names", "value": one.score}, *agreed]


def extension(
    wanted: Extension, things: Mapping[str, Thing], values: Values, language: str
) -> dict[str, Any]:
    """Return the wanted values of each thing; none for an id that nothing has."""
    meta = [_meta(properties()[name], language) for name in wanted.limits]
    rows = {
        one: {
            name: [
                _cell(value, things, language)
                for value in values.get(one, {}).get(name, ())[: limit or None]
            ]
            for name, limit in wanted.limits.items()
        }
        for one in wanted.ids
    }
    return {"meta": meta, "rows": rows}


# Values of these are things of one type, which a client can go on from.
_TYPE_OF_VALUES = {
    "place": "place",
    "theme": "theme",
    "activity": "activity",
    "participant": "organisation",
    "programme": "programme",
    "signatory": "organisation",
    "supporter": "organisation",
}


def _meta(one: Property, language: str) -> dict[str, Any]:
    type_name = _TYPE_OF_VALUES.get(one.id)
    more = {"type": _type(type_name, language)} if type_name else {}
    return {**property_told(one, language), **more}


def _cell(value: Value, things: Mapping[str, Thing], language: str) -> dict[str, Any]:
    if value.kind == ENTITY and value.id in things:
        return {"id": value.id, "name": value.name(language)}
    if value.kind == DATE:
        return {"date": f"{value.text}T00:00:00Z"}
    return {"str": value.name(language)}
