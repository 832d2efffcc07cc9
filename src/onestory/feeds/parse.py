"""Feed bytes → Feed: JSON Feed, RSS, RDF, Atom and sitemaps, never raising and always bounded.

The fast reader does nearly all feeds; the careful one those that are damaged, have xml:base below
the root, or titles and summaries that are not plain text. What both leave open (links, dates,
titles, ids) is put right in `tidy`.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from onestory.article import Feed
from onestory.feeds import sniff
from onestory.feeds.ampersands import mend_ampersands
from onestory.feeds.hints import read_hints
from onestory.feeds.limits import MAX_BYTES, MAX_ENTRIES
from onestory.feeds.phrases import say
from onestory.feeds.raw import RawFeed, UnreadableError
from onestory.feeds.read_careful import read_careful
from onestory.feeds.read_fast import read_fast
from onestory.feeds.read_json import read_json
from onestory.feeds.sitemap import GZIP, is_sitemap, parse_sitemap, unpacked
from onestory.feeds.tidy import tidy_entry, title_text, web_address
from onestory.fetch.unpack import UnpackError

# The careful reader takes one to three seconds a megabyte; a larger damaged feed is given up.
MAX_CAREFUL_BYTES = 2_000_000

COUNTED = ("no-title", "no-link", "no-date", "strange-date", "bad-link", "same-id")


def parse_feed(data: bytes, url: str = "", now: datetime | None = None) -> Feed:
    """Read a feed found at `url`. Never raises: what is no feed has no entries and a warning.

    Summaries are as the feed gives them and may hold markup: never show them unescaped. An entry
    that gives only the time of its last change has it as `published` too. `now` (aware) is what
    dates are judged against.
    """
    if data.startswith(GZIP):
        return _parse_packed(data, url, now)
    if len(data) > MAX_BYTES:
        return Feed(warnings=(say("too-large", limit=MAX_BYTES),))
    data = sniff.as_utf8(data)
    if not data.strip():
        return Feed(warnings=(say("empty"),))
    shape = sniff.shape_of(data)
    if shape == "html":
        return Feed(warnings=(say("html"),))
    if shape == "other" and is_sitemap(data):
        return parse_sitemap(data, url, now)
    if shape != "json" and sniff.declares_entities(data):
        return Feed(warnings=(say("entities"),))
    warnings: list[str] = []
    try:
        if shape == "json":
            raw = read_json(data, MAX_ENTRIES + 1)
        elif shape == "xml":
            raw = _read_xml(data, url, warnings)
        else:
            raise UnreadableError
    except UnreadableError:
        return Feed(warnings=(*warnings, say("not-feed")))
    return _tidied(raw, url, now or datetime.now(UTC), warnings)


def _parse_packed(data: bytes, url: str, now: datetime | None) -> Feed:
    """Read a .gz file, once unpacked: what is packed in it again is no feed."""
    try:
        inner = unpacked(data)
    except UnpackError as error:
        large = error.trouble == "too-large-unpacked"
        return Feed(warnings=(say("too-large" if large else "packed", limit=MAX_BYTES),))
    return (
        Feed(warnings=(say("not-feed"),)) if inner.startswith(GZIP) else parse_feed(inner, url, now)
    )


def _read_xml(data: bytes, url: str, warnings: list[str]) -> RawFeed:
    data = mend_ampersands(data)
    hints, base = read_hints(data), sniff.root_base(data)
    small = len(data) <= MAX_CAREFUL_BYTES
    fast: RawFeed | None = None
    damaged = False
    if not (small and sniff.needs_care(data)):
        try:
            fast = read_fast(data, MAX_ENTRIES + 1)
        except UnreadableError:
            damaged = True
        if fast is not None and (fast.entries or not sniff.FIRST_ITEM.search(data)):
            return RawFeed(fast.title, fast.link, fast.entries, base, hints)
    if not small or sniff.depth_of(data) > sniff.MAX_DEPTH:
        if fast is not None:
            return RawFeed(fast.title, fast.link, (), base, hints)
        raise UnreadableError
    careful = read_careful(data, url, MAX_ENTRIES + 1)
    if damaged:
        warnings.append(say("damaged"))
    return RawFeed(careful.title, careful.link, careful.entries, base, hints)


def _tidied(raw: RawFeed, url: str, now: datetime, warnings: list[str]) -> Feed:
    base = web_address(raw.base, url) if raw.base else url
    found: Counter[str] = Counter()
    entries = tuple(tidy_entry(e, base or url, now, found) for e in raw.entries[:MAX_ENTRIES])
    found["same-id"] = len(entries) - len({e.id for e in entries})
    if len(raw.entries) > MAX_ENTRIES:
        warnings.append(say("too-many", limit=MAX_ENTRIES))
    if not entries:
        warnings.append(say("no-entries"))
    warnings += [say(key, count=found[key]) for key in COUNTED if found[key]]
    hints = {
        name: value if name == "ttl" else web_address(value, base or url)
        for name, value in raw.hints.items()
    }
    return Feed(
        title=title_text(raw.title),
        link=web_address(raw.link, base or url),
        entries=entries,
        warnings=tuple(warnings),
        hints={name: value for name, value in hints.items() if value},
    )
