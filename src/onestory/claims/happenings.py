"""Sentences and dates of different articles that report the same happening.

Cosine of idf-weighted stems over the story's own sentences; only close pairs count, since a wrong
"agreed" is worse than a missing one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onestory.article import Article, Span
from onestory.claims.align import content_stems
from onestory.claims.lexicon.denial import is_denied
from onestory.claims.lexicon.things import HARD_STATES, STATE_OF
from onestory.claims.values import Annotations, Speaker

SAME = 0.5  # cosine from which two sentences report the same
SAME_DATED = 0.55  # and from which their dates may be compared
SAME_BUT_ORDER = 0.85  # cosine from which only the order of names can tell sentences apart
# "Valmere", "Kesh"; a sentence's first word may be one by chance, in both sentences alike.
NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
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
    denied: bool
    states: frozenset[str]
    names: tuple[str, ...]
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
        said = next((a for a in inside if a.found != "nobody"), None)
        source = said.source if said else None
        speaker = (
            Speaker(said.speaker or source.of(article.text), source) if said and source else None
        )
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
                denied=is_denied(sentence.of(article.text)),
                states=_states(sentence.of(article.text)),
                names=tuple(NAME.findall(sentence.of(article.text))),
                numbers=frozenset(f.value for f in read.figures if sentence.covers(f.span)),
                day=days.pop() if len(days) == 1 else "",
                day_span=dates[0].span if len(dates) == 1 else None,
            )
        )
    return found


def _states(sentence: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", sentence.lower())
    return frozenset(STATE_OF[w] for w in words if STATE_OF.get(w) in HARD_STATES)


def opposed(a: Happening, b: Happening, closeness: float) -> bool:
    """Whether two sentences alike in words say different things: one denies, they tell of other
    harm, or the same names change places.
    """
    if a.denied != b.denied or (a.states - b.states and b.states - a.states):
        return True
    if closeness < SAME_BUT_ORDER:
        return False
    shared = [n for n in a.names if n in b.names]
    return shared != [n for n in b.names if n in a.names]


class Closeness:
    """Cosine between sentences of one story."""

    def __init__(self, items: Sequence[Happening]) -> None:
        seen = Counter(stem for item in items for stem in item.stems)
        total = max(1, len(items))
        self.weight = {stem: math.log(1 + total / count) for stem, count in seen.items()}
        self.rare = {stem for stem, count in seen.items() if 1 < count <= max(4, total // 6)}

    def of(self, a: Happening, b: Happening) -> float:
        shared = math.fsum(self.weight[s] ** 2 for s in a.stems & b.stems)
        return shared / max(1e-9, self._norm(a) * self._norm(b))

    def keys(self, item: Happening) -> list[str]:
        """The rare stems under which a sentence is looked up."""
        return sorted(s for s in item.stems if s in self.rare)

    def _norm(self, item: Happening) -> float:
        return math.sqrt(math.fsum(self.weight[s] ** 2 for s in item.stems))
