"""Sitemaps as sources: what counts of them, in which order, and what is refused."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.feeds import discover_sitemaps, parse_feed, parse_sitemap
from onestory.feeds.limits import MAX_BYTES, MAX_ENTRIES
from onestory.feeds.phrases import say
from onestory.feeds.sitemap import (
    FIELDS,
    MAX_ADDRESSES,
    MAX_MARKS,
    MAX_READ,
    NEWS_NAME,
    ROOT,
    SIDE_NAME,
    TEXT_LINE,
    join_sitemaps,
    sitemaps_to_read,
)

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
HERE = "https://harbour.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/sitemap.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="urn:image">
 <url><loc>https://harbour.example/</loc><lastmod>2026-03-09</lastmod></url>
 <url><loc> https://www.harbour.example/ports?id=1&amp;x=2
  </loc><lastmod>2026-03-09T11:00:00+01:00</lastmod>
  <image:image><image:loc>https://harbour.example/p.jpg</image:loc>
   <image:title>A crane</image:title></image:image>
  <news:news><news:publication><news:name>The Harbour</news:name></news:publication>
   <news:publication_date>2026-03-09T09:30:00+01:00</news:publication_date>
   <news:title>Port &amp; pier <![CDATA[reopen]]></news:title></news:news></url>
 <url><loc>https://harbour.example/older</loc><lastmod>2026-03-08</lastmod></url>
 <url><loc>https://harbour.example/undated</loc></url>
 <url><loc>https://harbour.example/never</loc><lastmod>1970-01-01</lastmod></url>
 <url><loc>https://elsewhere.example/x</loc><lastmod>2026-03-09</lastmod></url>
 <url><loc>javascript:alert(1)</loc></url>
</urlset>"""


def pages(rows: list[tuple[str, str]]) -> bytes:
    body = "".join(
        f"<url><loc>{loc}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>"
        for loc, date in rows
    )
    return f"<urlset>{body}</urlset>".encode()


def index(rows: list[tuple[str, str]]) -> bytes:
    body = pages(rows).replace(b"url>", b"sitemap>")
    return body.replace(b"<urlset>", b"<sitemapindex>").replace(b"</urlset>", b"</sitemapindex>")


def test_news_sitemap() -> None:
    found = parse_feed(NEWS.encode(), HERE, NOW)
    assert found.is_sitemap
    assert found.title == "The Harbour"
    assert [e.link.rpartition("/")[2] for e in found.entries] == [
        "ports?id=1&x=2",
        "older",
        "undated",
        "never",
    ]
    first = found.entries[0]
    assert first.title == "Port & pier reopen"
    assert first.id == first.link
    assert first.published == datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    assert first.updated == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert found.entries[1].published == datetime(2026, 3, 8, tzinfo=UTC)
    assert found.entries[2].published is None
    assert found.warnings == (
        say("bad-link", count=1),
        say("other-host", count=1),
        say("strange-date", count=1),
        say("no-date", count=2),
    )


def test_index_is_ordered_by_what_it_may_hold() -> None:
    rows = [
        ("https://harbour.example/sitemap-2026-2.xml", ""),
        ("https://harbour.example/sitemap-2026-10.xml", ""),
        ("https://harbour.example/author-sitemap.xml", "2026-03-09"),
        ("https://harbour.example/new.xml", "2026-03-09T01:00Z"),
        ("https://harbour.example/old.xml", "2024-01-01"),
        ("https://harbour.example/news-sitemap.xml", ""),
        ("https://cdn.example/x.xml", "2026-03-09"),
        (HERE, "2026-03-09"),
    ]
    found = parse_feed(index(rows), HERE, NOW)
    assert found.entries == ()
    assert [s.url.rpartition("/")[2] for s in found.sitemaps] == [
        "news-sitemap.xml",
        "new.xml",
        "old.xml",
        "sitemap-2026-10.xml",
        "sitemap-2026-2.xml",
        "author-sitemap.xml",
    ]
    assert found.as_record()["sitemaps"] == [s.url for s in found.sitemaps]
    read = sitemaps_to_read(found, NOW - timedelta(days=4))
    assert len(read) == MAX_READ
    assert "https://harbour.example/old.xml" not in {s.url for s in read}


