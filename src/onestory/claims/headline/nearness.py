"""How near an English title is to a text in what their words mean, where the words differ: "blaze" is
near "wildfire", "transformer" near "power".

Word vectors in 24 numbers each (`tools/nearness/train.py` makes them). Any title is somewhat near any
news text, so its nearness is told beside what it is to pieces of other texts.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onestory.sections.model import known_words
from onestory.sections.words import parts_of, words_of

NEARNESS = Path(__file__).parent / "nearness.npz"
SIZE, LEVELS = 24, 16  # numbers of a word; steps of a number
FREQUENT = 336  # the place among the most frequent words at which a word counts half
LEAST_SPREAD = 0.05  # added to how much other texts differ, so that likeness to none says little
NOTHING = 1e-9

Array = npt.NDArray[np.float32]


class Nearness(NamedTuple):
    """`beyond`: how much nearer the whole title is to the text than to other texts, in deviations;
    `words`: how near its words are to the nearest words of the text, 0 to 1."""

    beyond: float
    words: float


def nearness(title: str, text: str) -> Nearness | None:
    """How near a title is to a text; none where no word of one is known."""
    meant = _meant()
    asked, told = meant.rows_of(title), meant.rows_of(text)
    if not len(asked) or not len(told):
        return None
    mean = mean_of(meant.table, asked)
    usual = meant.usual @ mean
    here = float(mean_of(meant.table, told) @ mean)
    beyond = (here - float(usual.mean())) / (float(usual.std()) + LEAST_SPREAD)
    nearest = np.clip(meant.table[asked] @ meant.table[np.unique(told)].T, 0, 1).max(1)
    weights = weights_of(asked)
    return Nearness(beyond, float(nearest @ weights) / float(weights.sum()))


class _Meant(NamedTuple):
    known: dict[str, int]
    table: Array
    usual: Array

    def rows_of(self, text: str) -> npt.NDArray[np.intp]:
        rows = [
            self.known[part]
            for word in words_of(text)
            for part in ([word] if word in self.known else parts_of(word))
            if self.known.get(part, len(self.table)) < len(self.table)
        ]
        return np.array(rows, np.intp)


def weights_of(rows: npt.NDArray[np.intp]) -> Array:
    """What each word counts: a frequent one little."""
    weights: Array = ((rows + 1.0) / (rows + 1.0 + FREQUENT)).astype(np.float32)
    return weights


def mean_of(table: Array, rows: npt.NDArray[np.intp]) -> Array:
    """The direction into which words point together."""
    summed: Array = weights_of(rows) @ table[rows]
    mean: Array = summed / (np.linalg.norm(summed) + np.float32(NOTHING))
    return mean


def unpacked(stored: npt.NDArray[np.uint8], step: Array) -> Array:
    """The vectors of length 1 behind what is stored."""
    levels = np.empty((len(stored), SIZE), np.float32)
    levels[:, ::2], levels[:, 1::2] = stored >> 4, stored & (LEVELS - 1)
    table = (levels - np.float32(LEVELS / 2 - 0.5)) * step
    unit: Array = table / np.linalg.norm(table, axis=1, keepdims=True)
    return unit


@cache
def _meant() -> _Meant:
    with np.load(NEARNESS) as stored:
        table = unpacked(stored["words"], stored["step"])
        return _Meant(known_words(), table, stored["usual"].astype(np.float32))
