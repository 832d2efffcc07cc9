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
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.postings import Postings
from onestory.cluster.terms import UNSPACED, Hashes

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
_NEW_LINE = 0x0A
_LAST_CODE = 0xFFFF  # it stands for all beyond it, which are no letters of news
_WITHOUT_SPACES = 2
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
        seen = Counter(self.postings.holders_of_any(runs))
        return self.closest(runs, [n for n, _ in seen.most_common(COMPARED)], credited)

    def closest(self, runs: Hashes, numbers: Iterable[int], credited: bool) -> Match | None:
        """The one of these texts that this one shares an origin with, or None; ties go to the older."""
        # Forgotten texts, and those too short to prove copying, are none.
        compared = sorted(n for n in numbers if self.runs[n] >= FEWEST_RUNS)
        if len(runs) < FEWEST_RUNS or not compared:
            return None
        shares = self._shares(compared, runs)
        best = int(shares.argmax())
        share = float(shares[best])
        least = COPY_CREDITED if credited else COPY
        return Match(compared[best], share) if share >= least else None

    def sketch(self, number: int) -> Hashes:
        """The smallest hashes of a text, rising: an even sample of its runs."""
        start = self.ends[number - 1] if number else 0
        return np.frombuffer(self.sketches, np.uint32, self.ends[number] - start, 4 * start)

    def _shares(self, numbers: list[int], runs: Hashes) -> NDArray[np.float64]:
        """Share of the smaller text that stands in the other, estimated from the earlier's sketch."""
        sketches = [self.sketch(number) for number in numbers]
        lengths = np.array([len(sketch) for sketch in sketches])
        hashes = np.concatenate(sketches)
        place = np.minimum(np.searchsorted(runs, hashes), len(runs) - 1)
        found = np.add.reduceat(runs[place] == hashes, np.cumsum(lengths) - lengths, dtype=np.int64)
        whole = np.array([self.runs[number] for number in numbers])
        shares: NDArray[np.float64] = found / lengths * whole / np.minimum(whole, len(runs))
        return shares


def runs_of(text: str) -> Hashes:
    """Distinct hashes of all runs of `RUN` words of a line outside quotation marks, rising; where a
    line is written without spaces, of `RUN_UNSPACED` characters."""
    bare = QUOTED.sub(" \n ", text[:LONGEST]).lower()[:LONGEST]
    codes = np.frombuffer(bare.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds()[np.minimum(codes, _LAST_CODE)]
    if (kinds == _WITHOUT_SPACES).any():
        breaks = np.flatnonzero(codes == _NEW_LINE)
        lines = zip(np.split(codes, breaks), np.split(kinds, breaks), strict=True)
        parts = [_runs_of_line(*line) for line in lines]
    else:
        parts = [_word_runs(codes, kinds)]
    found = np.sort(np.concatenate(parts))
    return found[np.append(True, found[1:] != found[:-1])] if len(found) else found


def _runs_of_line(codes: Hashes, kinds: NDArray[np.uint8]) -> Hashes:
    if (kinds == _WITHOUT_SPACES).any():
        return _runs(_mixed(codes[kinds > 0]), RUN_UNSPACED)
    return _word_runs(codes, kinds)


def _word_runs(codes: Hashes, kinds: NDArray[np.uint8]) -> Hashes:
    """Runs of words; none goes over the end of a line. Words are told apart by arithmetic on the
    whole text at once: a word's hash is a difference of two sums of characters times powers."""
    edges = np.flatnonzero(np.diff(kinds, prepend=np.uint8(0), append=np.uint8(0)))
    starts, ends = edges[::2], edges[1::2]
    if len(starts) < RUN:
        return np.empty(0, np.uint32)
    powers, inverse = _powers()
    sums = np.append(np.uint32(0), np.cumsum(codes * powers[: len(codes)], dtype=np.uint32))
    words = _mixed((sums[ends] - sums[starts]) * inverse[starts])
    line = np.searchsorted(np.flatnonzero(codes == _NEW_LINE), starts)
    inside: NDArray[np.bool_] = line[RUN - 1 :] == line[: len(line) - RUN + 1]
    return _runs(words, RUN)[inside]


def _runs(units: Hashes, size: int) -> Hashes:
    """Polynomial hash of every `size` neighbours, spread evenly over 32 bits."""
    number = max(0, len(units) - size + 1)
    found = np.zeros(number, np.uint32)
    for place in range(size):
        found = (found * _STEP) ^ units[place : place + number]
    return _mixed(found)


def _mixed(values: Hashes) -> Hashes:
    """Spread values evenly over 32 bits."""
    values = (values ^ (values >> np.uint32(15))) * _SPREAD
    return values ^ (values >> np.uint32(13))


@cache
def _kinds() -> NDArray[np.uint8]:
    """Of each character: 0 for none of a word, 1 for a letter or digit, or `_WITHOUT_SPACES`."""
    characters = list(map(chr, range(_LAST_CODE)))
    kinds = np.array([c.isalnum() for c in characters] + [False], np.uint8)
    for number, character in enumerate(characters):
        if UNSPACED.match(character) and character.isalnum():
            kinds[number] = _WITHOUT_SPACES
    return kinds


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """The powers of an odd number and of its inverse, modulo 2^32."""
    base, inverse = 0x01000193, pow(0x01000193, -1, 1 << 32)
    steps = np.ones(LONGEST, np.uint32)
    powers = np.cumprod(np.append(steps[:1], steps * np.uint32(base)), dtype=np.uint32)
    inverses = np.cumprod(np.append(steps[:1], steps * np.uint32(inverse)), dtype=np.uint32)
    return powers, inverses
