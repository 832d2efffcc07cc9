"""Versions → stories: place new articles, repair boundaries, rebuild what is stale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from onestory.article import READABLE_STATES
from onestory.cluster import Placement, StoryIndex
from onestory.config import Settings
from onestory.web.jobs.coverage import WINDOW, Watches
from onestory.web.jobs.page import refresh_story
from onestory.web.jobs.reading import as_read
from onestory.web.news.models import Article, BoundaryChange, Story, Storyline, quotable, story_slug
from onestory.web.talk.models import Comment

if TYPE_CHECKING:
    from onestory.web.jobs.gather import Clock, Progress

LIVE_DAYS = 5  # an article older than this joins no story and takes no article into its own


def placeable() -> Iterable[Article]:
    """Articles that can be compared: read, not reserved, not taken down."""
    return (
        Article.objects.filter(quotable(), state__in=READABLE_STATES, current__isnull=False)
        .select_related("outlet", "current")
        .order_by("published", "pk")
    )


def _needs_rebuilding(now: datetime) -> Q:
    """Stories touched, stories that still show what may no longer be shown, and stories whose window
    for "left out" has closed since they were built.
    """
    withdrawn = Article.objects.exclude(quotable())
    return (
        Q(stale=True)
        | Q(claims__reports__article__in=withdrawn)
        | Q(headline__article__in=withdrawn)
        | Q(coverage__open=True, first_at__lt=now - WINDOW, merged_into__isnull=True)
    )


@dataclass(slots=True)
class StoryKeeper:
    """Holds the index of live articles, rebuilt from the database at each start."""

    settings: Settings
    clock: Clock
    _index: StoryIndex = field(default_factory=StoryIndex)

    def bring_up_to_date(self, progress: Progress) -> int:
        """Place what is new, repair, and rebuild stale stories; how many were rebuilt."""
        now = self.clock()
        self._restore(now)
        new = list(placeable().filter(story__isnull=True))
        for done, article in enumerate(new, 1):
            self._place(article, self._index.add(as_read(article)), now, arrival=True)
            progress("Placing", done, len(new), str(article))
        for placement in self._index.repair():
            article = Article.objects.select_related("current").get(pk=int(placement.id))
            if not article.placed_by_human:
                self._place(article, placement, now, arrival=False)
        stale = list(Story.objects.filter(_needs_rebuilding(now)).distinct())
        watches = Watches()
        for done, story in enumerate(stale, 1):
            refresh_story(story, now, self.settings, watches)
            progress("Stories", done, len(stale), story.slug)
        return len(stale)

    def _restore(self, now: datetime) -> None:
        self._index = StoryIndex()
        live = placeable().filter(
            story__isnull=False, published__gte=now - timedelta(days=LIVE_DAYS)
        )
        for article in live.select_related("story__storyline"):
            self._index.restore(
                as_read(article),
                Placement(
                    id=str(article.pk),
                    story=article.story.key,
                    arrival_story=str(article.arrival_story or article.story.key),
                    storyline=article.story.storyline.key if article.story.storyline else "",
                    origin=str(article.origin_id or article.pk),
                ),
            )

    @transaction.atomic
    def _place(self, article: Article, placement: Placement, now: datetime, arrival: bool) -> None:
        old = article.story
        story, _ = Story.objects.get_or_create(
            key=placement.story, defaults={"slug": story_slug(article.current.title)}
        )
        article.story = story
        if arrival:
            article.arrival_story = int(placement.arrival_story)
            if placement.origin != placement.id:
                article.origin_reason = placement.reason[:300]
        article.origin_id = int(placement.origin)
        article.save(update_fields=["story", "arrival_story", "origin", "origin_reason"])
        if placement.storyline:
            story.storyline, _ = Storyline.objects.get_or_create(key=placement.storyline)
        story.merged_into, story.stale = None, True
        story.save()
        if old is not None and old.pk != story.pk:
            self._log_move(article, old, story, now, placement.reason)

    def _log_move(
        self, article: Article, old: Story, new: Story, now: datetime, reason: str
    ) -> None:
        BoundaryChange.objects.create(
            at=now, article=article, old=old, new=new, reason=reason[:300]
        )
        old.stale = True
        if not old.articles.exists():
            old.merged_into = new  # its address goes on to lead somewhere
            old.stale = False
            Comment.objects.filter(story=old).update(story=new)
        old.save()
