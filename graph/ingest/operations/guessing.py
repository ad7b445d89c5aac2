"""Propose a column mapping from headers and sample values, and say what it is unsure of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import polars as pl
import tomlkit

from techland.graph.import_errors import UnreadableFile
from techland.graph.ingest.frames import countries
from techland.graph.ingest.frames.sheets import ROW, Sheet, headers_of
from techland.graph.ingest.frames.unpacking import LIMITS, parts_of
from techland.graph.ingest.jobs import sheets_of
from techland.graph.ingest.operations.mapping import MEANINGS

SAMPLED = 2000
# Words of headers, in nl, de, en and fr, in the order in which they are tried.
WORDS: Sequence[tuple[str, str]] = (
    (r"e-?mail|telef|phone|contact|kontakt|ansprech", "personal"),
    (
        r"projekt-?(nr|nummer|id|code)|project-?(nr|number|num+er|id|code)|operation.*(id|code)",
        "project_id",
    ),
    (r"acronym|kurz(titel|name|bezeichnung)|afkorting", "project"),
    (
        r"(summary|zusammenfassung|beschreibung|samenvatting|description|omschrijving).*\b(de|deu?tsch)\b",
        "description_de",
    ),
    (
        r"(summary|zusammenfassung|beschreibung|samenvatting|description|omschrijving).*\b(nl|nederl\w*)\b",
        "description_nl",
    ),
    (
        r"(summary|zusammenfassung|beschreibung|samenvatting|description|omschrijving).*\b(en|english)\b",
        "description_en",
    ),
    (
        r"summary|zusammenfassung|beschreibung|samenvatting|description|omschrijving|r[ée]sum[ée]",
        "description",
    ),
    (
        r"partner|beg[uü]nstigte|begunstigde|beneficiary|b[ée]n[ée]ficiaire|organi[sz]ation|organisatie|tr[äa]ger|einrichtung",
        "partner",
    ),
    (r"\brol(e|le)?\b|lead", "role"),
    (r"projekt|project|vorhaben|operation|titel|title", "title"),
    (r"start|beginn?|anfang|laufzeit von|d[ée]but|van\b", "start"),
    (r"\bende?\b|ende\b|eind|laufzeit bis|\bfin\b|tot\b", "end"),
    (r"satz|rate|percentage|prozent|taux|%", "eu_rate"),
    (
        r"efre|erdf|feder|efro|eu[- ](beitrag|contribution|funding|mittel|bijdrage|share)",
        "project_eu",
    ),
    (r"kosten|costs?|budget|expenditure|ausgaben|uitgaven|d[ée]penses", "project_cost"),
    (r"plz|post-?(leitzahl|code)|zip|code postal", "postcode"),
    (r"stra(ß|ss)e|street|straat|adres", "street"),
    (r"\bort\b|stadt|town|city|plaats|woonplaats|ville|gemeente", "town"),
    (r"\bland\b|country|pays|staat", "country"),
    (r"nuts", "nuts"),
    (r"website|web|url|homepage|internet", "website"),
    (r"theme|thema|kategorie|category|categorie|priorit|bereich", "theme"),
    (r"programm", "programme"),
    (r"rechtsform|legal status|rechtsvorm", "legal_status"),
)
_VALUES = {
    "start": r"^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|^[2-6]\d{4}$",
    "end": r"^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|^[2-6]\d{4}$",
    "project_cost": r"^[\d.,\s€]+$",
    "project_eu": r"^[\d.,\s€]+$",
    "eu_rate": r"^[\d.,\s]+%?$",
    "postcode": r"\d{4}",
    "nuts": r"^[A-Z]{2}[0-9A-Z]{1,3}\b",
    "website": r"\w\.\w",
}
_FITS = 0.6
_ADDRESS = r"^[^@\s]+@[^@\s]+\.\w+$"


def guess_mapping(path: Path) -> str:
    """Return a mapping as TOML to edit; what is uncertain says so in a comment.

    Raises:
        UnreadableFile, TooLarge: the file cannot be read.
    """
    sheets = [sheet for part in parts_of(path) for sheet in sheets_of(part, (), LIMITS)]
    if not sheets:
        raise UnreadableFile(path, "it holds no table")
    sheet = max(sheets, key=lambda one: max(len(row) for row in one.head))
    header = _header_row(sheet)
    names = headers_of(sheet.head[header])
    frames = [batch.frame for batch in islice(sheet.read(header, names), 1)]
    sample = frames[0].head(SAMPLED) if frames else pl.DataFrame(schema={ROW: pl.UInt32})
    return _written(path, sheet, header, names, sample)


def _header_row(sheet: Sheet) -> int:
    """Return the row with most cells that a header word fits, the fullest first."""
    scores = []
    for index, row in enumerate(sheet.head):
        texts = [cell for cell in row if cell.strip() and not re.search(r"\d{3,}", cell)]
        known = sum(_by_header(cell) is not None for cell in texts)
        scores.append((known, len(texts), -index))
    return -max(scores)[2]


def _by_header(header: str) -> str | None:
    folded = header.lower()
    return next((meaning for pattern, meaning in WORDS if re.search(pattern, folded)), None)


def _guess(header: str, values: pl.Series) -> tuple[str, str | None]:
    """Return a column's meaning and, where it is unsure, why."""
    told = values.str.strip_chars()
    told = told.filter(told.str.len_bytes() > 0)
    if _share(told.str.contains(_ADDRESS)) > _FITS / 2:
        return "personal", None
    meaning = _by_header(header)
    if meaning is None:
        return _by_values(told)
    pattern = _VALUES.get(meaning)
    if pattern and len(told) and _share(told.str.contains(pattern)) < _FITS:
        return "ignore", f"its name says {meaning}, but its values do not look so"
    if not len(told):
        return meaning, "it has no values"
    return meaning, None


