"""parse_feed on every format, with what feeds in the wild get wrong. All outlets are invented."""

from __future__ import annotations

import gc
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.article import Feed
from onestory.feeds import parse_feed, read_native
from onestory.feeds.parse import MAX_BYTES, MAX_ENTRIES
from onestory.feeds.phrases import PHRASES, say

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
URL = "https://harbour.example/feeds/all.xml"
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "formats" / "feed.schema.json").read_text("utf-8")
)

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour &amp; Tide</title><link>https://harbour.example/</link><ttl>30</ttl>
<atom:link rel="self" href="https://harbour.example/feeds/all.xml"/>
<atom:link rel="hub" href="https://hub.example/?a=1&amp;b=2"/>
<item><title>Ferry delayed</title><link>/news/1</link><guid isPermaLink="false">ht-1</guid>
<pubDate>Mon, 09 Mar 2026 08:30:00 EST</pubDate><dc:creator>Ada Quill</dc:creator>
<category>Transport</category><description>&lt;p&gt;The ferry is late.&lt;/p&gt;</description>
<enclosure url="/audio/1.mp3" type="audio/mpeg" length="1200"/></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ridge.example/daily/">
<title>Ridge Daily</title><link href="."/><id>urn:ridge</id>
<entry><title type="html">Snow &amp;lt; 5 cm &amp;amp; thaw</title>
<link rel="enclosure" href="a.mp3"/><link href="snow"/><id>urn:ridge:1</id>
<updated>2026-03-09T07:00:00+01:00</updated><author><name>Bo Marl</name></author>
<summary>Little snow.</summary></entry></feed>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay Notes",
        "home_page_url": "https://quay.example/",
        "authors": [{"name": "Desk"}],
        "items": [
            {
                "id": 7,
                "url": "/n/7",
                "title": "AT&T < Quay",
                "content_html": "<p>Words.</p>",
                "date_published": "2026-03-08T10:00:00Z",
                "tags": ["port"],
                "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}],
            }
        ],
    }
).encode()


def read(data: bytes, url: str = URL) -> Feed:
    return parse_feed(data, url, NOW)


def rss(items: str, head: str = "") -> bytes:
    return f'<rss version="2.0"><channel><title>T</title>{head}{items}</channel></rss>'.encode()


def test_rss() -> None:
    feed = read(RSS)
    assert (feed.title, feed.link) == ("Harbour & Tide", "https://harbour.example/")
    assert dict(feed.hints) == {"ttl": "30", "self": URL, "hub": "https://hub.example/?a=1&b=2"}
    (entry,) = feed.entries
    assert (entry.id, entry.title) == ("ht-1", "Ferry delayed")
    assert entry.link == "https://harbour.example/news/1"
    assert entry.published == datetime(2026, 3, 9, 13, 30, tzinfo=UTC)
    assert entry.authors == ("Ada Quill",)
    assert entry.categories == ("Transport",)
    assert entry.summary == "<p>The ferry is late.</p>"
    assert [dict(e) for e in entry.enclosures] == [
        {"url": "https://harbour.example/audio/1.mp3", "type": "audio/mpeg", "length": 1200}
    ]
    assert feed.warnings == ()


def test_atom_takes_the_page_and_not_the_enclosure_for_the_link() -> None:
    feed = read(ATOM)
    (entry,) = feed.entries
    assert entry.link == "https://ridge.example/daily/snow"
    assert entry.title == "Snow < 5 cm & thaw"
    assert entry.published == datetime(2026, 3, 9, 6, tzinfo=UTC)  # only the change is dated
    assert feed.link == "https://ridge.example/daily/"
    assert entry.enclosures[0]["url"] == "https://ridge.example/daily/a.mp3"


def test_json_feed() -> None:
    (entry,) = read(JSON, "https://quay.example/feed.json").entries
    assert (entry.id, entry.link) == ("7", "https://quay.example/n/7")
    assert entry.title == "AT&T < Quay"  # a JSON Feed's title is text: nothing is decoded
    assert entry.authors == ("Desk",)
    assert entry.summary == "<p>Words.</p>"
    assert dict(entry.enclosures[0])["length"] == 9


