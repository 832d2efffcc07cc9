"""Articles in arrival order → stories, one at a time, at a cost that does not grow with the stream.

An article joins the live story whose decision (`decide.py`) is highest, or opens its own. Stories are
found by an article's heaviest terms; only the few that share most are compared in full. A story takes
no article further than `EVENT_DAYS` from its first: an event is short, a storyline is long.
Deterministic: ties go to the older story.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from itertools import compress, islice
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from onestory.article import Article
from onestory.cluster.columns import NOBODY, Articles, Stories
from onestory.cluster.copies import COMPARED, CopyIndex, Match
from onestory.cluster.decide import (
    ARTICLE_TERMS,
    CANDIDATES,
    COMMON_NAME,
    COPY_DAYS,
    COPY_JOINS,
    DECAY_PER_DAY,
    EVENT_DAYS,
    FULL_TEXT,
    GROWN,
    INDEXED_TERMS,
    JOIN,
    MERGE,
    NEWEST,
    SECOND_LOOK,
    STORY_TERMS,
    STORYLINE,
    STORYLINE_DAYS,
    UNDATED,
    common_terms,
    days_apart,
    similarities,
    strongest_name,
)
from onestory.cluster.parting import FEWEST, MOST, fallen_apart, strangers
from onestory.cluster.phrases import PHRASES, REASONS
from onestory.cluster.postings import Postings
from onestory.cluster.terms import (
    Hashes,
    Terms,
    TermStatistics,
    Vector,
    Weights,
    terms_of,
    vector,
    word_hash,
)
from onestory.cluster.traces import Traces, traces_of
from onestory.cluster.values import Placement

DAY = 86_400.0
CLOCK_HANDS = 9  # the stream's clock is the median of so many dates: one wrong date moves nothing
SWEEP_EVERY = 256  # arrivals between two looks for what has expired
FEWEST_GONE = 4_096  # expired articles from which the columns are made anew
TOLD_ENOUGH = 3  # members with a term from which another adds nothing to finding the story by it


MayMove = Callable[[Sequence[str], str, str], bool]
"""Whether these articles may go from the story of the first key to that of the second."""


def anything(_articles: Sequence[str], _old: str, _new: str) -> bool:
    return True


class StoryIndex:
    """Live stories. `add` decides on arrival; `repair` may join stories later."""

    def __init__(self) -> None:
        self._articles = Articles()
        self._stories = Stories()
        self._statistics = TermStatistics()
        self._copies = CopyIndex()
        self._finder = Postings(NEWEST)  # term → story
        self._named: dict[str, int] = {}  # stories whose opener stands elsewhere, or is not live
        self._dates: deque[float] = deque(maxlen=CLOCK_HANDS)
        self._clock = 0.0
        self._touched: set[int] = set()
        self._gone = 0
        self._arrivals = 0

    def __len__(self) -> int:
        """How many articles are live."""
        return len(self._articles) - self._gone

    def standing(self) -> dict[str, str]:
        """The story of each live article."""
        keys, articles = self._stories.keys, self._articles
        placed = zip(articles.ids, articles.story, strict=True)
        return {identifier: keys[story] for identifier, story in placed if story != NOBODY}

    def add(self, article: Article) -> Placement:
        """Place an article. Its id must be new; adding an id again returns where it stands."""
        if self._articles.number_of(article.id) != NOBODY:
            return self.placement(article.id)
        when = self._time_of(article)
        terms, found = self._read(article)
        traces = traces_of(article.text)
        credited = bool(article.credit)
        sharing = self._copies.sharing(traces)
        match = self._copies.closest(traces, sharing, credited)
        number = self._enter(article, when, found)
        story, score, line = self._best(found, when, dated=article.published is not None)
        if match is None:
            match = self._found_beside(traces, story, sharing, credited)
        proven = match is not None and (credited or match.share >= COPY_JOINS)
        if match is not None and proven and self._open(match.number, when):
            story = self._articles.story[match.number]
        self._note(number, "joined" if story != NOBODY else "opened", score)
        if match is not None and self._articles.story[match.number] == story:
            self._note_copy(number, match, credited)
        if story == NOBODY:
            story = self._stories.add(article.id, line or article.id, when, self._clock)
        self._articles.arrival[number] = self._stories.keys[story]
        self._copies.add(traces)
        self._join(number, story, when, found, terms)
        return self._placement(number)

    def restore(self, article: Article, placement: Placement, settled: bool = False) -> None:
        """Enter an article where it was placed before, without deciding anew. `settled`: repair has
        looked at its story since, and need not look again."""
        if self._articles.number_of(article.id) != NOBODY:
            return
        when = self._time_of(article)
        terms, found = self._read(article)
        self._copies.add(traces_of(article.text))
        number = self._enter(article, when, found)
        story = self._story_named(placement.story)
        if story == NOBODY:
            line = placement.storyline or placement.story
            story = self._stories.add(placement.story, line, when, self._clock)
            if placement.story != article.id:
                self._named[placement.story] = story
        self._articles.arrival[number] = placement.arrival_story
        self._articles.origin[number] = placement.origin
        looked_at = settled and story not in self._touched
        self._join(number, story, when, found, terms)
        if looked_at:
            self._touched.discard(story)
            self._stories.looked[story] = self._stories.size[story]

    def repair(self, may_move: MayMove = anything) -> list[Placement]:
        """Join touched stories that have grown alike, and part those that tell two events; the
        placements that changed. `may_move` is asked before articles go from one story to another."""
        changed: list[Placement] = []
        touched = [story for story in sorted(self._touched) if self._grown(story)]
        for story in touched:
            if self._stories.size[story] == 1:
                other, similarity = self._second_look(story)
                if other != NOBODY and similarity >= JOIN + SECOND_LOOK:
                    changed += self._merge(story, other, similarity, may_move)
            elif self._stories.size[story]:
                other, similarity = self._nearest_story(story)
                if other != NOBODY and similarity >= MERGE and not self._strangers(story, other):
                    changed += self._merge(story, other, similarity, may_move)
        for story in touched:
            changed += self._part(story, may_move)
            self._stories.looked[story] = self._stories.size[story]
        self._touched.clear()
        return changed

    def _grown(self, story: int) -> bool:
        """Whether a story is worth another look: one article more changes a large one little, and
        what a look costs grows with the story."""
        return self._stories.size[story] >= GROWN * self._stories.looked[story]

    def placement(self, identifier: str) -> Placement:
        """Where an article stands now. Raises KeyError for one that is unknown or has expired."""
        number = self._articles.number_of(identifier)
        if number == NOBODY:
            raise KeyError(identifier)
        return self._placement(number)

    def _placement(self, number: int) -> Placement:
        story = self._articles.story[number]
        name = REASONS[self._articles.reason[number]]
        return Placement(
            id=self._articles.ids[number],
            story=self._stories.keys[story],
            arrival_story=self._articles.arrival[number],
            storyline=self._stories.lines[story],
            origin=self._articles.origin[number],
            reason=PHRASES[name].format(percent=self._articles.percent[number]),
        )

    def _time_of(self, article: Article) -> float:
        """When an article was published, in seconds; the stream's clock where it does not say."""
        if article.published is not None:
            when = _seconds(article.published)
            self._dates.append(when)
            self._clock = max(self._clock, median_low(self._dates))
        else:
            when = self._clock
        self._arrivals += 1
        if self._arrivals % SWEEP_EVERY == 0:
            self._expire()
        return when

    def _read(self, article: Article) -> tuple[Terms, Vector]:
        terms = terms_of(article)
        return terms, vector(terms, self._statistics, ARTICLE_TERMS)

    def _enter(self, article: Article, when: float, found: Vector) -> int:
        return self._articles.add(article.id, word_hash(article.outlet), when, found)

    def _found_beside(
        self, traces: Traces, story: int, sharing: list[int], credited: bool
    ) -> Match | None:
        """The copy among the members of a story, by its runs; where no runs are left of it, by its
        words in order, also among the texts that share a run."""
        members = islice(self._members(story), COMPARED) if story != NOBODY else ()
        beside = [number for number in members if number not in sharing]
        by_runs = self._copies.closest(traces, beside, credited)
        return by_runs or self._copies.closest_in_order(traces, [*sharing, *beside])

    def _note(self, number: int, reason: str, share: float) -> None:
        self._articles.reason[number] = REASONS.index(reason)
        self._articles.percent[number] = min(100, max(0, round(share * 100)))

    def _open(self, number: int, when: float) -> bool:
        """Whether an article's story still takes a copy of this time."""
        first = self._stories.first[self._articles.story[number]]
        return abs(when - first) <= COPY_DAYS * DAY

    def _note_copy(self, number: int, match: Match, credited: bool) -> None:
        name = ("ordered" if match.in_order else "copy") + ("_longer" if match.larger else "")
        if self._articles.outlet[number] == self._articles.outlet[match.number]:
            name += "_own"
        elif credited:
            name += "_credited"
        self._note(number, name, match.share)
        self._articles.origin[number] = self._articles.origin[match.number]

    def _join(self, number: int, story: int, when: float, found: Vector, terms: Terms) -> None:
        """Put an article into a story; what it tells that the story had not told is learned."""
        stories, articles = self._stories, self._articles
        fresh, indexed = terms.hashes, found.hashes[:INDEXED_TERMS]
        if stories.size[story]:
            told = self._told(story)
            fresh = fresh[~_among(fresh, told[0])]
            indexed = indexed[~_among(indexed, told[0][told[2] >= TOLD_ENOUGH])]
            stories.write(story, *_sum(told, _one(found)))
        else:
            self._statistics.stories += 1
        self._statistics.learn(fresh)
        self._finder.add_each(indexed.tolist(), story)
        articles.story[number], articles.next[number] = story, stories.head[story]
        stories.head[story] = number
        stories.size[story] += 1
        self._span(story, when, when)

    def _span(self, story: int, first: float, last: float) -> None:
        stories = self._stories
        stories.first[story] = min(stories.first[story], first)
        stories.last[story] = max(stories.last[story], last)
        stories.touched[story] = self._clock
        self._touched.add(story)

    def _told(self, story: int) -> tuple[Hashes, Weights, Weights]:
        """Terms of a story, their summed weights, and how many members have each."""
        stories = self._stories
        row = stories.row[story]
        if row == NOBODY:
            return _one(self._articles.vector(stories.head[story]))
        kept = stories.counts[row] > 0
        counts = stories.counts[row][kept].astype(np.float32)
        return stories.terms[row][kept], stories.weights[row][kept], counts

    def _best(
        self, found: Vector, when: float, dated: bool, besides: int = NOBODY
    ) -> tuple[int, float, str]:
        """The story to join or NOBODY, its score, and the storyline that a new story would continue."""
        candidates = [s for s in self._candidates(found) if s != besides]
        if not candidates:
            return NOBODY, 0.0, ""
        cosines, scores = self._compare(found, candidates)
        excess_of = cache(partial(self._excess_of_one_name, found))
        joinable, linked = [], []
        stories = self._stories
        for story, cosine, score in zip(candidates, cosines, scores, strict=True):
            apart = days_apart(when, stories.first[story], stories.last[story])
            if cosine > STORYLINE and apart < STORYLINE_DAYS:
                linked.append((cosine, -story))
            if abs(when - stories.first[story]) <= EVENT_DAYS * DAY:
                joinable.append((score - DECAY_PER_DAY * apart, -story))
        least = JOIN + (0 if dated else UNDATED)
        best, best_score = _highest(joinable, least, excess_of)
        line, _ = _highest(linked, STORYLINE, excess_of)
        return best, best_score, stories.lines[line] if line != NOBODY else ""

    def _excess_of_one_name(self, found: Vector, story: int) -> float:
        """By how much one name outweighs all else in common, as far as many stories have that name:
        a country, a party, a president. A name of this story alone is the best of evidence."""
        if len(found.hashes) < FULL_TEXT:
            return 0.0
        terms, weights, _ = self._told(story)
        weight_of = dict(zip(terms.tolist(), weights.tolist(), strict=True))
        theirs = np.array([weight_of.get(term, 0.0) for term in found.hashes.tolist()], np.float32)
        norm = np.float32(max(self._stories.norm[story], 1e-9))
        name, brought, rest = strongest_name(found, found.weights * theirs / norm)
        if brought <= rest:
            return 0.0
        elsewhere = int(self._statistics.found(np.array([name], np.uint32))[0]) - 1
        common = max(0, elsewhere) / (COMMON_NAME * (1 + self._statistics.stories))
        return (brought - rest) * min(1.0, common)

    def _candidates(self, found: Vector) -> list[int]:
        """Live stories that share most of the heaviest terms, older first."""
        size, shared = self._stories.size, dict[int, float]()
        squares = (found.weights[:INDEXED_TERMS] ** 2).tolist()
        for term, square in zip(found.hashes[:INDEXED_TERMS].tolist(), squares, strict=True):
            for story in set(self._finder.holders(term)):
                shared[story] = shared.get(story, 0.0) + square
        best = [(-weight, story) for story, weight in shared.items() if size[story]]
        best.sort()
        return sorted([story for _, story in best[:CANDIDATES]])

    def _compare(self, found: Vector, candidates: list[int]) -> tuple[list[float], list[float]]:
        """Cosine and score before time of each candidate."""
        articles, stories = self._articles, self._stories
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

    def _story_named(self, key: str) -> int:
        number = self._articles.number_of(key)
        if number != NOBODY:
            story = self._articles.story[number]
            if self._stories.keys[story] == key:
                return story
        return self._named.get(key, NOBODY)

    def _second_look(self, story: int) -> tuple[int, float]:
        """Where an article that still stands alone would go now that others have come."""
        number = self._stories.head[story]
        found = self._articles.vector(number)
        other, score, _ = self._best(found, self._articles.when[number], True, story)
        return other, score

    def _nearest_story(self, story: int) -> tuple[int, float]:
        stories = self._stories
        hashes, weights, _ = self._told(story)
        order = np.lexsort((hashes, -weights))[:ARTICLE_TERMS]
        norm = np.float32(max(stories.norm[story], 1e-9))
        found = Vector(hashes[order], weights[order] / norm)
        candidates = [s for s in self._candidates(found) if s != story]
        if not candidates:
            return NOBODY, 0.0
        best, best_score = NOBODY, 0.0
        for other, cosine in zip(candidates, self._compare(found, candidates)[0], strict=True):
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

    def _strangers(self, story: int, other: int) -> bool:
        left, right = list(self._members(story)), list(self._members(other))
        return strangers(self._vectors(left), self._vectors(right), self._days(left + right))

    def _vectors(self, numbers: list[int]) -> list[Vector]:
        return [self._articles.vector(number) for number in numbers]

    def _days(self, numbers: list[int]) -> list[float]:
        return [self._articles.when[number] / DAY for number in numbers]

    def _merge(
        self, left: int, right: int, similarity: float, may_move: MayMove
    ) -> list[Placement]:
        stories, articles = self._stories, self._articles
        keep, drop = sorted((left, right), key=lambda s: (stories.first[s], stories.keys[s]))
        moved = list(self._members(drop))
        if not may_move(self._ids(moved), stories.keys[drop], stories.keys[keep]):
            return []
        told = self._told(drop)
        enough = self._told(keep)
        stories.write(keep, *_sum(enough, told))
        heaviest = told[0][np.lexsort((told[0], -told[1]))][:INDEXED_TERMS]
        fresh = heaviest[~_among(heaviest, enough[0][enough[2] >= TOLD_ENOUGH])]
        self._finder.add_each(fresh.tolist(), keep)
        for number in moved:
            articles.story[number] = keep
            self._note(number, "merged", similarity)
        articles.next[moved[-1]], stories.head[keep] = stories.head[keep], moved[0]
        stories.size[keep] += len(moved)
        self._span(keep, stories.first[drop], stories.last[drop])
        stories.drop(drop)
        self._named.pop(stories.keys[drop], None)
        return [self._placement(number) for number in reversed(moved)]

    def _part(self, story: int, may_move: MayMove) -> list[Placement]:
        """Give the second event of a story a story of its own. The address stays with the article
        that opened it, or with most where that stands elsewhere."""
        stories, articles = self._stories, self._articles
        if not 2 * FEWEST <= stories.size[story] <= MOST:
            return []
        members = list(self._members(story))[::-1]
        found = fallen_apart(self._vectors(members), self._days(members))
        if found is None:
            return []
        key = stories.keys[story]
        stays = found.with_first
        opener = self._articles.number_of(key)
        if opener in members:
            stays = stays == stays[members.index(opener)]
        elif 2 * stays.sum() < len(stays):
            stays = ~stays
        staying, leaving = list(compress(members, stays)), list(compress(members, ~stays))
        # An address that led somewhere before must not mean something new.
        fresh = [n for n in leaving if articles.arrival[n] != articles.ids[n]]
        if not fresh or not may_move(self._ids(leaving), key, articles.ids[fresh[0]]):
            return []
        made = stories.add(articles.ids[fresh[0]], stories.lines[story], 0.0, self._clock)
        stories.drop(story)
        self._fill(story, staying)
        self._fill(made, leaving)
        for number in leaving:
            self._note(number, "split", found.similarity)
            terms = articles.vector(number).hashes[:INDEXED_TERMS]
            self._finder.add_each(terms.tolist(), made)
        again = self._part(story, may_move) + self._part(made, may_move)
        moved = {p.id: p for p in [*map(self._placement, leaving), *again]}
        return list(moved.values())

    def _fill(self, story: int, members: list[int]) -> None:
        """Put articles, oldest first, into a story that has none."""
        stories, articles = self._stories, self._articles
        told = _one(articles.vector(members[0]))
        for number in members:
            if number != members[0]:
                told = _sum(told, _one(articles.vector(number)))
            articles.story[number], articles.next[number] = story, stories.head[story]
            stories.head[story] = number
            stories.size[story] += 1
        stories.write(story, *told)
        stories.first[story] = min(articles.when[number] for number in members)
        stories.last[story] = max(articles.when[number] for number in members)

    def _ids(self, numbers: Iterable[int]) -> list[str]:
        return [self._articles.ids[number] for number in numbers]

    def _members(self, story: int) -> Iterator[int]:
        """Articles of a story, newest first."""
        number = self._stories.head[story]
        while number != NOBODY:
            yield number
            number = self._articles.next[number]

    def _expire(self) -> None:
        """Let go of stories that nothing can join or continue any more."""
        stories = self._stories
        touched = np.frombuffer(stories.touched, np.float64)
        living = np.frombuffer(stories.size, np.int32) > 0
        old = np.flatnonzero(living & (touched < self._clock - STORYLINE_DAYS * DAY)).tolist()
        del touched, living  # a view forbids the columns to grow
        for story in old:
            for number in self._members(story):
                self._copies.forget(number)
                self._articles.story[number] = NOBODY
                self._gone += 1
            self._named.pop(stories.keys[story], None)
            self._touched.discard(story)
            stories.drop(story)
        if self._gone > max(FEWEST_GONE, len(self)):
            self._compact()

    def _compact(self) -> None:
        """Make all columns anew without what has expired; nothing is decided otherwise after it."""
        article_kept = np.frombuffer(self._articles.story, np.int32) != NOBODY
        story_kept = np.frombuffer(self._stories.size, np.int32) > 0
        article_at, story_at = _renumbered(article_kept), _renumbered(story_kept)
        self._copies = self._copies.without(article_kept, article_at)
        self._articles = self._articles.without(article_kept, article_at, story_at)
        self._stories = self._stories.without(story_kept, article_at)
        self._finder = self._finder.without(story_kept, story_at)
        self._named = {key: int(story_at[story]) for key, story in self._named.items()}
        self._touched = {int(story_at[story]) for story in self._touched}
        self._gone = 0


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


