"""A story and its ledger → headline, brief and timeline, all pointers into sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onestory.article import Article, with_ids
from onestory.brief.headline import choose_headline
from onestory.brief.select import choose
from onestory.brief.timeline import build_timeline
from onestory.brief.values import Brief, BriefHeadline, BriefSentence, TimelineItem
from onestory.claims import Annotations, annotate
from onestory.claims.values import Ledger

__all__ = ["Brief", "BriefHeadline", "BriefSentence", "TimelineItem", "write_brief"]

QUOTATION_CEILING = 40  # words from one article by default


def write_brief(
    articles: Sequence[Article],
    ledger: Ledger,
    words: int = 120,
    per_article: int = QUOTATION_CEILING,
    annotations: Mapping[str, Annotations] | None = None,
) -> Brief:
    """Choose headline, sentences and timeline of one story.

    `words` bounds the whole brief, `per_article` the words taken from one article. Nothing is
    written: every text is a span of an article, letter for letter. `annotations` by article id save
    the work of reading the articles again.
    """
    articles = with_ids(articles)
    annotations = annotations or {a.id: annotate(a) for a in articles}
    headline = choose_headline(articles, ledger)
    title = headline.text if headline else ""
    return Brief(
        headline=headline,
        sentences=tuple(choose(articles, annotations, ledger, words, per_article, title)),
        timeline=tuple(build_timeline(articles, annotations)),
    )
