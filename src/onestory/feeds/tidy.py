"""Raw words → entries a hub can trust: links absolute, dates sane, titles text, ids never empty."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from onestory.article import ILLEGIBLE, FeedEntry, legible
from onestory.feeds.raw import RawEntry

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; 1970 is a clock that was never set
FUTURE = timedelta(days=7)  # an entry further ahead is dated wrongly
MAX_SUMMARY_CHARS = 100_000
MAX_LINKED_CHARS = 5_000  # searched for links to make absolute: what is longer is the article
MAX_TITLE_CHARS = 2_000
MAX_RAW_TITLE_CHARS = 10_000  # looked at: bounds the work on markup in a title
MAX_URL_CHARS = 2_000
MAX_ID_CHARS = 2_000  # a longer one is shown by its hash
MAX_TYPE_CHARS = 200  # of an enclosure's media type
MAX_LENGTH = 2**63  # bytes of an enclosure; more is no number a database holds
MAX_LISTED = 50  # authors, categories and enclosures of one entry

# `<b>`, `</a>`, `<br/>`, `<span class="x">`; not `<3`, not `<Name>`.
TITLE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|small"
    r"|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
BREAKING_TAG = re.compile(r"<(?:br|p|div)[\s/>]", re.IGNORECASE)
# `https://news.example/a?b=1`; not `/a`, `https://a b/`, `https://u@h/`. With `/.` in it, an
# address may still have steps like `/../` to be taken.
PLAIN_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:[/?#][!#-;=?-\[\]_a-z~]{0,2000})?"
)
# `href="/a"` and `src="//b"`, not `href="https://c"`: from the root, as nearly all such links are.
# The search is for what the pattern begins with, so that the names are looked at last.
LINK_FROM_ROOT = re.compile(r"=\"(?:(?<=href=\")|(?<=src=\"))(/[^\"<>\s]{0,2000})\"")
# Control characters that nobody means: the punctuation of a Windows code page.
WINDOWS = {c: bytes((c,)).decode("cp1252", "replace") for c in range(0x80, 0xA0)}
MISREAD = re.compile(rb"\xc2[\x80-\x9f]")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# What `legible` replaces, as UTF-8: looking for it in bytes takes a third of the time.
CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
DELETE = b"\x7f"  # the only one of them that well-formed XML may hold
NONCHARACTER = re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")
SHORT = 200  # characters; in short text one look at each is cheaper


def tidy_entry(
    raw: RawEntry, base: str, latest: datetime, found: Counter[str], strict: bool = False
) -> FeedEntry:
    """One entry made sound; what had to be left out is counted in `found` by phrase.

    `strict` says that the entry stood in well-formed XML.
    """
    if raw.base:
        base = _joined(base, raw.base)
    link = _link(raw, base, found)
    published = _sane(raw.published, latest)
    title = collapse(raw.title) if raw.plain_title else title_text(raw.title)
    title = clean(title[:MAX_TITLE_CHARS])
    if not title:
        found["no-title"] += 1
    if published is None:
        found["no-date"] += 1
        found["strange-date"] += raw.published is not None
    if not link:
        found["no-link"] += 1
    return FeedEntry(
        id=_id(raw.id, base) or link or _hash(title, raw.summary),
        title=title,
        link=link,
        published=published,
        updated=_sane(raw.updated, latest),
        summary=clean(_summary(raw.summary, base), strict),
        authors=_names(raw.authors),
        categories=_names(raw.categories),
        enclosures=_enclosures(raw.enclosures, base) if raw.enclosures else (),
    )


def clean(text: str, strict: bool = False) -> str:
    """Legible text, after a quick look whether there is anything to replace.

    `strict` says that the text stood in well-formed XML, so that less of it can be there.
    """
    if len(text) < SHORT and text.isprintable():
        return text
    try:
        coded = text.encode()
    except UnicodeEncodeError:
        return legible(text)
    if b"\xc2" in coded and MISREAD.search(coded):
        return legible(text.translate(WINDOWS))
    if DELETE in coded or (not strict and len(coded.translate(None, CONTROLS)) != len(coded)):
        return legible(text)
    return legible(text) if b"\xef" in coded and NONCHARACTER.search(coded) else text


def _id(given: str, base: str) -> str:
    """The id as it stands, but for a path: the same on every site, it becomes an address."""
    given = given.strip()
    if len(given) > MAX_ID_CHARS:
        return _hash(given, "")
    return clean((web_address(given, base) if given.startswith("/") else "") or given)


def _summary(given: str, base: str) -> str:
    summary = given.strip()[:MAX_SUMMARY_CHARS]
    if not base or summary.find('="/', 0, MAX_LINKED_CHARS) < 0:
        return summary
    start, rest = summary[:MAX_LINKED_CHARS], summary[MAX_LINKED_CHARS:]
    start = LINK_FROM_ROOT.sub(lambda link: _absolute(link, base), start)
    return (start + rest)[:MAX_SUMMARY_CHARS]


def _absolute(link: re.Match[str], base: str) -> str:
    address = web_address(html.unescape(link[1]), base)
    return f'="{html.escape(address)}"' if address else link[0]


def _names(words: tuple[str, ...]) -> tuple[str, ...]:
    if not words:
        return ()
    names = [_known(w) if len(w) < SHORT else _name(w) for w in words[:MAX_LISTED]]
    return tuple([name for name in names if name])


def _name(word: str) -> str:
    return clean(title_text(word))


_known = lru_cache(maxsize=4_096)(_name)  # authors and categories come again with every entry


def title_text(text: str) -> str:
    """The words of a title: tags dropped, entities decoded once, white space made one space."""
    text = text[:MAX_RAW_TITLE_CHARS]
    if "<" in text:
        text = COMMENT.sub("", text)
        text = TITLE_TAG.sub(lambda m: " " if BREAKING_TAG.match(m.group()) else "", text)
    if "&" in text:
        text = html.unescape(text)
    return collapse(text)


def collapse(text: str) -> str:
    """White space made one space each, none at the ends."""
    return " ".join(text.split())


def web_address(link: str, base: str) -> str:
    """`link` made absolute against `base`; empty where that gives no http or https address.

    Without a base a relative link stays as it is.
    """
    if PLAIN_ADDRESS.fullmatch(link) and "/." not in link:
        return link if len(link) <= MAX_URL_CHARS else ""
    link = link.strip()
    if not link or len(link) > MAX_URL_CHARS or ILLEGIBLE.search(link):
        return ""
    link = "".join(c for c in link if c not in "\t\r\n").replace(" ", "%20")
    try:
        absolute = urljoin(base, link) if base else link
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"}:  # browsers read a backslash as the end of the host
        return absolute if parts.netloc and "\\" not in parts.netloc else ""
    return absolute if not parts.scheme and not base else ""


def _link(raw: RawEntry, base: str, found: Counter[str]) -> str:
    # Without a guid of its own an entry's id is the link: it is not better than the link.
    given = raw.link or (raw.id if raw.id.startswith(("http://", "https://")) else "")
    link = web_address(given, base)
    if not link and given.strip():
        found["bad-link"] += 1
    return link


def _enclosures(given: tuple[Mapping[str, Any], ...], base: str) -> tuple[dict[str, object], ...]:
    kept: dict[str, dict[str, object]] = {}
    for enclosure in given[:MAX_LISTED]:
        url = web_address(str(enclosure.get("url") or ""), base)
        if url and url not in kept:
            length = enclosure.get("length")
            kept[url] = {
                "url": url,
                "type": legible(collapse(str(enclosure.get("type") or "")))[:MAX_TYPE_CHARS],
                "length": length if length is not None and 0 <= length < MAX_LENGTH else None,
            }
    return tuple(kept.values())


def _joined(base: str, inner: str) -> str:
    try:
        return urljoin(base, inner.strip())
    except ValueError:
        return base


def _sane(moment: datetime | None, latest: datetime) -> datetime | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware if OLDEST <= aware <= latest else None


def _hash(title: str, summary: str) -> str:
    digest = hashlib.sha256(f"{title}\n{summary}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"sha256:{digest}"
