"""The live story that an article belongs to.

Stories are found by an article's heaviest terms; only the few that share most are compared in full.
Both have a twin in `native/finding.h`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from onestory.cluster.columns import NOBODY, STEP_WEIGHTS
from onestory.cluster.decide import (
    ARTICLE_TERMS,
    CANDIDATES,
    COMMON_NAME,
    DECAY_PER_DAY,
    EVENT_DAYS,
    EXPLAINED,
    FULL_TEXT,
    INDEXED_TERMS,
    JOIN,
    NEWEST,
    ONCE,
    STORY_TERMS,
    STORYLINE,
    STORYLINE_DAYS,
    UNDATED,
    common_terms,
    days_apart,
    similarities,
    strongest_name,
)
from onestory.cluster.live import DAY, Live
from onestory.cluster.terms import Vector
from onestory.markup import compiled


def best_story(
    live: Live, found: Vector, when: float, dated: bool, besides: int = NOBODY
) -> tuple[int, float, str]:
    """The story to join or NOBODY, its score, and the storyline that a new story would continue."""
    candidates = [s for s in candidates_for(live, found) if s != besides]
    if not candidates:
        return NOBODY, 0.0, ""
    cosines, scores = compared(live, found, candidates)
    excess_of = cache(partial(_excess_of_one_name, live, found))
    joinable, linked = [], []
    stories = live.stories
    least = JOIN + (0 if dated else UNDATED)
    for story, cosine, score in zip(candidates, cosines, scores, strict=True):
        if score < least and cosine <= STORYLINE:
            continue  # days only take from both
        apart = days_apart(when, stories.first[story], stories.last[story])
        if cosine > STORYLINE and apart < STORYLINE_DAYS:
            linked.append((cosine, -story))
        if abs(when - stories.first[story]) <= EVENT_DAYS * DAY:
            joinable.append((score - DECAY_PER_DAY * apart, -story))
    best, best_score = _highest(joinable, least, excess_of)
    line, _ = _highest(linked, STORYLINE, excess_of)
    return best, best_score, stories.lines[line] if line != NOBODY else ""


def nearest_story(live: Live, story: int) -> tuple[int, float]:
    """The story most like this one or NOBODY, and how alike they are."""
    stories = live.stories
    hashes, weights, _ = live.told(story)
    order = np.lexsort((hashes, -weights))[:ARTICLE_TERMS]
    norm = np.float32(max(stories.norm[story], 1e-9))
    found = Vector(hashes[order], weights[order] / norm)
    candidates = [s for s in candidates_for(live, found) if s != story]
    if not candidates:
        return NOBODY, 0.0
    best, best_score = NOBODY, 0.0
    for other, cosine in zip(candidates, compared(live, found, candidates)[0], strict=True):
        if cosine <= best_score:
            continue  # days only take from it
        if abs(stories.first[other] - stories.first[story]) > EVENT_DAYS * DAY:
            continue
        apart = max(
            stories.first[other] - stories.last[story],
            stories.first[story] - stories.last[other],
            0.0,
        )
        score = cosine - DECAY_PER_DAY * apart / DAY
        if score > best_score:
            best, best_score = other, score
    return best, best_score


def candidates_for(live: Live, found: Vector) -> list[int]:
    """Live stories that share most of the heaviest terms, older first."""
    if compiled is None:
        return candidates_plainly(live, found)
    terms, weights = found.hashes[:INDEXED_TERMS], found.weights[:INDEXED_TERMS]
    sizes = live.stories.size
    stories: list[int] = compiled.candidates(
        *live.finder.table, terms, weights, NEWEST, sizes, CANDIDATES
    )
    return stories


def candidates_plainly(live: Live, found: Vector) -> list[int]:
    size, shared = live.stories.size, dict[int, float]()
    squares = (found.weights[:INDEXED_TERMS] ** 2).tolist()
    for term, square in zip(found.hashes[:INDEXED_TERMS].tolist(), squares, strict=True):
        for story in set(live.finder.holders(term)):
            shared[story] = shared.get(story, 0.0) + square
    best = [(-weight, story) for story, weight in shared.items() if size[story]]
    best.sort()
    return sorted([story for _, story in best[:CANDIDATES]])


def compared(live: Live, found: Vector, candidates: list[int]) -> tuple[list[float], list[float]]:
    """Cosine and score before time of each candidate."""
    if compiled is None:
        return compared_plainly(live, found, candidates)
    articles, stories = live.articles, live.stories
    cosines, scores = compiled.compare(
        found.hashes,
        found.weights,
        candidates,
        stories.row,
        stories.head,
        stories.norm,
        (stories.terms, stories.weights, stories.counts),
        (articles.terms, articles.weights),
        STEP_WEIGHTS,
        STORY_TERMS,
        ARTICLE_TERMS,
        ONCE,
        EXPLAINED,
    )
    return cosines, scores


def compared_plainly(
    live: Live, found: Vector, candidates: list[int]
) -> tuple[list[float], list[float]]:
    articles, stories = live.articles, live.stories
    terms = np.zeros((len(candidates), STORY_TERMS), np.uint32)
    rows = np.array([stories.row[s] for s in candidates])
    heads = np.array([stories.head[s] for s in candidates])
    one = rows == NOBODY
    terms[~one] = stories.terms[rows[~one]]
    terms[one, :ARTICLE_TERMS] = articles.terms[heads[one]]
    common = common_terms(found, terms)
    one = one[common.story]
    weights, counts = np.empty(len(one), np.float32), np.ones(len(one), np.float32)
    told = rows[common.story[~one]], common.term[~one]
    weights[~one], counts[~one] = stories.weights[told], stories.counts[told]
    weights[one] = articles.weights_of(heads[common.story[one]], common.term[one])
    norms = np.array([stories.norm[s] for s in candidates], np.float32)
    cosines, scores = similarities(common, weights, counts, norms)
    return cosines.tolist(), scores.tolist()


def _excess_of_one_name(live: Live, found: Vector, story: int) -> float:
    """By how much one name outweighs all else in common, as far as many stories have that name:
    a country, a party, a president. A name of this story alone is the best of evidence."""
    if len(found.hashes) < FULL_TEXT:
        return 0.0
    terms, weights, _ = live.told(story)
    norm = max(live.stories.norm[story], 1e-9)
    name, brought, rest = strongest_name(found, terms, weights, norm)
    if brought <= rest:
        return 0.0
    elsewhere = int(live.statistics.found(np.array([name], np.uint32))[0]) - 1
    common = max(0, elsewhere) / (COMMON_NAME * (1 + live.statistics.stories))
    return (brought - rest) * min(1.0, common)


def _highest(
    scored: list[tuple[float, int]], least: float, excess_of: Callable[[int], float]
) -> tuple[int, float]:
    """The story whose score is highest once the excess of one name is taken off, and that score;
    NOBODY where none reaches the least. `scored`: score and story below zero; ties go to the older."""
    best, best_score = NOBODY, 0.0
    for score, negative in sorted(scored, reverse=True):
        if score < max(least, best_score):
            break
        score -= excess_of(-negative)
        if score > best_score:
            best, best_score = -negative, score
    return best if best_score >= least else NOBODY, best_score
