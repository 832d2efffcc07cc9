"""The first reader: fastfeedparser's native core, for well-formed RSS and Atom in UTF-8.

Called directly it also says whether a document is well-formed, which spares a search for stray
ampersands in each feed, and what stands around the entries (`channel.py`). The core is not public:
where it is missing or answers otherwise than expected, the fast reader does the work.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

from fastfeedparser import main as library

from onestory.collector import at_rest
from onestory.feeds.channel import read_channel
from onestory.feeds.raw import RawFeed
from onestory.feeds.read_fast import read_entry

# With few entries in many bytes the library looks for entries in odd places: that is its own work.
FEW, MANY_BYTES = 5, 20_000
FIRST_ENTRY = 16_384  # bytes in which its summary is looked for

_core: Any = getattr(library, "_core", None)
_parse_date: Callable[[str], str | None] | None = getattr(library, "_parse_date", None)


def read_native(data: bytes, most: int, first: int = 0) -> RawFeed | None:
    """Read a feed, at most `most` entries. None where the core hands the document back.

    The first entry begins at `first`. Whole articles are read only for entries without a summary.
    """
    whole = not _is_summarised(data, first)
    feed = _read(data, most, whole)
    if feed is None or whole or all(entry.summary for entry in feed.entries):
        return feed
    return _read(data, most, whole=True) if b"<content" in data else feed


def _is_summarised(data: bytes, first: int) -> bool:
    """Whether the first entry has a summary; then nearly always all have, and no article is read."""
    end = first + FIRST_ENTRY
    return data.find(b"<description", first, end) >= 0 or data.find(b"<summary", first, end) >= 0


def _read(data: bytes, most: int, whole: bool) -> RawFeed | None:
    wanted = (whole, True, True, True)  # content, tags, media, enclosures
    with at_rest():
        try:
            answer = _core.parse_entries(data, dict, _parse_date, html.unescape, *wanted)
        except Exception:  # no core, another one, or a date that it stumbles over
            return None
        match answer:
            case (str(kind), str() | None as namespace, bytes(header), list(entries)):
                feed = read_channel(header, namespace or "")
            case _:
                return None
        if feed is None or (kind == "rss" and len(entries) < FEW and len(data) > MANY_BYTES):
            return None
        return RawFeed(*feed, tuple([read_entry(entry) for entry in entries[:most]]))
