"""What others than the moderators report, and how much of it is believed.

A stranger's report may be an attack. It waits until somebody else says the same of the same text, or
until moderators have decided as the stranger said several times before; against a sure judgement it
waits for somebody else in any case. One reporter counts only so often a day, and so does one text. Who
made the filter worse on the moderators' own decisions is believed no more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

FEWEST_RIGHT = 5  # reports that moderators confirmed, before a reporter is believed alone
LEAST_TRUST = 0.8  # share of a reporter's reports that they confirmed
MOST_A_DAY = 20  # of one reporter
MOST_OF_A_TEXT = 3  # a day, by all reporters together
BATCH = 20  # believed reports between two looks at the moderators' decisions
MOST_WORSE = 2  # of those decisions may turn wrong with a batch
CANARIES = 200  # the newest decisions of moderators


@dataclass(slots=True)
class Reports:
    """Which reports are believed. The order of events decides, no clock: a journal gives the same."""

    distrusted: set[str] = field(default_factory=set)
    batch: set[str] = field(default_factory=set)
    """Reporters since the last look."""
    since_look: int = 0
    _by_reporter: Counter[tuple[str, str]] = field(default_factory=Counter)
    _by_text: Counter[tuple[str, str]] = field(default_factory=Counter)
    _said: dict[str, dict[str, bool]] = field(default_factory=dict)
    """Text → reporter → what was said of it."""
    _right: Counter[str] = field(default_factory=Counter)
    _wrong: Counter[str] = field(default_factory=Counter)

    def believe(self, reporter: str, text: str, day: str, is_spam: bool, sure: bool | None) -> bool:
        """Whether to learn a report now. `sure` is what the filter is sure of, None where it is not."""
        if reporter in self.distrusted:
            return False
        if self._by_reporter[reporter, day] >= MOST_A_DAY:
            return False
        self._by_reporter[reporter, day] += 1
        sayers = self._said.setdefault(text, {})
        sayers[reporter] = is_spam
        contradicts = sure is not None and sure != is_spam
        together = sum(said == is_spam for said in sayers.values()) > 1
        if not together and (contradicts or not self._is_trusted(reporter)):
            return False
        if self._by_text[text, day] >= MOST_OF_A_TEXT:
            return False
        self._by_text[text, day] += 1
        self.batch.update(who for who, said in sayers.items() if said == is_spam)
        self.since_look += 1
        return True

    def confirm(self, text: str, is_spam: bool) -> None:
        """A moderator decided about a text: who said so before is trusted more, the others less."""
        for reporter, said in self._said.get(text, {}).items():
            (self._right if said == is_spam else self._wrong)[reporter] += 1

    def _is_trusted(self, reporter: str) -> bool:
        right, wrong = self._right[reporter], self._wrong[reporter]
        return right >= FEWEST_RIGHT and right >= LEAST_TRUST * (right + wrong)

    def look_again(self) -> set[str]:
        """Begin a new batch; who reported in the last one."""
        reporters, self.batch, self.since_look = self.batch, set(), 0
        return reporters
