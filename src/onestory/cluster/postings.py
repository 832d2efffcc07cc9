"""Key → its newest holders: a chained hash table in two flat arrays, 9 to 10 bytes a posting.

A dictionary of lists would take ten times the memory at a million articles. Postings are only ever
appended; where a table is full, those that nobody asks for any more are left out of it, and those of
one bucket come to lie side by side, so that a table ten times as large is not read ten times as far
apart. What is done for each article has a twin in `native/postings.h`.
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.memory import give_back
from onestory.markup import compiled

FILTER = 32  # bits a bucket, set where a key stands: they tell most keys that nobody holds
LONGEST_CHAIN = 64  # links followed for many keys at once; a chain of chance is far shorter
# Keys can be chosen so that they crowd one bucket; chance fills none so far.
MOST_LINKS = 1 << 17  # links followed for a key
MOST_KEYS = 1 << 10  # keys of a bucket that are kept when a table is laid anew, the newest
LOAD = 4  # postings a bucket, at most
ROOM = 0.75  # of a table that may be full of what is asked for; beyond it, it is made larger
_FEWEST = 1 << 10  # buckets

Keys = NDArray[np.uint32]


class Postings:
    """Who holds a key. Keys are 32-bit hashes, holders are numbers that grow.

    A posting is two numbers side by side, so that following a chain touches memory once a link: its
    mark, and the posting before it in its bucket. A mark is the key, in which the low bits, which its
    bucket tells, have made room for the holder; so there are more buckets than holders. Postings are
    numbered from 1; 0 is the end of a chain.
    """

    __slots__ = ("_filter", "_heads", "_most", "_postings")

    def __init__(self, most: int) -> None:
        """`most`: how many holders of a key are ever asked for."""
        self._most = most
        self._postings = array("I", [0, 0])
        self._heads = array("I", [0]) * _FEWEST
        self._filter = bytearray()  # only a table that is asked for many keys at once has one

    def __len__(self) -> int:
        return len(self._postings) // 2 - 1

    @property
    def table(self) -> tuple[array[int], array[int]]:
        """Postings and buckets, as the native part reads them."""
        return self._postings, self._heads

    @property
    def filter(self) -> bytearray:
        if not self._filter:
            self._filter = self._made_filter()
        return self._filter

    def add(self, key: int, holder: int) -> None:
        self.add_each(np.array([key], np.uint32), holder)

    def add_each(self, keys: Keys, holder: int) -> None:
        if len(self) + len(keys) > LOAD * len(self._heads) or holder >= len(self._heads):
            self._make_room(len(keys), holder)
        number = len(self._postings) // 2
        self._postings.frombytes(bytes(8 * len(keys)))
        self._put(number, keys, np.array([holder], np.uint32))

    def _put(self, number: int, keys: Keys, holders: Keys) -> None:
        """Write postings where there is room for them: each with its holder, or all with the one."""
        if compiled is not None:
            compiled.add_postings(self._postings, self._heads, self._filter, number, keys, holders)
            return
        mask, last = len(self._heads) - 1, 8 * len(self._filter) - 1
        each = holders.tolist() if len(holders) == len(keys) else holders.tolist() * len(keys)
        for place, (key, holder) in enumerate(zip(keys.tolist(), each, strict=True), number):
            self._postings[2 * place] = key & ~mask | holder
            self._postings[2 * place + 1] = self._heads[key & mask]
            self._heads[key & mask] = place
            if self._filter:
                self._filter[(key & last) >> 3] |= 1 << (key & 7)

    def holders(self, key: int) -> list[int]:
        """The newest holders of a key, newest first; one may come more than once."""
        if compiled is not None:
            held: list[int] = compiled.held(*self.table, key, self._most)
            return held
        return self.holders_plainly(key)

    def holders_plainly(self, key: int) -> list[int]:
        postings, mask, found = self._postings, len(self._heads) - 1, []
        high, at = key & ~mask, 2 * self._heads[key & mask]
        for _ in range(MOST_LINKS):
            if not at:
                break
            if postings[at] & ~mask == high:
                found.append(postings[at] & mask)
                if len(found) == self._most:
                    break
            at = 2 * postings[at + 1]
        return found

    def holders_of_any(self, keys: Keys) -> list[int]:
        """The holders of many keys in one list: most keys have none."""
        postings, found = np.frombuffer(self._postings, np.uint32).reshape(-1, 2), list[int]()
        mask = np.uint32(len(self._heads) - 1)
        keys = keys[self._likely(keys)]
        at = np.frombuffer(self._heads, np.uint32)[keys & mask]
        for _ in range(LONGEST_CHAIN):
            there = at > 0
            keys, links = keys[there], postings[at[there]]
            if not len(keys):
                break
            same = (links[:, 0] ^ keys) & ~mask == 0
            found += (links[same, 0] & mask).tolist()
            at = links[:, 1]
        return found

    def _made_filter(self) -> bytearray:
        if compiled is not None:
            made = bytearray(FILTER * len(self._heads) // 8)
            compiled.filter_postings(*self.table, made)
            return made
        bits = np.zeros(FILTER * len(self._heads), np.bool_)
        bits[self._keys() & np.uint32(len(bits) - 1)] = True
        return bytearray(np.packbits(bits, bitorder="little").data)

    def _likely(self, keys: Keys) -> NDArray[np.bool_]:
        """Which keys may have a holder; of those without one eight in ten are known not to."""
        bits = keys & np.uint32(8 * len(self.filter) - 1)
        bytes_ = np.frombuffer(self._filter, np.uint8)[bits >> np.uint32(3)]
        likely: NDArray[np.bool_] = bytes_ >> (bits & np.uint32(7)).astype(np.uint8) & 1 > 0
        return likely

    def without(self, kept: NDArray[np.bool_], numbers: NDArray[np.int32]) -> Postings:
        """A table of the holders that are kept, under their new numbers, in the same order."""
        keys, holders = self._newest()
        there = kept[holders]
        return Postings.of(keys[there], numbers[holders[there]], self._most)

    @classmethod
    def of(cls, keys: Keys, holders: NDArray[Any], most: int) -> Postings:
        """A table of these postings; those of a key are oldest first."""
        made = cls(most)
        buckets = _buckets(len(keys), int(holders.max()) if len(holders) else 0)
        made._lay(keys, holders.astype(np.uint32), buckets)
        return made

    def columns(self) -> dict[str, Keys]:
        """What `of` makes the same table from."""
        return {"keys": self._keys(), "holders": self._holders()}

    def _keys(self) -> Keys:
        """The key of each posting: the bits that its bucket tells are put back, a link of all chains
        at a time."""
        postings = np.frombuffer(self._postings, np.uint32).reshape(-1, 2)
        keys = postings[:, 0] & ~np.uint32(len(self._heads) - 1)
        at = np.frombuffer(self._heads, np.uint32)
        buckets = np.flatnonzero(at).astype(np.uint32)
        at = at[buckets]
        while len(at):
            keys[at] |= buckets
            at = postings[at, 1]
            buckets, at = buckets[at > 0], at[at > 0]
        return keys[1:]

    def _holders(self) -> Keys:
        marks = np.frombuffer(self._postings, np.uint32)[2::2]
        return marks & np.uint32(len(self._heads) - 1)

    def _make_room(self, more: int, holder: int) -> None:
        """Leave out what is never asked for; where that does not help, take more buckets."""
        if compiled is not None:
            self._lay_natively(more, holder)
        else:
            keys, holders = self._newest()
            self._lay(keys, holders, self._enough(len(keys) + more, holder))
        give_back()

    def _enough(self, postings: int, holder: int) -> int:
        """How many buckets so many postings with holders up to this are to have."""
        buckets = len(self._heads)
        while postings >= ROOM * LOAD * buckets or holder >= buckets:
            buckets *= 2
        return buckets

    def _newest(self) -> tuple[Keys, Keys]:
        """The postings of each key that are asked for, oldest first."""
        keys = self._keys()
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        ends = np.flatnonzero(np.append(keys[1:] != keys[:-1], len(keys) > 0)) + 1
        lengths = np.diff(ends, prepend=0)
        asked = np.repeat(ends, lengths) - np.arange(len(keys)) <= self._most
        asked &= np.repeat(self._kept(keys[ends - 1], order[ends - 1]), lengths)
        return keys[asked], self._holders()[order[asked]]

    def _kept(self, keys: Keys, newest: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which keys their bucket has room for, given the newest posting of each."""
        kept = np.ones(len(keys), np.bool_)
        buckets, counts = np.unique(keys & np.uint32(len(self._heads) - 1), return_counts=True)
        for bucket in buckets[counts > MOST_KEYS]:
            there = np.flatnonzero(keys & np.uint32(len(self._heads) - 1) == bucket)
            kept[there[np.argsort(newest[there])[:-MOST_KEYS]]] = False
        return kept

    def _lay(self, keys: Keys, holders: Keys, buckets: int) -> None:
        """Lay these postings anew, those of a bucket side by side. Vectorised: a million take a
        fraction of a second."""
        mask = np.uint32(buckets - 1)
        order = np.argsort(keys & mask, kind="stable")
        ranked, number = (keys & mask)[order], np.arange(1, len(keys) + 1, dtype=np.uint32)
        new = np.append(True, ranked[1:] != ranked[:-1])[: len(ranked)]
        rows = np.empty((len(keys), 2), np.uint32)
        rows[:, 0] = (keys & ~mask | holders)[order]
        rows[:, 1] = np.where(new, np.uint32(0), number - np.uint32(1))
        self._postings = array("I", [0, 0])
        self._postings.frombytes(rows.view(np.uint8).ravel().data)
        self._heads = array("I", [0]) * buckets
        if len(ranked):
            last = np.append(new[1:], True)
            np.frombuffer(self._heads, np.uint32)[ranked[last]] = number[last]
        if self._filter:
            self._filter = self._made_filter()

    def _lay_natively(self, more: int, holder: int) -> None:
        assert compiled is not None
        asked = compiled.lay_anew(*self.table, b"", None, self._most)
        heads = array("I", [0]) * self._enough(asked + more, holder)
        postings = array("I", [0]) * (2 + 2 * asked)
        compiled.lay_anew(*self.table, postings, heads, self._most)
        self._postings, self._heads = postings, heads
        if self._filter:
            self._filter = self._made_filter()


def _buckets(postings: int, holder: int) -> int:
    return max(_FEWEST, 1 << (max(0, postings - 1) // LOAD).bit_length(), 1 << holder.bit_length())
