"""What a page says about itself outside its text: meta, link and JSON-LD, gathered once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from onestory.article import ILLEGIBLE
from onestory.extract import jsonld, native
from onestory.extract.blocks import NAMES, Node, Page
from onestory.extract.select import Selector
from onestory.markup import compiled

MAX_VALUE = 2_000  # characters of one meta value
MAX_ADDRESS = 2_000  # characters
WITHOUT_LINE_BREAKS = {ord(c): None for c in "\t\r\n"}  # as browsers read addresses
# Most addresses are whole and plain: what joining and parting them would give is known without.
PLAIN_ADDRESS = re.compile(
    r"https?://[a-zA-Z0-9.-]+(?:/[a-zA-Z0-9/._~%+,=&@!:*-]*)?"
    r"(?:\?[a-zA-Z0-9/._~%+,=&@!:*?-]+)?(?:\#[a-zA-Z0-9/._~%+,=&@!:*?-]+)?"
)
PLAIN_HOST = re.compile(r"https?://([a-zA-Z0-9.-]+)(?:[/?#]|\Z)")
NOT_IN_HOST = re.compile(r"[\s<>\"'\\^`{|}]|%20")  # a backslash ends the host for browsers
MAX_DATA = 1_000  # elements looked at
SEPARATORS = re.compile(r"[._-]")
TITLE = Selector("title")
JSONLD_SCRIPT = Selector("script[type*='ld+json' i]")


@dataclass(frozen=True, slots=True)
class Head:
    """`metas` by lower-case name, property or itemprop, as they stand; `article` is the JSON-LD
    article node.
    """

    metas: dict[str, list[str]]
    address: str
    canonical: str
    language: str
    page_title: str
    article: jsonld.Node
    nodes: list[jsonld.Node]

    def first(self, *keys: str) -> str:
        """The first value any of these metas gives; empty where none does."""
        for key in keys:
            for value in self.metas.get(_key(key), ()):
                if plain := jsonld.clean(value):
                    return plain
        return ""

    def every(self, *keys: str) -> list[str]:
        values = (jsonld.clean(v) for key in keys for v in self.metas.get(_key(key), ()))
        return [v for v in values if v]


def read_head(tree: LexborHTMLParser, page: Page, address: str = "") -> Head:
    """Gather the head, and what stands in the body but belongs there. `address`: where fetched."""
    canonical, metas, scripts, page_title = _gathered(tree, page)
    language = ""
    root = tree.root
    if root is not None:
        attributes = root.attributes
        language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
    if page_title is None:  # some stand in the body
        page_title = next((t.text() for t in TITLE.among(tree, 1)), "")
    canonical = web_address(canonical, address) or web_address(
        (metas.get("og:url") or [""])[0], address
    )
    found = jsonld.nodes(scripts)
    article = jsonld.article(found, canonical or address)
    if not article:  # some stand in a footer, which the walk leaves out
        hidden = [n.text() or "" for n in JSONLD_SCRIPT.among(tree, MAX_DATA)]
        if len(hidden) > len(scripts):
            found = jsonld.nodes(hidden)
            article = jsonld.article(found, canonical or address)
    return Head(
        metas=metas,
        address=address,
        canonical=canonical,
        language=language,
        page_title=jsonld.clean(page_title[:MAX_VALUE]),
        article=article,
        nodes=found,
    )


def _gathered(
    tree: LexborHTMLParser, page: Page
) -> tuple[str, dict[str, list[str]], list[str], str | None]:
    """The canonical address, the metas by key, the JSON-LD scripts, the title where the head has one.

    The twin of `read_head` in _markup.c: what one does the other must.
    """
    head = tree.head
    metas: dict[str, list[str]] = {}
    scripts: list[str] = []
    if native.WALKS and compiled is not None:
        address = head.mem_id if head is not None else 0
        metas, canonical, scripts, title = compiled.read_head(
            address, page.data, _key, MAX_VALUE, MAX_DATA
        )
        return canonical, metas, scripts, title
    canonical, title = "", None
    for node in [*(head.iter() if head is not None else ()), *page.data][:MAX_DATA]:
        tag = NAMES.get(node.tag_id)
        if tag == "meta":
            _read_meta(node.attributes, metas)
        elif tag == "link":
            if not canonical:
                attributes = node.attributes
                if (attributes.get("rel") or "").lower() == "canonical":
                    canonical = (attributes.get("href") or "").strip()
        elif tag == "script":
            if _is_jsonld(node):
                scripts.append(node.text() or "")
        elif tag == "title" and title is None:
            title = node.text()
    return canonical, metas, scripts, title


def _read_meta(attributes: Mapping[str, str | None], metas: dict[str, list[str]]) -> None:
    content = attributes.get("content")
    if content:
        value = content[:MAX_VALUE]
        for key in ("name", "property", "itemprop", "http-equiv"):
            if name := attributes.get(key):
                metas.setdefault(_key(name), []).append(value)


@lru_cache(maxsize=4_096)
def _key(name: str) -> str:
    """A meta's name without case; "article:published:time" and "article.published_time" are one."""
    return SEPARATORS.sub(":", name.lower())


def _is_jsonld(script: Node) -> bool:
    return "ld+json" in (script.attributes.get("type") or "").lower()


def web_address(link: str, base: str = "") -> str:
    """An absolute http(s) address; empty for anything else. Never raises."""
    link = link.strip()
    if _is_plain(link) and _joins(base):
        return link
    if not link.isprintable():
        link = link.translate(WITHOUT_LINE_BREAKS)
    if not link or len(link) > MAX_ADDRESS or ILLEGIBLE.search(link):
        return ""
    try:
        joined = urljoin(base, link.replace(" ", "%20"))
        parts = urlsplit(joined)
        known = parts.scheme in {"http", "https"} and parts.port != 0 and parts.hostname
    except ValueError:  # among others of a port that is no number
        return ""
    return joined if known and not NOT_IN_HOST.search(parts.netloc) else ""


def _is_plain(link: str) -> bool:
    """Whether an address is whole, without a port, and nothing in it is to be mended."""
    if compiled is not None:
        return link.count(":") == 1 and compiled.is_plain_address(link, MAX_ADDRESS)
    return PLAIN_ADDRESS.fullmatch(link) is not None and len(link) <= MAX_ADDRESS


def _joins(base: str) -> bool:
    """Whether any address can be joined to this one: what is no address at all is refused there."""
    return base.isascii() and "[" not in base and "]" not in base


def host(address: str) -> str:
    """The host of an address without `www.`; empty when it has none."""
    if plain := PLAIN_HOST.match(address):
        return plain.group(1).lower().removeprefix("www.")
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
