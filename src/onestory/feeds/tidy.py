"""Raw words → entries a hub can trust: links absolute, dates sane, titles text, ids never empty."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from onestory.article import ILLEGIBLE, FeedEntry, legible
from onestory.feeds.raw import RawEntry
from onestory.feeds.sound import MAX_URL_CHARS, is_legible, is_plain_address, is_plain_title
from onestory.markup import compiled

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; 1970 is a clock that was never set
FUTURE = timedelta(days=7)  # an entry further ahead is dated wrongly
MAX_SUMMARY_CHARS = 100_000
MAX_LINKED_CHARS = 5_000  # searched for links to make absolute: what is longer is the article
MAX_TITLE_CHARS = 2_000
MAX_RAW_TITLE_CHARS = 10_000  # looked at: bounds the work on markup in a title
MAX_ID_CHARS = 2_000  # a longer one is shown by its hash
MAX_TYPE_CHARS = 200  # of an enclosure's media type
MAX_LENGTH = 2**63  # bytes of an enclosure; more is no number a database holds
MAX_KNOWN = 200  # characters of an author or category that is remembered
MAX_LISTED = 50  # authors, categories and enclosures of one entry
LIMITS = (MAX_LISTED, MAX_ID_CHARS, MAX_SUMMARY_CHARS, MAX_URL_CHARS, MAX_LINKED_CHARS)

# `<b>`, `</a>`, `<br/>`, `<span class="x">`; not `<3`, not `<Name>`.
TITLE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|small"
    r"|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
BREAKING_TAG = re.compile(r"<(?:br|p|div)[\s/>]", re.IGNORECASE)
# `/a/b?c=1`, to which only a site's address is added; not `//b/a`, `/a;b`, `/a?`, `/a?#b`.
PLAIN_PATH = re.compile(r"/(?!/)(?:[!#-:=@-\[\]_a-z~]|\?(?![#]|\Z)){0,1900}(?<!#)")
# `href="/a"` and `src="//b"`, not `href="https://c"`: from the root, as nearly all such links are.
# The search is for what the pattern begins with, so that the names are looked at last.
LINK_FROM_ROOT = re.compile(r"=\"(?:(?<=href=\")|(?<=src=\"))(/[^\"<>\s]{0,2000})\"")
# Control characters that nobody means: the punctuation of a Windows code page.
WINDOWS = {c: bytes((c,)).decode("cp1252", "replace") for c in range(0x80, 0xA0)}
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def tidy_entries(
    raws: tuple[RawEntry, ...], base: str, latest: datetime, found: Counter[str]
) -> tuple[FeedEntry, ...]:
    """The entries made sound; what had to be left out is counted in `found` by phrase.

    Nearly all lack nothing: those the native part makes, with what it needs of this module.
    """
    if compiled is None:
        return tuple([tidy_entry(raw, base, latest, found) for raw in raws])
    pairs = zip(whole_entries(raws, base, latest), raws, strict=True)
    return tuple([entry or tidy_entry(raw, base, latest, found) for entry, raw in pairs])


def whole_entries(
    raws: tuple[RawEntry, ...], base: str, latest: datetime
) -> list[FeedEntry | None]:
    """What `tidy_entry` would make of those with title, link and sane date; None for the others."""
    assert compiled is not None
    mend = (
        partial(_id, base=base),
        _title,
        partial(web_address, base=base),
        partial(_summary, base=base),
        _names,
        partial(_enclosures, base=base),
    )
    found: list[FeedEntry | None] = compiled.whole_entries(
        raws, bool(base), OLDEST, latest, FeedEntry, mend, LIMITS
    )
    return found


def tidy_entry(raw: RawEntry, base: str, latest: datetime, found: Counter[str]) -> FeedEntry:
    """One entry made sound; what had to be left out is counted in `found` by phrase."""
    if raw.base:
        base = _joined(base, raw.base)
    link = _link(raw, base, found)
    published = _sane(raw.published, latest)
    title = raw.title
    if not is_plain_title(title):
        title = _title(title) if not raw.plain_title else clean(collapse(title)[:MAX_TITLE_CHARS])
    if not title:
        found["no-title"] += 1
    if published is None:
        found["no-date"] += 1
        found["strange-date"] += raw.published is not None
    if not link:
        found["no-link"] += 1
    return FeedEntry(
        _id(raw.id, base) or link or _hash(title, raw.summary),
        title,
        link,
        published,
        _sane(raw.updated, latest),
        _summary(raw.summary, base),
        _names(raw.authors) if raw.authors else (),
        _names(raw.categories) if raw.categories else (),
        _enclosures(raw.enclosures, base) if raw.enclosures else (),
    )


def clean(text: str) -> str:
    """Legible text; what was read from a Windows code page as control characters is put right."""
    return text if is_legible(text) else legible(text.translate(WINDOWS))


def _id(given: str, base: str) -> str:
    """The id as it stands, but for a path: the same on every site, it becomes an address."""
    given = given.strip()
    if len(given) > MAX_ID_CHARS:
        return _hash(given, "")
    return clean((web_address(given, base) if given.startswith("/") else "") or given)


def _title(given: str) -> str:
    return clean(title_text(given)[:MAX_TITLE_CHARS])


def _summary(given: str, base: str) -> str:
    summary = given.strip()[:MAX_SUMMARY_CHARS]
    if not base or summary.find('="/', 0, MAX_LINKED_CHARS) < 0:
        return clean(summary)
    start, rest = summary[:MAX_LINKED_CHARS], summary[MAX_LINKED_CHARS:]
    start = LINK_FROM_ROOT.sub(lambda link: _absolute(link, base), start)
    return clean((start + rest)[:MAX_SUMMARY_CHARS])


def _absolute(link: re.Match[str], base: str) -> str:
    address = web_address(html.unescape(link[1]), base)
    return f'="{html.escape(address)}"' if address else link[0]


def _names(words: tuple[str, ...]) -> tuple[str, ...]:
    names = [_known(w) if len(w) < MAX_KNOWN else _name(w) for w in words[:MAX_LISTED]]
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
    if is_plain_address(link, MAX_URL_CHARS):
        return link
    if base and PLAIN_PATH.fullmatch(link) and "/." not in link and (root := _root(base)):
        return root + link
    return joined_address(link, base)


def joined_address(link: str, base: str) -> str:
    """What `web_address` gives, of any link: taken apart and put together by the rules."""
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


@lru_cache(maxsize=512)
def _root(base: str) -> str:
    """`https://news.example` of any address there; empty where it is not of the web."""
    return joined_address("/", base).removesuffix("/")


def _link(raw: RawEntry, base: str, found: Counter[str]) -> str:
    # Without a guid of its own an entry's id is the link: it is not better than the link.
    given = raw.link or (raw.id if raw.id.startswith(("http://", "https://")) else "")
    link = web_address(given, base)
    if not link and given.strip():
        found["bad-link"] += 1
    return link


def _media_type(given: str) -> str:
    return (given if is_plain_title(given) else legible(collapse(given)))[:MAX_TYPE_CHARS]


def _enclosures(given: tuple[Mapping[str, Any], ...], base: str) -> tuple[dict[str, object], ...]:
    kept: dict[str, dict[str, object]] = {}
    for enclosure in given[:MAX_LISTED]:
        get = enclosure.get
        url = web_address(get("url") or "", base)
        if url and url not in kept:
            length = get("length")
            kept[url] = {
                "url": url,
                "type": _media_type(get("type") or get("medium") or ""),
                "length": length if isinstance(length, int) and 0 <= length < MAX_LENGTH else None,
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
