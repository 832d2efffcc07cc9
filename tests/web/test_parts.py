"""An article of several pages becomes one, through the whole of gathering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.test import override_settings
from tests.fetch.loopback import serving

from onestory.config import Settings
from onestory.web.jobs.gather import gather_once
from onestory.web.news.models import Article, Feed, LearnedPages, Outlet

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
SAYS = "The clerk said on Monday that part {} of the plan would be read again in the spring. "


@pytest.fixture
def hub(rows: None) -> Iterator[Settings]:
    fetch = replace(settings.ONESTORY.fetch, allow_private=("127.0.0.1",), per_host_delay=0.0)
    own = replace(settings.ONESTORY, fetch=fetch)
    with override_settings(ONESTORY=own):
        yield own


def part(number: int, of: int) -> bytes:
    links = "".join(f"<a href=/plan/{n}>{n}</a>" for n in range(2, of + 1))
    text = f"<p>{SAYS.format(number) * 6}</p>"
    return f"<html><body><h1>The plan</h1><div>{text}</div><p>{links}</p></body></html>".encode()


def test_the_parts_are_read_as_one_article(hub: Settings) -> None:
    with serving() as site:
        item = f"<item><title>The plan</title><link>{site.url('/plan')}</link></item>"
        feed = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>".encode()
        site.routes["/feed"] = lambda e: e.answer(200, feed, content_type="application/rss+xml")
        for number in (1, 2, 3):
            path = "/plan" if number == 1 else f"/plan/{number}"
            body = part(number, 3)
            site.routes[path] = lambda e, b=body: e.answer(200, b, content_type="text/html")
        outlet = Outlet.objects.create(name="Parts", slug="parts", domain="127.0.0.1")
        Feed.objects.create(url=site.url("/feed"), outlet=outlet)
        async_to_sync(gather_once)(hub, clock=lambda: NOW)
        article = Article.objects.get(url=site.url("/plan"))
        assert article.current is not None
        assert [f"part {n} of" in article.current.text for n in (1, 2, 3)] == [True] * 3
        assert Article.objects.filter(outlet=outlet).count() == 1
        assert LearnedPages.objects.get(outlet=outlet).pages == 1
        async_to_sync(gather_once)(hub, clock=lambda: NOW + timedelta(hours=2))
        article.refresh_from_db()
        assert article.versions.count() == 1
