"""The canonical view: triples of merged records told of one IRI, disagreements as disputes.

Datasets keep their own graphs as imported; what is rewritten here stands in the default graph.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from techland.graph.identity.disagreements import Told, claim_lines, disagreement
from techland.graph.identity.functional import FOLLOWING, FUNCTIONAL, say_the_same
from techland.graph.identity.identification import Identity
from techland.graph.identity.link_triples import identity_lines
from techland.graph.identity.records import language_of, term_text
from techland.graph.iris import named_graph
from techland.graph.merging import Block
from techland.ontology.terms import BASE, RDF, RDFS, SKOS, TL

# A thing has one kind of activity: that of the record that stands for the others.
_KINDS = frozenset(
    f"<{one}>"
    for one in (
        *(TL.Project, TL.FundingProgramme, TL.Initiative, TL.Cluster),
        *(TL.SmallProjectFund, TL.EventSeries, TL.Platform),
    )
)
_LABELS = frozenset({SKOS.prefLabel, SKOS.altLabel})
_PLACE = f"{BASE}place/"
_PLACE_TERM = f"<{_PLACE}".encode()
_NAMED = f"<{SKOS.prefLabel}>".encode()
_TYPE = f" <{RDF.type}> "
_TYPE_IRI = f"<{RDF.type}>".encode()
_CLAIM = f" <{RDF.type}> <{TL.Claim}> .\n".encode()
_GRAPH = f"{BASE}graph/".encode()


@dataclass(frozen=True)
class Statement:
    """What a record tells: dataset is None for the curated facts."""

    record: str
    dataset: str | None
    predicate: str
    term: str

    @property
    def rank(self) -> tuple[int, str, str]:
        """Return what sorts datasets: curated, registers by identifier, the rest by name."""
        name = self.dataset or ""
        order = 0 if not name else 1 if name == "ror" else 2 if name.startswith("cordis") else 3
        return order, name, self.record


@dataclass(frozen=True)
class View:
    """What the default graph has in place of the lines of merged records.

    Attributes:
        moved: terms of merged records to those of their groups; a dataset's line with one is
            left out of the default graph.
        lines: sorted quads that stand in their place, in the default graph and in named ones.
        named: triples added to named graphs, by graph.
        left_out: lines of datasets that the default graph has not.
        classes: things of each class that these lines take away.
        counts: for the report.
    """

    moved: Mapping[bytes, bytes] = field(default_factory=dict)
    lines: Sequence[str] = ()
    named: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def added(self) -> Counter[str]:
        """Return how many things of each class the lines add."""
        found: Counter[str] = Counter()
        for line in self.lines:
            _, is_type, rest = line.partition(_TYPE)
            if is_type and rest.endswith("> .\n") and " " not in rest[:-3]:
                found[rest[1:-4]] += 1
        return found

    def blocks(self, blocks: Iterable[Block], graph: bytes) -> Iterator[Block]:
        """Yield each triple in its named graph, and in the default one where it stays there."""
        tail, moved = graph + b" .\n", self.moved
        for block in blocks:
            quads: Block = []
            for line in block:
                subject, _, value = line.split(b" ", 2)
                if subject not in moved and value[:-3] not in moved:
                    quads.append(line)
                quads.append(line[:-2] + tail)
            yield quads


def canonical_view(
    identity: Identity, curated: Sequence[bytes], datasets: Sequence[tuple[str, Path]]
) -> View:
    """Return the view of merged records.

    Args:
        identity: who is who.
        curated: sorted lines of the curated quads, of the default graph and of named ones.
        datasets: names and files of sorted N-Triples, in any order.
    """
    moved = {f"<{one}>".encode(): f"<{two}>".encode() for one, two in identity.canonical.items()}
    read = _Rewriting(moved)
    for line in curated:
        if not _in_named_graph(line):
            read.note(line, None)
    for name, path in sorted(datasets):
        with path.open("rb") as file:
            for line in file:
                read.note(line, name)
    statements, lines = read.statements, read.lines
    claims: set[str] = set()
    disputes = 0
    known_claims = {line[1 : line.index(b">")].decode() for line in curated if _CLAIM in line}
    for head in sorted(statements):
        found = _Merged(head, statements[head], read.towns)
        lines.update(found.lines())
        claims.update(found.evidence(known_claims))
        disputes += found.disputes
    links = set(identity_lines(identity))
    quads = {*lines, *claims, *links}
    for graph, triples in (("claims", claims), ("identity", links)):
        node = named_graph(graph)
        quads |= {f"{line[:-2]}{node} .\n" for line in triples}
    quads.difference_update(line.decode() for line in curated)
    counts = {
        "merged": len(identity.canonical),
        "groups": len(read.heads),
        "disputes between datasets": disputes,
    }
    named = {"claims": len(claims), "identity": len(links)}
    return View(moved, sorted(quads), named, read.left_out, dict(read.classes), counts)


def _in_named_graph(line: bytes) -> bool:
    return line.endswith(b"> .\n") and line.rpartition(b" <")[2].startswith(_GRAPH)


class _Rewriting:
    """Takes the lines of merged records out of their datasets."""

    def __init__(self, moved: Mapping[bytes, bytes]) -> None:
        self.heads = set(moved.values())
        self.statements: dict[str, list[Statement]] = defaultdict(list)
        self.lines: set[str] = set()
        self.classes: Counter[str] = Counter()
        self.left_out = 0
        self.towns: dict[str, str] = {}
        self._moved = moved

    def note(self, line: bytes, dataset: str | None) -> None:
        """Remember a line of a group; rewrite one that names a merged record."""
        subject, predicate, value = line.split(b" ", 2)
        term = value[:-3]
        if predicate == _NAMED and subject.startswith(_PLACE_TERM):
            self.towns[subject.decode()] = term_text(term.decode())
        head, new = self._moved.get(subject), self._moved.get(term)
        if head or subject in self.heads:
            group = (head or subject)[1:-1].decode()
            words = subject[1:-1].decode(), dataset, predicate[1:-1].decode()
            self.statements[group].append(Statement(*words, (new or term).decode()))
        if not (head or new):
            return
        self.left_out += 1
        if predicate == _TYPE_IRI:
            self.classes[term[1:-1].decode()] += 1
        if new and not head:
            self.lines.add(f"{subject.decode()} {predicate.decode()} {new.decode()} .\n")


class _Merged:
    """The records of one group, told of the group's IRI."""

    def __init__(
        self, head: str, statements: Iterable[Statement], towns: Mapping[str, str]
    ) -> None:
        self.head = head
        self._towns = towns
        self.disputes = 0
        ordered = sorted(statements, key=lambda s: (s.record != head, s.rank, s.predicate, s.term))
        self._by_predicate: dict[str, list[Statement]] = defaultdict(list)
        for one in ordered:
            self._by_predicate[one.predicate].append(one)
        self._kept: list[Statement] = []
        self._labels: list[Statement] = []
        self._disputed: list[tuple[str, list[Told]]] = []
        for predicate, told in self._by_predicate.items():
            self._settle(predicate, told)
        self._settle_labels()

    def lines(self) -> Iterator[str]:
        """Yield what merged records add to what the head's own lines tell."""
        for one in (*self._kept, *self._labels):
            if one.term != f"<{self.head}>":
                yield f"<{self.head}> <{one.predicate}> {one.term} .\n"

    def evidence(self, known: Collection[str]) -> Iterator[str]:
        """Yield claims with their dataset, and disputes; known are the curated claims."""
        for one in (*self._kept, *self._labels):
            tells = one.predicate in _LABELS or one.predicate in FUNCTIONAL
            if one.dataset and tells and not self.head.startswith(_PLACE):
                yield from claim_lines(self.head, one.predicate, one.term, one.dataset, known)
        label = next((term_text(s.term) for s in self._by_predicate.get(RDFS.label, ())), self.head)
        for predicate, told in self._disputed:
            self.disputes += 1
            yield from disagreement(self.head, label, predicate, told, known)

    def _settle(self, predicate: str, told: list[Statement]) -> None:
        if predicate in _LABELS or predicate in FOLLOWING:
            return
        others = [one for one in told if one.record != self.head]
        if self.head.startswith(_PLACE):
            return
        if predicate in FUNCTIONAL:
            self._settle_one_value(predicate, told)
        elif predicate == RDF.type and any(s.term in _KINDS for s in told if s.record == self.head):
            self._kept += [one for one in others if one.term not in _KINDS]
        else:
            self._kept += others

    def _settle_one_value(self, predicate: str, told: list[Statement]) -> None:
        first = told[0]
        if first.record != self.head:
            self._kept.append(first)
            for follower in FUNCTIONAL[predicate].with_it:
                self._kept += [
                    s for s in self._by_predicate.get(follower, ()) if s.record == first.record
                ]
        if not FUNCTIONAL[predicate].name:
            return
        positions = [Told(first.term, first.dataset)]
        for one in told[1:]:
            if one.record == first.record:
                continue
            if not any(say_the_same(predicate, p.term, one.term, self._towns) for p in positions):
                positions.append(Told(one.term, one.dataset))
        if len(positions) > 1:
            self._disputed.append((predicate, positions))

    def _settle_labels(self) -> None:
        """Keep one preferred label a language; the others become alternative ones."""
        preferred = self._by_predicate.get(SKOS.prefLabel, [])
        own = [one for one in preferred if one.record == self.head]
        languages = {language_of(one.term) for one in own}
        known = {one.term for one in own}
        known |= {
            s.term for s in self._by_predicate.get(SKOS.altLabel, ()) if s.record == self.head
        }
        texts = {term_text(term) for term in known}
        for one in (*preferred, *self._by_predicate.get(SKOS.altLabel, ())):
            if one.record == self.head or one.term in known:
                continue
            language = language_of(one.term)
            is_first = one.predicate == SKOS.prefLabel and language and language not in languages
            if is_first:
                languages.add(language)
            elif term_text(one.term) in texts:
                continue
            known.add(one.term)
            texts.add(term_text(one.term))
            predicate = SKOS.prefLabel if is_first else SKOS.altLabel
            self._labels.append(Statement(one.record, one.dataset, predicate, one.term))
