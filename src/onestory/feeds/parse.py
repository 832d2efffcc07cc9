"""Feed bytes → Feed: JSON Feed, RSS, RDF and Atom, never raising and always bounded.

The fast reader does nearly all feeds; the careful one those that are damaged, have xml:base below
the root, or titles and summaries that are not plain text. What both leave open (links, dates,
titles, ids) is put right in `tidy`.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from onestory.article import Feed, legible
from onestory.feeds import sniff
from onestory.feeds.ampersands import mend_ampersands
from onestory.feeds.hints import read_hints
from onestory.feeds.phrases import say
from onestory.feeds.raw import RawFeed, UnreadableError
from onestory.feeds.read_careful import read_careful
from onestory.feeds.read_fast import read_fast
from onestory.feeds.read_json import read_json
from onestory.feeds.tidy import tidy_entry, title_text, web_address

MAX_BYTES = 16_000_000
MAX_JSON_BYTES = 8_000_000  # a JSON text is held as objects of ten times its size
MAX_ENTRIES = 2_000
# The careful reader takes half a second for this much; of a larger damaged feed it reads the beginning.
MAX_CAREFUL_BYTES = 600_000
MAX_CAREFUL_TAGS = 12_000

COUNTED = ("no-title", "no-link", "no-date", "strange-date", "bad-link", "same-id")


def parse_feed(data: bytes, url: str = "", now: datetime | None = None) -> Feed:
    """Read a feed found at `url`. Never raises: what is no feed has no entries and a warning.

    Summaries are as the feed gives them and may hold markup: never show them unescaped. An entry
    that gives only the time of its last change has it as `published` too. `now` (aware) is what
    dates are judged against.
    """
    if len(data) > MAX_BYTES:
        return Feed(warnings=(say("too-large", limit=MAX_BYTES),))
    data = sniff.as_utf8(data)
    if not data.strip():
        return Feed(warnings=(say("empty"),))
    shape = sniff.shape_of(data)
    if shape == "html":
        return Feed(warnings=(say("html"),))
    if shape != "json" and sniff.declares_entities(data):
        return Feed(warnings=(say("entities"),))
    warnings: list[str] = []
    try:
        if shape == "json":
            if len(data) > MAX_JSON_BYTES:
                return Feed(warnings=(say("too-large", limit=MAX_JSON_BYTES),))
            raw = read_json(data, MAX_ENTRIES + 1)
        elif shape == "xml":
            raw = _read_xml(data, url, warnings)
        else:
            raise UnreadableError
    except UnreadableError:
        return Feed(warnings=(*warnings, say("not-feed")))
    return _tidied(raw, url, now or datetime.now(UTC), warnings)


def _read_xml(data: bytes, url: str, warnings: list[str]) -> RawFeed:
    readable = sniff.readable_part(data)
    if len(readable) < len(data):
        warnings.append(say("cut"))
    data = mend_ampersands(readable)
    hints, base = read_hints(data), sniff.root_base(data)
    fast: RawFeed | None = None
    damaged = False
    short = len(data) <= MAX_CAREFUL_BYTES
    if not (short and sniff.needs_care(data) and _for_careful(data) == data):
        try:
            fast = read_fast(data, MAX_ENTRIES + 1)
        except UnreadableError:
            damaged = True
        if fast is not None and (fast.entries or not sniff.FIRST_ITEM.search(data)):
            return RawFeed(fast.title, fast.link, fast.entries, base, hints)
    head = _for_careful(data)
    if sniff.depth_of(head) > sniff.MAX_DEPTH:
        if fast is not None:
            return RawFeed(fast.title, fast.link, (), base, hints)
        raise UnreadableError
    careful = read_careful(head, url, MAX_ENTRIES + 1)
    if len(head) < len(data) and say("cut") not in warnings:
        warnings.append(say("cut"))
    if damaged:
        warnings.append(say("damaged"))
    return RawFeed(careful.title, careful.link, careful.entries, base, hints)


def _for_careful(data: bytes) -> bytes:
    return sniff.beginning(data, MAX_CAREFUL_BYTES, MAX_CAREFUL_TAGS)


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
        title=legible(title_text(raw.title)),
        link=web_address(raw.link, base or url),
        entries=entries,
        warnings=tuple(warnings),
        hints={name: value for name, value in hints.items() if value},
    )
