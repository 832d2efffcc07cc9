"""Bad input by the thousand: seeded mutations of pages and feeds, read in a child with limits.

`python -m tests.hostile pages 0 10000` reads the mutants with these numbers and prints a line for
each that goes wrong and one at the end. A number alone is enough to make its mutant again; those
below zero are the inputs written by hand.
"""

from __future__ import annotations

import json
import random
import re
import resource
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from onestory.article import READABLE_STATES, STATES, Article, Feed
from onestory.errors import InputError

Kind = Literal["pages", "feeds"]

MAX_CPU_S = 2.0  # the aim is one; shared machines are up to twice as slow
MAX_GROWTH = 300_000_000  # bytes by which the peak may pass that of ordinary input
CUT_OFF_S = 30  # processor seconds after which the child is ended from outside Python
MAX_MUTANT = 8_000_000  # bytes; what the client hands over at most
ADDRESS = "https://harbour.example/news/2026/03/09/ferry"

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Ferry delayed | Tide</title>
<meta property="og:title" content="Ferry delayed"><meta property="og:site_name" content="Tide">
<meta property="article:published_time" content="2026-03-09T08:30:00+01:00">
<meta name="author" content="Ada Quill"><link rel="canonical" href="/news/2026/03/09/ferry">
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
<meta property="og:image" content="https://harbour.example/a.jpg">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
"headline":"Ferry delayed","datePublished":"2026-03-09T08:30:00+01:00","wordCount":180,
"author":[{"@type":"Person","name":"Ada Quill"}],"publisher":{"@type":"Organization","name":"Tide"},
"image":{"@type":"ImageObject","url":"https://harbour.example/a.jpg"},"articleSection":"Harbour",
"articleBody":"The ferry to Tarnholm is late.\\nNobody was hurt, the harbour master said."}]}</script>
</head><body><nav><a href="/">Home</a></nav><main><article><h1>Ferry delayed</h1>
<p class="byline">By Ada Quill</p><time datetime="2026-03-09T08:30:00+01:00">9 March 2026, 08:30</time>
<p>The ferry to Tarnholm left two hours late on Monday, the harbour master said, after a rope was
caught in its screw. 210 people were aboard, and “nobody was hurt”, she added.</p>
<p>According to a <a href="https://safety.gov.example/report.pdf">report published</a> last year, the
ferry had been late on 38 of 365 days; the owner, Tide &amp; Sons, gave no comment.</p>
<h2>What comes next</h2><p>A diver is to look at the hull on Tuesday, and the ferry sails again on
Wednesday at 06:40, the harbour’s office wrote in a letter. Passengers get their money back.</p>
<p>The council meets on Thursday to talk about a second ferry, which would cost €3.1 million.</p>
<ul><li>Links: <a href="https://a.example/1">one</a></li></ul></article></main>
<footer>© Tide 2026</footer></body></html>"""

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Harbour &amp; Tide</title><link>https://harbour.example/</link><ttl>30</ttl>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<atom:link rel="hub" href="https://hub.example/?a=1&amp;b=2"/><item><title>Ferry – delayed</title>
<link>https://harbour.example/news/1</link><guid isPermaLink="false">ht-1</guid>
<pubDate>Mon, 09 Mar 2026 08:30:00 EST</pubDate><dc:creator>Ada Quill</dc:creator>
<category>Transport</category><description>&lt;p&gt;The ferry is late.&lt;/p&gt;</description>
<enclosure url="/audio/1.mp3" type="audio/mpeg" length="1200"/></item><item><title>Snow</title>
<link>/news/2</link><description><![CDATA[<b>Snow</b> & ice]]></description></item></channel></rss>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://ridge.example/a?b=1&amp;c=2</loc><lastmod>2026-03-09T10:00Z</lastmod><news:news>
<news:publication><news:name>The Ridge</news:name></news:publication>
<news:title>Port &amp; pier</news:title>
<news:publication_date>2026-03-09</news:publication_date></news:news></url>
<url><loc>https://ridge.example/b</loc></url>
<sitemap><loc>https://ridge.example/2026-03.xml</loc><lastmod>2026-03-09</lastmod></sitemap></urlset>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ridge.example/a/">
<title>Ridge Daily</title><link href="."/><link rel="self" href="feed"/><id>urn:ridge</id><entry>
<title type="html">Snow &amp;lt; 5 cm</title><link rel="enclosure" href="a.mp3" length="9"/>
<link href="snow"/><id>urn:ridge:1</id><updated>2026-03-09T07:00:00+01:00</updated><author><name>Bo
Marl</name></author><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Little <i>snow</i>
</div></summary></entry></feed>"""
JSON_FEED = """{"version":"https://jsonfeed.org/version/1.1","title":"Quay Notes","home_page_url":
"https://quay.example/","feed_url":"/feed.json","hubs":[{"type":"WebSub","url":"https://hub.example/"}],
"authors":[{"name":"Desk"}],"items":[{"id":7,"url":"/n/7","title":"AT&T < Quay","content_html":
"<p>Words.</p>","date_published":"2026-03-08T10:00:00Z","tags":["port"],"attachments":[{"url":"/a.mp3",
"mime_type":"audio/mpeg","size_in_bytes":9}]},{"id":"8","external_url":"https://a.example/8"}]}"""
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="Harbour"><outline type="rss" text="Tide" xmlUrl="https://harbour.example/feed.xml"
 htmlUrl="https://harbour.example/"/></outline></body></opml>"""

PIECES: tuple[bytes, ...] = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\xc3",
    ),
    *(b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xef\xbf\xbe", b"\xef\xb7\x90", b"\xc2\x85", b"\xc2\x92"),
    *(b"\x1b$B", b"\xd8\x00", b"\x00\xdc", b"\xe2\x80\xa8", b"\x0c", b"\x7f", b"\r", b"\x1f\x8b"),
    *(b"&#xD800;", b"&#xDFFF;", b"&#0;", b"&#1;", b"&#x110000;", b"&#99999999999999999999;"),
    *(b"&#xFFFE;", b"&#x85;", b"&#128;", b"&#x9d;", b"&amp;#x1;", b"&amp;amp;#xD800;", b"&lt;b"),
    *(rb"\ud800", rb"\udfff\ud800", rb"\u0000", rb"\ufffe", rb"\u0085", rb"\u001b", rb"\""),
    *(
        b"<script>",
        b"<style>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?",
        b"<!DOCTYPE x [",
        b"<",
    ),
    *(b">", b"'", b'"', b"<plaintext>", b"<template>", b"<svg>", b"<table>", b"<select>", b"</p>"),
    *(
        b"<title>",
        b"</script>",
        b"<base href='javascript:x'>",
        b"<base href='http://[::1'>",
        b"<br>",
    ),
    *(b"<meta charset=utf-7>", b"<meta charset=utf-16>", b"<meta charset=iso-2022-jp>", b"{{x}}"),
    *(
        b"javascript:alert(1)",
        b"data:text/html,x",
        b"http://127.0.0.1/",
        b"http://[::1",
        b"//\x01@",
    ),
    *(b"http://169.254.169.254/latest/", b"http://\xe2\x84\xaa.example/", b"https://a\xc2\xa0b/"),
    *(b"https://a.example:99999/", b"https://a.example/\x01", b"https://u:p@h/", b"HTTP://X\\@Y"),
    *(b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59", b"2026-02-30", b"-1", b"1e999"),
    *(b"99999999999999999999", b"2099-01-01T00:00:00Z", b"Mon, 99 Mar 99999 08:30:00 +9999"),
    *(b"Apr 28 19:20:36 CEST 9023", b"Thu, 01 Jan 1601 00:00:00 GMT", b"12.03.2090, 10:15 Uhr"),
    *(
        "９９９９".encode(),
        "٢٠٢٦-٠٣-٠٩".encode(),
        "²".encode(),
        b"NaN",
        b"null",
        b"true",
        b"[]",
        b"{}",
    ),
    *(b"xml:base='http://[x'", b"<link href='x'/>", b"</item>", b"<entry>", b"</rss>", b"<item>"),
)
ENTITIES = b"".join(
    b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(12)
)
Mutation = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, rng: random.Random) -> bytes:
    start, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    return rng.choice((data[:end], data[start:], data[:start] + data[end:]))


def flip(data: bytes, rng: random.Random) -> bytes:
    mutant = bytearray(data)
    for _ in range(rng.randint(1, 40) if mutant else 0):
        mutant[rng.randrange(len(mutant))] = rng.randrange(256)
    return bytes(mutant)


def repeat(data: bytes, rng: random.Random) -> bytes:
    chunk, at = _chunk(data, rng)
    times = min(round(1000 ** rng.random()), MAX_MUTANT // (len(chunk) or 1))
    return data[:at] + chunk * times + data[at:]


def swap(data: bytes, rng: random.Random) -> bytes:
    a, b, c, d = sorted(rng.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def unclose(data: bytes, rng: random.Random) -> bytes:
    share = rng.random()
    return re.sub(
        rb"</[\w:]+>|/>|[\"'>}\]]", lambda m: b"" if rng.random() < share else m.group(), data
    )


def insert(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(PIECES) * rng.choice((1, 1, 1, 2, 50)) + data[at:]
    return data


def replace_value(data: bytes, rng: random.Random) -> bytes:
    """Another value for an attribute, a string of JSON-LD, a number or the text of an element."""
    values = list(re.finditer(rb"(?<=[\"'])[^\"'<>]{1,200}(?=[\"'])|\d+|(?<=>)[^<>]{3,200}", data))
    for found in sorted(rng.sample(values, min(len(values), 3)), key=lambda m: -m.start()):
        data = data[: found.start()] + rng.choice(PIECES) + data[found.end() :]
    return data


def widen(data: bytes, rng: random.Random) -> bytes:
    """The page in UTF-16 or UTF-32, perhaps without its mark, with half a character, or in part."""
    text = data.decode("utf-8", "replace")
    wide = text.encode(rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7")))
    at = rng.randrange(len(data) + 1)
    return rng.choice((wide, wide[:-1], wide[1:], data[:at] + wide, wide[: at * 2 + 1] + data[at:]))


def mix(data: bytes, rng: random.Random) -> bytes:
    """Parts of the page in other encodings."""
    text = data.decode("utf-8", "replace")
    a, b = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
    other = rng.choice(
        ("latin-1", "cp1252", "shift_jis", "gb18030", "iso2022_jp", "euc_kr", "cp500")
    )
    return text[:a].encode() + text[a:b].encode(other, "replace") + text[b:].encode()


def grow_attribute(data: bytes, rng: random.Random) -> bytes:
    """An attribute of a megabyte, or a tag with very many."""
    starts = [m.end() for m in re.finditer(rb"<[a-zA-Z]\w*", data)] or [0]
    at = rng.choice(starts)
    value = rng.choice((b"x", b"comment ", b"&amp;", b"a-b ", b"\xc3\xa9", b"http://a.example/"))
    big = b' class="' + value * (1_000_000 // len(value)) + b'"'
    many = b" ".join(b"a%d=b" % n for n in range(rng.choice((1_000, 10_000, 60_000))))
    return data[:at] + rng.choice((big, b" " + many)) + data[at:]


def nest(data: bytes, rng: random.Random) -> bytes:
    tags = (b"<div>", b"<p>", b"<b>", b"<a href=x>", b"<span class=date>", b"<li>", b"<table><tr>")
    tags += (b"<item>", b"<title>", b"<outline>", b"<div xmlns='x'>", b"<font>", b"<svg>", b"<ul>")
    at = rng.choice([m.start() for m in re.finditer(b"<", data)] or [0])
    return data[:at] + rng.choice(tags) * 100_000 + data[at:]


def entity_bomb(data: bytes, rng: random.Random) -> bytes:
    root = re.search(rb"<(?:rss|feed|html|opml)\b", data)
    at = root.start() if root else 0
    bomb = b"<!DOCTYPE x [" + ENTITIES + b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    end = rng.randrange(at, len(data) + 1)
    return data[:at] + rng.choice((bomb, b"")) + data[at:end] + b"&e11;&f;&lol;" * 9 + data[end:]


def break_json(data: bytes, rng: random.Random) -> bytes:
    """JSON nested too deep, with very many nodes or very long numbers, in place of what stood there."""
    deep = rng.randint(500, 10_000)
    node = b'{"@type":"NewsArticle","author":{"name":"A B"},"datePublished":"2026"}'
    json_text = rng.choice(
        (
            b'{"@type":' * deep + b'"x"' + b"}" * rng.choice((deep, deep - 1, 0)),
            b'{"@type":"NewsArticle","author":' + b"[" * deep + b"]" * deep + b"}",
            b"[" + b",".join([node] * (100_000 if rng.random() < 0.2 else 2_000)) + b"]",
            b'{"@type":"A"' + b"".join(b',"k%d":{}' % n for n in range(30_000)) + b"}",
            b'{"@type":"NewsArticle","headline":"x"' + b",   " * 50_000 + b"}",
            b'{"@type":"NewsArticle","wordCount":' + b"9" * 5_000 + b',"items":[]}',
            b'{"items":[{"id":' + b"9" * rng.choice((400, 5_000)) + b',"title":1e999}]}',
            b'{"items":[' + b",".join([b'{"id":"x\\ud800","url":"//a"}'] * 3_000) + b"]}",
        )
    )
    script = re.search(rb"(?<=ld\+json\">).*?(?=</script>)", data, re.DOTALL)
    if script is None:
        return json_text if rng.random() < 0.5 else data + json_text
    return data[: script.start()] + json_text + data[script.end() :]


COMMON = (cut, flip, repeat, swap, unclose, insert, replace_value, replace_value, widen, mix)
COSTLY = (grow_attribute, nest, entity_bomb, break_json)
COSTLY_SHARE = 0.08  # of all mutations; each makes a page of up to a megabyte


def _chunk(data: bytes, rng: random.Random) -> tuple[bytes, int]:
    at = rng.randrange(len(data) + 1)
    return data[at : at + round(max(len(data), 1) ** rng.random())], at


SENTENCE = b"<p>According to a report, the ferry was late again, the office said. {{x}} undefined. "
OPEN_PAGE = b"<html><title>T</title><article><h1>Ferry delayed</h1>" + SENTENCE * 9
OPEN_FEED = b"<rss version='2.0'><channel><title>T</title>"
ITEM = b"<item><title>x &amp; y</title><link>http://a.example/</link><guid>1</guid></item>"
ATTRIBUTES = b" ".join(b"a%d='b'" % n for n in range(100_000))


def _filled(unit: bytes, start: bytes = b"", size: int = MAX_MUTANT) -> bytes:
    return start + unit * ((size - len(start)) // len(unit))


def written(kind: Kind) -> list[bytes]:
    """What is known to be slow or large somewhere: one unit up to the limit, one thing without end."""
    if kind == "pages":
        units = (
            b"<p>a, b. ",
            b"a<br>",
            b"<h1>Title x</h1>",
            b"<p>\xff\xfe\xc3",
            b"<",
            b"&#0;",
            b"<a ",
        )
        units += (
            b"<div>",
            b"<b><i>",
            b"<ul><li>",
            b"<p a='>' ",
            b"<!--",
            b"<meta name=author content=a>",
        )
        units += (
            b"\x1b$B",
            b"<time datetime=2024>",
            b"<div class='byline'>x, y",
            "<p>é, é. ".encode(),
        )
        texts = (
            b"{{x}} ",
            b"undefined ",
            b"according to a ",
            b"Aa. ",
            b"a-b-",
            b"&amp;amp;",
            b"the and ",
        )
        return [
            *(_filled(unit) for unit in (*units, SENTENCE)),
            *(_filled(text, OPEN_PAGE + b"<p>") for text in texts),
            b"<p " + ATTRIBUTES + b">x",
            ("<p>Hallo Welt, " * 200_000).encode("utf-16"),
            PAGE.replace("<h2>", "<p " + ATTRIBUTES.decode()[:500_000]).encode("utf-32"),
            (PAGE * 9).replace("<h2>", "<p " + ATTRIBUTES.decode()[:50_000]).encode("utf-16-be"),
            OPEN_PAGE + b"<p title='" + b"comment " * 900_000 + b"'>x",
        ]
    many = (
        b"<item xml:base='x/'>",
        b'<a " ',
        b"<item a='1\" ",
        b"<!--x-->",
        b"<item><![CDATA[x]]>",
    )
    many += (b"& ", b"<p>", b"<a/", b"<item>\xff<title>", ITEM, ITEM + b"</tit>", b"<atom:link ")
    return [
        *(_filled(unit, OPEN_FEED) for unit in many),
        *(_filled(unit, OPEN_FEED, 300_000) for unit in many),
        OPEN_FEED + b"<item><author>" + b"a." * 200_000 + b"</author></ite>",
        OPEN_FEED + (b"<item><title>" + b"&lt;!--" * 1_300 + b"</title></item>") * 100,
        b'<?xml encoding="utf-8"?' + _filled(b'<i a="b">encoding="', OPEN_FEED, 100_000),
        b'<?xml encoding="utf-8"?>' + _filled(b'<i a="b">encoding="', OPEN_FEED, 100_000),
        OPEN_FEED + b"<item " + ATTRIBUTES + b"/></channel></rss>",
        OPEN_FEED + b"<item><enclosure url='/a' length='" + b"9" * 5_000 + b"'/></tem>",
        _filled(b"[],", b'{"items":['),
        _filled(b"<!-- -->"),
    ]


def mutant(seeds: Sequence[bytes], number: int) -> bytes:
    """The mutant of this number: a seed through one to four mutations, always the same."""
    rng = random.Random(number)
    data = seeds[rng.randrange(len(seeds))]
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        data = rng.choice(COSTLY if rng.random() < COSTLY_SHARE else COMMON)(data, rng)
    return data[:MAX_MUTANT]


def seeds(kind: Kind) -> list[bytes]:
    """What the bundled press serves, and pages and feeds written for this."""
    from onestory.press import Press
    from onestory.press.server import PressServer

    server = PressServer(Press())
    server._http.server_close()  # it answers without a socket
    if kind == "pages":
        chosen = server.press.articles[::7]
        bodies = [server.answer(a.outlet.host, a.path).body for a in chosen]
        return [PAGE.encode()] * 20 + [b for b in bodies if b]
    feeds = [server.answer(o.host, "/feed").body for o in server.press.outlets]
    return [f.encode() for f in (RSS, ATOM, JSON_FEED, OPML, SITEMAP)] * 5 + [f for f in feeds if f]


# What must hold for every answer.


def wrong_text(text: str, breaks: str = "") -> bool:
    """Whether a text holds what no page, feed or database may carry."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return any(
        c not in breaks and (unicodedata.category(c) == "Cc" or c in "\ufffe\uffff\ufdd0")
        for c in set(text)
    )


