"""Who publishes, and who comes first within a minute, changes nothing of what is shown."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from tests.conftest import GatheredPress

from onestory.web.jobs.stories import StoryKeeper
from onestory.web.news.lists import front_stories, shown_stories
from onestory.web.news.models import Article, Outlet, Story


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one story. Its articles have the names of those they are copies of."""

    articles: frozenset[str]
    headline: str
    origins: int
    outlets: int
    section: str
    country: str
    rank: float


@dataclass(frozen=True, slots=True)
class Retelling:
    """The gathered press told once more: by outlets of other names, each minute in another order."""

    seed: int
    renamed: bool
    by_the_day: bool
    """No page says at what time of its day it was published."""

    def stories(self) -> list[Shown]:
        """The front page from the top, then what is not on it."""
        with transaction.atomic():
            told = _set_aside()
            if self.renamed:
                self._rename()
            names: dict[int, str] = {}
            order = random.Random(self.seed)
            for minute, together in _by_minute(told):
                order.shuffle(together)
                for article in together:
                    names[self._again(article).pk] = article.key
                keeper = StoryKeeper(settings.ONESTORY, lambda now=minute: now)
                keeper.bring_up_to_date(lambda *_: None)
            shown = [_shown(story, names) for story in _in_order()]
            transaction.set_rollback(True)
        return shown

    def _rename(self) -> None:
        outlets = list(Outlet.objects.order_by("pk"))
        labels = random.Random(self.seed).sample(range(1000), len(outlets))
        for outlet, label in zip(outlets, labels, strict=True):
            outlet.name, outlet.slug = f"{label} Post", f"{label}-post"
            outlet.domain = f"{label}.example"
            outlet.save()

    def _again(self, article: Article) -> Article:
        """The same words at the same time, a new row with an address of the outlet's new name."""
        version, outlet = article.current, Outlet.objects.get(pk=article.outlet_id)
        path = urlsplit(article.url).path
        again = Article.objects.get(pk=article.pk)
        again.pk = None
        again.url = f"https://{outlet.domain}{path}"
        again.key, again.outlet, again.taken_down = f"again:{article.key}", outlet, False
        again.current = None
        if self.by_the_day:
            again.published = again.published.replace(hour=0, minute=0, second=0, microsecond=0)
        again.save(force_insert=True)
        version.pk, version.article = None, again
        version.save(force_insert=True)
        again.current = version
        again.save()
        return again


def _set_aside() -> list[Article]:
    """Take the gathered articles out of their stories and out of what is placed."""
    told = list(Article.objects.filter(current__isnull=False).select_related("current"))
    Article.objects.update(
        story=None, origin=None, origin_reason="", arrival_story=None, taken_down=True
    )
    Story.objects.all().delete()
    return told


def _by_minute(articles: list[Article]) -> Iterator[tuple[datetime, list[Article]]]:
    def minute(article: Article) -> datetime:
        return article.first_seen.replace(second=0, microsecond=0)

    articles.sort(key=lambda a: (minute(a), a.pk))
    for moment, together in groupby(articles, minute):
        yield moment, list(together)


def _in_order() -> list[Story]:
    front = list(front_stories())
    return front + list(shown_stories().exclude(pk__in=[s.pk for s in front]))


def _shown(story: Story, names: dict[int, str]) -> Shown:
    return Shown(
        frozenset(names[pk] for pk in story.articles.values_list("pk", flat=True)),
        names[story.headline.article_id],
        story.origins,
        story.outlets,
        story.section,
        story.country,
        story.rank,
    )


@pytest.mark.parametrize("by_the_day", [False, True])
def test_names_and_arrival_change_nothing(
    gathered: GatheredPress, rows: None, by_the_day: bool
) -> None:
    told = Retelling(0, renamed=False, by_the_day=by_the_day).stories()
    assert len(told) > 20
    for seed in (1, 2):
        assert Retelling(seed, renamed=True, by_the_day=by_the_day).stories() == told
