"""Changes in a reader's words: one table for a terminal, Markdown, CSV and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, RdfFormat, parse

from techland.graph.changes.change import (
    ADDED,
    CHANGED,
    WITHDRAWN,
    Changes,
    ClaimChange,
    ClaimState,
    Reason,
    RecordChange,
    Term,
    ValueChange,
)
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE
from techland.viz.reader import Reader

COLUMNS = ("change", "thing", "property", "before", "after", "why")
SECTIONS = ("claims", "disputes", "sources", "things", "counts", "inputs", "rest")
_ENTERED = {
    "disputes": {ADDED: "opened", WITHDRAWN: "closed"},
    "things": {ADDED: "appeared", WITHDRAWN: "vanished"},
}
_DIGITS = 12


@dataclass(frozen=True)
class ChangeRow:
    """A line of the table of changes; ``iri`` is what it is about, ``codes`` its reasons."""

    section: str
    kind: str
    iri: str
    thing: str
    predicate: str
    before: str
    after: str
    why: str
    codes: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells that a person reads, in the order of the columns."""
        return self.kind, self.thing, self.predicate, self.before, self.after, self.why


class ChangeWords:
    """Changes told to a reader."""

    def __init__(self, changes: Changes, reader: Reader) -> None:
        self.changes = changes
        self.reader = reader

    def say(self, message: str, **variables: str | int) -> str:
        """Return one of the messages of changes."""
        return self.reader.message(f"changes-{message}", **variables)

    def name(self, iri: str) -> str:
        """Return the name of a thing, that of its parts, or its short IRI."""
        names = self.changes.names
        if iri in names.names:
            return self.reader.name(names.names[iri], iri).text
        parts = [self.value(part) for part in names.parts.get(iri, ())]
        return " · ".join(parts) or _short(iri)

    def value(self, term: Term) -> str:
        """Return a value as a person reads it."""
        return term.value if isinstance(term, Literal) else self.name(term.value)

    def rows(self) -> Iterator[ChangeRow]:
        """Yield every change, in the order of the sections."""
        yield from map(self._claim, self.changes.claims)
        for section, records in (
            ("disputes", self.changes.disputes),
            ("sources", self.changes.sources),
        ):
            for record in records:
                yield from self._record(section, record)
        yield from self._things()
        for section, values in (("counts", self.changes.counts), ("inputs", self.changes.inputs)):
            yield from (self._value(section, one) for one in values)
        yield from self._rest()

    def _kind(self, section: str, kind: str) -> str:
        return self.say(_ENTERED.get(section, {}).get(kind, kind))

    def _claim(self, change: ClaimChange) -> ChangeRow:
        state = change.state
        before = self._state(change.before)
        if change.new_value and change.status_now:
            before = self.say("kept", value=before, status=self._status(change.status_now))
        return ChangeRow(
            "claims",
            self._kind("claims", change.kind),
            state.subject,
            self.name(state.subject),
            self.name(state.predicate),
            before,
            self._state(change.after),
            "; ".join(self.reason(reason) for reason in change.reasons),
            tuple(reason.code for reason in change.reasons),
        )

    def _status(self, status: str) -> str:
        return {
            "accepted": self.say("accepted"),
            "disputed": self.reader.message("evidence-disputed"),
            "superseded": self.reader.message("evidence-superseded"),
        }[status]

    def _state(self, state: ClaimState | None) -> str:
        if state is None:
            return ""
        value = self.value(state.value)
        if isinstance(state.value, Literal) and state.value.language:
            value = f"{value} @{state.value.language}"
        return value if state.accepted else f"{value} ({self._status(state.status)})"

    def reason(self, reason: Reason) -> str:
        """Return why a claim changed."""
        told = self.reader.message(
            f"change-reason-{reason.code}",
            thing=self.name(reason.thing) if reason.thing else "",
            before=self._word(reason.before),
            after=self._word(reason.after),
            where=reason.where or "",
        )
        return f"{told} {self.say('told', text=reason.told)}" if reason.told else told

    def _word(self, text: str | None) -> str:
        if not text:
            return self.say("nothing")
        return _short(text) if text.startswith(BASE) else text

    def _record(self, section: str, record: RecordChange) -> Iterator[ChangeRow]:
        kind, name = self._kind(section, record.kind), record.label
        if record.kind != CHANGED:
            told = {**record.before, **record.after}
            rule = ": ".join(" + ".join(told.get(key, ())) for key in ("rule", "accepted"))
            texts = " / ".join(" ".join(told.get(f"{side}.text", ())) for side in "ab")
            value = f"{texts} ({rule})" if section == "disputes" else " ".join(told.get("url", ()))
            sides = ("", value) if record.kind == ADDED else (value, "")
            yield ChangeRow(section, kind, record.iri, name, "", *sides, "")
            return
        for field in record.fields:
            before, after = (
                " | ".join(map(self._field, fields.get(field, ())))
                for fields in (record.before, record.after)
            )
            yield ChangeRow(section, kind, record.iri, name, field, before, after, "")

    def _field(self, text: str) -> str:
        return self.name(text) if text.startswith(BASE) else text

    def _things(self) -> Iterator[ChangeRow]:
        for thing in self.changes.things:
            other = _short(thing.other) if thing.other else ""
            word = "now" if thing.kind == WITHDRAWN else "was"
            why = self.say(word, other=other) if other else ""
            kinds = " | ".join(self.name(kind) for kind in thing.types)
            sides = ("", kinds) if thing.kind == ADDED else (kinds, "")
            kind = self._kind("things", thing.kind)
            name = f"{self.name(thing.iri)} <{_short(thing.iri)}>"
            yield ChangeRow("things", kind, thing.iri, name, "", *sides, why)

    def _value(self, section: str, one: ValueChange) -> ChangeRow:
        kind = ADDED if one.before is None else WITHDRAWN if one.after is None else CHANGED
        cells = [self._amount(value) for value in (one.before, one.after)]
        what = self.say(one.kind)
        return ChangeRow(section, self.say(kind), "", one.name, what, cells[0], cells[1], "")

    def _amount(self, value: str | int | None) -> str:
        if value is None:
            return ""
        return self.reader.number(value) if isinstance(value, int) else value[:_DIGITS]

    def _rest(self) -> Iterator[ChangeRow]:
        for rest in self.changes.rest:
            for kind, triples in ((ADDED, rest.added), (WITHDRAWN, rest.withdrawn)):
                for text in triples:
                    [quad] = parse(f"{text} .", format=RdfFormat.N_TRIPLES)
                    thing, told = str(quad.subject), str(quad.object)
                    iri = thing.strip("<>")
                    value = _short_term(told)
                    sides = ("", value) if kind == ADDED else (value, "")
                    said = self.say(kind)
                    predicate = _short(quad.predicate.value)
                    why = f"graph:{rest.graph}"
                    yield ChangeRow("rest", said, iri, _short(iri), predicate, *sides, why)

    def summary(self) -> str:
        """Return in one line how much changed."""
        found = self.changes
        if found.empty:
            return self.say("same", version=found.old[:_DIGITS])
        counts = {
            name: len(getattr(found, name)) for name in ("claims", "disputes", "sources", "things")
        }
        return self.say("summary", **counts, triples=self.rest_count)

    @property
    def rest_count(self) -> int:
        """Return how many triples changed that no claim explains."""
        return sum(len(rest.added) + len(rest.withdrawn) for rest in self.changes.rest)


def _short_term(told: str) -> str:
    """Return a term as N-Triples has it, its IRI or datatype shortened."""
    text, mark, datatype = told.rpartition('"^^')
    if mark:
        return f"{text}{mark}{_short(datatype.strip('<>'))}"
    return _short(told.strip("<>")) if told.startswith("<") else told


def _short(iri: str) -> str:
    fits = [(p, n) for p, n in PREFIXES.items() if iri.startswith(n) and iri != n]
    if not fits:
        return iri
    prefix, namespace = max(fits, key=lambda pair: len(pair[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"