def wrong_link(link: str) -> bool:
    return bool(link) and (wrong_text(link) or not re.match(r"(?i:https?)://[^/\\\s]", link))


def wrong_date(moment: datetime | None) -> bool:
    return moment is not None and not 1900 <= moment.year <= datetime.now(UTC).year + 2


def article_troubles(article: Article) -> Iterator[str]:
    """What is wrong with an article as read."""
    if article.state not in STATES:
        yield f"state {article.state}"
    if wrong_text(article.text, "\n"):
        yield "text"
    names = ("title", "language", "outlet", "section", "credit")
    titles = (article.titles.h1, article.titles.og, article.titles.jsonld)
    yield from (name for name in names if wrong_text(getattr(article, name)))
    yield from ("titles" for t in titles if wrong_text(t))
    yield from ("authors" for a in article.authors if not a or wrong_text(a))
    yield from (n for n in ("url", "source_link", "image") if wrong_link(getattr(article, n)))
    yield from (n for n in ("published", "modified") if wrong_date(getattr(article, n)))
    if article.state in READABLE_STATES and article.text.split("\n\n") != list(article.paragraphs):
        yield from ("paragraphs",) if article.text else ()
    for warning in article.warnings:
        if warning.span and not 0 <= warning.span.start < warning.span.end <= len(article.text):
            yield f"span of {warning.kind}"
    json.dumps(article.as_record(), ensure_ascii=False).encode()


