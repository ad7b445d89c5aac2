"""Documents by number: facts cite them, and one list at the foot of the page tells them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from techland.queries.entities import Document
from techland.server.surroundings.partners import Named
from techland.server.surroundings.surroundings import Surroundings
from techland.viz.names import Name
from techland.viz.reader import Reader


@dataclass(frozen=True)
class Cited:
    """A document with its number on a page; of those that no fact rests on the name alone."""

    number: int
    iri: str
    name: Name
    document: Document | None = None


class Citations:
    """The documents that a page cites: first those of its facts, then those of its surroundings."""

    def __init__(
        self, documents: Sequence[Document], names: dict[str, Name], reader: Reader
    ) -> None:
        """Number the documents.

        Args:
            documents: those of facts, in their order.
            names: of further ones by IRI; they come by name.
            reader: of the page.
        """
        self._reader = reader
        self._written: dict[tuple[tuple[str, ...], bool], Markup] = {}
        known = {one.iri for one in documents}
        rest = sorted(
            (pair for pair in names.items() if pair[0] not in known),
            key=lambda pair: (pair[1].text.casefold(), pair[0]),
        )
        cited = [(one.iri, _title(one, reader), one) for one in documents]
        listed = [*cited, *((iri, name, None) for iri, name in rest)]
        self.listed = tuple(Cited(n, *told) for n, told in enumerate(listed, 1))
        self._cited = {one.iri: one for one in self.listed}

    def __call__(self, sources: Iterable[str | Document | Named], titled: bool = False) -> Markup:
        """Return the numbers of some documents, each a link to its place in the list.

        Args:
            sources: the documents, or their IRIs.
            titled: the links tell titles, to those who point at them.
        """
        iris = tuple(one if isinstance(one, str) else one.iri for one in sources)
        written = self._written.get((iris, titled))
        if written is None:
            written = self._written[iris, titled] = self._marks(iris, titled=titled)
        return written

    def _marks(self, iris: tuple[str, ...], *, titled: bool) -> Markup:
        if not iris:
            return Markup("")
        said = self._reader.text("evidence-sources", number=len(iris))
        cited = sorted((self._cited[iri] for iri in iris), key=lambda one: one.number)
        links = " ".join(_link(one, titled=titled) for one in cited)
        return Markup(  # noqa: S704 (its parts are escaped)
            f'<small class="cites"><span class="unseen">{said}: </span>'
            f'<span data-source="graph">{links}</span></small>'
        )


def cited_on(
    documents: Sequence[Document],
    around: Surroundings,
    names: Callable[[str], Name],
    reader: Reader,
) -> Citations:
    """Return the documents that the page of a thing cites, with those of what surrounds it."""
    further: dict[str, Name] = {}
    for part in around.parts:
        for iri in part.evidence.sources:
            if iri not in further:
                further[iri] = names(iri)
    for partner in around.partners:
        for shared in partner.shared:
            for source in shared.sources:
                if source.iri not in further:
                    further[source.iri] = reader.name(source.names, source.iri)
    return Citations(documents, further, reader)


def _title(document: Document, reader: Reader) -> Name:
    return Name(document.title.value, document.title.language or "", reader.language)


def _link(one: Cited, *, titled: bool) -> str:
    title = f' title="{escape(one.name.text)}"' if titled else ""
    return f'<a href="#d{one.number}"{title}>{one.number}</a>'
