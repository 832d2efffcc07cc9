"""robots.txt and text-mining reservations."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import QUICK, Site
from protego import Protego

from onestory.fetch.client import Client
from onestory.fetch.phrases import say
from onestory.fetch.reservation import (
    forbidding_line,
    from_ai_txt,
    from_robots,
    from_tdmrep,
    reservation,
)
from onestory.fetch.robots import KEEP, KEEP_FAILURE, RobotsCache

T = TypeVar("T")


def with_cache(work: Callable[[RobotsCache], object], clock: object = None) -> object:
    async def run() -> object:
        async with Client(QUICK) as client:
            return await work(RobotsCache(client, clock))  # type: ignore[arg-type, misc]

    return asyncio.run(run())


def serve_robots(site: Site, text: str, status: int = 200) -> None:
    site.route("/robots.txt")(lambda e: e.answer(status, text.encode()))


@pytest.mark.parametrize(
    ("text", "path", "allowed", "rule"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/a", False, "Disallow: /private/"),
        ("User-agent: *\nDisallow: /private/", "/open", True, say("robots-no-rule")),
        (
            "User-agent: *\nDisallow: /\nUser-agent: onestory\nDisallow: /x",
            "/a",
            True,
            say("robots-no-rule"),
        ),
        (
            "User-agent: *\nAllow: /\nUser-agent: OneStory\nDisallow: /x # not you",
            "/x/1",
            False,
            "Disallow: /x",
        ),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True, say("robots-no-rule")),
        (
            "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a",
            "/a/b.pdf",
            False,
            "Disallow: /*.pdf$",
        ),
        ("\ufeffUser-agent: *\nDisallow: /", "/", False, "Disallow: /"),
        ("<html>not robots</html>", "/", True, say("robots-no-rule")),
    ],
)
def test_verdicts(site: Site, text: str, path: str, allowed: bool, rule: str) -> None:
    serve_robots(site, text)
    verdict = with_cache(lambda cache: cache.verdict(site.url(path)))
    assert (verdict.allowed, verdict.rule) == (allowed, rule)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("status", "allowed", "rule"),
    [
        (404, True, say("robots-absent", status=404)),
        (403, True, say("robots-absent", status=403)),
        (410, True, say("robots-absent", status=410)),
        (429, False, say("robots-unreachable", status=429)),
        (500, False, say("robots-unreachable", status=500)),
        (503, False, say("robots-unreachable", status=503)),
    ],
)
def test_statuses(site: Site, status: int, allowed: bool, rule: str) -> None:
    serve_robots(site, "User-agent: *\nDisallow: /", status)
    verdict = with_cache(lambda cache: cache.verdict(site.url("/a")))
    assert (verdict.allowed, verdict.rule) == (allowed, rule)  # type: ignore[attr-defined]
    assert verdict.unread is not allowed  # type: ignore[attr-defined]


def test_no_answer_forbids(site: Site) -> None:
    site.route("/robots.txt")(lambda e: e.hang_up())
    verdict = with_cache(lambda cache: cache.verdict(site.url("/a")))
    assert not verdict.allowed  # type: ignore[attr-defined]
    assert verdict.rule == say("robots-no-answer")  # type: ignore[attr-defined]


def test_refused_addresses_are_not_asked() -> None:
    verdict = with_cache(lambda cache: cache.verdict("http://10.0.0.1/a"))
    assert not verdict.allowed  # type: ignore[attr-defined]
    assert verdict.rule == say("network-private")  # type: ignore[attr-defined]
    assert not verdict.unread  # type: ignore[attr-defined]


def test_a_huge_file_is_read_to_its_limit(site: Site) -> None:
    serve_robots(site, "User-agent: *\nDisallow: /a\n" + "# filler\n" * 200_000 + "Disallow: /b\n")

    async def work(cache: RobotsCache) -> list[bool]:
        return [(await cache.verdict(site.url(p))).allowed for p in ("/a", "/b")]

    assert with_cache(work) == [False, True]


def test_one_question_a_day_however_many_ask(site: Site) -> None:
    serve_robots(site, "User-agent: *\nDisallow: /a\nCrawl-delay: 3")
    now = [datetime(2026, 3, 9, tzinfo=UTC)]

    async def work(cache: RobotsCache) -> float | None:
        await asyncio.gather(*(cache.verdict(site.url(f"/{n}")) for n in range(20)))
        assert site.paths() == ["/robots.txt"]
        now[0] += KEEP - timedelta(seconds=1)
        await cache.verdict(site.url("/x"))
        assert len(site.seen) == 1
        now[0] += timedelta(seconds=2)
        cache._client.pace.slow_down("127.0.0.1", 0)  # the crawl delay is not this test's matter
        cache._client.pace._lanes.clear()
        await cache.verdict(site.url("/x"))
        assert len(site.seen) == 2
        return (await cache.verdict(site.url("/x"))).crawl_delay

    assert with_cache(work, lambda: now[0]) == 3.0


def test_host_reservations_are_read_once(site: Site) -> None:
    serve_robots(site, "User-agent: *\nContent-Usage: /paid/ tdm=n\n")
    site.route("/.well-known/tdmrep.json")(
        lambda e: e.answer(200, b'[{"location": "/mined/*", "tdm-reservation": 1}]')
    )

    async def work(cache: RobotsCache) -> list[str]:
        found = [await cache.reservations(site.url(p)) for p in ("/mined/1", "/paid/1", "/free")]
        return [r.kind if r else "" for r in found]

    assert with_cache(work) == ["tdmrep-file", "content-usage-robots", ""]
    assert sorted(site.paths()) == ["/.well-known/tdmrep.json", "/ai.txt", "/robots.txt"]


def test_a_host_that_stumbled_is_asked_for_its_reservations_again(site: Site) -> None:
    serve_robots(site, "")
    site.route("/ai.txt")(lambda e: e.answer(503))
    now = [datetime(2026, 3, 9, tzinfo=UTC)]

    async def work(cache: RobotsCache) -> int:
        await cache.reservations(site.url("/a"))
        now[0] += KEEP_FAILURE
        await cache.reservations(site.url("/a"))
        return site.paths().count("/ai.txt")

    assert with_cache(work, lambda: now[0]) == 2


@pytest.mark.parametrize(
    ("headers", "html", "kind"),
    [
        ({"tdm-reservation": "1"}, b"", "tdmrep-header"),
        ({"tdm-reservation": "0"}, b"", None),
        ({"content-usage": "train-ai=y, tdm=n"}, b"", "content-usage-header"),
        ({"content-usage": "bots=n"}, b"", "content-usage-header"),
        ({"content-usage": "train-ai=n, search=n"}, b"", None),
        ({"content-usage": "tdm=y"}, b"", None),
        (
            {"link": '</l.xml>; rel="license"; type="application/rsl+xml"'},
            b"",
            "rsl-header",
        ),
        ({"link": "</cc>; rel=license"}, b"", None),
        ({"x-robots-tag": "noindex, noai"}, b"", "noai-header"),
        ({"x-robots-tag": "noindex"}, b"", None),
        ({}, b'<head><meta name="TDM-Reservation" content="1">', "tdmrep-meta"),
        ({}, b'<head><meta name="tdm-reservation" content="0">', None),
        ({}, b'<meta name="robots" content="noimageai, noai">', "noai-meta"),
        ({}, b'<meta name="robots" content="index,follow">', None),
        (
            {},
            b'<link rel="license" type="application/rsl+xml" href="/l.xml">',
            "rsl-link",
        ),
        ({}, b'<link rel="license" type="text/html" href="/l">', None),
        ({}, b"", None),
        ({}, b"\x00\xff<<<", None),
    ],
)
def test_reservations_of_a_page(headers: dict[str, str], html: bytes, kind: str | None) -> None:
    found = reservation(headers, html)
    assert (found.kind if found else None) == kind
    assert found is None or found.rule


@pytest.mark.parametrize(
    ("data", "path", "reserved"),
    [
        (b'[{"location": "/", "tdm-reservation": 1}]', "/a", True),
        (b'[{"location": "/a*", "tdm-reservation": 1}]', "/b", False),
        (b'[{"location": "/*.html$", "tdm-reservation": 1}]', "/x/y.html", True),
        (b'[{"location": "/*.html$", "tdm-reservation": 1}]', "/x/y.html?z", False),
        (
            b'[{"location": "/", "tdm-reservation": 1}, {"location": "/free/", "tdm-reservation": 0}]',
            "/free/1",
            False,
        ),
        (b'{"location": "/", "tdm-reservation": "1"}', "/", True),
        (b'[{"location": 3, "tdm-reservation": 1}]', "/", False),
        (b"[" * 50_000, "/", False),
        (b"not json", "/", False),
        (b"", "/", False),
    ],
)
def test_tdmrep_file(data: bytes, path: str, reserved: bool) -> None:
    assert (from_tdmrep(data, path) is not None) is reserved


@pytest.mark.parametrize(
    ("text", "path", "kind"),
    [
        ("User-agent: *\nContent-Usage: tdm=n", "/a", "content-usage-robots"),
        ("User-agent: *\nContent-Usage: /a bots=n", "/b", None),
        ("User-agent: *\nContent-Usage: tdm=n\nContent-Usage: /free tdm=y", "/free/1", None),
        ("User-agent: other\nContent-Usage: tdm=n", "/a", None),
        ("User-agent: *\nContent-Usage: train-ai=n", "/a", None),
        ("License: https://x.example/l.xml\nUser-agent: *\nAllow: /", "/a", "rsl-robots"),
        ("", "/a", None),
    ],
)
def test_reservations_in_robots(text: str, path: str, kind: str | None) -> None:
    found = from_robots(text, "Onestory", path)
    assert (found.kind if found else None) == kind


def test_ai_txt() -> None:
    text = "User-Agent: *\nDisallow: *.html\nAllow: *.xml"
    found = from_ai_txt(text, "Onestory", "/a.html")
    assert found is not None
    assert (found.kind, found.rule) == ("ai-txt", "Disallow: *.html")
    assert from_ai_txt(text, "Onestory", "/a.xml") is None
    assert from_ai_txt("<!doctype html><html>404", "Onestory", "/") is None


LINES = st.sampled_from(
    [
        *("User-agent: *", "User-agent: onestory", "User-agent: x", "Disallow: /a", "Allow: /ab"),
        *("Disallow: /a*c", "Disallow: /", "Disallow:", "Crawl-delay: 2", "Disallow: /b$", "??"),
    ]
)


@given(st.lists(LINES, max_size=8), st.sampled_from(["/", "/a", "/ab", "/abc", "/b", "/bb"]))
def test_the_line_named_is_in_the_file_and_forbids(lines: list[str], path: str) -> None:
    text, url = "\n".join(lines), f"https://news.example{path}"
    rule = forbidding_line(text, "Onestory", url)
    if not Protego.parse(text).can_fetch(url, "Onestory"):
        assert rule in lines
        assert not Protego.parse(f"User-agent: *\n{rule}").can_fetch(url, "Onestory")
