"""How the numbers of a network change with the choices that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from techland.network.arrays.arrays import Arrays
from techland.network.building import build_network
from techland.network.choice import Choice
from techland.network.measures.across import Permutation, external_internal, share_across
from techland.network.measures.brokerage import brokerage
from techland.network.measures.leiden import find_communities
from techland.network.measures.mixing import assortativity
from techland.network.network import Network
from techland.network.robustness.other_choices import OtherChoice, other_choices, same
from techland.network.value import DEFAULT_GROUPS

if TYPE_CHECKING:
    import polars as pl

_AS_CHOSEN = OtherChoice("", "as chosen", "the network as it was asked for", same)


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """How numbers change with choices.

    Attributes:
        table: one row a choice: ``choice``, ``told``, then the numbers. The first row is
            the network as asked for; then one dimension changes at a time; the last two
            rows are the combinations of all of these with the lowest and highest E-I index.
        combinations: how many combinations there are.
        groups: the attribute whose groups ties may cross between.
        version: of the snapshot.
        words: what the network is of.
        settings: the choice as plain values.
        notes: what to know before reading it.
    """

    table: pl.DataFrame
    combinations: int
    groups: str
    version: str
    words: str
    settings: Mapping[str, Any]
    notes: tuple[str, ...] = ()

    def value(self, choice: str, column: str) -> Any:
        """Return a number of a row, such as ``value("as chosen", "ei_index")``."""
        import polars as pl

        return self.table.filter(pl.col("choice") == choice)[column][0]


def sensitivity(
    arrays: Arrays, choice: Choice, version: str, groups: str = DEFAULT_GROUPS
) -> Sensitivity:
    """Return how the numbers of a network change with roles, kinds, sides, bodies and projects.

    Raises:
        NoSuchValue: a filter names what the snapshot does not have.
        UnknownPartition: nodes have no such attribute.
    """
    import polars as pl

    others = other_choices(choice)
    singles = [_AS_CHOSEN, *(one for found in others.values() for one in found)]
    networks = [_made(arrays, choice, version, [one]) for one in singles]
    rows = [
        {"choice": one.name, "told": one.told, **_numbers(network, groups)}
        for one, network in zip(singles, networks, strict=True)
    ]
    if groups == DEFAULT_GROUPS and choice.level == "organisation":
        told = "the euroregions and their like are a third group beside the two countries"
        rows.append(
            {"choice": "binational a group", "told": told, **_numbers(networks[0], "group")}
        )
    every = list(combined(list(others.values())))
    rows += _extremes(arrays, choice, version, groups, every)
    table = pl.DataFrame(rows, infer_schema_length=None)
    settings = choice.as_settings() | {"groups": groups}
    notes = (f"each row changes one choice; the last two are of {len(every)} combinations of them",)
    words = f"{choice.words()}; how numbers change with the choices made"
    return Sensitivity(table, len(every), groups, version, words, settings, notes)


def _made(arrays: Arrays, choice: Choice, version: str, changes: Sequence[OtherChoice]) -> Network:
    # Roles and kinds come first: which project is the largest depends on them.
    for one in changes:
        arrays, choice = one.change(arrays, choice)
    return build_network(arrays, replace(choice, isolated=False), version)


def combined(
    dimensions: Sequence[Sequence[OtherChoice]],
) -> Iterator[tuple[OtherChoice, ...]]:
    """Yield every combination of choices, one at most of each dimension."""
    for picked in product(*([_AS_CHOSEN, *found] for found in dimensions)):
        yield tuple(one for one in picked if one is not _AS_CHOSEN)


def _extremes(
    arrays: Arrays,
    choice: Choice,
    version: str,
    groups: str,
    every: Sequence[tuple[OtherChoice, ...]],
) -> list[dict[str, Any]]:
    """Return the combinations with the lowest and the highest index; the first of equals."""
    found = []
    for changes in every:
        index = index_with(arrays, choice, changes, groups)
        if index is not None:
            found.append((index, changes))
    if not found:
        return []
    ends = ("lowest", min(found, key=_first)), ("highest", max(found, key=_first))
    return [
        {
            "choice": f"{name} of all combinations",
            "told": "; ".join(one.name for one in changes) or _AS_CHOSEN.name,
            **_numbers(_made(arrays, choice, version, changes), groups),
        }
        for name, (_, changes) in ends
    ]


def _first(held: tuple[float, Any]) -> float:
    return held[0]


def index_with(
    arrays: Arrays, choice: Choice, changes: Sequence[OtherChoice], groups: str = DEFAULT_GROUPS
) -> float | None:
    """Return the E-I index of a network with other choices made."""
    network = _made(arrays, choice, "", changes)
    partition = network.partition(groups)
    found = external_internal(network.structure, partition, permutation=Permutation(1))
    return found.value("index")


def _numbers(network: Network, groups: str) -> dict[str, Any]:
    structure, partition = network.structure, network.partition(groups)
    share = share_across(structure, partition)
    index = external_internal(structure, partition, permutation=Permutation(1))
    found = find_communities(structure)
    return {
        "nodes": structure.size,
        "ties": structure.ties,
        "external": int(share.value("external") or 0),
        "internal": int(share.value("internal") or 0),
        "share": share.value("share"),
        "share_expected": share.value("expected"),
        "ei_index": index.value("index"),
        "ei_expected": index.value("expected"),
        "assortativity": assortativity(structure, partition).value("assortativity"),
        "communities": len(found.sizes),
        "modularity": found.modularity,
        "first_broker": _first_broker(network, groups),
    }


def _first_broker(network: Network, groups: str) -> str | None:
    """Return who brokers on most open paths; of equals the first by IRI."""
    if not network.structure.size:
        return None
    counts = brokerage(network.structure, network.partition(groups)).columns["total"]
    return str(network.nodes["label"][int(counts.argmax())]) if counts.max() > 0 else None
