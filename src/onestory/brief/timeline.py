"""Dated statements of a story in the order of what they tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onestory.article import Article, Span
from onestory.brief.usable import is_usable
from onestory.brief.values import TimelineItem
from onestory.claims import Annotations

MOST_ITEMS = 8
WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def build_timeline(
    articles: Sequence[Article], annotations: Mapping[str, Annotations]
) -> list[TimelineItem]:
    """One sentence per date and origin at most; whole dates only, earliest report first."""
    found: dict[tuple[str, str], TimelineItem] = {}
    per_day: dict[str, int] = {}
    for article in articles:
        notes = annotations[article.id]
        for date in notes.dates:
            if not WHOLE_DAY.match(date.value):
                continue
            sentence = _around(date.span, notes.sentences)
            if sentence is None or not is_usable(sentence.of(article.text)):
                continue
            key = (date.value[:10], article.origin or article.id)
            if key not in found and per_day.get(key[0], 0) < 2:
                per_day[key[0]] = per_day.get(key[0], 0) + 1
                found[key] = TimelineItem(date.value, article.id, sentence)
    items = sorted(found.values(), key=lambda item: item.date)
    seen: set[tuple[str, Span]] = set()
    unique = []
    for item in items:
        if (item.article, item.span) not in seen:
            seen.add((item.article, item.span))
            unique.append(item)
    return unique[-MOST_ITEMS:]


def _around(span: Span, sentences: Sequence[Span]) -> Span | None:
    return next((s for s in sentences if s.covers(span)), None)