def test_rdf() -> None:
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Old Mill</title>
    <link>https://mill.example/</link></channel>
    <item rdf:about="https://mill.example/1"><title>Wheel</title>
    <link>https://mill.example/1</link></item></rdf:RDF>"""
    feed = read(data)
    assert feed.title == "Old Mill"
    assert [e.link for e in feed.entries] == ["https://mill.example/1"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<![CDATA[Caf&eacute; <b>opens</b>]]>", "Café opens"),
        ("Caf&amp;eacute; opens", "Café opens"),
        ("Caf&eacute; opens", "Café opens"),  # an entity XML does not know
        ("Profit & loss", "Profit & loss"),  # a bare ampersand
        ("Re&colon; tide", "Re: tide"),
        ("AT&amp;T", "AT&T"),
        ("&lt;b&gt;Bold&lt;/b&gt; claim", "Bold claim"),
        ("Rates &lt; 3 % &gt; 2 %", "Rates < 3 % > 2 %"),
        ("&amp;lt;b&amp;gt; explained", "<b> explained"),  # decoded once, not twice
        ("I &lt;3 ports", "I <3 ports"),
        ("Two\n   lines", "Two lines"),
        ("One&lt;br/&gt;two", "One two"),
        ("<i>The Pitt</i> returns", "The Pitt returns"),  # markup that nobody escaped
        ("&#X41;nchor", "Anchor"),
    ],
)
def test_titles_become_text(given: str, shown: str) -> None:
    data = rss(f"<item><title>{given}</title><link>https://a.example/1</link></item>")
    assert [e.title for e in read(data).entries] == [shown]


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("/a", "https://harbour.example/a"),
        ("b", "https://harbour.example/feeds/b"),
        ("//cdn.example/c", "https://cdn.example/c"),
        (" https://x.example/d ", "https://x.example/d"),
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("https://x.example/?a=1&amp;b=2", "https://x.example/?a=1&b=2"),
        ("https://x.example/?a=1&b=2", "https://x.example/?a=1&b=2"),
        ("https://x.example/a/../b", "https://x.example/a/../b"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("http://[::1", ""),
    ],
)
def test_links_are_web_addresses_or_nothing(link: str, absolute: str) -> None:
    data = rss(f"<item><title>x</title><link>{link}</link><guid>g</guid></item>")
    found = read(data).entries[0].link
    assert found == absolute or (".." in link and found == "https://x.example/b")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("Fri, 01 Jan 2100 00:00:00 GMT", None),
        ("rubbish", None),
        ("Mon, 09 Mar 2026 08:30:00 +0530", datetime(2026, 3, 9, 3, 0, tzinfo=UTC)),
        ("2026-03-09T08:30:00", datetime(2026, 3, 9, 8, 30, tzinfo=UTC)),
        ("Mon, 09 Mar 2026 08:30:00 JST", datetime(2026, 3, 8, 23, 30, tzinfo=UTC)),
    ],
)
def test_dates_are_aware_and_sane(date: str, expected: datetime | None) -> None:
    data = rss(f"<item><title>x</title><guid>g</guid><pubDate>{date}</pubDate></item>")
    assert read(data).entries[0].published == expected


def test_identity_is_guid_then_link_then_hash() -> None:
    data = rss(
        "<item><title>a</title><guid>g</guid><link>https://a.example/1</link></item>"
        "<item><title>b</title><link>https://a.example/2</link></item>"
        "<item><title>c</title></item><item><title>c</title></item>"
    )
    feed = read(data)
    first, second, third, fourth = feed.entries
    assert (first.id, second.id) == ("g", "https://a.example/2")
    assert third.id.startswith("sha256:")
    assert third.id == fourth.id
    assert say("same-id", count=1) in feed.warnings


