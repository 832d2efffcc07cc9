"""JSON-LD scripts → the node that describes this article (schema.org, JSON-LD 1.1).

Read as plain JSON, without contexts: pages in the wild use the schema.org names bare.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, TypeAlias

from onestory.article import legible
from onestory.extract.lines import one_line
from onestory.markup import compiled

Node: TypeAlias = Mapping[str, Any]

MAX_SCRIPT = 1_000_000  # characters of one script
MAX_SCRIPTS = 40
HOLDING = (dict, list)
MAX_NODES = 2_000  # nodes looked at in all scripts together
MAX_ITEMS = 200  # items of one list

# "NewsArticle", "ReportageNewsArticle", "BlogPosting"; not "ArticleList", "WebPage".
ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|^Report|^Review|^SocialMediaPosting)$")
# What scripts are wrapped in for the sake of old parsers.
OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "<![CDATA[")
CLOSINGS = (";", "-->", "//]]>", "// ]]>", "/*]]>*/", "]]>")
DECODER = json.JSONDecoder(strict=False)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def nodes(scripts: Iterable[str]) -> list[Node]:
    """Every object in the scripts that has a type, outermost first. Broken scripts are skipped."""
    found: list[Node] = []
    for number, script in enumerate(scripts):
        if number >= MAX_SCRIPTS:
            break
        if len(script) > MAX_SCRIPT or '"@type"' not in script:
            continue
        put_typed(_read(script), found, "@type", MAX_NODES, MAX_ITEMS)
    return found


def put_typed_plainly(value: Any, found: list[Node], key: str, most: int, items: int) -> None:
    """Put the objects that have a key at the end of `found`; the twin of `typed_nodes` in native/head.h."""
    queue = [value]
    for value in queue:  # it grows while it is gone through
        if len(found) >= most:
            break
        if isinstance(value, dict):
            if key in value:
                found.append(value)
            queue += [v for v in value.values() if isinstance(v, HOLDING)]
        elif isinstance(value, list):
            queue += [v for v in value[:items] if isinstance(v, HOLDING)]


put_typed = compiled.typed_nodes if compiled is not None else put_typed_plainly


def article(found: list[Node], address: str = "") -> Node:
    """The article of the page: the one whose address is the page's, else the first; or empty."""
    candidates = [n for n in found if is_article_node(n)]
    for node in candidates if address else ():
        if any(text(node.get(key)) == address for key in ("url", "@id", "mainEntityOfPage")):
            return node
    return candidates[0] if candidates else {}


def is_article_node(node: Node) -> bool:
    kind = node.get("@type")
    if isinstance(kind, str):  # as nearly always
        return is_article(kind)
    return any(map(is_article, types(node)))


@lru_cache(maxsize=1_024)
def is_article(kind: str) -> bool:
    """Whether a type is an article's, by its name."""
    return ARTICLE_TYPE.search(kind.rsplit("/", 1)[-1]) is not None


def types(node: Node) -> list[str]:
    value = node.get("@type")
    if isinstance(value, str):
        return [value.rsplit("/", 1)[-1]]
    values = value if isinstance(value, list) else [value]
    return [v.rsplit("/", 1)[-1] for v in values if isinstance(v, str)]


def kinds(found: Sequence[Node]) -> set[str]:
    """The types of some nodes: of most only a few differ."""
    plain = {kind for node in found if isinstance(kind := node.get("@type"), str)}
    others = [node for node in found if not isinstance(node.get("@type"), str)]
    return {kind.rsplit("/", 1)[-1] for kind in plain}.union(*map(types, others))


def text(value: Any) -> str:
    """The text of a value: itself, the `@id`, `name` or `@value` of an object, the first of a list."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("url") or value.get("@id")
        else:
            break
    return clean(value) if isinstance(value, (str, int)) and value is not True else ""


def texts(value: Any) -> list[str]:
    """The texts of a value that may be a list."""
    values = value if isinstance(value, list) else [value]
    return [t for t in map(text, values[:50]) if t]


def clean(value: str | int) -> str:
    """One line, entities resolved (publishers often escape twice), no lone surrogates."""
    plain = str(value)
    if "&" in plain:
        plain = unescape(unescape(plain))
    return one_line(plain)


def body(node: Node) -> str:
    """`articleBody` with its line breaks, entities resolved; empty where there is none."""
    value = node.get("articleBody")
    return legible(unescape(value)) if isinstance(value, str) else ""


def _read(script: str) -> Any:
    plain = script.strip()
    for mark in OPENINGS:
        plain = plain.removeprefix(mark)
    for mark in CLOSINGS:
        plain = plain.strip().removesuffix(mark)
    for mend in (False, True):
        try:
            return DECODER.decode(TRAILING_COMMA.sub(r"\1", plain) if mend else plain)
        except (ValueError, RecursionError):
            continue
    return None
