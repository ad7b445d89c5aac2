"""What a request wants of a network, as a value that goes to another process; and what it gets."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from starlette.datastructures import QueryParams

from techland.graph.measure_errors import UnknownChoice, WrongMeasureOption
from techland.graph.snapshot import Snapshot
from techland.network.choice import FILTERS, Wanted
from techland.network.files import network_format
from techland.viz.edition import Edition
from techland.viz.reader import Reader

if TYPE_CHECKING:
    from techland.network.answers import Pair
    from techland.network.arrays.arrays import Arrays

_WORDS = ("tie", "weight", "level", "since", "until")


@dataclass(frozen=True)
class Made:
    """An answer: its bytes, their media type, and headers beside it."""

    content: bytes
    media_type: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """A request for a network.

    Attributes:
        what: network, measure, report, time, sensitivity or bundle; of a map its measure,
            backbone, file or tables.
        snapshot: what it is made of.
        parameters: of the address, in its order.
        measure: the measure's name, or that of a file of a map.
        pairs: the ties that a query told, if one was asked.
        memory_bytes: what it may take beside the arrays.
        edition: of the snapshot, for a file that cites it.
    """

    what: str
    snapshot: Snapshot
    parameters: tuple[tuple[str, str], ...]
    measure: str = ""
    pairs: tuple[Pair, ...] | None = None
    memory_bytes: int = 2**30
    edition: Edition | None = None

    @property
    def asked(self) -> QueryParams:
        """Return the parameters by name."""
        return QueryParams(list(self.parameters))

    @property
    def version(self) -> str:
        """Return the version of the snapshot."""
        return self.snapshot.version

    @property
    def language(self) -> str:
        """Return the language of labels.

        Raises:
            UnknownLanguage: it is not en, nl or de.
        """
        return Reader(self.asked.get("language", "en")).language

    def wanted(self, others: Collection[str]) -> Wanted:
        """Return the words of the network, with the parameters ``others`` allowed beside.

        Raises:
            UnknownChoice: a parameter that nothing reads.
        """
        asked = self.asked
        known = {*_WORDS, *FILTERS, "isolated", *others}
        for name in asked:
            if name not in known:
                raise UnknownChoice("parameter", name, sorted(known))
        words: dict[str, Any] = {name: asked[name] for name in _WORDS if name in asked}
        words |= {name: asked.getlist(name) for name in FILTERS if name in asked}
        return cast("Wanted", words | {"isolated": asked.get("isolated") == "1"})


Maker = Callable[[Job, "Arrays"], Made]


def number_of(name: str, text: str, kind: Callable[[str], Any]) -> Any:
    """Return the number that a parameter says.

    Raises:
        WrongMeasureOption: it says none.
    """
    try:
        return kind(text)
    except ValueError:
        raise WrongMeasureOption(name, text, "a number") from None


def table_file(content: bytes, format_name: str, stem: str) -> Made:
    """Return a file in a format of networks and tables, to be shown where it can be."""
    entry = network_format(format_name)
    headers = {"Content-Disposition": f'inline; filename="{stem}.{entry.suffix}"'}
    return Made(content, entry.media_type, headers)
