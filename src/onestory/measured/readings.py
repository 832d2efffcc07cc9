"""What people found who read claims one by one: shares that no program measures anew. Kept with their
day, so that the method page says when; the account of each is in `docs/measurements.md`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims of one label in news texts that no rule had seen."""

    read: date
    said: int
    right: int


DISPUTED = Reading(date(2026, 12, 1), said=54, right=18)
AGREED = Reading(date(2026, 12, 1), said=20, right=18)
# Dated articles of outlets, as a hub gathers them: stories and pairs read, and disputes that were none.
DATED_STORIES, DATED_WRONG = 593, 2
