"""Key → its newest holders: a chained hash table in two flat arrays, 14 to 16 bytes a posting.

A dictionary of lists would take ten times the memory at a million articles. Postings are only ever
appended; where a table is full, those that nobody asks for any more are left out of it, and those of
one key come to lie side by side, so that a table ten times as large is not read ten times as far apart.
"""

from __future__ import annotations

import ctypes
import sys
from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILTER = 16  # bits a bucket, set where a key stands: they tell most keys that nobody holds
LONGEST_CHAIN = 64  # links followed for many keys at once; a chain of chance is far shorter
LOAD = 2  # postings a bucket, at most
ROOM = 0.75  # of a table that may be full of what is asked for; beyond it, it is made larger
_FEWEST = 1 << 10  # buckets


class Postings:
    """Who holds a key. Keys are 32-bit hashes, holders are numbers that grow.

    A posting is three numbers side by side, so that following a chain touches memory once a link:
    its key, its holder, and the posting before it in its bucket. Postings are numbered from 1; 0 is
    the end of a chain.
    """

    __slots__ = ("_filter", "_heads", "_mask", "_most", "_postings")

    def __init__(self, most: int) -> None:
        """`most`: how many holders of a key are ever asked for."""
        self._most = most
        self._postings = array("I", [0, 0, 0])
        self._heads = array("I", [0]) * _FEWEST
        self._filter = bytearray()  # only a table that is asked for many keys at once has one
        self._mask = _FEWEST - 1

    def __len__(self) -> int:
        return len(self._postings) // 3 - 1

    def add(self, key: int, holder: int) -> None:
        self.add_each((key,), holder)

    def add_each(self, keys: Iterable[int], holder: int) -> None:
        for key in keys:
            number = len(self._postings) // 3
            if number > LOAD * (self._mask + 1):
                self._make_room()
                number = len(self._postings) // 3
            bucket = key & self._mask
            self._postings.extend((key, holder, self._heads[bucket]))
            self._heads[bucket] = number
            if self._filter:
                bit = key & (FILTER * (self._mask + 1) - 1)
                self._filter[bit >> 3] |= 1 << (bit & 7)

    def holders(self, key: int) -> list[int]:
        """The newest holders of a key, newest first; one may come more than once."""
        postings, most, found = self._postings, self._most, []
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
        if not self._filter:
            self._make_filter()
        keys = keys[self._likely(keys)]
        at = np.frombuffer(self._heads, np.uint32)[keys & np.uint32(self._mask)]
        for _ in range(LONGEST_CHAIN):
            there = at > 0
            keys, links = keys[there], postings[at[there]]
            if not len(keys):
                break
            found += links[links[:, 0] == keys, 1].tolist()
            at = links[:, 2]
        return found

    def _make_filter(self) -> None:
        bits = np.zeros(FILTER * (self._mask + 1), np.bool_)
        keys = np.frombuffer(self._postings, np.uint32).reshape(-1, 3)[1:, 0]
        bits[keys & np.uint32(len(bits) - 1)] = True
        self._filter = bytearray(np.packbits(bits, bitorder="little").data)

    def _likely(self, keys: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which keys may have a holder; of those without one eight in ten are known not to."""
        bits = keys & np.uint32(FILTER * (self._mask + 1) - 1)
        bytes_ = np.frombuffer(self._filter, np.uint8)[bits >> np.uint32(3)]
        likely: NDArray[np.bool_] = bytes_ >> (bits & np.uint32(7)).astype(np.uint8) & 1 > 0
        return likely

    def without(self, kept: NDArray[np.bool_], numbers: NDArray[np.int32]) -> Postings:
        """A table of the holders that are kept, under their new numbers, in the same order."""
        postings = self._newest()
        postings = postings[kept[postings[:, 1]]]
        return Postings.of(postings[:, 0], numbers[postings[:, 1]], self._most)

    @classmethod
    def of(cls, keys: NDArray[np.uint32], holders: NDArray[Any], most: int) -> Postings:
        """A table of these postings; those of a key are oldest first."""
        made = cls(most)
        rows = np.column_stack((keys, holders.astype(np.uint32), np.zeros_like(keys)))
        made._link(rows, max(_FEWEST, (1 << (len(keys) - 1).bit_length()) // LOAD))
        return made

    def columns(self) -> dict[str, NDArray[np.uint32]]:
        """What `of` makes the same table from."""
        postings = np.frombuffer(self._postings, np.uint32).reshape(-1, 3)[1:]
        return {"keys": postings[:, 0].copy(), "holders": postings[:, 1].copy()}

    def _make_room(self) -> None:
        """Leave out what is never asked for; where that does not help, take twice the buckets."""
        self._link(*self._worth_room())
        _give_back()

    def _worth_room(self) -> tuple[NDArray[np.uint32], int]:
        buckets, postings = self._mask + 1, self._newest()
        return postings, buckets if len(postings) < ROOM * LOAD * buckets else 2 * buckets

    def _newest(self) -> NDArray[np.uint32]:
        """The postings of each key that are asked for, oldest first."""
        postings = np.frombuffer(self._postings, np.uint32).reshape(-1, 3)[1:]
        order = np.argsort(postings[:, 0], kind="stable")
        keys = postings[order, 0]
        ends = np.flatnonzero(np.append(keys[1:] != keys[:-1], len(keys) > 0)) + 1
        lengths = np.diff(ends, prepend=0)
        after = np.repeat(ends, lengths) - np.arange(len(keys))
        return postings[order[after <= self._most]]

    def _link(self, postings: NDArray[np.uint32], buckets: int) -> None:
        """Lay the postings of a bucket side by side and chain them. Vectorised: a million take a
        fraction of a second."""
        self._mask = buckets - 1
        bucket = postings[:, 0] & np.uint32(self._mask)
        order = np.argsort(bucket, kind="stable")
        ranked, number = bucket[order], np.arange(1, len(order) + 1, dtype=np.uint32)
        rows = postings[order]
        new = np.append(True, ranked[1:] != ranked[:-1])[: len(ranked)]
        rows[:, 2] = np.where(new, np.uint32(0), number - np.uint32(1))
        self._postings = array("I", [0, 0, 0])
        self._postings.frombytes(rows.view(np.uint8).ravel().data)
        self._heads = array("I", [0]) * buckets
        if self._filter:
            self._make_filter()
        if len(ranked):
            last = np.append(new[1:], True)
            np.frombuffer(self._heads, np.uint32)[ranked[last]] = number[last]


def _give_back() -> None:
    """Let the system have what sorting took: the C library of Linux keeps such holes, a quarter of
    the memory of a hundred thousand articles."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim:
            trim(0)
