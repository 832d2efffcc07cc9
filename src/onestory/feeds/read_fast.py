"""The second reader: fastfeedparser, with what it leaves to its caller put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        link=page_link(text_of(feed.get("link")), feed.get("links") or ()),
        entries=tuple([read_entry(entry) for entry in parsed.get("entries", ())[:most]]),
    )


def read_entry(entry: Mapping[str, Any]) -> RawEntry:
    """An entry as the library gives it."""
    link, links, tags = text_of(entry.get("link")), entry.get("links") or (), entry.get("tags")
    released, changed = entry.get("published"), entry.get("updated")
    updated = read_moment(changed)
    published = updated if released == changed else read_moment(released)
    author = text_of(entry.get("author")).strip()  # the library gives the first only
    return RawEntry(
        id=text_of(entry.get("id")),
        title=text_of(entry.get("title")),
        link=page_link(link, links) if links else link,
        published=published or updated,
        updated=updated,
        summary=_summary(entry),
        authors=(author,) if author else (),
        categories=_categories(tags) if tags else (),
        enclosures=_enclosures(entry, links),
    )


def page_link(chosen: str, links: Iterable[Mapping[str, Any]]) -> str:
    """The page's link: the library takes an enclosure or a hub for it when that comes first."""
    page, mistaken = "", False
    for link in links:
        if (link.get("rel") or "alternate") == "alternate":
            page = page or text_of(link.get("href"))
        elif link.get("href") == chosen:
            mistaken = True
    return page if mistaken else chosen


def _summary(entry: Mapping[str, Any]) -> str:
    summary = text_of(entry.get("description"))
    if len(summary) != SYNTHETIC_SUMMARY_CHARS:
        return summary
    contents = entry.get("content") or ()
    return text_of(contents[0].get("value")) if contents else summary


def _categories(tags: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    words = [text_of(tag.get("label") or tag.get("term")).strip() for tag in tags]
    return tuple(dict.fromkeys([word for word in words if word]))


def _enclosures(
    entry: Mapping[str, Any], links: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, Any], ...]:
    """Everything that the entry encloses; `media:content` among it."""
    given, media = entry.get("enclosures"), entry.get("media_content")
    if not (given or media or links):
        return ()
    found = [*(given or ()), *(media or ())]
    for link in links:
        if link.get("rel") == "enclosure":
            found.append({"url": link.get("href"), "type": link.get("type")})  # noqa: PERF401
    return tuple([_enclosure(item) for item in found])


def _enclosure(given: Mapping[str, Any]) -> dict[str, Any]:
    length = given.get("length")
    return {
        "url": text_of(given.get("url")),
        "type": text_of(given.get("type") or given.get("medium")),
        "length": length if isinstance(length, int) else None,
    }
