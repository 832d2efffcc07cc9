"""Copies of a text by containment of word 4-grams outside quotation marks.

Jaccard similarity (MinHash) misses copies that were cut or mixed; the share of the *smaller* text
that stands in the larger one does not. Quoted words are left out: two reporters at one press
conference share the quote and nothing else (containment: Broder 1997).
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from onestory.cluster.terms import UNSPACED, WORD

RUN = 4  # words
RUN_UNSPACED = 10  # characters
FEWEST_RUNS = 12  # texts shorter than this are too short to prove copying
COPY = 0.22  # share of the smaller text; false collapse is worse than a miss
COPY_CREDITED = 0.10  # the page itself credits another outlet
COMMON = 40  # a run that stands in more live texts than this proves nothing

QUOTED = re.compile(
    r"“[^”\n]{1,600}”|\"[^\"\n]{1,600}\"|„[^“”\n]{1,600}[“”]|«[^»\n]{1,600}»|「[^」\n]{1,600}」"
)


@dataclass(frozen=True, slots=True)
class Match:
    """The earlier article a text shares most with, and the share of the smaller of the two."""

    id: str
    share: float


@dataclass(slots=True)
class CopyIndex:
    """Live texts by their runs of words."""

    _runs: dict[str, frozenset[int]] = field(default_factory=dict)
    _holders: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, identifier: str, text: str) -> None:
        runs = runs_of(text)
        self._runs[identifier] = runs
        for run in runs:
            self._holders[run].append(identifier)

    def remove(self, identifier: str) -> None:
        for run in self._runs.pop(identifier, ()):
            holders = self._holders[run]
            holders.remove(identifier)
            if not holders:
                del self._holders[run]

    def best(self, text: str, credited: bool) -> Match | None:
        """The earlier text this one shares an origin with, or None."""
        runs = runs_of(text)
        if len(runs) < FEWEST_RUNS:
            return None
        shared: Counter[str] = Counter()
        for run in runs:
            holders = self._holders.get(run)
            if holders and len(holders) <= COMMON:
                shared.update(holders)
        best: Match | None = None
        for identifier, number in shared.items():
            smaller = min(len(runs), len(self._runs[identifier]))
            if smaller < FEWEST_RUNS:
                continue
            match = Match(identifier, number / smaller)
            if match.share >= (COPY_CREDITED if credited else COPY) and (
                best is None or match.share > best.share
            ):
                best = match
        return best


def runs_of(text: str) -> frozenset[int]:
    """Hashes of all runs of `RUN` words outside quotation marks."""
    bare = QUOTED.sub(" \n ", text)
    found = set()
    for line in bare.split("\n"):
        words = [w.lower() for w in WORD.findall(line)]
        if words and UNSPACED.search(line):
            joined = "".join(words)
            units, size, glue = list(joined), RUN_UNSPACED, ""
        else:
            units, size, glue = words, RUN, " "
        for start in range(len(units) - size + 1):
            found.add(zlib.crc32(glue.join(units[start : start + size]).encode()))
    return frozenset(found)
