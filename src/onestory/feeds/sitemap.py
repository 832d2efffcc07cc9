"""Sitemaps → the entries of a feed: sitemaps.org, Google's news sitemaps, plain text, indexes.

They serve outlets without feeds. Only addresses of the sitemap's own host count, as anybody may write
a sitemap. What stands in it is streamed, so that 50,000 addresses take little room.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.parsers import expat

from onestory.article import Feed, FeedEntry, SitemapLink, legible
from onestory.feeds import sniff
from onestory.feeds.ampersands import mend_ampersands
from onestory.feeds.limits import MAX_BYTES, MAX_ENTRIES
from onestory.feeds.phrases import say
from onestory.feeds.raw import read_moment
from onestory.feeds.tidy import FUTURE, MAX_TITLE_CHARS, OLDEST, title_text, web_address
from onestory.fetch.unpack import UnpackError, unpack

MAX_ADDRESSES = 50_000  # the protocol's own limit; what follows is not read
MAX_MARKS = 800_000  # tags and references: what 50,000 addresses with all their fields have
MAX_LINKS = 200  # sitemaps kept of an index
MAX_READ = 5  # of these, read at one look
MAX_FIELD_CHARS = 10_000
GZIP = b"\x1f\x8b"
ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)[\s>/]")
TEXT_LINE = re.compile(rb"https?://[^\s<>]{1,2000}")
NEWS_NAME = re.compile(r"news|nachrichten|noticias|actu", re.IGNORECASE)
# Lists of what is no article: `/author-sitemap.xml`, `/sitemaps/tags-2.xml`; not `/pagesofhistory`.
SIDE_NAME = re.compile(
    r"(?:^|[/_.-])(?:authors?|categor(?:y|ies)|tags?|topics?|sections?|pages?|images?|videos?)(?=[/_.-]|$)",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"\d{1,12}")
# The elements that count, by their parent and name; `image:title` and `video:title` do not.
FIELDS = {
    ("url", "loc"): "loc",
    ("url", "lastmod"): "changed",
    ("sitemap", "loc"): "loc",
    ("sitemap", "lastmod"): "changed",
    ("news", "publication_date"): "published",
    ("news", "title"): "title",
    ("publication", "name"): "outlet",
}
COUNTED = ("bad-link", "other-host", "strange-date", "no-date")


@dataclass(slots=True)
class _Found:
    """What was read so far. `latest` is the last moment that a date may give; `host` is empty where
    nobody said where the sitemap was found."""

    url: str
    host: str
    latest: datetime
    title: str = ""
    entries: dict[str, FeedEntry] = field(default_factory=dict)
    links: dict[str, SitemapLink] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    addresses: int = 0


class _RefusedError(Exception):
    """The document is built to harm; `str(error)` names the phrase."""


class _EnoughError(Exception):
    """As many addresses as are read of one sitemap."""


def is_sitemap(data: bytes) -> bool:
    """Whether UTF-8 bytes that are no feed are a sitemap, by the root element or the first line."""
    head = data[: sniff.HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith(b"<"):
        return ROOT.search(head) is not None
    return _is_text(head)


def unpacked(data: bytes) -> bytes:
    """A .gz file's content, within the limit; other bytes as they are. Raises UnpackError."""
    return unpack(data, "gzip", MAX_BYTES) if data.startswith(GZIP) else data


def parse_sitemap(data: bytes, url: str = "", now: datetime | None = None) -> Feed:
    """Read a sitemap found at `url`: its entries, or an index's `sitemaps`, the newest first.

    Never raises. An entry that gives only the time of its last change has it as `published` too.
    """
    try:
        data = unpacked(data)
    except UnpackError as error:
        large = error.trouble == "too-large-unpacked"
        return _refused("too-large" if large else "packed", limit=MAX_BYTES)
    if len(data) > MAX_BYTES:
        return _refused("too-large", limit=MAX_BYTES)
    data = sniff.as_utf8(data).removeprefix(codecs.BOM_UTF8).strip()
    if not data:
        return _refused("empty")
    found = _Found(url, _host(url), (now or datetime.now(UTC)) + FUTURE)
    as_text = _is_text(data[: sniff.HEAD])
    if not as_text and sniff.declares_entities(data):
        return _refused("entities")
    part = data if as_text else sniff.beginning(data, len(data), MAX_MARKS, sniff.MARK)
    try:
        whole = _read_text(part, found) if as_text else _read_xml(part, found)
    except _RefusedError as error:
        return _refused(str(error), limit=sniff.MAX_DEPTH)
    except _EnoughError:
        return _made(found, [say("too-many", limit=MAX_ADDRESSES)])
    if len(part) < len(data):
        return _made(found, [say("cut")])
    return _made(found, [] if whole else [say("cut-short")])


def sitemaps_to_read(index: Feed, oldest: datetime) -> list[SitemapLink]:
    """The sitemaps of an index that may hold what is younger than `oldest`, a few, newest first."""
    young = [s for s in index.sitemaps if s.modified is None or s.modified >= oldest]
    return young[:MAX_READ]


def join_sitemaps(index: Feed, read: Sequence[Feed]) -> Feed:
    """The index with the entries of those of its sitemaps that were read."""
    entries = {entry.link: entry for feed in read for entry in feed.entries}
    titles = [feed.title for feed in (index, *read) if feed.title]
    return replace(index, title=titles[0] if titles else "", entries=_newest(entries.values()))


