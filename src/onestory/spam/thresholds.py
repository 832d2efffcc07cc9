"""When the filter judges alone: from its own record on what moderators decided here."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

HELD_FIRST = 50  # decisions before the filter judges alone
SURE = (0.3, 0.6, 1.0, 1.5)  # how far three of the four models must agree; the first is the usual
YOUNG = 50.0  # decisions at which their agreement counts half
MOST_WRONG = 0.05  # of sure judgements, by the upper limit of what its record allows
FEWEST = 60  # sure judgements on record before they are counted
RECENT = 2_000  # decisions that are on record
DISCARD = 8.0  # spam below this score is always kept for review
ABOVE_HAM = 2.0  # and so is what is not this much above every approved comment on record
FEWEST_HAM = 200  # approved comments on record before anything is discarded
Z = 1.645  # one-sided 95 %


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a comment before it was decided about."""

    score: float
    agreement: float
    """How far at least three models lean to the side of the score; negative where they do not."""
    is_spam: bool


@dataclass(slots=True)
class Thresholds:
    """Kept from decisions as they come."""

    record: deque[Told] = field(default_factory=lambda: deque(maxlen=RECENT))
    _needed: dict[bool, float] = field(default_factory=lambda: {True: SURE[0], False: SURE[0]})
    _highest_ham: float = -math.inf
    _hams: int = 0

    def add(self, told: Told) -> None:
        self.record.append(told)
        if not told.is_spam:
            self._hams += 1
        if len(self.record) % FEWEST == 0 or told.is_spam != (told.score > 0):
            self._look_back()
        elif not told.is_spam:
            self._highest_ham = max(self._highest_ham, told.score)

    def is_sure(self, score: float, agreement: float) -> bool:
        return agreement >= self._needed[score > 0]

    def discards(self, score: float) -> bool:
        """Whether a sure spam need not be kept for review."""
        return self._hams >= FEWEST_HAM and score >= max(DISCARD, self._highest_ham + ABOVE_HAM)

    def _look_back(self) -> None:
        self._highest_ham = max((t.score for t in self.record if not t.is_spam), default=-math.inf)
        for side in (True, False):
            told = [t for t in self.record if (t.score > 0) == side]
            self._needed[side] = next((m for m in SURE if _is_right(told, side, m)), SURE[-1])


def _is_right(told: list[Told], side: bool, margin: float) -> bool:
    """Whether judgements of this margin may stand: nothing speaks against them on record."""
    met = [t for t in told if t.agreement >= margin]
    wrong = sum(t.is_spam != side for t in met)
    return len(met) < FEWEST or upper_limit(wrong, len(met)) <= MOST_WRONG


def upper_limit(wrong: int, of: int) -> float:
    """The highest share that `wrong` of `of` allow (Wilson 1927, one-sided 95 %)."""
    share = wrong / of
    middle = share + Z * Z / (2 * of)
    spread = Z * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    return (middle + spread) / (1 + Z * Z / of)
