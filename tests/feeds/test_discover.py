"""Finding the feeds of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.feeds import discover_feeds

HOME = "https://harbour.example/news/"


def test_named_feeds_come_first_and_comment_feeds_last() -> None:
    page = b"""<html><head>
    <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
    <link rel="alternate" type="application/atom+xml; charset=utf-8" href="all.atom">
    <link rel="alternate" type="application/json" href="/wp-json/oembed/1.0/embed?url=feed">
    <link rel="alternate" hreflang="de" href="/de/">
    <link rel="stylesheet" type="text/css" href="/x.css">
    </head><body><a href="/ports/feed/">Ports</a><a href="/feedback">Write to us</a></body></html>"""
    found = discover_feeds(page, HOME)
    assert found[:3] == [
        "https://harbour.example/news/all.atom",
        "https://harbour.example/comments/feed/",
        "https://harbour.example/ports/feed/",
    ]
    assert "https://harbour.example/rss.xml" in found
    assert not any("oembed" in f or "feedback" in f or f.endswith("/de/") for f in found)


def test_base_element_counts() -> None:
    page = (
        b"<base href='https://cdn.example/x/'><link rel=alternate type=application/rss+xml href=f>"
    )
    assert discover_feeds(page, HOME)[0] == "https://cdn.example/x/f"


def test_only_web_addresses() -> None:
    page = (
        b"<link rel=alternate type=application/rss+xml href='javascript:x'><a href='http://[a/rss'>"
    )
    assert all(f.startswith("https://harbour.example/") for f in discover_feeds(page, HOME))


@given(st.binary(max_size=400))
def test_never_raises(page: bytes) -> None:
    assert len(discover_feeds(page, HOME)) <= 30
    discover_feeds(page, "")


@pytest.mark.parametrize(
    "address", ["http://a]b/feed", "http://[::1/feed", "//]/rss", "http://[x]/feed"]
)
def test_addresses_that_are_none_are_passed_over(address: str) -> None:
    assert address not in discover_feeds(
        f"<a href='{address}'>x</a>".encode(), "https://a.example/"
    )
