"""Sentences and dates of different articles that report the same happening.

Cosine of idf-weighted stems over the story's own sentences; only close pairs count, since a wrong
"agreed" is worse than a missing one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onestory.article import Article, Span
from onestory.claims.align import content_stems
from onestory.claims.values import Annotations, Speaker

SAME = 0.5  # cosine from which two sentences report the same
SAME_DATED = 0.55  # and from which their dates may be compared
LEAST_STEMS = 5
MOST_SENTENCES = 40  # of one article: news puts first what matters


@dataclass(frozen=True, slots=True)
class Happening:
    """A sentence in its place with its weighted stems; `day` where it has exactly one date."""

    article: str
    origin: str
    order: int
    version: int | None
    text: str
    span: Span
    sentence: Span
    speaker: Speaker | None
    hedged: bool
    stems: frozenset[str]
    numbers: frozenset[float]
    day: str
    day_span: Span | None


def happenings_of(article: Article, read: Annotations, origin: str, order: int) -> list[Happening]:
    """The sentences of an article that can be compared: long enough, not mainly a quotation."""
    found = []
    for sentence in read.sentences[:MOST_SENTENCES]:
        stems = content_stems(sentence.of(article.text))
        if len(stems) < LEAST_STEMS:
            continue
        inside = [a for a in read.attributions if a.content.overlaps(sentence)]
        if any(a.direct and a.content.end - a.content.start > 60 for a in inside):
            continue
        dates = [d for d in read.dates if sentence.covers(d.span) and d.precision == "day"]
        days = {d.value for d in dates if "X" not in d.value}
        source = inside[0].source if inside else None
        speaker = Speaker(inside[0].speaker or source.of(article.text), source) if source else None
        found.append(
            Happening(
                article=article.id,
                origin=origin,
                order=order,
                version=None,
                text=article.text,
                span=sentence,
                sentence=sentence,
                speaker=speaker,
                hedged=any(f.hedged for f in read.figures if sentence.covers(f.span)),
                stems=stems,
                numbers=frozenset(f.value for f in read.figures if sentence.covers(f.span)),
                day=days.pop() if len(days) == 1 else "",
                day_span=dates[0].span if len(dates) == 1 else None,
            )
        )
    return found


class Closeness:
    """Cosine between sentences of one story."""

    def __init__(self, items: Sequence[Happening]) -> None:
        seen = Counter(stem for item in items for stem in item.stems)
        total = max(1, len(items))
        self.weight = {stem: math.log(1 + total / count) for stem, count in seen.items()}
        self.rare = {stem for stem, count in seen.items() if 1 < count <= max(4, total // 6)}

    def of(self, a: Happening, b: Happening) -> float:
        shared = sum(self.weight[s] ** 2 for s in a.stems & b.stems)
        return shared / max(1e-9, self._norm(a) * self._norm(b))

    def keys(self, item: Happening) -> list[str]:
        """The rare stems under which a sentence is looked up."""
        return sorted(s for s in item.stems if s in self.rare)

    def _norm(self, item: Happening) -> float:
        return math.sqrt(sum(self.weight[s] ** 2 for s in item.stems))
