"""The careful reader: feedparser without sanitising, for feeds the usual reader cannot do right.

It is some thirty times slower; it gets damaged XML, xml:base below the root and xhtml titles.
"""

from __future__ import annotations

import codecs
import io
import re
import time
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
from feedparser.mixin import _FeedParserMixin
from feedparser.sgml import EndBracketMatch, sgmllib

from onestory.feeds.raw import RawEntry, RawFeed, UnreadableError, text_of

MAX_TAG = 2_000  # characters of one tag
MAX_DECLARATION = 500  # bytes
MAX_BYLINE = 500  # characters of an author's element
# Where a tag ends, as the library tells it, but possessive and with an end in sight: where quotes are
# not closed, its own looked ahead to the end of the feed at every tag, and back again.
TAG_END = re.compile(
    r"""((?:[^'"<>]|"[^"]*+"(?=>|/|\s|\w+=)|'[^']*+'(?=>|/|\s|\w+=))*+(?=[<>])|.*?(?=[<>]))"""
)
LENGTH = re.compile(r"[0-9]{1,18}")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _TagEnd:
    """In place of the library's own search."""

    @staticmethod
    def search(text: str, at: int = 0) -> EndBracketMatch | None:
        found = TAG_END.match(text, at, at + MAX_TAG)
        return EndBracketMatch(found) if found else None


def _name_and_mail(parser: Any, key: str = "author") -> None:
    """Part a byline into name and mail address; the library's pattern is for short ones only."""
    if len(parser._get_context().get(key) or "") <= MAX_BYLINE:
        PART_BYLINE(parser, key)


PART_BYLINE = _FeedParserMixin._sync_author_detail
_FeedParserMixin._sync_author_detail = _name_and_mail
sgmllib.endbracket = _TagEnd


def read_careful(data: bytes, most: int) -> RawFeed:
    """Read whatever feedparser makes of the bytes, at most `most` entries.

    It is not told where the feed was found: it would make every id an address there. Raises
    UnreadableError where it makes nothing of the bytes.
    """
    try:
        parsed = feedparser.parse(
            io.BytesIO(_on_a_line_of_its_own(data)),
            response_headers={"content-type": "application/xml"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # sgmllib and the date handlers raise nearly anything
        raise UnreadableError from error
    feed = parsed.feed
    if not (parsed.get("version") or parsed.entries or feed.get("title") or feed.get("link")):
        raise UnreadableError
    return RawFeed(
        title=text_of(feed.get("title")),
        link=text_of(feed.get("link")),
        entries=tuple(_entry(entry) for entry in parsed.entries[:most]),
    )


def _on_a_line_of_its_own(data: bytes) -> bytes:
    """The feed with its XML declaration on a line, or without one that does not end.

    The library looks for the declared encoding in the whole first line, and back, and again.
    """
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    if not data.startswith(b"<?", start):
        return data
    end = data.find(b"?>", start, start + MAX_DECLARATION) + 2
    if end < 2:
        return data[:start] + data[start + 2 :]
    return data[:end] + b"\n" + data[end:]


def _entry(entry: Mapping[str, Any]) -> RawEntry:
    # dict.get: feedparser's own get() answers `published` for a missing `updated`, with a warning.
    published = _moment(dict.get(entry, "published_parsed"))  # type: ignore[call-overload]
    updated = _moment(dict.get(entry, "updated_parsed"))  # type: ignore[call-overload]
    contents = entry.get("content") or ()
    return RawEntry(
        id=text_of(entry.get("id")),
        title=text_of(entry.get("title")),
        link=_link(entry),
        published=published or updated,
        updated=updated,
        summary=text_of(entry.get("summary"))
        or (text_of(contents[0].get("value")) if contents else ""),
        authors=_authors(entry),
        categories=tuple(
            dict.fromkeys(
                w.strip()
                for tag in entry.get("tags") or ()
                if (w := text_of(tag.get("label")) or text_of(tag.get("term")))
            )
        ),
        enclosures=tuple(_enclosure(e) for e in entry.get("enclosures") or ()),
    )


def _link(entry: Mapping[str, Any]) -> str:
    for link in entry.get("links") or ():
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return text_of(link["href"])
    return text_of(entry.get("link")) if not entry.get("links") else ""


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = [text_of(a.get("name")) for a in entry.get("authors") or ()]
    return tuple(dict.fromkeys(n.strip() for n in (names or [text_of(entry.get("author"))]) if n))


def _enclosure(enclosure: Mapping[str, Any]) -> dict[str, Any]:
    length = text_of(enclosure.get("length")).strip()
    return {
        "url": text_of(enclosure.get("href")) or text_of(enclosure.get("url")),
        "type": text_of(enclosure.get("type")),
        "length": int(length) if LENGTH.fullmatch(length) else None,
    }


def _moment(parsed: time.struct_time | None) -> datetime | None:
    if parsed is None:
        return None
    try:
        return EPOCH + timedelta(seconds=timegm(parsed))
    except (ValueError, OverflowError, TypeError):
        return None
