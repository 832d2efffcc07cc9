"""`onestory sources`: add, import, export, list and check feeds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from onestory.feeds import discover_feeds, discover_sitemaps, parse_feed
from onestory.feeds.opml import OpmlFeed, read_opml, write_opml
from onestory.fetch.client import Client
from onestory.fetch.robots import RobotsCache
from onestory.web.jobs.gather import policy_from
from onestory.web.jobs.health import health_records
from onestory.web.news.addresses import outlet_for
from onestory.web.news.models import Feed

Emit = Callable[[dict[str, Any]], None]
Say = Callable[[str], None]

NOTHING_FOUND = "It is no feed, and neither it nor its robots.txt names a feed or a sitemap."


def add(urls: list[str], emit: Emit, say: Say, finish: Callable[[int], None]) -> None:
    """Add each address: a feed as it is, a home page by the first feed or, without
    one, the first sitemap that is found there."""
    found = asyncio.run(_look(urls))
    failures = 0
    for url, feeds, problem in found:
        if not feeds:
            say(f"{url}: {problem}")
            failures += 1
        for address, title in feeds:
            emit(add_feed(address, title, home=url))
    finish(failures)


def add_feed(url: str, title: str = "", home: str = "", name: str = "") -> dict[str, Any]:
    """Add one feed unless it is there; the row as printed."""
    outlet = outlet_for(home or url, name or title)
    feed, made = Feed.objects.get_or_create(
        url=url, defaults={"title": title[:300], "outlet": outlet}
    )
    return {"feed": feed.url, "outlet": outlet.name, "added": made}


def import_opml(data: bytes, emit: Emit, say: Say, finish: Callable[[int], None]) -> None:
    failures = 0
    for entry in read_opml(data):
        if urlsplit(entry.xml_url).scheme not in {"http", "https"}:
            say(f"{entry.xml_url!r} is not a web address: left out.")
            failures += 1
            continue
        emit(add_feed(entry.xml_url, entry.title, entry.html_url))
    finish(failures)


def export_opml() -> str:
    feeds = Feed.objects.select_related("outlet").filter(gone=False)
    return write_opml(
        settings.ONESTORY.site.title,
        [
            OpmlFeed(
                title=f.title or (f.outlet.name if f.outlet else f.url),
                xml_url=f.url,
                html_url=f.outlet.home if f.outlet else "",
                category=f.outlet.country if f.outlet else "",
            )
            for f in feeds
        ],
    ).decode()


def list_feeds() -> Iterator[dict[str, Any]]:
    for feed in Feed.objects.select_related("outlet", "subscription"):
        row = getattr(feed, "subscription", None)
        yield {
            "feed": feed.url,
            "outlet": feed.outlet.name if feed.outlet else "",
            "status": feed.status,
            "problem": feed.problem,
            "last_success": feed.last_success.isoformat() if feed.last_success else "",
            "failures": feed.failures,
            "gone": feed.gone,
            "gap_minutes": None if feed.gap_minutes is None else round(feed.gap_minutes, 1),
            "newest": feed.newest.isoformat() if feed.newest else "",
            "hub": row.hub if row else "",
            "hub_state": row.state if row else "",
            "hub_problem": row.problem if row else "",
            "lease_ends": row.lease_ends.isoformat() if row and row.lease_ends else "",
        }


def health() -> Iterator[dict[str, Any]]:
    """One record an outlet, those in most trouble first."""
    return health_records(timezone.now())


def check(emit: Emit, say: Say, finish: Callable[[int], None]) -> None:
    """Look at every feed once; what is wrong goes to stderr."""
    failures = 0
    for url, feeds, problem in asyncio.run(_look(list(Feed.objects.values_list("url", flat=True)))):
        emit({"feed": url, "ok": bool(feeds), "problem": problem})
        if not feeds:
            say(f"{url}: {problem}")
            failures += 1
    finish(failures)


async def _look(urls: list[str]) -> list[tuple[str, list[tuple[str, str]], str]]:
    """Per address: its feeds with titles, or why there are none."""
    async with Client(policy_from(settings.ONESTORY)) as client:
        robots = RobotsCache(client)

        async def one(url: str) -> tuple[str, list[tuple[str, str]], str]:
            response = await client.get(url, accept="feed")
            if response.error or response.status != 200:
                return url, [], response.error or f"It answered with status {response.status}."
            feed = parse_feed(response.body, response.final_url)
            if feed.entries or feed.sitemaps:
                return url, [(url, feed.title)], ""
            for candidate in discover_feeds(response.body, response.final_url):
                if found := await _try(client, candidate):
                    return url, [found], ""
            named = await robots.sitemaps(response.final_url)
            for candidate in discover_sitemaps(named, response.final_url):
                if found := await _try(client, candidate):
                    return url, [found], ""
            return url, [], NOTHING_FOUND

        return list(await asyncio.gather(*map(one, urls)))


async def _try(client: Client, candidate: str) -> tuple[str, str] | None:
    """A candidate's address and title where it is a feed or sitemap that holds something."""
    answer = await client.get(candidate, accept="feed")
    if answer.error or answer.status != 200:
        return None
    feed = parse_feed(answer.body, answer.final_url)
    return (candidate, feed.title) if feed.entries or feed.sitemaps else None
