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
from onestory.claims.values import DateMention

MOST_ITEMS = 8
MOST_A_DAY = 2
FEWEST_DAYS = 2  # one day is no line
SUPPORT = 0.34  # share of a sentence's words that other origins use, where there are several
WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
REPEATED = 0.6  # share of the shorter one's words by which two items tell the same
# "Monday's attack", "the Monday attack", "Christmas market": names a thing by its day, and tells what
# happened to it on another. Not "on Monday", "on Christmas Day", "the Monday after".
OWNING = re.compile(r"['’]s?\b")
THE = re.compile(r"\b(?:the|a|an|this|that|its|his|her|their)\s+\Z", re.IGNORECASE)
NOUN_BEHIND = re.compile(
    r"\s+(?!(?:after|before|of|in|that|when|and|or|to|at|by|for|from|on)\b)[a-z]{3,}"
)
FEAST = re.compile(
    r"(?:christmas|new year|easter|thanksgiving|halloween|ramadan|hanukkah|whitsun)", re.IGNORECASE
)
# "have until noon on Tuesday", "will be heard from Monday on": what a day that was yet to come needs.
AHEAD = re.compile(
    r"\b(?:will|would|shall|won['’]t|to|until|till|by|due|expects?|expected|plans?|planned|next|tomorrow|"
    r"begins?|starts?|opens?|ends?|lapses?|expires?|meets?|votes?|decides?|is|are|set|wird|werden|soll|"
    r"sollen|bis|ab|sera|seront|jusqu['’]\w+|será|serán|hasta)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Dated:
    item: TimelineItem
    origin: str
    support: float
    place: tuple[int, int]
    """Article and sentence, in the order told."""
    stems: frozenset[str]


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
        fresh = not any(_repeats(dated, d) for d in chosen)
        if fresh and len(same) < MOST_A_DAY and dated.origin not in {d.origin for d in same}:
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
        dates = (d for d in read.dates if span.covers(d.span))
        day = next((d.value for d in dates if _tells_when(article.text, d)), "")
        if not WHOLE_DAY.match(day) or not is_usable(sentence) or speaker_outside(span, read):
            continue
        if _is_ahead(day, article) and not AHEAD.search(sentence):
            continue
        words = stems(sentence)
        share = support.by_origins(words, origin) if support.origins > 1 else 1.0
        if share < SUPPORT:
            continue
        written = _written(article, sentence)
        if written is not None and written.date() != _day_of(article):
            again = find_dates(sentence, written, article.language)
            day = next((d.value for d in again if WHOLE_DAY.match(d.value)), "")
        if day:
            found.append(
                _Dated(TimelineItem(day, article.id, span), origin, share, (number, place), words)
            )
    return found


def _tells_when(text: str, date: DateMention) -> bool:
    """Whether a date says when the sentence's event was, and does not name a thing by its day."""
    if OWNING.match(text, date.span.end):
        return False
    named = NOUN_BEHIND.match(text, date.span.end) is not None
    return not named or not (
        FEAST.match(text, date.span.start) or THE.search(text[: date.span.start][-8:])
    )


def _is_ahead(day: str, article: Article) -> bool:
    """Whether a day was yet to come when the article was last written."""
    written = article.modified or article.published
    return written is not None and day[:10] > written.date().isoformat()


def _repeats(one: _Dated, other: _Dated) -> bool:
    shared = len(one.stems & other.stems)
    return shared >= REPEATED * min(len(one.stems), len(other.stems))


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