def _among(terms: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Which of the terms are among others. For a hundred of each a set is faster than sorting."""
    known = set(others.tolist())
    return np.array([term in known for term in terms.tolist()], np.bool_)


def _one(found: Vector) -> tuple[Hashes, Weights, Weights]:
    return found.hashes, found.weights, np.ones(len(found.hashes), np.float32)


def _sum(
    left: tuple[Hashes, Weights, Weights], right: tuple[Hashes, Weights, Weights]
) -> tuple[Hashes, Weights, Weights]:
    """Terms of both, rising, with weights and counts added up."""
    terms = np.concatenate((left[0], right[0]))
    if not len(terms):
        return left
    order = np.argsort(terms, kind="stable")
    terms = terms[order]
    starts = np.flatnonzero(np.r_[True, terms[1:] != terms[:-1]])
    weights = np.concatenate((left[1], right[1]))[order]
    counts = np.concatenate((left[2], right[2]))[order]
    return terms[starts], np.add.reduceat(weights, starts), np.add.reduceat(counts, starts)


def _renumbered(kept: NDArray[np.bool_]) -> NDArray[np.int32]:
    """New numbers of what is kept, NOBODY for the rest, and at the end NOBODY for NOBODY (-1)."""
    numbers = np.where(kept, np.cumsum(kept) - 1, NOBODY)
    return np.append(numbers, NOBODY).astype(np.int32)


def _seconds(moment: datetime) -> float:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()
