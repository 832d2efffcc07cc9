"""The first reader: fastfeedparser's native core, for well-formed RSS and Atom in UTF-8.

Called directly it also says whether a document is well-formed, which spares a search for stray
ampersands in each feed, and what stands around the entries, which is read here. The core is not
public: where it is missing or answers otherwise than expected, the fast reader does the work.
"""

from __future__ import annotations

import html
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import Any

from fastfeedparser import main as library

from onestory.feeds.raw import RawFeed
from onestory.feeds.read_fast import page_link, read_entry

# With few entries in many bytes the library looks for entries in odd places: that is its own work.
FEW, MANY_BYTES = 5, 20_000
ATOM = "{http://www.w3.org/2005/Atom}"

_core: Any = getattr(library, "_core", None)
_parse_date: Callable[[str], str | None] | None = getattr(library, "_parse_date", None)


def read_native(data: bytes, most: int) -> RawFeed | None:
    """Read a feed, at most `most` entries. None where the core hands the document back."""
    try:
        answer = _core.parse_entries(data, dict, _parse_date, html.unescape, *[True] * 4)
    except Exception:  # no core, another one, or a date that it stumbles over
        return None
    match answer:
        case (str(kind), str() | None as namespace, bytes(header), list(entries)):
            feed = _read_head(header, f"{{{namespace}}}" if namespace else "")
        case _:
            return None
    if feed is None or (kind == "rss" and len(entries) < FEW and len(data) > MANY_BYTES):
        return None
    return RawFeed(*feed, tuple([read_entry(entry) for entry in entries[:most]]), strict=True)


def _read_head(header: bytes, space: str) -> tuple[str, str] | None:
    """Title and link of the feed from the document without its entries; None where it has none."""
    try:
        root = ElementTree.fromstring(header)  # noqa: S314 - entities are refused before
    except ElementTree.ParseError:
        return None
    channel = root if space else root.find("channel")
    return None if channel is None else (_title(channel, space), _link(channel, space or ATOM))


def _title(channel: ElementTree.Element, space: str) -> str:
    """The feed's own title; where it has none, another vocabulary's, such as Dublin Core's."""
    titles = [e for e in channel if e.tag.rpartition("}")[2] == "title" and (e.text or "").strip()]
    titles.sort(key=lambda element: element.tag != space + "title")
    return titles[0].text or "" if titles else ""


def _link(channel: ElementTree.Element, space: str) -> str:
    links = [element.attrib for element in channel.iterfind(space + "link")]
    first = links[0].get("href", "") if links else ""
    return channel.findtext("link", "").strip() or page_link(first, links)