def test_entries_that_share_an_id_are_all_kept_with_their_links() -> None:
    item = "<item><title>x</title><guid>g</guid><link>https://a.example/{}</link></item>"
    feed = read(rss(item.format(1) + item.format(2)))
    assert [(e.id, e.link[-1]) for e in feed.entries] == [("g", "1"), ("g", "2")]
    assert say("same-id", count=1) in feed.warnings


def test_media_and_enclosures_are_kept() -> None:
    data = rss(
        '<item xmlns:media="http://search.yahoo.com/mrss/"><guid>g</guid>'
        '<enclosure url="/a.mp3" type="audio/mpeg" length="7"/>'
        '<media:content url="https://cdn.example/b.jpg" medium="image"/></item>'
    )
    assert [(e["url"], e["type"]) for e in read(data).entries[0].enclosures] == [
        ("https://harbour.example/a.mp3", "audio/mpeg"),
        ("https://cdn.example/b.jpg", "image"),
    ]


def test_a_guid_that_is_an_address_serves_as_link() -> None:
    data = rss("<item><title>x</title><guid>https://a.example/9</guid></item>")
    assert read(data).entries[0].link == "https://a.example/9"


def test_base_below_the_root() -> None:
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
    <entry xml:base="https://deep.example/x/"><title>a</title><id>1</id><link href="y"/></entry>
    </feed>"""
    assert read(data).entries[0].link == "https://deep.example/x/y"


def test_xhtml_titles() -> None:
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry>
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>calm</em> sea</div></title>
    <id>1</id><link href="https://a.example/1"/></entry></feed>"""
    assert read(data).entries[0].title == "A calm sea"


def test_summary_is_whole_when_only_content_is_given() -> None:
    words = "word " * 400
    data = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>x</title>
    <id>1</id><content type="html">&lt;p&gt;{words}&lt;/p&gt;</content></entry></feed>""".encode()
    assert read(data).entries[0].summary == f"<p>{words}</p>"


def test_one_entry_without_a_summary_has_its_content_beside_others_that_have_one() -> None:
    words = "word " * 400
    data = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
    <entry><title>a</title><id>1</id><summary>Short.</summary><content>Long.</content></entry>
    <entry><title>b</title><id>2</id><content>{words}</content></entry></feed>""".encode()
    assert [e.summary for e in read(data).entries] == ["Short.", words.strip()]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_wide_encodings(encoding: str) -> None:
    text = (
        '<?xml version="1.0" encoding="utf-16"?>'
        + rss("<item><title>Fähre</title><guid>g</guid></item>").decode()
    )
    if encoding == "utf-8-sig":
        text = text.replace("utf-16", "utf-8")
    assert [e.title for e in read(text.encode(encoding)).entries] == ["Fähre"]


def test_utf_16_that_is_only_declared() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>' + rss(
        "<item><title>Fähre</title><guid>g</guid></item>"
    ).decode("utf-8")
    assert [e.title for e in read(text.encode("utf-8")).entries] == ["Fähre"]


def test_single_byte_encoding() -> None:
    text = '<?xml version="1.0" encoding="windows-1252"?>' + rss(
        "<item><title>“Fähre” & Café</title><guid>g</guid></item>"
    ).decode("utf-8")
    assert [e.title for e in read(text.encode("cp1252")).entries] == ["“Fähre” & Café"]


@pytest.mark.parametrize(
    ("data", "phrase"),
    [
        (b"", say("empty")),
        (b"  \n ", say("empty")),
        (b"<!doctype html><html><body>Hello</body></html>", say("html")),
        (b"<html><head><title>x</title></head></html>", say("html")),
        (b"just words", say("not-feed")),
        (b"\x89PNG\r\n\x1a\n\x00\x00", say("not-feed")),
        (b"{not json", say("not-feed")),
        (b'{"items": 3}', say("not-feed")),
        (b"[" * 100_000, say("not-feed")),
        (b'{"items": ' + b"[" * 100_000, say("not-feed")),
        (b"<urlset><url><loc>https://a.example/</loc></url></urlset>", say("no-entries")),
        (b"x" * (MAX_BYTES + 1), say("too-large", limit=MAX_BYTES)),
        (rss(""), say("no-entries")),
    ],
)
def test_what_is_no_feed_has_no_entries_and_says_so(data: bytes, phrase: str) -> None:
    feed = read(data)
    assert feed.entries == ()
    assert phrase in feed.warnings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    bomb = (
        '<?xml version="1.0"?><!-- <rss> --><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item>'
        "<title>&b;&x;</title></item></channel></rss>"
    )
    feed = read(bomb.encode(encoding))
    assert feed.entries == ()
    assert feed.warnings == (say("entities"),)


