"""The named patterns of the feed room: each with what it matches and what it does not."""

from __future__ import annotations

import re

import pytest

from onestory.feeds import ampersands, hints, polling, sniff, sound, tidy


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (sniff.FEED_ROOT, b"<rdf:RDF xmlns='x'>", b"<rssx>"),
        (sniff.HTML_ROOT, b"<HTML lang=en>", b"<header>"),
        (sniff.HTML_TYPE, b"<!DOCTYPE html>", b"<!DOCTYPE rss>"),
        (sniff.HIDING, b"<m:title>x</m:title><title>", b"<title>x</title><m:title>"),
        (sniff.PREFIXED_RSS, b"<r:rss version='2.0'>", b"<rss>"),
        (sniff.LINK_TEXT, b"<link rel='a'>https://", b"<link href='a'/> <id>x</id>"),
        (tidy.PLAIN_PATH, "/a/b?c=1&d#e", "//a/b"),
        (tidy.PLAIN_PATH, "/", "/a?#b"),
        (tidy.LINK_FROM_ROOT, 'href="/a"', 'href="https://a.example/"'),
        (sound.MISREAD, "\x92".encode(), "\xa0".encode()),
        (sniff.BASE_ON_ROOT, b"<feed a='b' xml:base='https://x/'>", b"<content xml:base='x'>"),
        (sniff.BASE_BELOW, b"<entry xml:base='x'>", b"<content xml:base='x'>"),
        (sniff.ODD_TYPE, b"<title type='xhtml'>", b"<title type='html'>"),
        (sniff.TEXT_END, b"<title>x</title>", b"<title><![CDATA[x]]></title>"),
        (sniff.FIRST_ITEM, b"<item>", b"<items>"),
        (hints.LINK_TAG, b'<atom:link rel="hub" href="x"/>', b"<link>x</link>"),
        (hints.TTL, b"<ttl> 60 </ttl>", b"<ttl>soon</ttl>"),
        (ampersands.STRAY, b"a & b", b"&amp;&#233;&#xE9;"),
        (ampersands.STRAY, b"&eacute;", b"&lt;"),
        (ampersands.REFERENCE, b"eacute;", b"e acute;"),
        (sound.NONCHARACTER, "\ufdd0".encode(), "\uff01\ufffd".encode()),
        (tidy.TITLE_TAG, '<span class="x">', "<Name>"),
        (tidy.TITLE_TAG, "</b>", "<3"),
        (sound.PLAIN_ADDRESS, "https://news.example/a?b=1", "https://u@h.example/"),
        (sound.PLAIN_ADDRESS, "http://h:8080", "https://h.example/a b"),
        (polling.MAX_AGE, "public, max-age=300", "s-maxage=300"),
    ],
)
def test_patterns(pattern: re.Pattern[str], yes: str, no: str) -> None:
    assert pattern.search(yes)
    assert not pattern.search(no) or not pattern.fullmatch(no)


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (b'{"version": 1}', "json"),
        (b"\xef\xbb\xbf <rss>", "xml"),
        (b"junk before <rss version='2.0'>", "xml"),
        (b"<!DOCTYPE html><html><body><feed >", "html"),
        (b"nothing", "other"),
    ],
)
def test_shapes(data: bytes, shape: str) -> None:
    assert sniff.shape_of(data) == shape


@pytest.mark.parametrize(
    ("data", "care"),
    [
        (b"<title>plain &amp; simple</title><summary/>", False),
        (b"<title type='html'>a &lt;b&gt;</title>", False),
        (b"<description><![CDATA[<p>x</p>]]></description>", False),
        (b"<description><![CDATA[<p>x</p>]]>\n  </description>", False),
        (b"<description>a <![CDATA[x]]> b</description>", False),
        (b"<content xml:base='https://x/'>x</content>", False),
        (b"<title type='xhtml'><div>x</div></title>", True),
        (b"<summary mode='base64'>eA==</summary>", True),
        (b"<description><p>nobody escaped</p></description>", True),
        (b"<entry xml:base='https://x/'>", True),
        (b"</title></title>", True),
    ],
)
def test_what_the_fast_reader_cannot_do(data: bytes, care: bool) -> None:
    assert (sniff.has_rich_text(data) or sniff.has_base_below(data)) is care


@pytest.mark.parametrize(
    ("data", "depth"),
    [
        (b"<a><b/><c></c></a>", 2),
        (b"<a><![CDATA[<x><y><z>]]></a>", 1),
        (b"<a><!-- <x><y> --><b></b></a>", 2),
        (b"<a><![CDATA[<x>", 1),
        (b"", 0),
    ],
)
def test_depth(data: bytes, depth: int) -> None:
    assert sniff.depth_of(data) == depth


def test_depth_stops_counting_past_the_limit() -> None:
    assert sniff.depth_of(b"<a>" * 10_000) == sniff.MAX_DEPTH + 1


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE rss [<!ENTITY a 'x'>]><rss>",
        b"<?xml version='1.0'?><!-- <rss> --><!DOCTYPE x SYSTEM 'y' [ <!entity a 'b'> ]><rss>",
        b"\xef\xbb\xbf\n<!DOCTYPE x [<!ENTITY % p SYSTEM 'file:///x'>%p;]><rss>",
    ],
)
def test_entity_declarations_are_found(data: bytes) -> None:
    assert sniff.declares_entities(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]>]]></rss>",
        b"<!DOCTYPE rss [ ]><rss><title>&lt;!ENTITY</title><x><![CDATA[<!ENTITY]]></x></rss>",
        b"<!DOCTYPE rss SYSTEM 'x.dtd'><rss>",
    ],
)
def test_entity_declarations_elsewhere_are_none(data: bytes) -> None:
    assert not sniff.declares_entities(data)


@pytest.mark.parametrize(
    ("given", "mended"),
    [
        (b"a & b", b"a &amp; b"),
        (b"&eacute;&nosuch;", b"&#233;&amp;nosuch;"),
        (b"<![CDATA[a & b &eacute;]]>", b"<![CDATA[a & b &eacute;]]>"),
        (b"<![CDATA[x]]>&<![CDATA[&]]>&", b"<![CDATA[x]]>&amp;<![CDATA[&]]>&amp;"),
        (b"&amp;&#65;&#x41;&#X41;", b"&amp;&#65;&#x41;&#x41;"),
        (b"<![CDATA[never closed &", b"<![CDATA[never closed &"),
    ],
)
def test_ampersands(given: bytes, mended: bytes) -> None:
    assert ampersands.mend_ampersands(given) == mended
    assert ampersands.mend_ampersands(mended) == mended


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<ttl>60</ttl>", {"ttl": "60"}),
        (
            b"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            {"ttl": "360"},
        ),
        (b"<link rel='next' href='p2'/><link href='x'/>", {"next": "p2"}),
        (b"<item><ttl>5</ttl></item>", {}),
        (
            b"<skipHours><hour>0</hour><hour> 7 </hour><hour>24</hour></skipHours>"
            b"<skipDays><day>Sunday</day><day>saturday</day><day>Someday</day></skipDays>",
            {"skip-hours": "0,7", "skip-days": "5,6"},
        ),
    ],
)
def test_hints(head: bytes, expected: dict[str, str]) -> None:
    assert hints.read_hints(sniff.head_of(b"<rss><channel>" + head)) == expected