def _share(fits: pl.Series) -> float:
    return float(fits.fill_null(value=False).sum()) / max(1, len(fits))


def _by_values(told: pl.Series) -> tuple[str, str | None]:
    if len(told):
        if _share(told.str.to_lowercase().is_in(list(countries.by_name()))) > _FITS:
            return "country", "guessed from its values"
        for meaning in ("nuts", "website"):
            if _share(told.str.contains(_VALUES[meaning])) > _FITS:
                return meaning, "guessed from its values"
    return "ignore", "its name says nothing that is known"


def _dialect(sample: pl.DataFrame, meanings: dict[str, str]) -> tuple[str, list[str], list[str]]:
    """Return the decimal mark, the date formats, and what is unsure of them."""
    unsure = []
    amounts = [c for c, m in meanings.items() if m in {"project_cost", "project_eu"}]
    texts = [text for column in amounts for text in sample[column].to_list() if text]
    comma = sum(bool(re.search(r",\d{1,2}$", text)) for text in texts)
    point = sum(bool(re.search(r"\.\d{1,2}$", text)) for text in texts)
    if comma and point:
        unsure.append(f"decimal: {comma} amounts end as with a comma, {point} as with a point")
    days = [text for c, m in meanings.items() if m in {"start", "end"} for text in sample[c]]
    forms: Counter[str] = Counter()
    for text in days:
        for pattern, form in (
            (r"^\d{1,2}\.\d{1,2}\.\d{4}", "%d.%m.%Y"),
            (r"^\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"),
            (r"^\d{1,2}-\d{1,2}-\d{4}", "%d-%m-%Y"),
            (r"^\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d"),
        ):
            forms[form] += bool(re.search(pattern, text))
    found = [form for form, number in forms.items() if number]
    if "%d/%m/%Y" in found:
        unsure.append("dates: 03/04/2020 is read as 3 April")
    return ("comma" if comma > point else "point"), found, unsure


def _written(
    path: Path, sheet: Sheet, header: int, names: Sequence[str], sample: pl.DataFrame
) -> str:
    guesses = {name: _guess(name, sample[name]) for name in names}
    taken: Counter[str] = Counter(meaning for meaning, _ in guesses.values())
    decimal, dates, unsure = _dialect(sample, {name: m for name, (m, _) in guesses.items()})
    document = tomlkit.document()
    document.add(tomlkit.comment(f"Guessed from {sheet.place}, header in row {header + 1}."))
    document.add(tomlkit.comment("Read every line; what is unsure says so. Then:"))
    document.add(tomlkit.comment(f"techland import --mapping THIS-FILE {path.name}"))
    dataset = tomlkit.table()
    slug = "-".join(re.findall(r"[a-z0-9]+", path.stem.lower()))[:50] or "table"
    dataset.add("name", f"own-{slug}")
    for key, told in (
        ("title", path.stem),
        ("publisher", "unsure: who published this table?"),
        ("url", "https://example.org/"),
        ("attribution", "unsure: whom to credit, and how?"),
        ("counted", "unsure: what is in this table, as of which day, and what is not?"),
    ):
        dataset.add(key, told)
    document.add("dataset", dataset)
    table = tomlkit.table()
    for line in unsure:
        table.add(tomlkit.comment(f"unsure: {line}"))
    table.add("decimal", decimal)
    table.add("dates", dates)
    table.add("role", "partner")
    document.add("table", table)
    columns = tomlkit.table()
    for name, (meaning, why) in guesses.items():
        item = tomlkit.item(meaning)
        doubts = [why] if why else []
        if taken[meaning] > 1 and meaning not in {"ignore", "personal"}:
            doubts.append(f"{taken[meaning]} columns look like {meaning}: the first value counts")
        if meaning in {"project_cost", "project_eu"}:
            doubts.append(f"of the project? else {meaning.replace('project', 'partner')}")
        if doubts:
            item.comment(f"unsure: {'; '.join(doubts)}")
        columns.add(name, item)
    document.add("columns", columns)
    document.add(tomlkit.nl())
    document.add(tomlkit.comment("A column may mean:"))
    for meaning, told in MEANINGS.items():
        document.add(tomlkit.comment(f"  {meaning}: {told}"))
    return tomlkit.dumps(document)
