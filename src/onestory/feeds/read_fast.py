"""The usual reader: fastfeedparser, with what it leaves to its caller put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import fastfeedparser

from onestory.feeds.raw import RawEntry, RawFeed, UnreadableError, read_moment, text_of

# fastfeedparser fills a missing description with this many characters of the content.
SYNTHETIC_SUMMARY_CHARS = 512


def read_fast(data: bytes, most: int) -> RawFeed:
    """Read an RSS, RDF or Atom feed, at most `most` entries. Raises UnreadableError."""
    try:
        parsed = fastfeedparser.parse(data)
    except Exception as error:  # the library raises whatever lxml and its own code do
        raise UnreadableError from error
    feed = parsed.get("feed") or {}
    return RawFeed(
        title=text_of(feed.get("title")),
        link=_link(feed),
        entries=tuple(_entry(entry) for entry in parsed.get("entries", ())[:most]),
    )


def _entry(entry: Mapping[str, Any]) -> RawEntry:
    published = read_moment(entry.get("published"))
    updated = read_moment(entry.get("updated"))
    return RawEntry(
        id=text_of(entry.get("id")),
        title=text_of(entry.get("title")),
        link=_link(entry),
        published=published or updated,
        updated=updated,
        summary=_summary(entry),
        authors=_authors(entry),
        categories=_categories(entry.get("tags")),
        enclosures=tuple(_enclosures(entry)),
    )


def _link(entry: Mapping[str, Any]) -> str:
    """The page's link: the library takes an enclosure or a hub for it when that comes first."""
    links = [item for item in entry.get("links") or () if item.get("href")]
    pages = [item for item in links if (item.get("rel") or "alternate") == "alternate"]
    chosen = text_of(entry.get("link"))
    if pages and any(item["href"] == chosen and item not in pages for item in links):
        return text_of(pages[0]["href"])
    if not pages and any(item["href"] == chosen for item in links):
        return ""
    return chosen


def _summary(entry: Mapping[str, Any]) -> str:
    summary = text_of(entry.get("description"))
    if len(summary) != SYNTHETIC_SUMMARY_CHARS:
        return summary
    contents = entry.get("content") or ()
    return text_of(contents[0].get("value")) if contents else summary


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = [text_of(a.get("name")) for a in entry.get("authors") or () if isinstance(a, dict)]
    return tuple(dict.fromkeys(n.strip() for n in (names or [text_of(entry.get("author"))]) if n))


def _categories(tags: object) -> tuple[str, ...]:
    if not isinstance(tags, list):
        return ()
    words = (text_of(t.get("label")) or text_of(t.get("term")) for t in tags)
    return tuple(dict.fromkeys(w.strip() for w in words if w.strip()))


def _enclosures(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = [e for e in entry.get("enclosures") or () if isinstance(e, dict)]
    found += [
        {"url": item["href"], "type": item.get("type")}
        for item in entry.get("links") or ()
        if item.get("rel") == "enclosure" and item.get("href")
    ]
    found += [m for m in entry.get("media_content") or () if isinstance(m, dict)]
    return [
        {
            "url": text_of(e.get("url")),
            "type": text_of(e.get("type")) or text_of(e.get("medium")),
            "length": e.get("length") if isinstance(e.get("length"), int) else None,
        }
        for e in found
    ]
