"""Lists of stories and articles: front page, sections, outlets, authors, search; one query set each."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from onestory.web.news.models import (
    Article,
    Author,
    BoundaryChange,
    Outlet,
    Story,
    Storyline,
    quotable,
)
from onestory.web.news.sections import Section, home_section

PAGE = 30
FRONT_DAYS = 4
FEWEST_EVENTS = 2  # that make a storyline
LONG = ("text", "annotations", "changes")  # what is long of a version


def shown_stories() -> QuerySet[Story]:
    """Stories that have something to show, best standing first; equals by their headlines' words."""
    return (
        Story.objects.filter(merged_into__isnull=True, headline__isnull=False, outlets__gt=0)
        .filter(quotable("headline__article__"))
        .select_related("headline__article__outlet")
        .defer(*(f"headline__{name}" for name in LONG))  # a list needs titles
        .order_by("-pinned", "-rank", "headline__sha256", "-pk")
    )


def front_stories() -> QuerySet[Story]:
    """The stories of the last days before the newest one, so that a quiet hub is not empty."""
    newest = Story.objects.aggregate(at=Max("last_at"))["at"] or timezone.now()
    return shown_stories().filter(last_at__gte=newest - timedelta(days=FRONT_DAYS))


def section_stories(section: Section) -> QuerySet[Story]:
    home = home_section(settings.ONESTORY.site)
    if home and section.slug == home.slug:
        return shown_stories().filter(country=settings.ONESTORY.site.country)
    if section.slug == "world":
        return shown_stories().exclude(country=settings.ONESTORY.site.country or "-")
    return shown_stories().filter(section=section.slug)


def storyline_stories(storyline: Storyline) -> QuerySet[Story]:
    """The events of a storyline as they came, the first one first."""
    return shown_stories().filter(storyline=storyline).order_by("first_at", "pk")


def shown_storylines() -> QuerySet[Storyline]:
    """Storylines with a page of their own."""
    events = shown_stories().filter(storyline__isnull=False).order_by().values("storyline")
    several = events.annotate(n=Count("pk")).filter(n__gte=FEWEST_EVENTS)
    return Storyline.objects.filter(pk__in=several.values("storyline")).order_by("-pk")


def shown_articles() -> QuerySet[Article]:
    """Articles with a version that may be shown, newest first."""
    return (
        Article.objects.filter(taken_down=False, outlet__taken_down=False, current__isnull=False)
        .select_related("outlet", "current", "story")
        .prefetch_related("authors")
    )


def shown_changes() -> QuerySet[BoundaryChange]:
    """Moves between stories of articles that may be named, newest first."""
    return (
        BoundaryChange.objects.filter(
            article__taken_down=False,
            article__outlet__taken_down=False,
            article__current__isnull=False,
        )
        .select_related("article__outlet", "article__current", "old", "new")
        .order_by("-at", "-pk")
    )


def outlet_articles(outlet: Outlet) -> QuerySet[Article]:
    return shown_articles().filter(outlet=outlet)


def author_articles(author: Author) -> QuerySet[Article]:
    return shown_articles().filter(authors=author)


def unread_articles(outlet: Outlet) -> QuerySet[Article]:
    """Articles of an outlet we know of and could not read."""
    return Article.objects.filter(outlet=outlet, taken_down=False).filter(
        Q(current__isnull=True) | ~Q(reserved="")
    )


def last_change(stories: QuerySet[Story]) -> datetime | None:
    return stories.aggregate(at=Max("last_at"))["at"]
