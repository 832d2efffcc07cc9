"""Text → what its copies are known by: its runs of words, and its words in order.

Quoted words make no runs: two reporters at one press conference share the quote and nothing else.
They stay among the words in order, marked, since an edited copy may have lost one of two marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.small_words import FUNCTION_WORDS
from onestory.cluster.terms import SHORTEST, UNSPACED, Hashes
from onestory.markup import compiled

RUN = 3  # words
RUN_UNSPACED = 10  # characters
PAIR = 2  # characters that serve as a word in order where a line is written without spaces
LONGEST = 200_000  # characters compared; a page has fewer
MOST_LINES = 5_000  # read apart in a script without spaces; what stands behind them is one more
WORDS = 256  # kept in order, of a longer text the first

QUOTED = re.compile(
    r"“[^”\n]{1,600}”|\"[^\"\n]{1,600}\"|„[^“”\n]{1,600}[“”]|«[^»\n]{1,600}»|「[^」\n]{1,600}」"
)
# The line under a post that an article shows: "— Ada Merrick (@adamerrick) March 9, 2026" matches,
# "Ada Merrick (@adamerrick) wrote" does not. The post stands before it.
SIGNED = re.compile(r"—[^(\n—]{1,60}\(@\w{1,30}\)[^\n\d]{1,20}\d{1,2}, \d{4}")
POST = 280  # characters, the most a post has

Symbols = NDArray[np.uint16]
Marks = NDArray[np.bool_]

_NEW_LINE = 0x0A
_LAST_CODE = 0xFFFF  # it stands for all beyond it, which are no letters of news
_WITHOUT_SPACES = 2
_STEP = np.uint32(16777619)
_SPREAD = np.uint32(2654435761)  # multiplicative hashing spreads what the step leaves uneven


@dataclass(frozen=True, slots=True)
class Traces:
    """Of one text. `runs`: distinct hashes, rising. `words`: those that tell something, in order;
    `quoted`: which of them stand in quotation marks."""

    runs: Hashes
    words: Symbols
    quoted: Marks


@dataclass(frozen=True, slots=True)
class _Units:
    """Words, or pairs of characters, of a text: hash, quoted or not, telling something or not."""

    hashes: Hashes
    quoted: Marks
    telling: Marks


def traces_of(text: str) -> Traces:
    """Runs are of `RUN` words of a line outside quotation marks; where a line is written without
    spaces, of `RUN_UNSPACED` characters."""
    low = text[:LONGEST].lower()[:LONGEST]
    codes = np.frombuffer(low.encode("utf-32-le", "surrogatepass"), np.uint32)
    quoted, breaks = _quotations(low)
    if compiled is not None:
        marked = quoted.view(np.uint8), breaks.view(np.uint8)
        found = compiled.traces(codes, _kinds(), *marked, _function_words(), SHORTEST, WORDS)
        if found is not None:
            runs, words, marks = found
            return Traces(
                np.frombuffer(runs, np.uint32),
                np.frombuffer(words, np.uint16),
                np.frombuffer(marks, np.bool_),
            )
    return _traces_plainly(codes, quoted, breaks)


def _traces_plainly(codes: Hashes, quoted: Marks, breaks: Marks) -> Traces:
    kinds = _kinds()[np.minimum(codes, _LAST_CODE)]
    breaks |= codes == _NEW_LINE
    if (kinds == _WITHOUT_SPACES).any():
        runs, units = _of_lines(codes, kinds, quoted, np.flatnonzero(breaks))
    else:
        runs, units = _spaced(codes, kinds, quoted, breaks)
    runs.sort()
    distinct = runs[np.append(True, runs[1:] != runs[:-1])] if len(runs) else runs
    symbols = units.hashes[units.telling].astype(np.uint16)
    return Traces(distinct, symbols[:WORDS], units.quoted[units.telling][:WORDS])


def _quotations(text: str) -> tuple[Marks, Marks]:
    """Of each character whether it is quoted, and whether a quotation begins or ends there."""
    quoted = np.zeros(len(text), np.bool_)
    breaks = np.zeros(len(text) + 1, np.bool_)
    for found in QUOTED.finditer(text):
        quoted[found.start() : found.end()] = True
        breaks[[found.start(), found.end()]] = True
    for found in SIGNED.finditer(text) if "(@" in text else ():
        before = text.rfind("\n", 0, max(0, found.start() - 2)) + 1
        start = max(before, found.start() - POST)
        quoted[start : found.end()] = True
        breaks[[start, found.end()]] = True
    return quoted, breaks[:-1]


def _of_lines(
    codes: Hashes, kinds: NDArray[np.uint8], quoted: Marks, breaks: NDArray[np.intp]
) -> tuple[Hashes, _Units]:
    """Runs and words of a text that has lines without spaces."""
    lines = zip(
        *(np.split(column, breaks[:MOST_LINES]) for column in (codes, kinds, quoted)), strict=True
    )
    runs, units = zip(*(_line(*line) for line in lines), strict=True)
    columns = [np.concatenate([getattr(u, f.name) for u in units]) for f in fields(_Units)]
    return np.concatenate(runs), _Units(*columns)


def _spaced(
    codes: Hashes, kinds: NDArray[np.uint8], quoted: Marks, breaks: Marks
) -> tuple[Hashes, _Units]:
    """Runs and words; no run goes over a break."""
    starts, units = _words(codes, kinds, quoted)
    bare = ~units.quoted
    line = np.cumsum(breaks, dtype=np.uint32)[starts[bare]]
    inside: Marks = line[RUN - 1 :] == line[: max(0, len(line) - RUN + 1)]
    return _runs(units.hashes[bare], RUN)[inside], units


def _line(codes: Hashes, kinds: NDArray[np.uint8], quoted: Marks) -> tuple[Hashes, _Units]:
    """Runs and words of a line or of a quotation; of one without spaces, of its characters."""
    if not (kinds == _WITHOUT_SPACES).any():
        return _spaced(codes, kinds, quoted, np.zeros(len(codes), np.bool_))
    characters = _mixed(codes[kinds > 0])
    pairs = _runs(characters, PAIR)
    marked = bool(quoted.any())
    marks = np.full(len(pairs), marked)
    runs = _runs(characters[:0] if marked else characters, RUN_UNSPACED)
    return runs, _Units(pairs, marks, np.ones(len(pairs), np.bool_))


def _words(
    codes: Hashes, kinds: NDArray[np.uint8], quoted: Marks
) -> tuple[NDArray[np.intp], _Units]:
    """Where words start, and the words."""
    starts, ends = _edges(kinds)
    hashes = _hashed(codes, starts, ends)
    known = _function_words()
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    telling = (known[place] != hashes) & (ends - starts >= SHORTEST)
    return starts, _Units(hashes, quoted[starts], telling)


def _edges(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where words start and end."""
    edges = np.flatnonzero(np.diff(kinds, prepend=np.uint8(0), append=np.uint8(0)))
    return edges[::2], edges[1::2]


def _hashed(codes: Hashes, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Hashes:
    """A hash of each word, by arithmetic on the whole text at once: a difference of two sums of
    characters times powers."""
    powers, inverse = _powers()
    sums = np.append(np.uint32(0), np.cumsum(codes * powers[: len(codes)], dtype=np.uint32))
    return _mixed((sums[ends] - sums[starts]) * inverse[starts])


@cache
def _function_words() -> Hashes:
    codes, kinds = _codes(" ".join(FUNCTION_WORDS))
    return np.sort(_hashed(codes, *_edges(kinds)))


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


def _codes(text: str) -> tuple[Hashes, NDArray[np.uint8]]:
    """The characters of a text as numbers, and the kind of each."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes, _kinds()[np.minimum(codes, _LAST_CODE)]


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