def feed_troubles(feed: Feed) -> Iterator[str]:
    """What is wrong with a feed as read."""
    if wrong_text(feed.title) or wrong_link(feed.link):
        yield "title or link"
    yield from (f"hint {k}" for k, v in feed.hints.items() if k != "ttl" and wrong_link(v))
    if not feed.entries and not feed.warnings:
        yield "nothing said"
    for entry in feed.entries:
        if not entry.id or wrong_text(entry.id, "\t\n\r"):
            yield "id"
        yield from ("title" for t in (entry.title,) if wrong_text(t))
        yield from ("summary" for t in (entry.summary,) if wrong_text(t, "\t\n\r"))
        yield from ("names" for n in (*entry.authors, *entry.categories) if wrong_text(n))
        yield from ("link" for _ in (1,) if wrong_link(entry.link))
        for enclosure in entry.enclosures:
            length = enclosure["length"]
            if wrong_link(str(enclosure["url"])) or wrong_text(str(enclosure["type"])):
                yield "enclosure"
            if length is not None and not 0 <= int(length) < 2**63:
                yield "length"
        for moment in (entry.published, entry.updated):
            if wrong_date(moment) or (moment is not None and moment.tzinfo is None):
                yield "date"
    json.dumps(feed.as_record(), ensure_ascii=False).encode()


