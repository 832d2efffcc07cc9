"""A feed's own title and link: read plainly where they stand plainly, and as XML where they do not."""

from __future__ import annotations

import pytest

from onestory.feeds import channel

ATOM = "http://www.w3.org/2005/Atom"

PLAIN = [
    (
        "",
        "<rss><channel><title>Tide &amp; Co</title><link> https://t.example/ </link></channel></rss>",
    ),
    (
        "",
        "<?xml version='1.0'?><!-- <title>no</title> --><rss version='2.0'><channel>"
        "<image><title>Logo</title><link>https://cdn.example</link></image><description/>"
        "<a:link xmlns:a='http://www.w3.org/2005/Atom' href='https://t.example/feed' rel='self'/>"
        "<title><![CDATA[A <b> & B]]></title><link>https://t.example/</link></channel></rss>",
    ),
    (
        ATOM,
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Ada > Bo</name></author>"
        "<category term='x'/><link href='https://t.example/feed' rel='self'/><entry/>"
        "<link rel='alternate' href='https://t.example/'/><title type='text'>Tide</title></feed>",
    ),
]
ODD = [
    (
        "",
        "<rss><channel><title>a<!-- b -->c</title><link>https://t.example/</link></channel></rss>",
    ),
    ("", "<rss xmlns='x'><channel><title>T</title><link>y</link></channel></rss>"),
    ("", "<rss><channel xmlns='x'><title>T</title><link>y</link></channel></rss>"),
    (
        "",
        "<rss><head><title>T</title></head><channel><title>U</title><link>y</link></channel></rss>",
    ),
    ("", "<rss><channel><link/><title>T</title></channel></rss>"),
    ("", "<rss><channel><title>&#128; &#x41;</title><link>y</link></channel></rss>"),
    ("", "<rss><channel><title>T\r\nU</title><link>y</link></channel></rss>"),
    ("", "<rss><other><title>T</title><link>y</link></other></rss>"),
    (
        ATOM,
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><link href='a&amp;b'/></feed>",
    ),
    (
        ATOM,
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><link rel='self' href='s'/></feed>",
    ),
    (
        ATOM,
        "<feed xmlns='http://www.w3.org/2005/Atom'><title xmlns='x'>T</title><link href='y'/>"
        "<title>U</title></feed>",
    ),
    (
        ATOM,
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>T</a:title><a:link href='y'/></a:feed>",
    ),
]


def parsed(header: bytes, namespace: str) -> tuple[str, str] | None:
    return channel.parse_channel(header, f"{{{namespace}}}" if namespace else "")


@pytest.mark.parametrize(("namespace", "document"), PLAIN)
def test_what_is_written_plainly_is_read_without_a_parser(namespace: str, document: str) -> None:
    found = channel.read_plainly(document.encode(), namespace.encode())
    assert found is not None
    assert found == parsed(document.encode(), namespace)


@pytest.mark.parametrize(("namespace", "document"), ODD)
def test_what_is_not_is_left_to_the_parser(namespace: str, document: str) -> None:
    assert channel.read_plainly(document.encode(), namespace.encode()) is None
    assert channel.read_channel(document.encode(), namespace) == parsed(
        document.encode(), namespace
    )
