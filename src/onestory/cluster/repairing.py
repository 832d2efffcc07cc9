"""Boundaries set right afterwards: stories that have grown alike are joined, and those that tell two
events are parted. Only what was touched since the last repair is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress

import numpy as np

from onestory.cluster.columns import NOBODY
from onestory.cluster.decide import GROWN, INDEXED_TERMS, JOIN, MERGE, SECOND_LOOK
from onestory.cluster.finding import best_story, nearest_story
from onestory.cluster.live import TOLD_ENOUGH, Live
from onestory.cluster.parting import FEWEST, MOST, fallen_apart, strangers
from onestory.cluster.told import besides, summed, told_by_all
from onestory.cluster.values import Placement

MayMove = Callable[[Sequence[str], str, str], bool]
"""Whether these articles may go from the story of the first key to that of the second."""


def anything(_articles: Sequence[str], _old: str, _new: str) -> bool:
    return True


def repair(live: Live, may_move: MayMove) -> list[Placement]:
    """Join touched stories that have grown alike, and part those that tell two events; the
    placements that changed."""
    changed: list[Placement] = []
    stories = live.stories
    touched = [story for story in sorted(live.touched) if _has_grown(live, story)]
    for story in touched:
        if stories.size[story] == 1:
            other, similarity = _second_look(live, story)
            if other != NOBODY and similarity >= JOIN + SECOND_LOOK:
                changed += _merge(live, story, other, similarity, may_move)
        elif stories.size[story]:
            other, similarity = nearest_story(live, story)
            if other != NOBODY and similarity >= MERGE and not _strangers(live, story, other):
                changed += _merge(live, story, other, similarity, may_move)
    for story in touched:
        changed += _part(live, story, may_move)
        stories.looked[story] = stories.size[story]
    live.touched.clear()
    return changed


def _has_grown(live: Live, story: int) -> bool:
    """Whether a story is worth another look: one article more changes a large one little, and what a
    look costs grows with the story."""
    return live.stories.size[story] >= GROWN * live.stories.looked[story]


def _second_look(live: Live, story: int) -> tuple[int, float]:
    """Where an article that still stands alone would go now that others have come."""
    number = live.stories.head[story]
    found = live.articles.vector(number)
    other, score, _ = best_story(live, found, live.articles.when[number], True, story)
    return other, score


def _strangers(live: Live, story: int, other: int) -> bool:
    left, right = list(live.members(story)), list(live.members(other))
    return strangers(live.articles, left, right)


def _merge(
    live: Live, left: int, right: int, similarity: float, may_move: MayMove
) -> list[Placement]:
    """Join two stories under the address of the larger one, so that fewer articles move; of two as
    large, under that of the older."""
    stories, articles = live.stories, live.articles
    size, first, keys = stories.size, stories.first, stories.keys
    keep, drop = sorted((left, right), key=lambda s: (-size[s], first[s], keys[s]))
    moved = list(live.members(drop))
    if not may_move(live.ids(moved), stories.keys[drop], stories.keys[keep]):
        return []
    told = live.told(drop)
    enough = live.told(keep)
    stories.write(keep, *summed(enough, told))
    heaviest = told[0][np.lexsort((told[0], -told[1]))][:INDEXED_TERMS]
    fresh = besides(heaviest, enough[0][enough[2] >= TOLD_ENOUGH])
    live.finder.add_each(fresh, keep)
    for number in moved:
        articles.story[number] = keep
        live.note(number, "merged", similarity)
    articles.next[moved[-1]], stories.head[keep] = stories.head[keep], moved[0]
    stories.size[keep] += len(moved)
    live.span(keep, stories.first[drop], stories.last[drop])
    stories.drop(drop)
    live.named.pop(stories.keys[drop], None)
    return [live.placement(number) for number in reversed(moved)]


def _part(live: Live, story: int, may_move: MayMove) -> list[Placement]:
    """Give the second event of a story a story of its own. The address stays with the article
    that opened it, or with most where that stands elsewhere."""
    stories, articles = live.stories, live.articles
    if not 2 * FEWEST <= stories.size[story] <= MOST:
        return []
    members = list(live.members(story))[::-1]
    found = fallen_apart(articles, members)
    if found is None:
        return []
    key = stories.keys[story]
    stays = found.with_first
    opener = articles.number_of(key)
    if opener in members:
        stays = stays == stays[members.index(opener)]
    elif 2 * stays.sum() < len(stays):
        stays = ~stays
    staying, leaving = list(compress(members, stays)), list(compress(members, ~stays))
    # An address that led somewhere before must not mean something new.
    fresh = [n for n in leaving if articles.arrival[n] != articles.ids[n]]
    if not fresh or not may_move(live.ids(leaving), key, articles.ids[fresh[0]]):
        return []
    made = stories.add(articles.ids[fresh[0]], stories.lines[story], 0.0, live.clock)
    stories.drop(story)
    _fill(live, story, staying)
    _fill(live, made, leaving)
    for number in leaving:
        live.note(number, "split", found.similarity)
        terms = articles.vector(number).hashes[:INDEXED_TERMS]
        live.finder.add_each(terms, made)
    again = _part(live, story, may_move) + _part(live, made, may_move)
    moved = {p.id: p for p in [*map(live.placement, leaving), *again]}
    return list(moved.values())


def _fill(live: Live, story: int, members: list[int]) -> None:
    """Put articles, oldest first, into a story that has none."""
    stories, articles = live.stories, live.articles
    stories.write(story, *told_by_all(articles.vector(number) for number in members))
    for number in members:
        live.take(story, number)
    stories.first[story] = min(articles.when[number] for number in members)
    stories.last[story] = max(articles.when[number] for number in members)
