"""Key → holders, newest first: a chained hash table in two flat arrays, 14 to 16 bytes a posting.

A dictionary of lists would take ten times the memory at a million articles. Postings are only ever
appended; what has expired is left out when the table is made anew.
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST_CHAIN = 64  # links followed for many keys at once; a chain of chance is far shorter
LOAD = 2  # postings a bucket, at most
_FEWEST = 1 << 10  # buckets


class Postings:
    """Who holds a key. Keys are 32-bit hashes, holders are numbers that grow.

    A posting is three numbers side by side, so that following a chain touches memory once a link:
    its key, its holder, and the posting before it in its bucket. Postings are numbered from 1; 0 is
    the end of a chain.
    """

    __slots__ = ("_heads", "_mask", "_postings")

    def __init__(self) -> None:
        self._postings = array("I", [0, 0, 0])
        self._heads = array("I", [0]) * _FEWEST
        self._mask = _FEWEST - 1

    def __len__(self) -> int:
        return len(self._postings) // 3 - 1

    def add(self, key: int, holder: int) -> None:
        if len(self) >= LOAD * (self._mask + 1):
            self._link(2 * (self._mask + 1))
        bucket = key & self._mask
        before, self._heads[bucket] = self._heads[bucket], len(self._postings) // 3
        self._postings.extend((key, holder, before))

    def holders(self, key: int, most: int) -> list[int]:
        """At most `most` holders of a key, newest first; one may come more than once."""
        postings, found = self._postings, []
        at = 3 * self._heads[key & self._mask]
        while at:
            if postings[at] == key:
                found.append(postings[at + 1])
                if len(found) == most:
                    break
            at = 3 * postings[at + 2]
        return found

    def holders_of_any(self, keys: NDArray[np.uint32]) -> list[int]:
        """The holders of many keys in one list: most keys have none."""
        postings, found = np.frombuffer(self._postings, np.uint32).reshape(-1, 3), list[int]()
        at = np.frombuffer(self._heads, np.uint32)[keys & np.uint32(self._mask)]
        for _ in range(LONGEST_CHAIN):
            there = at > 0
            keys, links = keys[there], postings[at[there]]
            if not len(keys):
                break
            found += links[links[:, 0] == keys, 1].tolist()
            at = links[:, 2]
        return found

    def without(self, kept: NDArray[np.bool_], numbers: NDArray[np.int32]) -> Postings:
        """A table of the holders that are kept, under their new numbers, in the same order."""
        columns = self.columns()
        chosen = kept[columns["holders"]]
        return Postings.of(columns["keys"][chosen], numbers[columns["holders"][chosen]])

    @classmethod
    def of(cls, keys: NDArray[np.uint32], holders: NDArray[Any]) -> Postings:
        """A table of these postings, oldest first."""
        made = cls()
        none = np.zeros_like(keys)
        rows = np.column_stack((keys, holders.astype(np.uint32), none))
        made._postings.frombytes(rows.tobytes())
        made._link(max(_FEWEST, (1 << (len(keys) - 1).bit_length()) // LOAD))
        return made

    def columns(self) -> dict[str, NDArray[np.uint32]]:
        """What `of` makes the same table from."""
        postings = np.frombuffer(self._postings, np.uint32).reshape(-1, 3)[1:]
        return {"keys": postings[:, 0].copy(), "holders": postings[:, 1].copy()}

    def _link(self, buckets: int) -> None:
        """Chain all postings anew. Vectorised: a million take a fraction of a second."""
        self._mask = buckets - 1
        self._heads = array("I", [0]) * buckets
        postings = np.frombuffer(self._postings, np.uint32).reshape(-1, 3)[1:]
        if not len(postings):
            return
        bucket = postings[:, 0] & np.uint32(self._mask)
        order = np.argsort(bucket, kind="stable")
        ranked, number = bucket[order], order.astype(np.uint32) + np.uint32(1)
        new = np.append(True, ranked[1:] != ranked[:-1])
        postings[order, 2] = np.where(new, np.uint32(0), np.append(np.uint32(0), number[:-1]))
        last = np.append(new[1:], True)
        np.frombuffer(self._heads, np.uint32)[ranked[last]] = number[last]
