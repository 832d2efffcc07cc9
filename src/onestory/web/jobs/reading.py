"""Rows → the engine's values."""

from __future__ import annotations

import contextlib
from datetime import datetime

from django.db.models import QuerySet

from onestory.article import PARAGRAPH_BREAK, READABLE_STATES, read_iso
from onestory.article import Article as ReadArticle
from onestory.article import Version as ReadVersion
from onestory.web.news.models import AS_TOLD, Article, quotable


def placeable() -> QuerySet[Article]:
    """Articles that can be compared: read, not reserved, not taken down."""
    return (
        Article.objects.filter(quotable(), state__in=READABLE_STATES, current__isnull=False)
        .select_related("outlet", "current")
        .order_by(*AS_TOLD)
    )


def _modified(article: Article) -> datetime | None:
    """When the current text came onto the page: as the page says, or when it was first seen."""
    assert article.current is not None
    with contextlib.suppress(ValueError):
        given = read_iso(article.modified_as_given)
        if given is not None and given.tzinfo is not None:
            return given
    return article.current.fetched


def as_read(article: Article, with_versions: bool = False) -> ReadArticle:
    """The engine's value of a stored article, its id the row's."""
    current = article.current
    assert current is not None
    record = current.record
    earlier: tuple[ReadVersion, ...] = ()
    if with_versions:
        earlier = tuple(
            ReadVersion(v.number, v.fetched, v.title, v.text)
            for v in article.versions.all()
            if v.pk != current.pk
        )
    return ReadArticle(
        id=str(article.pk),
        title=current.title,
        text=current.text,
        url=article.url,
        state=article.state,
        authors=tuple(current.byline),
        published=article.published,
        modified=_modified(article) if earlier else None,
        language=article.language,
        outlet=article.outlet.name,
        section=article.section_as_given,
        credit=article.credit,
        source_link=article.source_link,
        paragraphs=tuple(p for p in current.text.split(PARAGRAPH_BREAK) if p),
        confidence=float(record.get("confidence", 1.0)),
        origin=str(article.origin_id or article.pk),
        versions=earlier,
    )
