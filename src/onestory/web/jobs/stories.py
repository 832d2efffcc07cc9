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
from onestory.web.jobs.boundaries import is_settled, log_move, newest_decision, standing
from onestory.web.jobs.coverage import WINDOW
from onestory.web.jobs.hands import Hands
from onestory.web.jobs.page import refresh_stories
from onestory.web.jobs.reading import as_read
from onestory.web.news.models import (
    AS_TOLD,
    Article,
    Story,
    Storyline,
    quotable,
    story_slug,
)

if TYPE_CHECKING:
    from onestory.web.jobs.gather import Clock, Progress

TOGETHER = 64  # articles placed in one transaction
LIVE_DAYS = 5  # an article older than this joins no story and takes no article into its own


def placeable() -> Iterable[Article]:
    """Articles that can be compared: read, not reserved, not taken down."""
    return (
        Article.objects.filter(quotable(), state__in=READABLE_STATES, current__isnull=False)
        .select_related("outlet", "current")
        .order_by(*AS_TOLD)
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
    """Holds the index of live articles, rebuilt from the database when it is first asked."""

    settings: Settings
    clock: Clock
    hands: Hands = field(default_factory=lambda: Hands(0))
    _index: StoryIndex = field(default_factory=StoryIndex)
    _restored: bool = False
    _decided: int = 0
    """The newest decision of the desk that the index knows."""

    def bring_up_to_date(self, progress: Progress) -> int:
        """Place what is new, repair, and rebuild stale stories; how many were rebuilt."""
        now = self.clock()
        self._heed_the_desk(now)
        new = list(placeable().filter(story__isnull=True))
        for start in range(0, len(new), TOGETHER):
            batch = new[start : start + TOGETHER]
            self._heed_the_desk(now)
            self._place_all([(a, self._index.add(as_read(a))) for a in batch], now)
            progress("Placing", start + len(batch), len(new), str(batch[-1]))
        self._heed_the_desk(now)
        self._repair_all(now)
        stale = list(Story.objects.filter(_needs_rebuilding(now)).distinct())
        for done, story in enumerate(refresh_stories(stale, now, self.settings, self.hands), 1):
            progress("Stories", done, len(stale), story.slug)
        return len(stale)

    def _heed_the_desk(self, now: datetime) -> None:
        """What people decided stands in the database: an index that does not know it is made anew."""
        decided = newest_decision()
        if not self._restored or decided != self._decided:
            self._index, self._decided = StoryIndex(), decided
            self._restore(now)

    def _restore(self, now: datetime) -> None:
        self._restored = True
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
    def _place_all(self, placed: list[tuple[Article, Placement]], now: datetime) -> None:
        for article, placement in placed:
            self._place(article, placement, now, arrival=True)

    def _repair_all(self, now: datetime) -> None:
        """Carry out what repair proposes. Of stories that people hold apart the index now believes
        what is not so: nothing else that it proposes of them counts."""
        refused: set[str] = set()
        for placement in self._index.repair():
            refused |= self._repair(placement, now, refused)
        if refused:
            self._restored = False

    @transaction.atomic
    def _repair(self, placement: Placement, now: datetime, refused: set[str]) -> set[str]:
        """Carry out one proposal; the keys of the two stories where people decided otherwise."""
        article = Article.objects.select_related("current", "story").get(pk=int(placement.id))
        two = {article.story.key, placement.story}
        if two & refused or is_settled(article, placement.story):
            return two
        self._place(article, placement, now, arrival=False)
        return set()

    @transaction.atomic
    def _place(self, article: Article, placement: Placement, now: datetime, arrival: bool) -> None:
        old = article.story
        story, _ = Story.objects.select_for_update().get_or_create(
            key=placement.story, defaults={"slug": story_slug(article.current.title)}
        )
        # Merged at the desk since the index was made: its articles go where its address leads.
        story = standing(story)
        article.story = story
        if arrival:
            article.arrival_story = int(placement.arrival_story)
            if placement.origin != placement.id:
                article.origin_reason = placement.reason[:300]
        article.origin_id = int(placement.origin)
        article.save(update_fields=["story", "arrival_story", "origin", "origin_reason"])
        if placement.storyline:
            story.storyline, _ = Storyline.objects.get_or_create(key=placement.storyline)
        story.stale = True
        story.save(update_fields=["storyline", "stale"])
        if old is not None and old.pk != story.pk:
            log_move(article, old, story, now, placement.reason)
