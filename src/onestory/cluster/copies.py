"""Copies of a text by containment of word 3-grams outside quotation marks.

Jaccard similarity (MinHash) misses copies that were cut or mixed; the share of the *smaller* text
that stands in the larger one does not. Quoted words are left out: two reporters at one press
conference share the quote and nothing else (containment and its estimate from the hashes below a
threshold: Broder 1997).
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.postings import Postings
from onestory.cluster.terms import UNSPACED, WORD, Hashes, word_hash

RUN = 3  # words
RUN_UNSPACED = 10  # characters
FEWEST_RUNS = 12  # texts shorter than this are too short to prove copying
COPY = 0.18  # share of the smaller text; false collapse is worse than a miss
COPY_CREDITED = 0.10  # the page itself credits another outlet
FEW = 4  # texts found by one run
COMPARED = 16  # texts compared in full, those with the most runs in common first
SKETCH = 128  # hashes kept of a text
INDEXED = 16  # of these, the ones by which it is found
LONGEST = 200_000  # characters compared; a page has fewer

QUOTED = re.compile(
    r"“[^”\n]{1,600}”|\"[^\"\n]{1,600}\"|„[^“”\n]{1,600}[“”]|«[^»\n]{1,600}»|「[^」\n]{1,600}」"
)
_STEP = np.uint32(16777619)
_SPREAD = np.uint32(2654435761)  # multiplicative hashing spreads what the step leaves uneven


@dataclass(frozen=True, slots=True)
class Match:
    """The earlier text that one shares most with, and the share of the smaller of the two."""

    number: int
    share: float


@dataclass(slots=True)
class CopyIndex:
    """Live texts by their runs of words; texts are numbered from 0 in the order they came."""

    sketches: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("Q"))
    runs: array[int] = field(default_factory=lambda: array("I"))
    """How many runs the whole text has; 0 once it is forgotten."""
    postings: Postings = field(default_factory=Postings)

    def add(self, runs: Hashes) -> None:
        """Enter a text by its `runs_of`. A run by which an earlier text is found stays that text's
        own: ten thousand copies of one text add nothing to look through."""
        number = len(self.ends)
        self.sketches.frombytes(runs[:SKETCH].tobytes())
        self.ends.append(len(self.sketches))
        self.runs.append(len(runs))
        for run in runs[:INDEXED].tolist():
            if not any(map(self.runs.__getitem__, self.postings.holders(run, FEW))):
                self.postings.add(run, number)

    def forget(self, number: int) -> None:
        self.runs[number] = 0

    def without(self, kept: NDArray[np.bool_], numbers: NDArray[np.int32]) -> CopyIndex:
        """An index of the texts that are kept, under their new numbers."""
        ends = np.frombuffer(self.ends, np.uint64).astype(np.int64)
        lengths = np.diff(ends, prepend=0)
        chosen = np.repeat(kept, lengths)
        made = CopyIndex(postings=self.postings.without(kept, numbers))
        made.sketches.frombytes(np.frombuffer(self.sketches, np.uint32)[chosen].tobytes())
        made.ends.frombytes(np.cumsum(lengths[kept]).astype(np.uint64).tobytes())
        made.runs.frombytes(np.frombuffer(self.runs, np.uint32)[kept].tobytes())
        return made

    def best(self, runs: Hashes, credited: bool) -> Match | None:
        """The earlier text that this one shares an origin with, or None; ties go to the older."""
        if len(runs) < FEWEST_RUNS:
            return None
        seen = Counter(self.postings.holders_of_any(runs, FEW))
        return self.closest(runs, [n for n, _ in seen.most_common(COMPARED)], credited)

    def closest(self, runs: Hashes, numbers: Iterable[int], credited: bool) -> Match | None:
        """The one of these texts that this one shares an origin with, or None."""
        least = COPY_CREDITED if credited else COPY
        matches = (Match(n, self._share(n, runs)) for n in sorted(numbers))
        found = [match for match in matches if match.share >= least]
        return max(found, key=lambda match: (match.share, -match.number), default=None)

    def sketch(self, number: int) -> Hashes:
        """The smallest hashes of a text, rising: an even sample of its runs."""
        start = self.ends[number - 1] if number else 0
        return np.frombuffer(self.sketches, np.uint32, self.ends[number] - start, 4 * start)

    def _share(self, number: int, runs: Hashes) -> float:
        """Share of the smaller text that stands in the other, estimated from the earlier's sketch."""
        whole = self.runs[number]
        if min(whole, len(runs)) < FEWEST_RUNS:
            return 0.0  # forgotten, or too short to prove copying
        sketch = self.sketch(number)
        place = np.minimum(np.searchsorted(runs, sketch), len(runs) - 1)
        shared = float((runs[place] == sketch).mean()) * whole
        return shared / min(whole, len(runs))


def runs_of(text: str) -> Hashes:
    """Distinct hashes of all runs of `RUN` words outside quotation marks, rising."""
    bare = QUOTED.sub(" \n ", text[:LONGEST])
    parts = []
    for line in bare.split("\n"):
        words = WORD.findall(line.lower())
        if UNSPACED.search(line):
            units, size = list(map(word_hash, "".join(words))), RUN_UNSPACED
        else:
            units, size = list(map(_word, words)), RUN
        if len(units) >= size:
            parts.append(_runs(np.array(units, np.uint32), size))
    if not parts:
        return np.empty(0, np.uint32)
    found = np.sort(np.concatenate(parts))
    return found[np.r_[True, found[1:] != found[:-1]]]


def _runs(units: Hashes, size: int) -> Hashes:
    """Polynomial hash of every `size` neighbours, spread evenly over 32 bits."""
    number = len(units) - size + 1
    found = np.zeros(number, np.uint32)
    for place in range(size):
        found = (found * _STEP) ^ units[place : place + number]
    found ^= found >> np.uint32(15)
    return found * _SPREAD


_word = lru_cache(maxsize=1 << 16)(word_hash)
