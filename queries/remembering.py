"""Remember what was found in a text, unless it is long: so that texts cannot fill the memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])


def remembered(texts: int, longest: int) -> Callable[[Function], Function]:
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

    def decorated(function: Function) -> Function:
        remembering = lru_cache(maxsize=texts)(function)

        @wraps(function)
        def asked(text: str, *rest: Any) -> Any:
            return (remembering if len(text) <= longest else function)(text, *rest)

        return cast("Function", asked)

    return decorated
