"""The inclusion rule of a network, in words that a reader can check."""

from __future__ import annotations

from techland.network.arrays.parts import NOT_TAKING_PART
from techland.network.choice import LEVELS, TIES, WEIGHTS, Choice
from techland.network.value import DEFAULT_GROUPS

_GROUPED = {
    "country": "by the country of their seat; a binational body counts with its seat",
    "group": "as Dutch, German, binational (a group of its own) or other (also: not known)",
}


def inclusion_rule(choice: Choice, groups: str = DEFAULT_GROUPS) -> list[str]:
    """Return in sentences who and what is counted.

    >>> inclusion_rule(Choice(tie="projects"))[1]
    'Two of them are tied by shared projects; weight: how many activities the two share.'
    """
    nodes = LEVELS[choice.level]
    kept = "kept" if choice.isolated else "left out"
    told = [
        f"Nodes are {nodes} with a part in at least one of the activities that tie; those "
        f"that share none with another are {kept}.",
        f"Two of them are tied by {TIES[choice.tie].told}; weight: {WEIGHTS[choice.weight]}.",
        _roles(choice),
    ]
    told += [
        f"Only {name}: {', '.join(sorted(values))}."
        for name, values in sorted(choice.filters.items())
        if name != "role"
    ]
    if choice.since or choice.until:
        told.append(
            f"Only activities that may have run between {choice.since or 'the first day'} and "
            f"{choice.until or 'the last day'}; without any known date they are left out."
        )
    how = _GROUPED.get(groups, f"by their {groups}")
    told.append(f"Groups are formed {how}; who has no known group is left out of measures of it.")
    told.append("Counted is what the sources tell: a partner that none names is missing here.")
    return told


def _roles(choice: Choice) -> str:
    roles = TIES[choice.tie].roles
    if roles:
        return f"Only these roles count: {', '.join(sorted(roles))}."
    if "role" in choice.filters:
        return f"Only these roles count: {', '.join(sorted(choice.filters['role']))}."
    without = " or ".join(sorted(NOT_TAKING_PART))
    return f"Every role counts, but who is {without} only does not take part."
