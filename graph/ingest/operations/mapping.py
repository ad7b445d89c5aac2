"""A column mapping (TOML): what the columns of a table mean, in which dialect it is written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from techland.graph.errors import nearest
from techland.graph.import_errors import BrokenMapping
from techland.graph.ingest.frames.columns import Column, Table, left_out
from techland.graph.ingest.frames.importer import About
from techland.graph.ingest.frames.readings import (
    COUNTRY,
    LINE,
    LONG,
    NUTS,
    RATE,
    WEBSITE,
    Reading,
    choice,
    date,
    number,
)
from techland.graph.ingest.frames.row_rules import (
    country_against_nuts,
    end_before_start,
    no_persons,
    postcodes,
    shares_from_rates,
)

SHIPPED = Path(__file__).with_name("mappings")
# What a column may mean, for a person.
MEANINGS = {
    "project_id": "number or code of the project",
    "project": "short name of the project",
    "title": "title of the project, in a language that is not known",
    "title_en": "title in English",
    "title_de": "title in German",
    "title_nl": "title in Dutch",
    "description": "summary, in a language that is not known",
    "description_en": "summary in English",
    "description_de": "summary in German",
    "description_nl": "summary in Dutch",
    "programme": "name of the funding programme",
    "partner": "name of the organisation",
    "role": "role of the organisation",
    "legal_status": "public or private",
    "start": "first day of the project",
    "end": "last day of the project",
    "project_cost": "total eligible cost of the whole project",
    "project_eu": "EU contribution to the whole project",
    "partner_cost": "eligible cost of this organisation's part",
    "partner_eu": "EU contribution to this organisation's part",
    "eu_rate": "rate of EU co-financing, as a fraction or in per cent",
    "theme": "theme or category",
    "street": "street of the organisation",
    "postcode": "post code",
    "town": "town of the organisation",
    "country": "country of the organisation",
    "nuts": "NUTS code of the organisation",
    "website": "web address of the organisation",
    "ignore": "not taken in",
    "personal": "personal data: not taken in",
}
_LEGAL = choice(
    {
        "public": "public",
        "private": "private",
        "publiek": "public",
        "privaat": "private",
        "öffentlich": "public",
        "privat": "private",
    },
    "legal status",
)
ROLES = ("lead-partner", "partner", "associated-partner", "beneficiary", "participant")
_SECTIONS = {"dataset", "programme", "table", "columns", "roles"}
_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")


@dataclass(frozen=True)
class ColumnMapping:
    """A mapping file, checked; its digest is that of what it tells, whatever its comments."""

    path: Path
    digest: str
    name: str
    about: About
    issued: str | None
    programme: str | None
    strand: str | None
    edition: str
    role: str
    table: Table


def read_mapping(path: Path) -> ColumnMapping:
    """Return a mapping: a file, or the name of a shipped one such as ``de-nl``.

    Raises:
        BrokenMapping: it cannot be used; the error says why and how to mend it.
    """
    found = path if path.exists() else SHIPPED / f"{path.name}.toml"
    if not found.exists():
        shipped = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        raise BrokenMapping(path, "no such file", f"shipped mappings: {shipped}")
    try:
        told = tomllib.loads(found.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenMapping(found, f"no TOML: {error}") from None
    for section in told:
        if section not in _SECTIONS:
            near = nearest(section, _SECTIONS)
            raise BrokenMapping(found, f"unknown section [{section}]", near)
        if not isinstance(told[section], dict):
            raise BrokenMapping(found, f"[{section}] must be a section")
    return _mapping(found, told)


def _text(path: Path, told: Mapping[str, Any], section: str, key: str) -> str | None:
    value = told.get(section, {}).get(key)
    if value is not None and not isinstance(value, str):
        raise BrokenMapping(path, f"[{section}] {key} must be text")
    return value or None


def _needed(path: Path, told: Mapping[str, Any], section: str, key: str) -> str:
    value = _text(path, told, section, key)
    if value is None:
        raise BrokenMapping(path, f"[{section}] {key} is missing")
    return value


def _mapping(path: Path, told: Mapping[str, Any]) -> ColumnMapping:
    name = _needed(path, told, "dataset", "name")
    if not _NAME.fullmatch(name):
        raise BrokenMapping(path, f"{name!r} cannot name a dataset", "small letters and hyphens")
    about = About(
        title=_needed(path, told, "dataset", "title"),
        publisher=_needed(path, told, "dataset", "publisher"),
        url=_needed(path, told, "dataset", "url"),
        licence=_text(path, told, "dataset", "licence"),
        attribution=_needed(path, told, "dataset", "attribution"),
        counted=_needed(path, told, "dataset", "counted"),
    )
    role = _text(path, told, "table", "role") or "partner"
    if role not in ROLES:
        raise BrokenMapping(path, f"[table] role = {role!r}", f"one of {', '.join(ROLES)}")
    return ColumnMapping(
        path=path,
        digest=sha256(json.dumps(told, default=str).encode()).hexdigest(),
        name=name,
        about=about,
        issued=_text(path, told, "dataset", "issued"),
        programme=_text(path, told, "programme", "name"),
        strand=_text(path, told, "programme", "strand"),
        edition=_text(path, told, "table", "nuts_edition") or "unstated",
        role=role,
        table=_table(path, told),
    )


def _readings(path: Path, told: Mapping[str, Any]) -> dict[str, Reading]:
    table = told.get("table", {})
    decimal = table.get("decimal", "point")
    if decimal not in {"point", "comma"}:
        raise BrokenMapping(path, f"[table] decimal = {decimal!r}", "point or comma")
    formats = table.get("dates", [])
    if not isinstance(formats, list) or not all(isinstance(form, str) for form in formats):
        raise BrokenMapping(path, "[table] dates must be a list of formats", 'such as ["%d.%m.%Y"]')
    roles = told.get("roles", {})
    for word, role in roles.items():
        if role not in ROLES:
            hint = f"one of {', '.join(ROLES)}"
            raise BrokenMapping(path, f"[roles] {word!r} = {role!r}", hint)
    amount, day = number(decimal), date(*formats)
    words = roles or {role: role for role in ROLES}
    return {
        **dict.fromkeys(("project_cost", "project_eu", "partner_cost", "partner_eu"), amount),
        **dict.fromkeys(("start", "end"), day),
        **{f"description{tail}": LONG for tail in ("", "_en", "_de", "_nl")},
        "eu_rate": RATE,
        "country": COUNTRY,
        "nuts": NUTS,
        "website": WEBSITE,
        "legal_status": _LEGAL,
        "role": choice(words, "role"),
    }


def _table(path: Path, told: Mapping[str, Any]) -> Table:
    columns = told.get("columns")
    if not isinstance(columns, dict) or not columns:
        raise BrokenMapping(path, "[columns] is missing", 'a line a column: "Town" = "town"')
    readings = _readings(path, told)
    made: list[Column] = []
    for header, meaning in columns.items():
        if meaning not in MEANINGS:
            near = nearest(str(meaning), MEANINGS) or f"one of {', '.join(MEANINGS)}"
            raise BrokenMapping(path, f"[columns] {header!r} = {meaning!r} means nothing", near)
        if meaning in {"ignore", "personal"}:
            made += left_out(MEANINGS[meaning], header)
        else:
            required = meaning in {"partner", "project_id"}
            made.append(Column(header, meaning, readings.get(meaning, LINE), required))
    meanings = {column.field for column in made}
    if not meanings & {"project_id", "project", "title", "title_en", "title_de", "title_nl"}:
        raise BrokenMapping(path, "no column names the project", "map one to project_id or project")
    marks = tuple(column.header for column in made if column.field)
    rules = [no_persons("partner")] if "partner" in meanings else []
    if {"start", "end"} <= meanings:
        rules.append(end_before_start)
    if {"nuts", "country"} <= meanings:
        rules.append(country_against_nuts)
    if {"postcode", "country"} <= meanings:
        rules.append(postcodes)
    if {"eu_rate", "partner_cost"} <= meanings and "partner_eu" not in meanings:
        rules.append(shares_from_rates)
    return Table("operations", tuple(made), marks, tuple(rules))
