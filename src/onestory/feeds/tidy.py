"""Raw words → entries a hub can trust: links absolute, dates sane, titles text, ids never empty."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from onestory.article import ILLEGIBLE, FeedEntry, legible
from onestory.feeds.raw import RawEntry

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; 1970 is a clock that was never set
FUTURE = timedelta(days=7)  # an entry further ahead is dated wrongly
MAX_SUMMARY_CHARS = 100_000
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
# `https://news.example/a?b=1`; not `/a`, `https://a b/`, `https://u@h/`, `https://h/../a`.
PLAIN_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:[/?#](?!\.)(?:(?!/\.)[^\s<>\"\\^`{|}]){0,2000})?"
)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def tidy_entry(raw: RawEntry, base: str, now: datetime, found: Counter[str]) -> FeedEntry:
    """One entry made sound; what had to be left out is counted in `found` by phrase."""
    link = _link(raw, base, found)
    published = _sane(raw.published, now, found)
    updated = _sane(raw.updated, now, None)
    title = (collapse(raw.title) if raw.plain_title else title_text(raw.title))[:MAX_TITLE_CHARS]
    title = legible(title)
    found["no-title"] += not title
    found["no-date"] += published is None
    found["no-link"] += not link
    return FeedEntry(
        id=_own_id(raw) or link or _hash(title, raw.summary),
        title=title,
        link=link,
        published=published,
        updated=updated,
        summary=legible(raw.summary.strip()[:MAX_SUMMARY_CHARS]),
        authors=tuple(legible(a) for a in map(title_text, raw.authors[:MAX_LISTED]) if a),
        categories=tuple(legible(c) for c in map(title_text, raw.categories[:MAX_LISTED]) if c),
        enclosures=_enclosures(raw, base),
    )


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
    link = link.strip()
    if not link or len(link) > MAX_URL_CHARS or ILLEGIBLE.search(link):
        return ""
    if PLAIN_ADDRESS.fullmatch(link):
        return link
    link = "".join(c for c in link if c not in "\t\r\n").replace(" ", "%20")
    try:
        absolute = urljoin(base, link) if base else link
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"}:  # browsers read a backslash as the end of the host
        return absolute if parts.netloc and "\\" not in parts.netloc else ""
    return absolute if not parts.scheme and not base else ""


def _own_id(raw: RawEntry) -> str:
    own = raw.id.strip()
    return legible(own) if len(own) <= MAX_ID_CHARS else _hash(own, "")


def _link(raw: RawEntry, base: str, found: Counter[str]) -> str:
    # Without a guid of its own an entry's id is the link: it is not better than the link.
    given = raw.link or (raw.id if raw.id.startswith(("http://", "https://")) else "")
    link = web_address(given, _joined(base, raw.base))
    found["bad-link"] += bool(given.strip()) and not link
    return link


def _enclosures(raw: RawEntry, base: str) -> tuple[dict[str, object], ...]:
    kept: dict[str, dict[str, object]] = {}
    for enclosure in raw.enclosures[:MAX_LISTED]:
        url = web_address(str(enclosure.get("url") or ""), _joined(base, raw.base))
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
        return urljoin(base, inner.strip()) if inner else base
    except ValueError:
        return base


def _sane(moment: datetime | None, now: datetime, found: Counter[str] | None) -> datetime | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if OLDEST <= aware <= now + FUTURE:
        return aware
    if found is not None:
        found["strange-date"] += 1
    return None


def _hash(title: str, summary: str) -> str:
    digest = hashlib.sha256(f"{title}\n{summary}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"sha256:{digest}"
