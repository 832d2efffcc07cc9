"""What outlets call a story and what its words say → one section, with the reason.

Evidence is added as log odds. Each origin counts once: copies of one text carry one label. The labels
of further origins add less and less, because desks follow one another; the words of the texts tell of
one event, so their mean counts once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onestory.sections.model import NOTHING, SECTIONS, SURE, Guess
from onestory.sections.phrases import PHRASES

# The first two are set beforehand, not fitted: no data with both labels and truth is at hand.
LABEL_RIGHT = 0.9  # chance that a label given as such names the topic
FOLDER_RIGHT = 0.75  # of a folder of the address, which may name a desk or a region instead
WORDS_WRONG = 0.15  # how often the words mislead, however sure they seem (benchmarks/sections.py)


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin: the section it names, by label or by address, and what its words fit."""

    named: str = ""
    by_label: bool = False
    guess: Guess = NOTHING


@dataclass(frozen=True, slots=True)
class Decision:
    section: str
    """Empty where nothing settles it."""
    reason: str
    """Fixed wording for readers."""


def decide(voices: Sequence[Voice]) -> Decision:
    """The section for which labels and words together speak most; none where they settle nothing."""
    names = Counter(voice.named for voice in voices if voice.named)
    by_words = _mean(voices)
    scores = {
        section: _label_evidence(section, voices) + (math.log(by_words[section]) if by_words else 0)
        for section in SECTIONS
    }
    best = max(SECTIONS, key=lambda section: scores[section])
    fitting = max(SECTIONS, key=lambda section: by_words[section]) if by_words else ""
    if not names and (not by_words or by_words[fitting] < SURE):
        return Decision("", PHRASES["unsettled"])
    return Decision(best, _reason(best, fitting, by_words, names, len(voices)))


def _label_evidence(section: str, voices: Sequence[Voice]) -> float:
    trusted = sorted(
        (LABEL_RIGHT if v.by_label else FOLDER_RIGHT for v in voices if v.named == section),
        reverse=True,
    )
    return sum(_odds(right) / rank for rank, right in enumerate(trusted, 1))


def _odds(right: float) -> float:
    """Log odds that a label adds to its section over any one of the others."""
    return math.log(right / ((1 - right) / (len(SECTIONS) - 1)))


def _mean(voices: Sequence[Voice]) -> dict[str, float]:
    """Chances by words over all origins whose texts say anything; empty where none does."""
    told = [voice.guess.chances for voice in voices if voice.guess.chances]
    if not told:
        return {}
    misled = WORDS_WRONG / len(SECTIONS)
    return {s: (1 - WORDS_WRONG) * sum(c[s] for c in told) / len(told) + misled for s in SECTIONS}


def _reason(
    best: str, fitting: str, by_words: dict[str, float], names: Counter[str], origins: int
) -> str:
    if not names:
        return PHRASES["fits"].format(percent=round(by_words[best] * 100))
    if not names[best]:
        return PHRASES["fits_not_named"].format(named=names.total(), origins=origins)
    settled = by_words and by_words[fitting] >= SURE
    kind = "named" if not settled else "named_and_fits" if fitting == best else "named_not_fits"
    return PHRASES[kind].format(named=names[best], origins=origins)