def test_joined_sitemaps_are_one_feed() -> None:
    whole = parse_sitemap(index([("https://harbour.example/1.xml", "")]), HERE, NOW)
    one = parse_sitemap(pages([("https://harbour.example/a", "2026-03-07")]), HERE, NOW)
    two = parse_sitemap(NEWS.encode(), HERE, NOW)
    joined = join_sitemaps(whole, [one, two])
    assert joined.title == "The Harbour"
    assert joined.sitemaps == whole.sitemaps
    assert [e.link.rpartition("/")[2] for e in joined.entries][:3] == [
        "ports?id=1&x=2",
        "older",
        "a",
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_plain_text(ending: str) -> None:
    lines = ["https://harbour.example/b", "https://harbour.example/c?d=e", "https://x.example/"]
    found = parse_feed(b"\xef\xbb\xbf" + ending.join(lines).encode(), HERE, NOW)
    assert [e.link for e in found.entries] == lines[:2]
    assert found.is_sitemap


def test_packed() -> None:
    assert parse_feed(gzip.compress(NEWS.encode()), HERE, NOW) == parse_feed(
        NEWS.encode(), HERE, NOW
    )
    packed = gzip.compress(NEWS.encode())
    assert parse_sitemap(packed, HERE, NOW).entries == parse_feed(packed, HERE, NOW).entries
    rss = b"<rss><channel><item><link>https://harbour.example/a</link></item></channel></rss>"
    assert len(parse_feed(gzip.compress(rss), HERE, NOW).entries) == 1


def test_packed_bombs_and_torn_packs_are_refused() -> None:
    bomb = gzip.compress(b" " * (MAX_BYTES + 1))
    torn = gzip.compress(NEWS.encode())[:-20]
    twice = gzip.compress(gzip.compress(NEWS.encode()))
    assert parse_feed(bomb, HERE).warnings == (say("too-large", limit=MAX_BYTES),)
    assert parse_sitemap(bomb, HERE).warnings == (say("too-large", limit=MAX_BYTES),)
    assert parse_feed(torn, HERE).warnings == (say("packed"),)
    assert parse_sitemap(torn, HERE).warnings == (say("packed"),)
    assert parse_feed(twice, HERE).warnings == (say("not-feed"),)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE urlset [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE urlset SYSTEM "a>b" [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused(prolog: str) -> None:
    data = f"{prolog}<urlset><url><loc>https://harbour.example/&a;</loc></url></urlset>".encode()
    for read in (parse_feed, parse_sitemap):
        found = read(data, HERE, NOW)
        assert found.entries == ()
        assert found.warnings == (say("entities"),)


def test_deep_nesting_is_refused() -> None:
    found = parse_feed(b"<urlset>" + b"<a>" * 100_000, HERE, NOW)
    assert found.warnings[0].startswith("The feed nests deeper")


def test_what_comes_before_the_damage_is_kept() -> None:
    data = NEWS[: NEWS.index("<url><loc>https://harbour.example/undated")].encode()
    found = parse_feed(data + b"<url><loc>https://harb", HERE, NOW)
    assert len(found.entries) == 2
    assert found.warnings[0] == say("cut-short")
    stray = pages([("https://harbour.example/a?b=1&c=2", "")])
    assert parse_feed(stray, HERE, NOW).entries[0].link.endswith("?b=1&c=2")


@pytest.mark.parametrize("filler", [b"& ", b"<a/>", b"<b>x</b>"])
def test_of_markup_without_end_the_beginning_is_read(filler: bytes) -> None:
    start = pages([("https://harbour.example/a", "2026-03-09")]).removesuffix(b"</urlset>")
    found = parse_feed(start + filler * MAX_MARKS, HERE, NOW)
    assert [e.link for e in found.entries] == ["https://harbour.example/a"]
    assert found.warnings == (say("cut"),)


def test_the_newest_entries_are_kept() -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    rows = [
        (f"https://harbour.example/{n}", (start + timedelta(hours=n)).isoformat())
        for n in range(MAX_ADDRESSES + 1)
    ]
    found = parse_feed(pages(rows), HERE, NOW)
    assert len(found.entries) == MAX_ENTRIES
    assert found.entries[0].link == f"https://harbour.example/{MAX_ADDRESSES - 1}"
    assert say("too-many", limit=MAX_ADDRESSES) in found.warnings
    assert say("too-many", limit=MAX_ADDRESSES) not in parse_feed(pages(rows[:-1]), HERE).warnings


def test_of_undated_entries_both_ends_are_kept() -> None:
    lines = [f"https://harbour.example/{n}" for n in range(MAX_ENTRIES * 2)]
    found = parse_feed("\n".join(lines).encode(), HERE, NOW)
    kept = [e.link for e in found.entries]
    assert len(kept) == MAX_ENTRIES
    assert kept[0] == lines[0] and kept[-1] == lines[-1]


def test_other_text_is_no_sitemap() -> None:
    for data in (b"https://harbour.example/ is our address", b"<urlsets></urlsets>", b"\x1f"):
        assert parse_feed(data, HERE).warnings == (say("not-feed"),)
    empty = parse_feed(b"<urlset></urlset>", HERE)
    assert empty.warnings == (say("no-entries"),)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (ROOT, b"<sm:urlset xmlns='x'>", b"<urlsets>"),
        (TEXT_LINE, b"https://harbour.example/a", b"ftp://harbour.example/a"),
        (NEWS_NAME, "/sitemap-News.xml", "/sitemap.xml"),
        (SIDE_NAME, "/author-sitemap.xml", "/pagesofhistory.xml"),
    ],
)
def test_patterns(pattern: re.Pattern[str], yes: str, no: str) -> None:
    assert pattern.search(yes)
    assert not pattern.match(no) and not pattern.search(no[1:])


def test_sitemaps_of_robots_txt_come_first_and_only_those_of_the_host() -> None:
    found = discover_sitemaps(
        [
            "https://harbour.example/archive.xml",
            "https://www.harbour.example/news.xml",
            "https://cdn.example/harbour.xml",
            "/relative.xml",
        ],
        "https://harbour.example/home",
    )
    assert found[:4] == [
        "https://www.harbour.example/news.xml",
        "https://harbour.example/archive.xml",
        "https://harbour.example/relative.xml",
        "https://harbour.example/news-sitemap.xml",
    ]
    assert discover_sitemaps([], "") == []


WORDS = st.sampled_from([*{w for pair in FIELDS for w in pair}, "urlset", "https://a.example/b"])


@given(st.lists(st.one_of(WORDS, st.sampled_from("<>/&; \n"), st.text(max_size=3)), max_size=60))
def test_never_raises(pieces: list[str]) -> None:
    data = ("<urlset>" + "".join(pieces)).encode("utf-8", "replace")
    for found in (parse_sitemap(data, HERE), parse_feed(data, "")):
        assert len(found.entries) <= MAX_ENTRIES


@given(st.binary(max_size=200))
def test_never_raises_for_bytes(data: bytes) -> None:
    parse_sitemap(data, HERE)
    parse_sitemap(b"\x1f\x8b" + data, "")
