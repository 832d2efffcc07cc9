"""Dated statements of a story in the order of what they tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onestory.article import Article
from onestory.brief.alone import speaker_outside
from onestory.brief.leaning import stems
from onestory.brief.support import Support, common_language
from onestory.brief.usable import is_usable, without_dateline
from onestory.brief.values import TimelineItem
from onestory.claims import Annotations
from onestory.claims.dates import find_dates

MOST_ITEMS = 8
MOST_A_DAY = 2
FEWEST_DAYS = 2  # one day is no line
SUPPORT = 0.34  # share of a sentence's words that other origins use, where there are several
WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Dated:
    item: TimelineItem
    origin: str
    support: float
    place: tuple[int, int]
    """Article and sentence, in the order told."""


def build_timeline(
    articles: Sequence[Article], annotations: Mapping[str, Annotations]
) -> list[TimelineItem]:
    """Sentences with a whole date, in one language, in the order of their dates; at most two a day, of
    different origins, those whose words most origins use. None where all fell on one day."""
    language = common_language(articles)
    told = [a for a in articles if a.language[:2] == language]
    support = Support(told)
    found = [d for n, a in enumerate(told) for d in _dated(n, a, annotations[a.id], support)]
    chosen: list[_Dated] = []
    for dated in sorted(found, key=lambda d: (-d.support, d.place)):
        day = dated.item.date[:10]
        same = [d for d in chosen if d.item.date[:10] == day]
        if len(same) < MOST_A_DAY and dated.origin not in {d.origin for d in same}:
            chosen.append(dated)
    chosen.sort(key=lambda d: (d.item.date, d.place))
    if len({d.item.date[:10] for d in chosen}) < FEWEST_DAYS:
        return []
    return [d.item for d in chosen[-MOST_ITEMS:]]


def _dated(number: int, article: Article, read: Annotations, support: Support) -> list[_Dated]:
    """The first date of each sentence that stands alone and that others have words of."""
    found = []
    origin = article.origin or article.id
    for place, whole in enumerate(read.sentences):
        span = without_dateline(article.text, whole)
        sentence = span.of(article.text)
        day = next((d.value for d in read.dates if span.covers(d.span)), "")
        if not WHOLE_DAY.match(day) or not is_usable(sentence) or speaker_outside(span, read):
            continue
        share = support.by_origins(stems(sentence), origin) if support.origins > 1 else 1.0
        if share < SUPPORT:
            continue
        written = _written(article, sentence)
        if written is not None and written.date() != _day_of(article):
            again = find_dates(sentence, written, article.language)
            day = next((d.value for d in again if WHOLE_DAY.match(d.value)), "")
        if day:
            found.append(
                _Dated(TimelineItem(day, article.id, span), origin, share, (number, place))
            )
    return found


def _day_of(article: Article) -> object:
    return article.published.date() if article.published else None


def _written(article: Article, sentence: str) -> datetime | None:
    """When a sentence came onto the page, as far as its versions tell: "on Sunday", added three days
    later, is another Sunday than the article's. None for what its first version had."""
    earlier = sorted(article.versions, key=lambda v: v.number)
    if not earlier or sentence in earlier[0].text:
        return None
    for version in earlier:
        if sentence in version.text:
            return version.fetched
    return article.modified or earlier[-1].fetched
