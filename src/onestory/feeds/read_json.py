"""JSON Feed 1.0 and 1.1 (jsonfeed.org) → a raw feed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from onestory.feeds.raw import RawEntry, RawFeed, UnreadableError, read_moment, text_of


def read_json(data: bytes, most: int) -> RawFeed:
    """Read a JSON Feed, at most `most` items. Raises UnreadableError when it is none."""
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise UnreadableError
    authors = _authors(feed)
    hints = {"self": text_of(feed.get("feed_url")), "next": text_of(feed.get("next_url"))}
    for hub in _mappings(feed.get("hubs")):
        if text_of(hub.get("type")).lower() == "websub":
            hints.setdefault("hub", text_of(hub.get("url")))
    return RawFeed(
        title=text_of(feed.get("title")),
        link=text_of(feed.get("home_page_url")),
        entries=tuple(_entry(item, authors) for item in items[:most] if isinstance(item, dict)),
        hints={name: value for name, value in hints.items() if value},
    )


def _entry(item: Mapping[str, Any], feed_authors: tuple[str, ...]) -> RawEntry:
    content = text_of(item.get("content_html")) or text_of(item.get("content_text"))
    published = read_moment(item.get("date_published"))
    return RawEntry(
        id=text_of(item.get("id")),
        title=text_of(item.get("title")),
        plain_title=True,
        link=text_of(item.get("url")) or text_of(item.get("external_url")),
        published=published or read_moment(item.get("date_modified")),
        updated=read_moment(item.get("date_modified")),
        summary=text_of(item.get("summary")) or content,
        authors=_authors(item) or feed_authors,
        categories=_texts(item.get("tags")),
        enclosures=tuple(_enclosure(a) for a in _mappings(item.get("attachments"))),
    )


def _authors(holder: Mapping[str, Any]) -> tuple[str, ...]:
    many = _mappings(holder.get("authors")) or _mappings([holder.get("author")])
    return tuple(name for author in many if (name := text_of(author.get("name")).strip()))


def _enclosure(attachment: Mapping[str, Any]) -> dict[str, Any]:
    size = attachment.get("size_in_bytes")
    return {
        "url": text_of(attachment.get("url")),
        "type": text_of(attachment.get("mime_type")),
        "length": size if isinstance(size, int) and not isinstance(size, bool) else None,
    }


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text_of(v) for v in value if text_of(v)) if isinstance(value, list) else ()