# The child.


@dataclass(frozen=True, slots=True)
class Reader:
    """One function under test and what must hold for its answer."""

    name: str
    read: Callable[[bytes], Any]
    troubles: Callable[[Any], Iterable[str]]


def readers(kind: Kind) -> list[Reader]:
    from onestory.extract import extract_article, extract_plain
    from onestory.feeds import discover_feeds, parse_feed
    from onestory.feeds.opml import read_opml

    now = datetime.now(UTC)

    def discover(data: bytes) -> list[str]:
        return discover_feeds(data, ADDRESS)

    def opml(data: bytes) -> list[Any] | str:
        try:
            return read_opml(data)
        except InputError as error:
            return str(error)

    if kind == "pages":
        return [
            Reader("extract_article", partial(extract_article, url=ADDRESS), article_troubles),
            Reader("extract_plain", partial(extract_plain, url=ADDRESS), article_troubles),
            Reader(
                "discover_feeds", discover, lambda links: ("link" for x in links if wrong_link(x))
            ),
        ]
    return [
        Reader("parse_feed", partial(parse_feed, url=ADDRESS, now=now), feed_troubles),
        Reader("read_opml", opml, lambda _: ()),
    ]


def examine(reader: Reader, data: bytes, baseline: int) -> Iterator[str]:
    """Read the bytes twice; what went wrong, each as a word or two."""
    answers, seconds = [], []
    for _ in range(2):
        started = time.process_time()
        try:
            answers.append(reader.read(data))
        except BaseException as error:
            yield f"raised {error!r:.200}"
            return
        seconds.append(time.process_time() - started)
        if seconds[0] <= MAX_CPU_S / 4 and len(data) > 1_000_000:
            answers *= 2  # a large one that is quick enough is not read again
            break
    if min(seconds) > MAX_CPU_S:
        yield f"took {min(seconds):.2f} s"
    if (growth := peak() - baseline) > MAX_GROWTH:
        yield f"grew by {growth // 1_000_000} MB"
    if answers[0] != answers[1]:
        yield "differs the second time"
    yield from reader.troubles(answers[0])


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def child(kind: Kind, mutants: Iterable[tuple[int, bytes]]) -> None:
    """Read each, and print what is wrong as JSON Lines; the number is on stderr before it is read."""
    known = readers(kind)
    for seed in seeds(kind)[:30]:  # imports and caches are no growth
        for reader in known:
            reader.read(seed)
    first = baseline = peak()
    done = 0
    for number, data in mutants:
        sys.stderr.write(f"{number}\n")
        baseline = max(baseline, peak())  # what making the mutant took is not counted
        signal.setitimer(signal.ITIMER_PROF, CUT_OFF_S)  # its default action ends the process
        for reader in known:
            for trouble in dict.fromkeys(examine(reader, data, baseline)):
                print(json.dumps({"number": number, "reader": reader.name, "trouble": trouble}))
        done += 1
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps({"done": done, "growth": peak() - first}))


def troubles_of(kind: Kind, start: int, count: int) -> list[str]:
    """Read these mutants in a child of its own; every trouble as a line."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.hostile", kind, str(start), str(count)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    *found, last = run.stdout.splitlines() or [""]
    if '"done"' not in last:
        found += [last, f"ended ({run.returncode}) after {run.stderr[-2000:]}"]
    return found


def main(kind: Kind, start: int, count: int) -> None:
    given, known = seeds(kind), written(kind)
    numbers = range(max(start, -len(known)), start + count)
    child(kind, ((n, mutant(given, n) if n >= 0 else known[n]) for n in numbers))


if __name__ == "__main__":
    sys.setrecursionlimit(1_000)  # as in any process; a test's own may be higher
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))  # type: ignore[arg-type]
