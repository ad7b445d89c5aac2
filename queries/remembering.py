"""Remember what was found in a text, unless it is long: so that texts cannot fill the memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

Rest = ParamSpec("Rest")
Found = TypeVar("Found")
_Function = Callable[Concatenate[str, Rest], Found]


def remembered(
    texts: int, longest: int
) -> Callable[[_Function[Rest, Found]], _Function[Rest, Found]]:
    """Decorate a function of a text to remember what it found, so that it takes little memory.

    Args:
        texts: so many are remembered; the one longest not asked for is forgotten.
        longest: most characters of a text that is remembered.

    >>> @remembered(texts=2, longest=5)
    ... def size(text: str) -> int:
    ...     print("looks at", text)
    ...     return len(text)
    >>> size("short") + size("short")
    looks at short
    10
    >>> size("longer") + size("longer")
    looks at longer
    looks at longer
    12
    """

    def decorated(function: _Function[Rest, Found]) -> _Function[Rest, Found]:
        remembering = lru_cache(maxsize=texts)(function)

        @wraps(function)
        def asked(text: str, *rest: Rest.args, **named: Rest.kwargs) -> Found:
            if len(text) > longest:
                return function(text, *rest, **named)
            return remembering(text, *rest, **named)

        return asked

    return decorated
