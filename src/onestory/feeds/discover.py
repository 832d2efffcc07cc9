"""Where a site keeps its feeds: what the page names, then the places where feeds usually are."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from onestory.feeds.sitemap import likeliest_first, on_host
from onestory.feeds.tidy import web_address
from onestory.markup import bounded

MAX_HTML_BYTES = 2_000_000  # a page's head is always within
MAX_FOUND = 30
FEED_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/rss+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/x-rss+xml",
        "application/json",
        "application/xml",
        "text/xml",
    }
)
# Types other things have too: they count only where address or title speak of a feed.
VAGUE_TYPES = frozenset({"application/json", "application/xml", "text/xml"})
FEED_WORDS = ("feed", "rss", "atom")
COMMON_PATHS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feeds")
SITEMAP_PATHS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap.xml.gz",
    "/sitemap.txt",
)
MAX_SITEMAPS = 12
COMMENT_WORDS = ("/comments/", "comments/feed", "comment-feed")


def discover_feeds(html: bytes, url: str) -> list[str]:
    """Addresses worth trying as feeds, the likeliest first, without repeats."""
    tree = LexborHTMLParser(bounded(html[:MAX_HTML_BYTES]))
    base = _base(tree, url)
    named = [
        web_address(node.attributes.get("href") or "", base)
        for node in tree.css("link[rel][href], a[href][rel~=alternate], a[type][href]")
        if _names_feed(node.attributes)
    ]
    linked = [
        web_address(node.attributes.get("href") or "", base)
        for node in tree.css("a[href]")
        if _looks_like_feed(node.attributes.get("href") or "")
    ]
    found = sorted(named, key=_is_comments) + sorted(linked, key=_is_comments)
    found = [f for f in dict.fromkeys(found) if f and f != url][: MAX_FOUND - len(COMMON_PATHS)]
    found += [urljoin(base, path) for path in COMMON_PATHS] if urlsplit(base).netloc else []
    return [f for f in dict.fromkeys(found) if f != url]


def discover_sitemaps(named: Iterable[str], url: str) -> list[str]:
    """Sitemaps worth trying for the site at `url`: `named` in its robots.txt, then where they
    usually are; those of news first."""
    addresses = [web_address(address, url) for address in named]
    own = likeliest_first(a for a in addresses if a and on_host(a, url))
    usual = [urljoin(url, path) for path in SITEMAP_PATHS] if urlsplit(url).netloc else []
    kept = own[: MAX_SITEMAPS - len(SITEMAP_PATHS)]
    return list(dict.fromkeys([*kept, *usual]))


def _names_feed(attributes: dict[str, str | None]) -> bool:
    rel = (attributes.get("rel") or "").lower().split()
    kind = (attributes.get("type") or "").split(";")[0].strip().lower()
    if "feed" in rel and "alternate" not in rel:
        return True
    if kind not in FEED_TYPES or not ({"alternate", "feed"} & set(rel)):
        return False
    if kind in VAGUE_TYPES:
        about = f"{attributes.get('href') or ''} {attributes.get('title') or ''}".lower()
        return any(word in about for word in FEED_WORDS) and "oembed" not in about
    return True


def _looks_like_feed(address: str) -> bool:
    try:
        path = urlsplit(address).path.lower()
    except ValueError:  # a bracket without its other half
        return False
    last = path.rstrip("/").rpartition("/")[2]
    return last in {"feed", "rss", "atom", "rss.xml", "feed.xml", "atom.xml", "feed.json"} or (
        last.endswith((".rss", ".atom", ".rdf"))
    )


def _is_comments(address: str) -> bool:
    return any(word in address.lower() for word in COMMENT_WORDS)


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    given = (node.attributes.get("href") or "") if node is not None else ""
    return web_address(given, url) or url
