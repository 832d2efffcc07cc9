"""OPML in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.errors import InputError
from onestory.feeds.opml import OpmlFeed, read_opml, write_opml

LIST = """<?xml version="1.0" encoding="utf-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Ports">
  <outline text="Harbour" title="Harbour &amp; Tide" type="rss"
    xmlUrl="https://harbour.example/feed" htmlUrl="https://harbour.example/"/>
  <outline text="Inner"><outline text="Quay" XMLURL=" https://quay.example/feed "/></outline>
</outline>
<outline text="Loose" xmlUrl="https://loose.example/feed"/>
<outline text="Again" xmlUrl="https://loose.example/feed"/>
<outline text="No address"/>
</body></opml>"""


def test_reads_folders_and_leaves_repeats_out() -> None:
    assert read_opml(LIST.encode()) == [
        OpmlFeed(
            "Harbour & Tide", "https://harbour.example/feed", "https://harbour.example/", "Ports"
        ),
        OpmlFeed("Quay", "https://quay.example/feed", "", "Inner"),
        OpmlFeed("Loose", "https://loose.example/feed"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"words",
        b"<opml><body>",
        b"<html></html>",
        b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml><body/></opml>",
        b"<opml>" + b"<outline>" * 5000 + b"</outline>" * 5000 + b"</opml>",
        b"\xff\xfe<\x00",
        b'<?xml version="1.0" encoding="no-such-code"?><opml/>',
    ],
)
def test_rubbish_is_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError, match=r"OPML"):
        read_opml(data)


def test_utf_16() -> None:
    assert len(read_opml(LIST.replace("utf-8", "utf-16").encode("utf-16"))) == 3


WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1
).filter(lambda s: "\ufffe" not in s and "\uffff" not in s)


@given(
    st.lists(
        st.builds(
            OpmlFeed,
            title=WORD,
            xml_url=WORD.map("https://x.example/".__add__),
            html_url=st.just("") | WORD,
            category=st.just("") | WORD,
        ),
        max_size=8,
        unique_by=lambda feed: feed.xml_url,
    )
)
def test_what_is_written_reads_back(feeds: list[OpmlFeed]) -> None:
    assert sorted(read_opml(write_opml("Mine", feeds)), key=str) == sorted(feeds, key=str)


def test_what_xml_cannot_hold_is_left_out() -> None:
    (feed,) = read_opml(write_opml("\x00T", [OpmlFeed("a\x01b\ud800", "https://x.example/")]))
    assert feed.title == "ab"
