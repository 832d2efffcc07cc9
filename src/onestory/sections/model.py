"""Title and text → the section they fit, or none.

English: a linear model, one number per word and section (`tools/sections/train.py` makes them). German,
French and Spanish: the seed words that stand in the text. Other languages: no answer.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onestory.sections.words import language_of, parts_of, seeds, words_of

SECTIONS = (
    "politics",
    "economy",
    "labour",
    "conflict",
    "crime-justice",
    "disaster-accident",
    "environment",
    "weather",
    "health",
    "science-technology",
    "education",
    "society",
    "culture",
    "sport",
)
WEIGHTS = Path(__file__).parent / "weights.npz"
TITLE_WEIGHT = 2
SURE = 0.5  # below this chance the model gives no answer
LEAST_WORDS = 4  # different words known to the model: of fewer nothing is said
LEAST_KNOWN = 0.4  # share of a text's words that the model must know: nonsense has fewer
SEED_GAIN = 2.5  # seed words: three of one section and none of another are enough to be sure
LONGEST_SEED = 5  # words


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text's words say of its section."""

    section: str = ""
    """Empty where the words do not settle it."""
    chance: float = 0.0
    chances: dict[str, float] = field(default_factory=dict)


NOTHING = Guess()


def guess_section(title: str, text: str, language: str = "") -> Guess:
    """The section that title and text fit, with its chance; none where too little is known."""
    title_words, text_words = words_of(title), words_of(text)
    spoken = language_of(title_words + text_words, language)
    words = title_words * TITLE_WEIGHT + text_words
    if spoken == "en":
        return _english().guess(words)
    return _guess_by_seeds(title_words, text_words, spoken)


def likeness(one: str, other: str) -> float | None:
    """How alike two English texts are in the sections that their words speak for, -1 to 1; none where
    no word of one is known."""
    told = [_english().leaning(words_of(text)) for text in (one, other)]
    lengths = [math.sqrt(float(line @ line)) for line in told]
    return float(told[0] @ told[1]) / (lengths[0] * lengths[1]) if all(lengths) else None


def known_words() -> dict[str, int]:
    """The English words that the model knows, frequent ones first, with their rows."""
    return _english().rows


@dataclass(frozen=True, slots=True)
class _Model:
    rows: dict[str, int]
    weights: npt.NDArray[np.float32]
    rarity: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def guess(self, words: list[str]) -> Guess:
        rows = self._rows_of(words)
        if len(set(rows)) < LEAST_WORDS or len(rows) < LEAST_KNOWN * len(words):
            return NOTHING
        rarity = self.rarity[rows]
        told = float((rarity * rarity).sum())
        if not told:
            return NOTHING
        # The mean, not the sum: a longer text is no surer of its section than a short one.
        return _settled(self.weights[rows].sum(0) / told + self.bias)

    def leaning(self, words: list[str]) -> npt.NDArray[np.float32]:
        """What words say for each section, summed."""
        summed: npt.NDArray[np.float32] = self.weights[self._rows_of(words)].sum(0)
        return summed

    def _rows_of(self, words: list[str]) -> list[int]:
        return [
            self.rows[part]
            for word in words
            for part in ([word] if word in self.rows else parts_of(word))
            if part in self.rows
        ]


@cache
def _english() -> _Model:
    with np.load(WEIGHTS) as stored:
        spelled = stored["words"].tobytes().decode().split("\n")
        return _Model(
            {word: row for row, word in enumerate(spelled)},
            stored["weights"].astype(np.float32) * stored["scale"],
            stored["rarity"].astype(np.float32) / 255,
            stored["bias"],
        )


def _guess_by_seeds(title: list[str], text: list[str], language: str) -> Guess:
    known = _seed_sections(language)
    if not known:
        return NOTHING
    found = {*_phrases_in(title, known), *_phrases_in(text, known)}
    if not found:
        return NOTHING
    hits = np.zeros(len(SECTIONS), np.float32)
    for phrase in sorted(found):
        for section in known[phrase]:
            hits[SECTIONS.index(section)] += 1 / len(known[phrase])
    return _settled(hits * (SEED_GAIN / math.sqrt(1 + len(found))))


@cache
def _seed_sections(language: str) -> dict[str, list[str]]:
    known: dict[str, list[str]] = defaultdict(list)
    for (section, spoken), entries in seeds().items():
        if spoken == language:
            for entry in entries:
                known[" ".join(words_of(entry))].append(section)
    return dict(known)


def _phrases_in(words: list[str], known: dict[str, list[str]]) -> set[str]:
    return {
        phrase
        for start in range(len(words))
        for length in range(1, LONGEST_SEED + 1)
        if (phrase := " ".join(words[start : start + length])) in known
    }


def _settled(scores: npt.NDArray[np.float32]) -> Guess:
    raised = np.exp(scores - scores.max())
    chances = {s: float(c) for s, c in zip(SECTIONS, raised / raised.sum(), strict=True)}
    best = max(SECTIONS, key=lambda s: chances[s])
    return Guess(best if chances[best] >= SURE else "", chances[best], chances)
