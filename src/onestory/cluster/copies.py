"""Copies of a text: by the runs of words that two texts share, and by their words in order.

Jaccard similarity (MinHash) misses copies that were cut or mixed; the share of the *smaller* text
that stands in the larger one does not (containment and its estimate from the hashes below a
threshold: Broder 1997). Where every second word is another, no run is left: then the words that are
left still stand in the order they had. The longest common subsequence of two texts is compared with
the shorter one; quoted words alone prove nothing.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.postings import LONGEST_CHAIN, Postings
from onestory.cluster.sequence import share_in_order
from onestory.cluster.terms import Hashes
from onestory.cluster.traces import Symbols, Traces
from onestory.markup import compiled

FEWEST_RUNS = 12  # texts shorter than this are too short to prove copying
FEWEST_SHARED = 12  # runs; one phrase of names and titles has seven
COPY = 0.18  # share of the smaller text; false collapse is worse than a miss
COPY_CREDITED = 0.10  # the page itself credits another outlet
# Of a text that is compared in order. In reports of one event of forty words each half of the words
# that tell something are the event's own, and come in the order of its parts.
FEWEST_WORDS = 34
FEWEST_BARE = 10  # of them outside quotation marks
LENGTHS = 0.33  # shorter text to longer: a few names of a teaser stand in any report in its order
IN_ORDER = 0.40  # share of the shorter text's words that stand in the other in the same order
IN_ORDER_BARE = 0.30  # the same of the words outside quotation marks
FEW = 4  # texts found by one run
COMPARED = 16  # texts compared in full, those with the most runs in common first
SKETCH = 128  # hashes kept of a text, 16 bits of each
SYMBOLS = 1 << 16
INDEXED = 16  # of these, the ones by which it is found


@dataclass(frozen=True, slots=True)
class Match:
    """The earlier text that one shares an origin with."""

    number: int
    share: float
    """Of the smaller of the two."""
    in_order: bool = False
    """Whether words in order were compared, not runs."""
    larger: bool = False
    """Whether the earlier text is the smaller one."""


@dataclass(slots=True)
class CopyIndex:
    """Live texts by their traces; texts are numbered from 0 in the order they came."""

    sketches: array[int] = field(default_factory=lambda: array("H"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    runs: array[int] = field(default_factory=lambda: array("I"))
    """How many runs the whole text has; 0 once it is forgotten."""
    words: array[int] = field(default_factory=lambda: array("H"))
    word_ends: array[int] = field(default_factory=lambda: array("I"))
    postings: Postings = field(default_factory=lambda: Postings(FEW))

    def add(self, traces: Traces) -> None:
        """Enter a text. A run by which an earlier text is found stays that text's own: ten thousand
        copies of one text add nothing to look through."""
        number, runs = len(self.ends), traces.runs
        self.sketches.frombytes(runs[:SKETCH].astype(np.uint16).tobytes())
        self.ends.append(len(self.sketches))
        self.runs.append(len(runs))
        self.words.frombytes(traces.words.tobytes())
        self.word_ends.append(len(self.words))
        self.postings.add_each(self._unheld(runs[:INDEXED]), number)

    def _unheld(self, runs: Hashes) -> Hashes:
        """The runs by which no text that is not forgotten is found."""
        if compiled is not None:
            left = compiled.without_holder(*self.postings.table, runs, self.runs, FEW)
            return np.frombuffer(left, np.uint32)
        held = (
            any(map(self.runs.__getitem__, self.postings.holders(run))) for run in runs.tolist()
        )
        return runs[~np.fromiter(held, np.bool_, len(runs))]

    def forget(self, number: int) -> None:
        self.runs[number] = 0

    def without(self, kept: NDArray[np.bool_], numbers: NDArray[np.int32]) -> CopyIndex:
        """An index of the texts that are kept, under their new numbers."""
        made = CopyIndex(postings=self.postings.without(kept, numbers))
        made.sketches, made.ends = _pieces(self.sketches, self.ends, kept)
        made.words, made.word_ends = _pieces(self.words, self.word_ends, kept)
        made.runs.frombytes(np.frombuffer(self.runs, np.uint32)[kept].tobytes())
        return made

    def sharing(self, traces: Traces) -> list[int]:
        """Earlier texts that share a run by which they are found, those that share most first."""
        if len(traces.runs) < FEWEST_RUNS:
            return []
        if compiled is not None:
            table, likely = self.postings.table, self.postings.filter
            most: list[int] = compiled.most_shared(
                *table, likely, traces.runs, LONGEST_CHAIN, COMPARED
            )
            return most
        seen = Counter(self.postings.holders_of_any(traces.runs))
        return nsmallest(COMPARED, seen, key=lambda number: (-seen[number], number))

    def closest(self, traces: Traces, numbers: Iterable[int], credited: bool) -> Match | None:
        """The one of these texts that this one shares its runs with, or None; ties go to the older."""
        runs, compared = traces.runs, self._comparable(numbers)
        if len(runs) < FEWEST_RUNS or not compared:
            return None
        shares = self._shares(compared, runs)
        share = max(shares)
        best = compared[shares.index(share)]
        smaller = min(len(runs), self.runs[best])
        least = COPY_CREDITED if credited else COPY
        larger = len(runs) > self.runs[best]
        return (
            Match(best, share, larger=larger)
            if share >= max(least, FEWEST_SHARED / smaller)
            else None
        )

    def closest_in_order(self, traces: Traces, numbers: Iterable[int]) -> Match | None:
        """The one of these texts that this one shares its words in order with, or None; ties go to
        the older."""
        best: Match | None = None
        bare = traces.words[~traces.quoted].tolist()
        if len(bare) < FEWEST_BARE:
            return None
        own = traces.words.tolist()
        for number in self._likely(traces, self._comparable(numbers)):
            earlier = self.words_of(number).tolist()
            share = share_in_order(earlier, own)
            if share < IN_ORDER or (best is not None and share <= best.share):
                continue
            if share_in_order(earlier, bare) >= IN_ORDER_BARE:
                best = Match(number, share, in_order=True, larger=len(own) > len(earlier))
        return best

    def sketch(self, number: int) -> Symbols:
        """Of the smallest hashes of a text: an even sample of its runs."""
        return _piece(self.sketches, self.ends, number)

    def words_of(self, number: int) -> Symbols:
        """The words of a text in order."""
        return _piece(self.words, self.word_ends, number)

    def _comparable(self, numbers: Iterable[int]) -> list[int]:
        """Older first, without forgotten texts and those too short to prove copying."""
        return sorted(n for n in numbers if self.runs[n] >= FEWEST_RUNS)

    def _shares(self, numbers: list[int], runs: Hashes) -> list[float]:
        """Share of the smaller text that stands in the other, estimated from the earlier's sketch.
        What 16 bits have in common by chance is taken off."""
        different, met = _met(runs.astype(np.uint16), self.sketches, self.ends, numbers)
        by_chance = different / SYMBOLS
        shares = []
        for number, count in zip(numbers, met, strict=True):
            whole, length = self.runs[number], self._length(self.ends, number)
            share = max(count / length - by_chance, 0) / (1 - by_chance)
            shares.append(share * whole / min(whole, len(runs)))
        return shares

    def _likely(self, traces: Traces, numbers: list[int]) -> list[int]:
        """The texts that have enough words of this one in any order: they share no more in order, so
        that few are compared."""
        own = len(traces.words)
        lengths = [self._length(self.word_ends, number) for number in numbers]
        alike = [_alike_in_length(own, length) for length in lengths]
        numbers, lengths = list(compress(numbers, alike)), list(compress(lengths, alike))
        if not numbers:
            return []
        _, met = _met(traces.words, self.words, self.word_ends, numbers)
        least = [IN_ORDER * min(own, length) for length in lengths]
        return [n for n, count, few in zip(numbers, met, least, strict=True) if count >= few]

    def _length(self, ends: array[int], number: int) -> int:
        return ends[number] - (ends[number - 1] if number else 0)


def _alike_in_length(one: int, other: int) -> bool:
    shorter, longer = sorted((one, other))
    return shorter >= max(FEWEST_WORDS, LENGTHS * longer)


def _met(
    symbols: Symbols, column: array[int], ends: array[int], texts: list[int]
) -> tuple[int, list[int]]:
    """How many different symbols these are, and how many symbols of each text are among them."""
    if compiled is not None:
        found: tuple[int, list[int]] = compiled.met(symbols, column, ends, texts)
        return found
    return met_plainly(symbols, column, ends, texts)


def met_plainly(
    symbols: Symbols, column: array[int], ends: array[int], texts: list[int]
) -> tuple[int, list[int]]:
    known = np.zeros(SYMBOLS, np.bool_)
    known[symbols] = True
    pieces = [_piece(column, ends, text) for text in texts]
    return int(np.count_nonzero(known)), [int(np.count_nonzero(known[p])) for p in pieces]


def _piece(column: array[int], ends: array[int], number: int) -> Symbols:
    start = ends[number - 1] if number else 0
    return np.frombuffer(column, np.uint16, ends[number] - start, 2 * start)


def _pieces(
    values: array[int], ends: array[int], kept: NDArray[np.bool_]
) -> tuple[array[int], array[int]]:
    """Of pieces laid end to end those that are kept, and their ends."""
    borders = np.append(0, np.frombuffer(ends, np.uint32).astype(np.int64))
    lengths = borders[1:] - borders[:-1]
    chosen = np.frombuffer(values, values.typecode)[np.repeat(kept, lengths)]
    made, made_ends = array(values.typecode), array(ends.typecode)
    made.frombytes(chosen.tobytes())
    made_ends.frombytes(np.cumsum(lengths[kept]).astype(np.uint32).tobytes())
    return made, made_ends