def test_a_plain_doctype_and_quoted_entities_are_no_danger() -> None:
    data = (
        b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://dtd.example/rss.dtd">'
        + rss("<item><title><![CDATA[On <!ENTITY> in XML]]></title><guid>g</guid></item>")
    )
    assert len(read(data).entries) == 1


def test_deep_nesting_is_given_up() -> None:
    data = rss("<item><title>x</title>" + "<a>" * 50_000 + "</item>")
    assert read(data).title in {"", "T"}


def test_damaged_feeds_keep_what_can_be_kept() -> None:
    whole = rss("".join(f"<item><title>n{n}</title><guid>{n}</guid></item>" for n in range(10)))
    cut = read(whole[: len(whole) * 6 // 10])
    assert [e.title for e in cut.entries][:5] == ["n0", "n1", "n2", "n3", "n4"]


def test_entries_are_capped() -> None:
    item = "<item><title>x</title><guid>{}</guid></item>"
    feed = read(rss("".join(item.format(n) for n in range(MAX_ENTRIES + 5))))
    assert len(feed.entries) == MAX_ENTRIES
    assert say("too-many", limit=MAX_ENTRIES) in feed.warnings


def test_without_an_address_relative_links_stay() -> None:
    data = rss("<item><title>x</title><link>/a</link></item>")
    assert parse_feed(data, now=NOW).entries[0].link == "/a"


def test_future_within_a_week_is_kept() -> None:
    soon = (NOW + timedelta(days=2)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    data = rss(f"<item><title>x</title><guid>g</guid><pubDate>{soon}</pubDate></item>")
    assert read(data).entries[0].published == NOW + timedelta(days=2)


@pytest.mark.parametrize("data", [RSS, ATOM, JSON, rss(""), b"", b"<html></html>"])
def test_records_fit_the_published_format(data: bytes) -> None:
    record = {"path": "x.xml", **read(data).as_record()}
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(record)))


def test_ids_are_the_same_whichever_reader_did_the_feed() -> None:
    items = (
        "<item><title>{}</title><guid>ht-1</guid></item>"
        "<item><title>b</title><guid>/news/2</guid><link>/news/2</link></item>"
    )
    for title in ("plain", "<i>rich</i>", "a & b"):
        ids = [e.id for e in read(rss(items.format(title))).entries]
        assert ids == ["ht-1", "https://harbour.example/news/2"]


CHANGED_CORES = {
    "none": None,
    "without the function": SimpleNamespace(),
    "with another signature": SimpleNamespace(parse_entries=lambda data: data),
    "with another answer": SimpleNamespace(parse_entries=lambda *_: {"entries": []}),
    "that hands back": SimpleNamespace(parse_entries=lambda *_: "root element"),
}


@pytest.mark.parametrize("core", CHANGED_CORES.values(), ids=CHANGED_CORES)
@pytest.mark.parametrize("data", [RSS, ATOM], ids=["rss", "atom"])
def test_without_the_native_core_a_feed_reads_the_same(
    monkeypatch: pytest.MonkeyPatch, data: bytes, core: object
) -> None:
    assert read_native.read_native(data, 10) is not None  # the installed one is the one known
    expected = read(data)
    monkeypatch.setattr(read_native, "_core", core)
    assert read_native.read_native(data, 10) is None
    assert read(data) == expected


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_of_cycles_is_left_as_it_was(collects: bool) -> None:
    before = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        read(RSS)
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()


def test_links_that_stand_in_the_text_of_an_atom_link() -> None:
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>a</title>
    <link rel="enclosure">https://a.example/1.mp3</link>
    <link rel="alternate">https://a.example/1</link><id>1</id></entry></feed>"""
    assert [e.link for e in read(data).entries] == ["https://a.example/1"]


@pytest.mark.parametrize(
    "data",
    [
        b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><dc:title>Mole</dc:title>'
        b"</channel></rss>",
        b"<rss><channel><TITLE>Mole</TITLE></channel></rss>",
        b"<CHANNEL><TITLE>Mole</TITLE></CHANNEL>",
    ],
)
def test_feeds_without_entries_keep_their_title(data: bytes) -> None:
    feed = read(data)
    assert feed.title == "Mole"
    assert say("no-entries") in feed.warnings


def test_a_title_of_another_vocabulary_does_not_hide_the_feeds_own() -> None:
    data = (
        b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        b"<dc:title>No</dc:title><title>Yes</title><item><title>x</title></item></channel></rss>"
    )
    assert read(data).title == "Yes"


@pytest.mark.parametrize("field", ["title", "description"])
def test_fields_of_another_vocabulary_do_not_hide_an_entrys_own(field: str) -> None:
    data = rss(
        f'<item xmlns:m="https://m.example/"><guid>g</guid><m:{field}>No</m:{field}>'
        f"<{field}>Yes</{field}></item>"
    )
    (entry,) = read(data).entries
    assert "Yes" in {entry.title, entry.summary}
    assert "No" not in {entry.title, entry.summary}


def test_rss_under_a_prefix() -> None:
    data = (
        b'<r:rss xmlns:r="http://backend.userland.com/rss2" xmlns:m="https://m.example/">'
        b"<r:channel><r:item><m:description>No</m:description><r:title>x</r:title>"
        b"<r:description>Yes</r:description></r:item></r:channel></r:rss>"
    )
    assert [(e.title, e.summary) for e in read(data).entries] == [("x", "Yes")]


def test_a_feed_that_calls_itself_a_page_is_a_feed() -> None:
    data = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://x.example/">' + rss(
        "<item><title>x</title></item>"
    )
    assert [e.title for e in read(data).entries] == ["x"]


