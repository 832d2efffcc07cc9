"""Versions → stories: place new articles, repair boundaries, rebuild what is stale."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from onestory.cluster import Placement, StoryIndex
from onestory.config import Settings
from onestory.web.jobs.boundaries import is_settled, log_move, newest_decision, standing
from onestory.web.jobs.coverage import WINDOW
from onestory.web.jobs.hands import Hands
from onestory.web.jobs.page import refresh_stories
from onestory.web.jobs.pages import Clock, Progress
from onestory.web.jobs.reading import as_read, placeable
from onestory.web.jobs.remembered import fits, recall, remember
from onestory.web.news.models import (
    Article,
    Story,
    Storyline,
    quotable,
    story_slug,
)

TOGETHER = 64  # articles placed in one transaction
LIVE_DAYS = 5  # an article older than this joins no story and takes no article into its own
FORGET_DAYS = LIVE_DAYS + 1  # an index that holds older ones is made anew, about once a day
KEEP_EVERY = 300.0  # seconds between two times that the index is written down


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
    """Holds the index of live articles, taken from the database when it is first asked, or, with
    `keeps`, from the file where an earlier process kept it."""

    settings: Settings
    clock: Clock
    hands: Hands = field(default_factory=lambda: Hands(0))
    keeps: bool = False
    """At most one process at a time keeps the index of a hub: the one that gathers."""
    _index: StoryIndex = field(default_factory=StoryIndex)
    _restored: bool = False
    _decided: int = 0
    """The newest decision of the desk that the index knows."""
    _started: bool = False
    _unkept: bool = False
    _kept_at: float = float("-inf")

    def bring_up_to_date(self, progress: Progress) -> int:
        """Place what is new, repair, and rebuild stale stories; how many were rebuilt."""
        now = self.clock()
        if self._restored and not fits(self._index, self._oldest(now)):
            self._restored = False  # taken down, read as another, or placed by another process
        self._heed_the_desk(now)
        self._take_in(now)
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
        if time.monotonic() - self._kept_at >= KEEP_EVERY:
            self.keep()
        return len(stale)

    def keep(self) -> None:
        """Write the index down for the next start, where there is anything new in it."""
        if self.keeps and self._restored and self._unkept:
            remember(self._index, self._decided, self.settings.data)
            self._unkept, self._kept_at = False, time.monotonic()

    def _heed_the_desk(self, now: datetime) -> None:
        """What people decided stands in the database: an index that does not know it is made anew."""
        decided = newest_decision()
        if self._restored and decided == self._decided:
            return
        kept = None
        if self.keeps and not self._started:
            kept = recall(decided, self._oldest(now), self.settings.data)
        self._index, self._decided = kept or StoryIndex(), decided
        self._started = self._restored = True
        self._unkept = kept is None
        self._take_in(now)

    def _oldest(self, now: datetime) -> datetime:
        return now - timedelta(days=FORGET_DAYS)

    def _take_in(self, now: datetime) -> None:
        """Enter live articles that stand in a story and not in the index."""
        known = self._index.standing()
        live = placeable().filter(
            story__isnull=False, published__gte=now - timedelta(days=LIVE_DAYS)
        )
        missing = [pk for pk in live.values_list("pk", flat=True) if str(pk) not in known]
        for start in range(0, len(missing), TOGETHER):
            self._restore(missing[start : start + TOGETHER])

    def _restore(self, missing: list[int]) -> None:
        rows = placeable().filter(pk__in=missing).select_related("story__storyline")
        for article in rows:
            self._index.restore(
                as_read(article),
                Placement(
                    id=str(article.pk),
                    story=article.story.key,
                    arrival_story=str(article.arrival_story or article.story.key),
                    storyline=article.story.storyline.key if article.story.storyline else "",
                    origin=str(article.origin_id or article.pk),
                ),
                settled=not article.story.stale,
            )

    @transaction.atomic
    def _place_all(self, placed: list[tuple[Article, Placement]], now: datetime) -> None:
        self._unkept = True
        for article, placement in placed:
            self._place(article, placement, now, arrival=True)

    def _repair_all(self, now: datetime) -> None:
        """Carry out what repair proposes; it asks first, and so proposes nothing people decided."""
        for placement in self._index.repair(_may_move):
            self._repair(placement, now)

    @transaction.atomic
    def _repair(self, placement: Placement, now: datetime) -> None:
        """Carry out one proposal. Where people decided otherwise after all, in the moment since it
        was asked, the index believes what is not so, and is made anew."""
        article = Article.objects.select_related("current", "story").get(pk=int(placement.id))
        if is_settled(article, placement.story):
            self._restored = False
            return
        # Two stories that were one may be two again: the address that led on stands by itself.
        Story.objects.filter(key=placement.story).update(merged_into=None)
        self._place(article, placement, now, arrival=False)
        self._unkept = True

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


def _may_move(articles: Sequence[str], _old: str, new: str) -> bool:
    """Whether nobody decided what keeps these articles, of one story, out of the one of this key."""
    moving = Article.objects.select_related("story").filter(pk__in=map(int, articles))
    return not any(is_settled(article, new) for article in moving)
