"""Atom, RSS and JSON Feed under every list, made of the same items.

An item is a story (its headline, its outlet, the brief's first sentence) or an article (its title);
its text is quoted from versions, so a feed says nothing a page does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.http import require_safe

from onestory.web.news import lists, storypage
from onestory.web.news.models import Article, Author, Outlet, Story
from onestory.web.news.views.found import find_section, find_story, find_storyline

MOST_ITEMS = 40


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    link: str
    summary: str
    at: datetime | None
    author: str


@dataclass(frozen=True, slots=True)
class Channel:
    title: str
    link: str
    items: tuple[Item, ...]


def addresses() -> list[URLPattern]:
    """`feed.atom`, `feed.rss` and `feed.json` under every list."""
    makers: dict[str, Callable[..., Channel]] = {
        "": _front,
        "section/<slug:slug>/": _section,
        "outlet/<slug:slug>/": _outlet,
        "author/<slug:slug>/": _author,
        "story/<int:pk>-<slug:slug>/": _story,
        "storyline/<int:pk>-<slug:slug>/": _storyline,
    }
    return [
        path(f"{prefix}feed.{kind}", _view(maker, writer), name=f"feed-{maker.__name__[1:]}-{kind}")
        for prefix, maker in makers.items()
        for kind, writer in (("atom", _atom), ("rss", _rss), ("json", _json))
    ]


def _view(
    maker: Callable[..., Channel], writer: Callable[[Channel, str], HttpResponse]
) -> Callable[..., HttpResponse]:
    @require_safe
    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        return writer(maker(**arguments), _absolute(request.path))

    return view


def _front() -> Channel:
    site = settings.ONESTORY.site
    return Channel(site.title, _absolute("/"), _stories(lists.front_stories()[:MOST_ITEMS]))


def _section(slug: str) -> Channel:
    section = find_section(slug)
    title = f"{settings.ONESTORY.site.title}: {section.name}"
    stories = lists.section_stories(section)[:MOST_ITEMS]
    return Channel(title, _absolute(f"/section/{slug}/"), _stories(stories))


def _outlet(slug: str) -> Channel:
    outlet = get_object_or_404(Outlet, slug=slug)
    articles = lists.outlet_articles(outlet)[:MOST_ITEMS]
    title = f"{settings.ONESTORY.site.title}: {outlet.name}"
    return Channel(title, _absolute(outlet.get_absolute_url()), _articles(articles))


def _author(slug: str) -> Channel:
    author = get_object_or_404(Author, slug=slug)
    articles = lists.author_articles(author)[:MOST_ITEMS]
    title = f"{settings.ONESTORY.site.title}: {author.name}"
    return Channel(title, _absolute(author.get_absolute_url()), _articles(articles))


def _story(pk: int, slug: str) -> Channel:
    story = find_story(pk)
    assert story.headline is not None
    articles = lists.shown_articles().filter(story=story)[:MOST_ITEMS]
    return Channel(story.headline.title, _absolute(story.get_absolute_url()), _articles(articles))


def _storyline(pk: int, slug: str) -> Channel:
    storyline, events = find_storyline(pk)
    first = events[0]
    assert first.headline is not None
    link = _absolute(storyline.get_absolute_url())
    return Channel(first.headline.title, link, _stories(events.reverse()[:MOST_ITEMS]))


def _stories(stories: Iterable[Story]) -> tuple[Item, ...]:
    items = []
    for story in stories:
        headline = story.headline
        assert headline is not None
        brief = storypage.brief_of(story)[:1]
        items.append(
            Item(
                headline.title,
                _absolute(story.get_absolute_url()),
                brief[0].version.text[brief[0].start : brief[0].end] if brief else "",
                story.last_at,
                headline.article.outlet.name,
            )
        )
    return tuple(items)


def _articles(articles: Iterable[Article]) -> tuple[Item, ...]:
    """An article's item leads to the outlet: it is the outlet's text."""
    return tuple(
        Item(
            a.current.title,
            a.url,
            "",
            a.published,
            ", ".join(x.name for x in a.authors.all()) or a.outlet.name,
        )
        for a in articles
    )


def _absolute(address: str) -> str:
    return settings.ONESTORY.site.base_url.rstrip("/") + address


def _syndication(channel: Channel, own: str, kind: type[Any]) -> HttpResponse:
    feed = kind(
        title=channel.title,
        link=channel.link,
        description=channel.title,
        feed_url=own,
        language=settings.ONESTORY.site.language,
    )
    for item in channel.items:
        feed.add_item(
            title=item.title,
            link=item.link,
            description=item.summary,
            unique_id=item.link,
            pubdate=item.at,
            updateddate=item.at,
            author_name=item.author,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _atom(channel: Channel, own: str) -> HttpResponse:
    return _syndication(channel, own, Atom1Feed)


def _rss(channel: Channel, own: str) -> HttpResponse:
    return _syndication(channel, own, Rss201rev2Feed)


def _json(channel: Channel, own: str) -> HttpResponse:
    """JSON Feed 1.1."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.link,
        "feed_url": own,
        "language": settings.ONESTORY.site.language,
        "items": [
            {
                "id": item.link,
                "url": item.link,
                "title": item.title,
                "content_text": item.summary,
                "date_published": item.at.isoformat() if item.at else None,
                "authors": [{"name": item.author}],
            }
            for item in channel.items
        ],
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), content_type="application/feed+json; charset=utf-8"
    )
