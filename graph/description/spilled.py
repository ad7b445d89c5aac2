"""Count distinct keys, and join them, in bounded memory: by parts that lie on disk.

Every key is cut to 12 bytes of its BLAKE2b hash, which tells 10 million keys
apart with a chance of error below 1e-14, and lands in one of 64 parts by its
first byte. What is equal meets in one part, so parts are read one at a time.
"""

from __future__ import annotations

import hashlib
import struct
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Self

PARTS = 64
_KEY = 12
_RECORD = struct.Struct(f"<I{_KEY}s")
_FLUSHED_AT = 1 << 16


def key_of(term: bytes) -> bytes:
    """Return the 12 bytes that stand for a term."""
    return hashlib.blake2b(term, digest_size=_KEY).digest()


class Spill:
    """Pairs of a group's number and a key, in a file without a name that goes with the process."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._waiting = [bytearray() for _ in range(PARTS)]
        self._written: list[list[tuple[int, int]]] = [[] for _ in range(PARTS)]
        self._end = 0

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator[Self]:
        """Give an empty one; its file goes at the end."""
        with TemporaryFile() as file:
            yield cls(file)

    def add(self, group: int, key: bytes) -> None:
        """Note a key of a group; the same pair may come again."""
        part = key[0] % PARTS
        waiting = self._waiting[part]
        waiting += _RECORD.pack(group, key)
        if len(waiting) > _FLUSHED_AT:
            self._file.write(waiting)
            self._written[part].append((self._end, len(waiting)))
            self._end += len(waiting)
            waiting.clear()

    def part(self, number: int) -> Iterator[tuple[int, bytes]]:
        """Yield the pairs of a part; no more can be added then."""
        for start, length in self._written[number]:
            self._file.seek(start)
            yield from _RECORD.iter_unpack(self._file.read(length))
        yield from _RECORD.iter_unpack(self._waiting[number])


def distinct_keys(spill: Spill, above: list[int]) -> tuple[Counter[int], Counter[int], int]:
    """Count distinct keys by group, by the group above each group, and over all.

    Args:
        spill: the pairs.
        above: by a group's number, the number of the group above it.
    """
    by_group: Counter[int] = Counter()
    by_above: Counter[int] = Counter()
    total = 0
    for number in range(PARTS):
        pairs = set(spill.part(number))
        by_group.update(group for group, _ in pairs)
        by_above.update(group for group, _ in {(above[group], key) for group, key in pairs})
        total += len({key for _, key in pairs})
    return by_group, by_above, total


def joined(links: Spill, kinds: Spill, same: list[int], of: list[int]) -> Counter[tuple[int, int]]:
    """Count by group of a link and kind of its key, the links whose key is of that kind.

    Args:
        links: pairs of a group and a key; each counts.
        kinds: pairs of a kind and a key.
        same: by a group's number, the scope in which its key's kinds are looked up.
        of: by a kind's number, its scope.
    """
    found: Counter[tuple[int, int]] = Counter()
    for number in range(PARTS):
        known: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
        for kind, key in set(kinds.part(number)):
            known[of[kind], key].append(kind)
        for group, key in links.part(number):
            for kind in known.get((same[group], key), ()):
                found[group, kind] += 1
    return found