def test_links_in_summaries_are_absolute() -> None:
    data = rss(
        '<item><guid>g</guid><description>&lt;a href="/n/1"&gt;one&lt;/a&gt; &lt;img '
        'src="//cdn.example/2.png"&gt; &lt;a href="https://x.example/"&gt;three&lt;/a&gt;'
        "</description></item>"
    )
    assert read(data).entries[0].summary == (
        '<a href="https://harbour.example/n/1">one</a> <img src="https://cdn.example/2.png"> '
        '<a href="https://x.example/">three</a>'
    )


def test_windows_punctuation_behind_a_wrong_encoding() -> None:
    data = rss("<item><title>Don\x92t</title><description>It\x92s \x84so\x93</description></item>")
    (entry,) = read(data).entries
    assert (entry.title, entry.summary) == ("Don’t", "It’s „so“")


PIECES = st.sampled_from(
    [
        *("<rss>", "</rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<feed "),
        *('xmlns="http://www.w3.org/2005/Atom">', "<entry>", "</entry>", "<![CDATA[", "]]>", "&"),
        *("&amp;", "&nbsp;", "<!--", "-->", "<link href='x'/>", "<guid>", "</guid>", "é", "\x00"),
        *("<!DOCTYPE", "[", "]>", "<?xml version='1.0'?>", "<pubDate>2026-13-45</pubDate>", "{"),
        *('"items":', "xml:base='http://[x'", "<", ">", "\ufffe", "<summary type='xhtml'>"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join).map(str.encode) | st.binary(max_size=300))
def test_never_raises_and_always_fits_the_format(data: bytes) -> None:
    feed = read(data)
    record = {"path": "x", **feed.as_record()}
    jsonschema.Draft202012Validator(SCHEMA).validate(record)
    assert all(any(w.split("{")[0][:10] == p[:10] for p in PHRASES.values()) for w in feed.warnings)
