"""What nothing can join or continue any more is let go, and its room is used again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.columns import NOBODY
from onestory.cluster.decide import STORYLINE_DAYS
from onestory.cluster.live import DAY, Live
from onestory.cluster.memory import give_back

GIVE_BACK_EVERY = 1_024  # arrivals between two times that memory is given back: a millisecond each
FEWEST_GONE = 4_096  # expired articles from which the columns are made anew


def expire(live: Live) -> None:
    if live.arrivals % GIVE_BACK_EVERY == 0:
        give_back()
    stories = live.stories
    touched = np.frombuffer(stories.touched, np.float64)
    living = np.frombuffer(stories.size, np.int32) > 0
    old = np.flatnonzero(living & (touched < live.clock - STORYLINE_DAYS * DAY)).tolist()
    del touched, living  # a view forbids the columns to grow
    for story in old:
        for number in live.members(story):
            live.copies.forget(number)
            live.articles.story[number] = NOBODY
            live.gone += 1
        live.named.pop(stories.keys[story], None)
        live.touched.discard(story)
        stories.drop(story)
    if live.gone > max(FEWEST_GONE, len(live.articles) - live.gone):
        _compact(live)


def _compact(live: Live) -> None:
    """Make all columns anew without what has expired; nothing is decided otherwise after it."""
    article_kept = np.frombuffer(live.articles.story, np.int32) != NOBODY
    story_kept = np.frombuffer(live.stories.size, np.int32) > 0
    article_at, story_at = _renumbered(article_kept), _renumbered(story_kept)
    live.copies = live.copies.without(article_kept, article_at)
    live.articles = live.articles.without(article_kept, article_at, story_at)
    live.stories = live.stories.without(story_kept, article_at)
    live.finder = live.finder.without(story_kept, story_at)
    live.named = {key: int(story_at[story]) for key, story in live.named.items()}
    live.touched = {int(story_at[story]) for story in live.touched}
    live.gone = 0


def _renumbered(kept: NDArray[np.bool_]) -> NDArray[np.int32]:
    """New numbers of what is kept, NOBODY for the rest, and at the end NOBODY for NOBODY (-1)."""
    numbers = np.where(kept, np.cumsum(kept) - 1, NOBODY)
    return np.append(numbers, NOBODY).astype(np.int32)
