"""What is sound as it stands is told quickly, by the native part as by its twin, and stays as it is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onestory.article import FeedEntry, legible
from onestory.feeds import sniff, sound, tidy
from onestory.feeds.raw import RawEntry
from onestory.markup import compiled

CODES = (
    *range(0x100),
    0xD7FF,
    0xD800,
    0xDFFF,
    0xE000,
    0xFDCF,
    0xFDD0,
    0xFDEF,
    0xFDF0,
    0xFFFD,
    0xFFFE,
)
PADDINGS = ("", "ä" * 300, "a" * 300, "a" * 1_100, "я" * 1_100)


@pytest.mark.parametrize("padding", PADDINGS, ids=["none", "ä", "a", "many a", "many я"])
def test_text_looked_through_quickly_is_replaced_alike(padding: str) -> None:
    for code in CODES:
        text = padding + chr(code) + padding[:40]
        expected = legible(text)
        assert sound.is_legible(text) == sound.is_legible_in_python(text) == (text == expected)
        assert tidy.clean(text) == legible(text.translate(tidy.WINDOWS))


TITLES = st.text(st.sampled_from("ab <&\t\xa0\u2003é\x7f\ud800"), max_size=12)


@given(TITLES)
@example("")
@example("a b")
@example("a" * sound.SHORT)
@example("a" * (sound.SHORT + 1))
def test_titles_are_seen_to_be_plain_alike(title: str) -> None:
    plain = sound.is_plain_title(title)
    assert plain == sound.is_plain_title_in_python(title)
    assert not plain or tidy.clean(tidy.title_text(title)) == title


ADDRESSES = st.text(st.sampled_from("aZ09.-/?#:;%[]_~\\ é\ud800"), max_size=12)


@given(st.sampled_from(("http", "https", "HTTP", "httpss", "")), ADDRESSES)
@example("https", "a" + "b" * 250 + "c/")
@example("https", "a" + "b" * 251 + "c/")
@example("http", "h:12345/a/b")
@example("http", "h:123456")
@example("https", "0#")
@example("https", "0/a?#b")
@example("https", "0/a;")
@example("http", "h/" + "a" * 1_991)
@example("http", "h/" + "a" * 1_992)
def test_addresses_are_seen_to_be_plain_alike(scheme: str, rest: str) -> None:
    address = f"{scheme}://{rest}"
    plain = sound.is_plain_address(address, sound.MAX_URL_CHARS)
    assert plain == sound.is_plain_address_in_python(address)
    assert not plain or tidy.joined_address(address, "https://base.example/") == address


BASES = ("https://a.example/b/c?d#e", "HTTP://u:p@h:8/x;y", "https://h", "//x/y", "/r", "mailto:x")


@given(
    st.text(st.sampled_from("/?#.;ab:=&%[]@!-\\ \t"), max_size=9),
    st.sampled_from(
        (*BASES, "", "https:///p", "http://[::1]/", "http://[/", " https://h/ ", "ftp://h")
    ),
)
def test_paths_are_joined_quickly_as_they_are_joined_carefully(rest: str, base: str) -> None:
    assert tidy.web_address("/" + rest, base) == tidy.joined_address("/" + rest, base)


TEXT_PIECES = (
    "title",
    "summary",
    "description",
    "guid",
    "<",
    "</",
    ">",
    "]]>",
    "<![CDATA[",
    "a",
    " ",
)


@given(
    st.lists(st.sampled_from((*TEXT_PIECES, "<title>", "</title>", "</summary>")), max_size=20),
    st.integers(0, 30),
)
def test_texts_that_may_be_rich_are_found_alike(pieces: list[str], since: int) -> None:
    data = "".join(pieces).encode()
    assert sniff.odd_text_end(data, since) == sniff.odd_text_end_in_python(data, since)


NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
WORDS = st.sampled_from(
    ("", " ", "Ann Example", "a  b", " x", "y\n", "R&D", "<b>c</b>", "é", "\x7f", "я")
)
MOMENTS = st.sampled_from(
    (
        None,
        NOW,
        NOW.replace(year=1970),
        NOW.replace(year=2030),
        NOW.replace(tzinfo=None),
        NOW.astimezone(timezone(timedelta(hours=9))),
    )
)
LINKS = st.sampled_from(
    ("https://a.example/1", "http://a.example/./b", "/c", "c", "", " https://a.example")
)
SUMMARIES = st.sampled_from(
    (
        "",
        "Words.",
        "\n Words and more. ",
        '<a href="/d">d</a>',
        "é" * 5_000 + '<a href="/d">d</a>',
        "a" * 4_997 + '="/d"',
        "a" * 4_998 + '="/d"',
        '="',
        "я" * 20_000 + "\x85",
        "b" * 100_001,
    )
)
ENCLOSURES = st.lists(
    st.fixed_dictionaries({"url": LINKS, "type": WORDS, "length": st.sampled_from((None, -1, 9))}),
    max_size=2,
)


@given(
    st.lists(
        st.builds(
            RawEntry,
            id=st.one_of(WORDS, LINKS, st.just("i" * 2_001)),
            title=st.one_of(WORDS, st.just("a" * 1_025)),
            plain_title=st.booleans(),
            link=LINKS,
            published=MOMENTS,
            updated=MOMENTS,
            summary=SUMMARIES,
            authors=st.lists(WORDS, max_size=2).map(tuple),
            categories=st.lists(WORDS, max_size=60).map(tuple),
            enclosures=ENCLOSURES.map(tuple),
            base=st.sampled_from(("", "", "sub/")),
        ),
        max_size=3,
    ),
    st.sampled_from(("", "https://a.example/feed")),
)
def test_entries_are_made_natively_as_in_python(raws: list[RawEntry], base: str) -> None:
    latest = NOW + tidy.FUTURE
    found: Counter[str] = Counter()
    entries = tidy.tidy_entries(tuple(raws), base, latest, found)
    careful: Counter[str] = Counter()
    assert entries == tuple(tidy.tidy_entry(raw, base, latest, careful) for raw in raws)
    assert found == careful


@pytest.mark.skipif(compiled is None, reason="the native part is not built: no compiler")
def test_an_entry_that_lacks_nothing_is_made_natively() -> None:
    raw = RawEntry("1", "Ferry late", False, "https://a.example/1", NOW, None, " It is. ", ("Ada",))
    [entry] = tidy.whole_entries((raw,), "https://a.example/", NOW)
    assert entry == FeedEntry("1", "Ferry late", raw.link, NOW, None, "It is.", ("Ada",), (), ())
    assert tidy.whole_entries((raw._replace(title=" "),), "", NOW) == [None]