def likeliest_first(addresses: Iterable[str]) -> list[str]:
    """Addresses of sitemaps, without repeats: those named after news first, side lists last."""
    return sorted(dict.fromkeys(addresses), key=_kind, reverse=True)


def on_host(address: str, url: str) -> bool:
    """Whether `address` is on the host of `url`, a leading `www.` aside; any is without `url`."""
    return not url or _host(address) == _host(url)


def _is_home(address: str) -> bool:
    """Whether an address is a site's front page, which is no article."""
    parts = urlsplit(address)
    return not parts.path.strip("/") and not parts.query


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _refused(key: str, **numbers: int) -> Feed:
    return Feed(warnings=(say(key, **numbers),), is_sitemap=True)


def _is_text(head: bytes) -> bool:
    """Whether every line (the last may be cut) is an address."""
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    return bool(lines) and all(TEXT_LINE.fullmatch(line) for line in lines[:-1] or lines)


def _read_text(data: bytes, found: _Found) -> bool:
    for line in data.decode("utf-8", "replace").splitlines():
        if line.strip():
            _take_page({"loc": line}, found)
    return True


def _read_xml(data: bytes, found: _Found) -> bool:
    """Stream the document into `found`; False where it is damaged, with what came before kept."""
    reader = _Reader(found)
    try:
        reader.parser.Parse(mend_ampersands(data), True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


class _Reader:
    """Follows the elements of one document. Prefixes are dropped: many are never declared."""

    def __init__(self, found: _Found) -> None:
        self._found = found
        self._path: list[str] = [""]
        self._fields: dict[str, str] = {}
        self._text = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._path.append(name)
        if len(self._path) > sniff.MAX_DEPTH:
            raise _RefusedError("too-deep")
        self._text = ""
        if name in {"url", "sitemap"}:
            self._fields = {}

    def _characters(self, text: str) -> None:
        if len(self._text) < MAX_FIELD_CHARS:
            self._text += text

    def _end(self, name: str) -> None:
        name = self._path.pop()
        if key := FIELDS.get((self._path[-1], name)):
            self._fields.setdefault(key, self._text)
        elif name == "url":
            _take_page(self._fields, self._found)
        elif name == "sitemap":
            _take_link(self._fields, self._found)

    def _entity(self, *declaration: object) -> None:
        raise _RefusedError("entities")


def _take_page(fields: dict[str, str], found: _Found) -> None:
    link = _address(fields, found)
    if not link or _is_home(link):
        return
    changed = _moment(fields.get("changed", ""), found)
    published = _moment(fields.get("published", ""), found) or changed
    found.title = found.title or title_text(fields.get("outlet", ""))
    found.counts["no-date"] += published is None
    found.entries[link] = FeedEntry(
        id=link,
        title=legible(title_text(fields.get("title", ""))[:MAX_TITLE_CHARS]),
        link=link,
        published=published,
        updated=changed,
    )


def _take_link(fields: dict[str, str], found: _Found) -> None:
    if link := _address(fields, found):
        found.links[link] = SitemapLink(link, _moment(fields.get("changed", ""), found))


def _address(fields: dict[str, str], found: _Found) -> str:
    """The address that counts for us, or "", the reason counted."""
    if found.addresses >= MAX_ADDRESSES:
        raise _EnoughError
    found.addresses += 1
    link = legible(web_address(fields.get("loc", ""), found.url))
    if not link or link == found.url:
        found.counts["bad-link"] += not link
        return ""
    if found.host and _host(link) != found.host:
        found.counts["other-host"] += 1
        return ""
    return link


def _moment(text: str, found: _Found) -> datetime | None:
    moment = read_moment(text.strip())
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if OLDEST <= aware <= found.latest:
        return aware
    found.counts["strange-date"] += 1
    return None


def _made(found: _Found, warnings: list[str]) -> Feed:
    links = sorted(found.links.values(), key=_newness, reverse=True)[:MAX_LINKS]
    if not found.entries and not links:
        warnings.append(say("no-entries"))
    warnings += [say(key, count=found.counts[key]) for key in COUNTED if found.counts[key]]
    return Feed(
        title=legible(found.title),
        entries=_newest(found.entries.values()),
        warnings=tuple(warnings),
        sitemaps=tuple(links),
        is_sitemap=True,
    )


def _newest(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """As many entries as a feed may have: the newest, then undated ones from both ends of the list.

    Lists without dates grow at one end, and nobody says at which.
    """
    kept = list(entries)
    dated = [(e.published, e) for e in kept if e.published]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    undated = [e for e in kept if not e.published]
    room = MAX_ENTRIES - len(dated[:MAX_ENTRIES])
    if len(undated) > room:
        undated = undated[: room - room // 2] + undated[len(undated) - room // 2 :]
    return (*(entry for _, entry in dated[:MAX_ENTRIES]), *undated)


def _newness(link: SitemapLink) -> tuple[int, datetime, tuple[int, ...]]:
    """What of an index to read first: the numbers in an address grow with time (`/2026-11.xml`)."""
    parts = urlsplit(link.url)
    numbers = tuple(int(n) for n in NUMBERS.findall(f"{parts.path}?{parts.query}"))
    return _kind(link.url), link.modified or OLDEST, numbers


def _kind(address: str) -> int:
    path = urlsplit(address).path
    if SIDE_NAME.search(path):
        return -1
    return 1 if NEWS_NAME.search(path) else 0
