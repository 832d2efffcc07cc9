"""What a page says about itself outside its text: meta, link and JSON-LD, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from onestory.extract import jsonld

MAX_VALUE = 2_000  # characters of one meta value
MAX_METAS = 500


@dataclass(frozen=True, slots=True)
class Head:
    """`metas` by lower-case name, property or itemprop; `article` is the JSON-LD article node."""

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
            for value in self.metas.get(key, ()):
                if value:
                    return value
        return ""

    def every(self, *keys: str) -> list[str]:
        return [v for key in keys for v in self.metas.get(key, ()) if v]


def read_head(tree: LexborHTMLParser, address: str = "") -> Head:
    """Gather the head. `address` is where the page was fetched."""
    metas: dict[str, list[str]] = {}
    canonical = language = ""
    scripts: list[str] = []
    for node in tree.css("meta,link,script[type*='ld+json' i]")[: MAX_METAS * 2]:
        attributes = node.attributes
        tag = node.tag
        if tag == "meta":
            content = attributes.get("content")
            if content:
                value = jsonld.clean(content[:MAX_VALUE])
                for key in ("name", "property", "itemprop", "http-equiv"):
                    if name := attributes.get(key):
                        metas.setdefault(name.lower(), []).append(value)
        elif tag == "link":
            if not canonical and (attributes.get("rel") or "").lower() == "canonical":
                canonical = (attributes.get("href") or "").strip()
        else:
            scripts.append(node.text() or "")
    root = tree.root
    if root is not None:
        language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "").strip()
    title = tree.css_first("title")
    found = jsonld.nodes(scripts)
    canonical = web_address(canonical, address) or web_address(
        (metas.get("og:url") or [""])[0], address
    )
    return Head(
        metas=metas,
        address=address,
        canonical=canonical,
        language=language,
        page_title=jsonld.clean(title.text()[:MAX_VALUE]) if title is not None else "",
        article=jsonld.article(found, canonical or address),
        nodes=found,
    )


def web_address(link: str, base: str = "") -> str:
    """An absolute http(s) address; empty for anything else. Never raises."""
    try:
        joined = urljoin(base, link.strip()) if link else ""
        parts = urlsplit(joined)
        return joined if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def host(address: str) -> str:
    """The host of an address without `www.`; empty when it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
