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
    """An entry as the library gives it, whose texts are texts or missing."""
    get = entry.get
    link, links, tags = get("link") or "", get("links"), get("tags")
    released, changed = get("published"), get("updated")
    updated = read_moment(changed) if changed else None
    published = updated if released == changed else read_moment(released)
    author = get("author")  # the library gives the first only
    summary: str = get("description") or ""
    if len(summary) == SYNTHETIC_SUMMARY_CHARS and (contents := get("content")):
        summary = text_of(contents[0].get("value"))
    given, media = get("enclosures"), get("media_content")
    return RawEntry(
        get("id") or "",
        get("title") or "",
        False,  # a title may hold markup
        page_link(link, links) if links else link,
        published or updated,
        updated,
        summary,
        (author,) if author and (author := author.strip()) else (),
        _categories(tags) if tags else (),
        _enclosures(given, media, links) if given or media or links else (),
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


def _categories(tags: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    words = {(tag.get("label") or tag.get("term") or "").strip(): None for tag in tags}
    words.pop("", None)
    return tuple(words)


def _enclosures(
    given: Iterable[Mapping[str, Any]] | None,
    media: Iterable[Mapping[str, Any]] | None,
    links: Iterable[Mapping[str, Any]] | None,
) -> tuple[Mapping[str, Any], ...]:
    """Everything that the entry encloses; `media:content` among it."""
    found = [*(given or ()), *(media or ())]
    for link in links or ():
        if link.get("rel") == "enclosure":
            found.append({"url": link.get("href"), "type": link.get("type")})  # noqa: PERF401
    return tuple(found)
