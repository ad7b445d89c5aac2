"""What is counted of a snapshot's graphs: triples, terms, and the parts by property and class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class PropertyCounts:
    """The triples with one property: how many, of how many subjects and objects.

    Of a property within a class, ``objects`` is not counted; ``datatypes``
    and ``object_classes`` tell the triples by what their objects are.
    """

    triples: int = 0
    subjects: int = 0
    objects: int | None = None
    datatypes: Counter[str] = field(default_factory=Counter)
    object_classes: Counter[str] = field(default_factory=Counter)


@dataclass
class ClassCounts:
    """The instances of one class in a graph, and the triples whose subjects they are."""

    entities: int = 0
    triples: int = 0
    properties: dict[str, PropertyCounts] = field(default_factory=dict)


@dataclass
class GraphCounts:
    """The counts of one graph, or of all graphs taken as one set of triples.

    ``entities`` counts the subjects with an IRI of ours. Of all graphs taken
    together ``properties`` and ``classes`` hold names only.
    """

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: int = 0
    properties: dict[str, PropertyCounts] = field(default_factory=dict)
    classes: dict[str, ClassCounts] = field(default_factory=dict)
    links: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass
class DatasetCounts:
    """The counts of every graph by its name, and of the whole dataset, each triple once."""

    graphs: dict[str, GraphCounts]
    whole: GraphCounts
