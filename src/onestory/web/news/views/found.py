"""A row that an address asks for, or a 404; one page of a list."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from onestory.web.news import lists
from onestory.web.news.models import (
    AS_TOLD,
    Story,
    Storyline,
    quotable,
)
from onestory.web.news.sections import BY_SLUG, Section, home_section


def find_section(slug: str) -> Section:
    home = home_section(settings.ONESTORY.site)
    if home and home.slug == slug:
        return home
    if slug not in BY_SLUG:
        raise Http404("There is no such section.")
    return BY_SLUG[slug]


def find_story(pk: int) -> Story:
    """A story, followed through its merges. Raises Http404."""
    story = get_object_or_404(
        Story.objects.select_related("headline__article__outlet", "merged_into", "storyline"), pk=pk
    )
    for _ in range(20):
        if story.merged_into is None:
            break
        story = story.merged_into
    if story.headline is None or not story.headline.article.is_quotable:
        # Until the next rebuild another of its articles stands in for the one taken down.
        other = story.articles.filter(quotable(), current__isnull=False).select_related("current")
        first = other.order_by(*AS_TOLD).first()
        if first is None:
            raise Http404("This story has nothing to show.")
        story.headline = first.current
    return story


def find_storyline(pk: int) -> tuple[Storyline, QuerySet[Story]]:
    """A storyline and its events. Raises Http404 where there are not two to show."""
    found = get_object_or_404(Storyline, pk=pk)
    events = lists.storyline_stories(found)
    if events.count() < lists.FEWEST_EVENTS:
        raise Http404("There is no such storyline.")
    return found, events


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page:
    return Paginator(rows, lists.PAGE).get_page(request.GET.get("page"))
