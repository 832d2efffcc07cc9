"""Key → holders, newest first: a chained hash table in four flat arrays, 14 to 16 bytes a posting.

A dictionary of lists would take ten times the memory at a million articles. Postings are only ever
appended; what has expired is left out when the table is made anew.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

LONGEST_CHAIN = 64  # links followed for many keys at once; a chain of chance is far shorter
LOAD = 2  # postings a bucket, at most
_FEWEST = 1 << 10  # buckets


class Postings:
    """Who holds a key. Keys are 32-bit hashes, holders are numbers that grow."""

    __slots__ = ("_before", "_heads", "_holders", "_keys", "_mask")

    def __init__(self) -> None:
        self._keys = array("I")
        self._holders = array("i")
        self._before = array("i")  # the posting before this one in its bucket
        self._heads = array("i", [-1]) * _FEWEST
        self._mask = _FEWEST - 1

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: int, holder: int) -> None:
        if len(self._keys) >= LOAD * (self._mask + 1):
            self._grow()
        bucket = key & self._mask
        self._before.append(self._heads[bucket])
        self._heads[bucket] = len(self._keys)
        self._keys.append(key)
        self._holders.append(holder)

    def holders(self, key: int, most: int) -> list[int]:
        """At most `most` holders of a key, newest first; one may come more than once."""
        keys, before, found = self._keys, self._before, []
        position = self._heads[key & self._mask]
        while position >= 0:
            if keys[position] == key:
                found.append(self._holders[position])
                if len(found) == most:
                    break
            position = before[position]
        return found

    def holders_of_any(self, keys: NDArray[np.uint32]) -> list[int]:
        """The holders of many keys in one list: most keys have none."""
        stored, holders = (
            np.frombuffer(self._keys, np.uint32),
            np.frombuffer(self._holders, np.int32),
        )
        before, found = np.frombuffer(self._before, np.int32), list[int]()
        positions = np.frombuffer(self._heads, np.int32)[keys & np.uint32(self._mask)]
        for _ in range(LONGEST_CHAIN):
            there = positions >= 0
            keys, positions = keys[there], positions[there]
            if not len(keys):
                break
            found += holders[positions[stored[positions] == keys]].tolist()
            positions = before[positions]
        return found

    def without(self, kept: NDArray[np.bool_], numbers: NDArray[np.int32]) -> Postings:
        """A table of the holders that are kept, under their new numbers, in the same order."""
        keys, holders = np.frombuffer(self._keys, np.uint32), np.frombuffer(self._holders, np.int32)
        chosen = kept[holders]
        return Postings.of(keys[chosen], numbers[holders[chosen]])

    @classmethod
    def of(cls, keys: NDArray[np.uint32], holders: NDArray[np.int32]) -> Postings:
        """A table of these postings, oldest first."""
        made = cls()
        made._keys.frombytes(keys.astype(np.uint32).tobytes())
        made._holders.frombytes(holders.astype(np.int32).tobytes())
        made._before.frombytes(bytes(4 * len(keys)))
        made._link(max(_FEWEST, (1 << len(keys).bit_length()) // LOAD))
        return made

    def columns(self) -> dict[str, array[int]]:
        """What `of` makes the same table from."""
        return {"keys": self._keys, "holders": self._holders}

    def _grow(self) -> None:
        self._link(2 * (self._mask + 1))

    def _link(self, buckets: int) -> None:
        """Chain all postings anew. Vectorised: a million take a fraction of a second."""
        self._mask = buckets - 1
        self._heads = array("i", [-1]) * buckets
        if not self._keys:
            return
        bucket = np.frombuffer(self._keys, np.uint32) & np.uint32(self._mask)
        order = np.argsort(bucket, kind="stable").astype(np.int32)
        ranked = bucket[order]
        first = np.r_[True, ranked[1:] != ranked[:-1]]
        before = np.where(first, -1, np.r_[-1, order[:-1]]).astype(np.int32)
        np.frombuffer(self._before, np.int32)[order] = before
        last = np.r_[ranked[1:] != ranked[:-1], True]
        np.frombuffer(self._heads, np.int32)[ranked[last]] = order[last]
