"""Articles in arrival order → stories: TF-IDF centroids inside a time window (online single pass).

An article joins the most similar live story or opens its own. Similarity is the cosine with the
story's centroid and with its best member, less a decay per day. A story takes no article more than
`EVENT_DAYS` after its first: an event is short, a storyline is long. Deterministic: ties go to the
older story.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from onestory.article import Article
from onestory.cluster.copies import CopyIndex
from onestory.cluster.phrases import PHRASES
from onestory.cluster.terms import TermStatistics, term_counts, vector
from onestory.cluster.values import Placement

# Found on the development halves named in benchmarks/stories.py; see docs/measurements.md.
JOIN = 0.08  # similarity from which an article joins
MERGE = 0.28  # similarity from which the repair pass joins two stories
STORYLINE = 0.07  # similarity from which two events share a storyline
DECAY_PER_DAY = 0.06
EVENT_DAYS = 3.0
BEYOND_NAME = 0.02  # similarity that must be left without the strongest shared name
FULL_TEXT = 40  # terms; a headline has fewer, and often nothing but names
STORYLINE_DAYS = 14.0
BEST_MEMBER = 0.4  # weight of the best member beside the centroid
CENTROID_TERMS = 160
COMMON_SHARE = 0.25  # a term in more than this share of live stories finds no candidates
COMMON_FLOOR = 60


@dataclass(slots=True)
class _Story:
    key: str
    storyline: str
    first: float  # seconds since the epoch
    last: float
    members: dict[str, dict[str, float]] = field(default_factory=dict)
    centroid: dict[str, float] = field(default_factory=dict)
    norm: float = 0.0


@dataclass(slots=True)
class _Member:
    story: str
    arrival: str
    origin: str
    reason: str


class StoryIndex:
    """Live stories. `add` decides on arrival; `repair` may join stories later."""

    def __init__(self) -> None:
        self._statistics = TermStatistics()
        self._stories: dict[str, _Story] = {}
        self._holders: dict[str, set[str]] = defaultdict(set)
        self._members: dict[str, _Member] = {}
        self._copies = CopyIndex()
        self._latest = 0.0
        self._touched: set[str] = set()

    def add(self, article: Article) -> Placement:
        """Place an article. Its id must be new; adding an id again returns where it stands."""
        if article.id in self._members:
            return self.placement(article.id)
        when = _seconds(article.published) if article.published else self._latest
        self._expire(when)
        counts = term_counts(article)
        weights = vector(counts, self._statistics)
        self._statistics.learn(counts)
        origin, reason, copy_story = self._origin(article)
        story, similarity = self._best(weights, when)
        if copy_story and copy_story in self._stories:
            key = copy_story
        elif story and similarity >= JOIN:
            key = story
            reason = PHRASES["joined"].format(percent=round(similarity * 100))
        else:
            key = article.id
            reason = reason or PHRASES["opened"]
        line = self._storyline(weights, when) if key == article.id else ""
        self._enter(article.id, key, line, when, weights)
        self._members[article.id] = _Member(key, key, origin, reason)
        self._copies.add(article.id, article.text)
        return self.placement(article.id)

    def restore(self, article: Article, placement: Placement) -> None:
        """Enter an article where it was placed before, without deciding anew."""
        when = _seconds(article.published) if article.published else self._latest
        counts = term_counts(article)
        weights = vector(counts, self._statistics)
        self._statistics.learn(counts)
        self._enter(article.id, placement.story, placement.storyline, when, weights)
        self._members[article.id] = _Member(
            placement.story, placement.arrival_story, placement.origin, placement.reason
        )
        self._copies.add(article.id, article.text)

    def repair(self) -> list[Placement]:
        """Join touched stories that have grown alike; the placements that changed."""
        changed: list[Placement] = []
        for key in sorted(self._touched):
            story = self._stories.get(key)
            if story is None:
                continue
            other, similarity = self._nearest_story(story)
            if other is not None and similarity >= MERGE:
                changed += self._merge(story, other, similarity)
        self._touched.clear()
        return changed

    def placement(self, identifier: str) -> Placement:
        """Where an article stands now. Raises KeyError for an unknown id."""
        member = self._members[identifier]
        story = self._stories.get(member.story)
        return Placement(
            id=identifier,
            story=member.story,
            arrival_story=member.arrival,
            storyline=(story.storyline if story else "") or member.story,
            origin=member.origin,
            reason=member.reason,
        )

    def _origin(self, article: Article) -> tuple[str, str, str]:
        match = self._copies.best(article.text, credited=bool(article.credit))
        if match is None:
            return article.id, "", ""
        source = self._members[match.id]
        name = "copy_credited" if article.credit else "copy"
        reason = PHRASES[name].format(percent=min(100, round(match.share * 100)))
        return source.origin, reason, source.story

    def _enter(
        self, identifier: str, key: str, line: str, when: float, weights: dict[str, float]
    ) -> None:
        story = self._stories.get(key)
        if story is None:
            story = self._stories[key] = _Story(key, line or key, when, when)
        story.first, story.last = min(story.first, when), max(story.last, when)
        story.members[identifier] = weights
        for term, weight in weights.items():
            story.centroid[term] = story.centroid.get(term, 0.0) + weight
        if len(story.centroid) > 2 * CENTROID_TERMS:
            self._trim(story)
        for term in weights:
            if term in story.centroid:
                self._holders[term].add(key)
        story.norm = sum(w * w for w in story.centroid.values()) ** 0.5
        self._latest = max(self._latest, when)
        self._touched.add(key)

    def _trim(self, story: _Story) -> None:
        ranked = sorted(story.centroid.items(), key=lambda item: (-item[1], item[0]))
        for term, _ in ranked[CENTROID_TERMS:]:
            self._holders[term].discard(story.key)
            del story.centroid[term]

    def _best(self, weights: dict[str, float], when: float) -> tuple[str, float]:
        best, best_score = "", 0.0
        for key, cosine in self._candidates(weights):
            story = self._stories[key]
            if when - story.first > EVENT_DAYS * 86400:
                continue
            nearest = max(_dot(weights, member) for member in _recent(story))
            score = (1 - BEST_MEMBER) * cosine + BEST_MEMBER * nearest
            score -= DECAY_PER_DAY * max(0.0, when - story.last) / 86400
            if len(weights) >= FULL_TEXT and _beyond_one_name(weights, story) < BEYOND_NAME:
                continue
            if score > best_score or (score == best_score and best and key < best):
                best, best_score = key, score
        return best, best_score

    def _storyline(self, weights: dict[str, float], when: float) -> str:
        best, best_score = "", STORYLINE
        for key, cosine in self._candidates(weights):
            if cosine > best_score and when - self._stories[key].last < STORYLINE_DAYS * 86400:
                best, best_score = key, cosine
        return self._stories[best].storyline if best else ""

    def _candidates(self, weights: dict[str, float]) -> list[tuple[str, float]]:
        """Live stories that share a telling term, with the cosine of their centroids."""
        limit = max(COMMON_FLOOR, int(COMMON_SHARE * len(self._stories)))
        keys: set[str] = set()
        for term in weights:
            holders = self._holders.get(term)
            if holders and len(holders) <= limit:
                keys |= holders
        found = []
        for key in sorted(keys):
            story = self._stories[key]
            cosine = _dot(weights, story.centroid) / story.norm if story.norm else 0.0
            if cosine > STORYLINE / 2:
                found.append((key, cosine))
        return found

    def _nearest_story(self, story: _Story) -> tuple[_Story | None, float]:
        scale = story.norm or 1.0
        unit = {term: weight / scale for term, weight in story.centroid.items()}
        best: tuple[_Story | None, float] = (None, 0.0)
        for key, cosine in self._candidates(unit):
            other = self._stories[key]
            if key == story.key or abs(other.first - story.first) > EVENT_DAYS * 86400:
                continue
            apart = abs(other.first - story.first) / 86400
            similarity = cosine - DECAY_PER_DAY * apart
            if similarity > best[1]:
                best = (other, similarity)
        return best

    def _merge(self, left: _Story, right: _Story, similarity: float) -> list[Placement]:
        keep, drop = sorted((left, right), key=lambda s: (s.first, s.key))
        reason = PHRASES["merged"].format(percent=round(similarity * 100))
        self._remove(drop)
        for identifier, weights in drop.members.items():
            self._enter(identifier, keep.key, keep.storyline, drop.last, weights)
            self._members[identifier].story = keep.key
            self._members[identifier].reason = reason
        return [self.placement(identifier) for identifier in drop.members]

    def _expire(self, now: float) -> None:
        if len(self._stories) % 64:
            return  # looking at every story on every arrival would cost more than it frees
        for story in [s for s in self._stories.values() if now - s.last > STORYLINE_DAYS * 86400]:
            self._remove(story)
            for identifier in story.members:
                self._copies.remove(identifier)

    def _remove(self, story: _Story) -> None:
        del self._stories[story.key]
        for term in story.centroid:
            holders = self._holders[term]
            holders.discard(story.key)
            if not holders:
                del self._holders[term]
        self._touched.discard(story.key)


def _beyond_one_name(weights: dict[str, float], story: _Story) -> float:
    """The cosine with a story's centroid without the strongest name they share: what is left when two
    articles have nothing in common but a place or a person. A name is one word, or two side by side.
    """
    shared = {t: w * story.centroid[t] for t, w in weights.items() if t in story.centroid}
    words: dict[str, float] = defaultdict(float)
    pairs: dict[str, float] = {}
    for term, product in shared.items():
        if " " in term:
            pairs[term] = product
        else:
            words[term.removeprefix("^")] += product
    if not words:
        return 0.0
    name = max(words, key=lambda w: (words[w], w))
    partners = [t for t in pairs if name in t.split()]
    strongest = set(max(partners, key=lambda t: (pairs[t], t)).split()) if partners else {name}
    left = sum(
        p for t, p in shared.items() if not strongest.intersection(t.removeprefix("^").split())
    )
    return left / (story.norm or 1.0)


def _recent(story: _Story) -> list[dict[str, float]]:
    """The last eight members: what a story is about now."""
    return list(story.members.values())[-8:]


def _dot(left: dict[str, float], right: dict[str, float]) -> float:
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right.get(term, 0.0) for term, weight in left.items())


def _seconds(moment: datetime) -> float:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()
