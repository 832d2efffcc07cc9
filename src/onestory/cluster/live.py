"""Live articles and the stories they stand in: what finding, placing and repairing share."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from onestory.cluster.columns import NOBODY, Articles, Stories
from onestory.cluster.copies import CopyIndex
from onestory.cluster.decide import NEWEST
from onestory.cluster.phrases import PHRASES, REASONS
from onestory.cluster.postings import Postings
from onestory.cluster.terms import TermStatistics
from onestory.cluster.told import Told, told_by
from onestory.cluster.values import Placement

DAY = 86_400.0
CLOCK_HANDS = 9  # the stream's clock is the median of so many dates: one wrong date moves nothing
TOLD_ENOUGH = 3  # members with a term from which another adds nothing to finding the story by it


@dataclass(slots=True)
class Live:
    articles: Articles = field(default_factory=Articles)
    stories: Stories = field(default_factory=Stories)
    statistics: TermStatistics = field(default_factory=TermStatistics.of_no_stream)
    copies: CopyIndex = field(default_factory=CopyIndex)
    finder: Postings = field(default_factory=lambda: Postings(NEWEST))
    """Term → story."""
    named: dict[str, int] = field(default_factory=dict)
    """Stories whose opener stands elsewhere, or is not live."""
    touched: set[int] = field(default_factory=set)
    """Stories that changed since the last repair."""
    dates: deque[float] = field(default_factory=lambda: deque(maxlen=CLOCK_HANDS))
    clock: float = 0.0
    gone: int = 0
    """Articles that have expired and still take room."""
    arrivals: int = 0

    def placement(self, number: int) -> Placement:
        articles, stories = self.articles, self.stories
        story = articles.story[number]
        name = REASONS[articles.reason[number]]
        return Placement(
            id=articles.ids[number],
            story=stories.keys[story],
            arrival_story=articles.arrival[number],
            storyline=stories.lines[story],
            origin=articles.origin[number],
            reason=PHRASES[name].format(percent=articles.percent[number]),
        )

    def note(self, number: int, reason: str, share: float) -> None:
        """Why an article stands where it does."""
        self.articles.reason[number] = REASONS.index(reason)
        self.articles.percent[number] = min(100, max(0, round(share * 100)))

    def story_named(self, key: str) -> int:
        number = self.articles.number_of(key)
        if number != NOBODY:
            story = self.articles.story[number]
            if self.stories.keys[story] == key:
                return story
        return self.named.get(key, NOBODY)

    def told(self, story: int) -> Told:
        stories = self.stories
        row = stories.row[story]
        if row == NOBODY:
            return told_by(self.articles.vector(stories.head[story]))
        kept = stories.counts[row] > 0
        counts = stories.counts[row][kept].astype(np.float32)
        return stories.terms[row][kept], stories.weights[row][kept], counts

    def members(self, story: int) -> Iterator[int]:
        """Articles of a story, newest first."""
        number = self.stories.head[story]
        while number != NOBODY:
            yield number
            number = self.articles.next[number]

    def take(self, story: int, number: int) -> None:
        """Make an article the newest of a story."""
        stories, articles = self.stories, self.articles
        articles.story[number], articles.next[number] = story, stories.head[story]
        stories.head[story] = number
        stories.size[story] += 1

    def span(self, story: int, first: float, last: float) -> None:
        """A story changed, and tells of these days too."""
        stories = self.stories
        stories.first[story] = min(stories.first[story], first)
        stories.last[story] = max(stories.last[story], last)
        stories.touched[story] = self.clock
        self.touched.add(story)

    def ids(self, numbers: Iterable[int]) -> list[str]:
        return [self.articles.ids[number] for number in numbers]
