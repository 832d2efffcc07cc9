"""Feed bytes → Feed: JSON Feed, RSS, RDF, Atom and sitemaps, never raising and always bounded.

The native reader does nearly all feeds, the fast one those that it hands back; the careful one
those that are damaged, have xml:base below the root, titles and summaries that are not plain text,
or fields of another vocabulary before their own. What all leave open (links, dates, titles, ids)
is put right in `tidy`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from onestory.article import Feed, legible
from onestory.feeds import sniff
from onestory.feeds.ampersands import mend_ampersands
from onestory.feeds.hints import read_hints
from onestory.feeds.limits import MAX_BYTES, MAX_ENTRIES
from onestory.feeds.phrases import say
from onestory.feeds.raw import RawFeed, UnreadableError
from onestory.feeds.read_careful import read_careful
from onestory.feeds.read_fast import read_fast
from onestory.feeds.read_json import read_json
from onestory.feeds.read_native import read_native
from onestory.feeds.sitemap import GZIP, is_sitemap, parse_sitemap, unpacked
from onestory.feeds.tidy import FUTURE, tidy_entries, title_text, web_address
from onestory.fetch.unpack import UnpackError

MAX_JSON_BYTES = 8_000_000  # a JSON text is held as objects of ten times its size
# The careful reader takes half a second for this much; of a larger damaged feed it reads the beginning.
MAX_CAREFUL_BYTES = 600_000
MAX_CAREFUL_TAGS = 12_000

ABSOLUTE = ("http://", "https://")
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
    if not data or data.isspace():
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
            if len(data) > MAX_JSON_BYTES:
                return Feed(warnings=(say("too-large", limit=MAX_JSON_BYTES),))
            raw = read_json(data, MAX_ENTRIES + 1)
        elif shape == "xml":
            raw = _read_xml(data, warnings)
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


def _read_xml(data: bytes, warnings: list[str]) -> RawFeed:
    readable = sniff.readable_part(data)
    cut = len(readable) < len(data)
    data = readable
    head = sniff.head_of(data)
    hints, base = read_hints(head), sniff.root_base(head)
    small = len(data) <= MAX_CAREFUL_BYTES
    odd = small and (sniff.hides_fields(data, len(head)) or sniff.has_rich_text(data))
    odd = odd and _for_careful(data) == data
    fast = None if odd else read_native(data, MAX_ENTRIES + 1, len(head))
    damaged = False
    if fast is None:
        mended = mend_ampersands(data)
        if mended is not data and not odd:
            fast = read_native(mended, MAX_ENTRIES + 1, len(head))
        data = mended
    if not odd:
        try:
            fast = fast or read_fast(data, MAX_ENTRIES + 1)
        except UnreadableError:
            damaged = True
        if fast is not None and _is_done(fast, data, small):
            if cut:
                warnings.append(say("cut"))
            return replace(fast, base=base, hints=hints)
    part = _for_careful(data)
    cut = cut or len(part) < len(data)
    if cut:
        warnings.append(say("cut"))
    if sniff.depth_of(part) > sniff.MAX_DEPTH:
        if fast is not None:
            return replace(fast, entries=(), base=base, hints=hints)
        raise UnreadableError
    careful = read_careful(part, MAX_ENTRIES + 1)
    if damaged:
        warnings.append(say("damaged"))
    if not base.startswith(ABSOLUTE):
        base = ""  # the careful reader has joined it to every link
    return replace(careful, base=base, hints=hints)


def _is_done(fast: RawFeed, data: bytes, small: bool) -> bool:
    """Whether the careful reader would find no more: entries, a title, links, bases of links."""
    if not fast.entries:
        return bool(fast.title) and sniff.FIRST_ITEM.search(data) is None
    if not small or not _has_relative_links(fast) or _for_careful(data) != data:
        return True
    return not (sniff.has_base_below(data) or sniff.LINK_TEXT.search(data))


def _has_relative_links(feed: RawFeed) -> bool:
    for entry in feed.entries:
        if not entry.link.startswith(ABSOLUTE):
            return True
        for enclosure in entry.enclosures:
            if not (enclosure.get("url") or "").startswith(ABSOLUTE):
                return True
    return False


def _for_careful(data: bytes) -> bytes:
    return sniff.beginning(data, MAX_CAREFUL_BYTES, MAX_CAREFUL_TAGS)


def _tidied(raw: RawFeed, url: str, now: datetime, warnings: list[str]) -> Feed:
    base = web_address(raw.base, url) if raw.base else url
    found: Counter[str] = Counter()
    entries = tidy_entries(raw.entries[:MAX_ENTRIES], base or url, now + FUTURE, found)
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
        title=legible(title_text(raw.title)),
        link=web_address(raw.link, base or url),
        entries=entries,
        warnings=tuple(warnings),
        hints={name: value for name, value in hints.items() if value},
    )
