"""Articles parted into several pages: where a page goes on, and its parts joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser

from onestory.article import PARAGRAPH_BREAK, Article
from onestory.extract.head import Head, host, web_address
from onestory.extract.select import Selector

MAX_PARTS = 10  # pages read of one article
MAX_LINKS = 2_000
# "Next page", "Weiter", "2", "»" as the whole text of a link.
NEXT_WORD = re.compile(
    r"^(?:next(?: page)?|continue|weiter(?:lesen)?|nächste seite|page suivante|suivante?|siguiente|"
    r"página siguiente|avanti|pagina successiva|volgende(?: pagina)?|neste(?: side)?|nästa(?: sida)?|"
    r"次へ|次のページ|下一页|下一頁|다음)?\s*[»›→>]{0,2}$",
    re.IGNORECASE,
)
# In the markup of every page that could lead to its next part: a look saves a search.
SIGNS = re.compile(
    rb"\bnext\b|[?&;](?:page|p|seite|pagina|pg|paged)=\d|"
    rb"[/_,-](?:page-?|seite-?)?\d{1,2}(?:\.\w{2,5})?/?[\"'\s>]"
)
PAGE_KEYS = frozenset({"page", "p", "seite", "pagina", "pg", "paged"})
# "/story/2", "/story-2.html", "/story/page/2/", "/story?page=2": the address without its number.
PAGE_STEP = re.compile(r"(?:/page)?[/_,-](?:page-?|seite-?)?(\d{1,2})(\.\w{2,5})?/?$")


def next_part(tree: LexborHTMLParser, head: Head, source: bytes) -> str:
    """The address of the article's next page; empty where it does not go on.

    Believed is only an address that differs from this page's by the number of the page alone, so
    that "next" never leads to the next article. Only links with that number are looked at.
    """
    here = head.address
    if not here or not SIGNS.search(source):
        return ""
    base, number = numbered(here)
    for node in _links_with(number + 1).among(tree, MAX_LINKS):
        attributes = node.attributes
        if "next" not in (attributes.get("rel") or "").split():
            text = " ".join((node.text() or "").split())
            if not text or not (NEXT_WORD.match(text) or text == str(number + 1)):
                continue
        address = web_address(attributes.get("href") or "", here)
        if address and host(address) == host(here) and numbered(address) == (base, number + 1):
            return address
    return ""


@lru_cache(maxsize=100)
def _links_with(number: int) -> Selector:
    return Selector(f"link[rel~='next'][href*='{number}'],a[href*='{number}']")


def numbered(address: str) -> tuple[str, int]:
    """An address without the number of its page, and that number; 1 where it has none."""
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for key, value in pairs:
        if key.lower() in PAGE_KEYS and value.isdigit() and len(value) < 3:
            rest = urlencode([p for p in pairs if p[0] != key])
            return _bare(parts.netloc, parts.path, rest), int(value)
    if found := PAGE_STEP.search(parts.path):
        path = parts.path[: found.start()] + (found.group(2) or "")
        return _bare(parts.netloc, path, parts.query), int(found.group(1))
    return _bare(parts.netloc, parts.path, parts.query), 1


def joined(parts: Sequence[Article]) -> Article:
    """One article of its pages: the first one's head, the text of all, no paragraph twice."""
    first = parts[0]
    if len(parts) == 1:
        return first
    paragraphs = list(first.paragraphs)
    seen = set(paragraphs)
    for part in parts[1:]:
        fresh = [p for p in part.paragraphs if p not in seen]
        paragraphs += fresh
        seen.update(fresh)
    return replace(
        first,
        text=PARAGRAPH_BREAK.join(paragraphs),
        paragraphs=tuple(paragraphs),
        state="article" if first.state == "partial" else first.state,
        credit=first.credit or parts[-1].credit,
        source_link=next((p.source_link for p in parts if p.source_link), ""),
        confidence=min(p.confidence for p in parts),
    )


def _bare(netloc: str, path: str, query: str) -> str:
    return f"{netloc.lower().removeprefix('www.')}{path.rstrip('/')}?{query}"
