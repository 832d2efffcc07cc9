"""Sources without a feed: sitemaps found for a home page, and looked at like feeds."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.test import override_settings
from tests.fetch.loopback import Site, serving

from onestory.config import Settings
from onestory.web.jobs import sources
from onestory.web.jobs.gather import gather_once
from onestory.web.news.models import Article, Feed, Listing

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOME = b"<!doctype html><html><body><h1>The Lighthouse</h1></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    """An outlet on loopback whose home page names nothing."""
    with serving() as here:
        here.routes["/"] = lambda e: e.answer(200, HOME, content_type="text/html")
        yield here


@pytest.fixture
def hub(rows: None) -> Iterator[Settings]:
    fetch = replace(settings.ONESTORY.fetch, allow_private=("127.0.0.1",))
    gather = replace(settings.ONESTORY.gather, poll_minutes=60)
    own = replace(settings.ONESTORY, fetch=fetch, gather=gather)
    with override_settings(ONESTORY=own):
        yield own


def put(site: Site, path: str, text: str | bytes, kind: str = "application/xml") -> None:
    body = text.encode() if isinstance(text, str) else text
    site.routes[path] = lambda e: e.answer(200, body, content_type=kind, etag='"1"')


def urlset(site: Site, *rows: tuple[str, str]) -> str:
    body = "".join(
        f"<url><loc>{site.url(path)}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>"
        for path, date in rows
    )
    return f"<urlset>{body}</urlset>"


def index(site: Site, *rows: tuple[str, str]) -> str:
    body = urlset(site, *rows).replace("url>", "sitemap>")
    return body.replace("<urlset>", "<sitemapindex>").replace("</urlset>", "</sitemapindex>")


def added(site: Site, path: str = "/") -> tuple[list[dict[str, Any]], list[str], int]:
    """What `onestory sources add` prints, says, and how many addresses failed."""
    printed: list[dict[str, Any]] = []
    said: list[str] = []
    failed: list[int] = []
    sources.add([site.url(path)], printed.append, said.append, failed.append)
    return printed, said, failed[0]


def look(hub: Settings, at: datetime = NOW) -> None:
    async_to_sync(gather_once)(hub, clock=lambda: at)


def paths(site: Site) -> set[str]:
    return {
        a.url.removeprefix(site.url(""))
        for a in Article.objects.filter(url__startswith=site.url(""))
    }


def test_a_named_news_sitemap_is_found_before_the_usual_one(site: Site, hub: Settings) -> None:
    put(site, "/sitemap.xml", urlset(site, ("/a", "")))
    put(site, "/maps/all.xml", urlset(site, ("/a", "")))
    put(site, "/maps/news.xml", urlset(site, ("/a", "2026-03-09")))
    lines = "".join(f"Sitemap: {site.url(p)}\n" for p in ("/maps/all.xml", "/maps/news.xml"))
    put(site, "/robots.txt", lines, "text/plain")
    printed, said, failed = added(site)
    assert [row["feed"] for row in printed] == [site.url("/maps/news.xml")]
    assert (said, failed) == ([], 0)


def test_a_feed_is_found_before_a_sitemap(site: Site, hub: Settings) -> None:
    put(site, "/sitemap.xml", urlset(site, ("/a", "")))
    item = f"<item><link>{site.url('/a')}</link></item>"
    put(site, "/rss.xml", f"<rss><channel>{item}</channel></rss>")
    assert added(site)[0][0]["feed"] == site.url("/rss.xml")


def test_a_packed_sitemap_at_a_usual_place_is_found(site: Site, hub: Settings) -> None:
    put(
        site,
        "/sitemap.xml.gz",
        gzip.compress(urlset(site, ("/a", "")).encode()),
        "application/gzip",
    )
    assert added(site)[0][0]["feed"] == site.url("/sitemap.xml.gz")


def test_a_site_without_any_says_so(site: Site, hub: Settings) -> None:
    printed, said, failed = added(site)
    assert (printed, failed) == ([], 1)
    assert said == [f"{site.url('/')}: {sources.NOTHING_FOUND}"]


def test_a_dated_sitemap_brings_what_is_young(site: Site, hub: Settings) -> None:
    put(site, "/map.xml", urlset(site, ("/new", "2026-03-09"), ("/old", "2026-02-09")))
    assert added(site, "/map.xml")[2] == 0
    look(hub)
    assert paths(site) == {"/new"}
    assert "/old" not in site.paths()


def test_an_undated_address_is_news_when_it_was_not_listed_before(
    site: Site, hub: Settings
) -> None:
    put(site, "/map.xml", urlset(site, ("/one", ""), ("/two", "")))
    added(site, "/map.xml")
    look(hub)
    assert paths(site) == set()
    put(site, "/map.xml", urlset(site, ("/three", ""), ("/one", ""), ("/two", "")))
    look(hub, NOW + timedelta(hours=2))
    assert paths(site) == {"/three"}
    look(hub, NOW + timedelta(hours=4))
    assert paths(site) == {"/three"}
    assert Listing.objects.count() == 3


def test_an_index_is_followed_to_its_newest_sitemaps(site: Site, hub: Settings) -> None:
    put(
        site,
        "/index.xml",
        index(site, ("/03.xml", "2026-03-09"), ("/02.xml", "2026-02-20"), ("/deep.xml", "")),
    )
    put(site, "/03.xml", urlset(site, ("/new", "2026-03-09T10:00Z")))
    put(site, "/02.xml", urlset(site, ("/secret", "2026-03-09T10:00Z")))
    put(site, "/deep.xml", index(site, ("/deeper.xml", "")))
    put(site, "/deeper.xml", urlset(site, ("/deep-one", "2026-03-09T09:00Z")))
    added(site, "/index.xml")
    look(hub)
    assert paths(site) == {"/new", "/deep-one"}
    assert "/02.xml" not in site.paths()
    feed = Feed.objects.get(url=site.url("/index.xml"))
    assert (feed.problem, feed.etag) == ("", "")


def test_an_index_of_itself_ends(site: Site, hub: Settings) -> None:
    put(site, "/a.xml", index(site, ("/b.xml", "")))
    put(site, "/b.xml", index(site, ("/a.xml", ""), ("/b.xml", "")))
    added(site, "/a.xml")
    look(hub)
    assert len([p for p in site.paths() if p.endswith(".xml")]) <= 10


def test_a_silent_sitemap_makes_the_look_fail_and_keeps_the_rest(site: Site, hub: Settings) -> None:
    rows = (("/up.xml", ""), ("/down.xml", ""), ("/missing.xml", ""))
    put(site, "/index.xml", index(site, *rows))
    put(site, "/up.xml", urlset(site, ("/new", "2026-03-09")))
    site.routes["/down.xml"] = lambda e: e.answer(500)
    added(site, "/index.xml")
    look(hub)
    feed = Feed.objects.get(url=site.url("/index.xml"))
    assert paths(site) == {"/new"}
    assert feed.problem == "Of the 3 sitemaps to read in this index, 1 did not answer."
    assert not feed.looks.get().ok


def test_sitemaps_forbidden_by_robots_are_not_asked(site: Site, hub: Settings) -> None:
    put(site, "/index.xml", index(site, ("/open.xml", ""), ("/closed/x.xml", "")))
    put(site, "/open.xml", urlset(site, ("/new", "2026-03-09")))
    put(site, "/robots.txt", "User-agent: *\nDisallow: /closed/\n", "text/plain")
    added(site, "/index.xml")
    look(hub)
    assert paths(site) == {"/new"}
    assert "/closed/x.xml" not in site.paths()
