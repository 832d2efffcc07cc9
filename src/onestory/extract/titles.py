"""The headline: what the reader saw (h1), else og:title without the site's name, else JSON-LD.

Outlets test headlines against each other, so all three are kept.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from onestory.article import Titles
from onestory.extract import jsonld
from onestory.extract.blocks import Page
from onestory.extract.head import Head
from onestory.extract.lines import fold, one_line

MAX_TITLE = 500  # characters
MAX_HEADINGS = 12  # h1 looked at
LIKENESS = 0.6  # share of words in common from which two titles are variants of one
# "Bridge reopens | The Example", "Bridge reopens - Example"; not "Half-time".
SITE_SUFFIX = re.compile(r"\s+[|–—·•»:-]\s+(?=[^|–—·•»]{2,60}$)|\s*[|｜]\s*(?=[^|｜]{2,60}$)")
WORD = re.compile(r"\w+")


def read_titles(tree: LexborHTMLParser, page: Page, head: Head, outlet: str) -> tuple[str, Titles]:
    """The title to show, and the variants."""
    og = without_site(head.first("og:title", "twitter:title"), outlet)
    headline = jsonld.text(head.article.get("headline")) or jsonld.text(head.article.get("name"))
    shown = without_site(head.page_title, outlet)
    first = _h1(tree, page, [t for t in (og, headline, shown) if t], outlet)
    titles = Titles(h1=first[:MAX_TITLE], og=og[:MAX_TITLE], jsonld=headline[:MAX_TITLE])
    return _shown(titles) or shown[:MAX_TITLE], titles


def _shown(titles: Titles) -> str:
    """The h1, unless the other two agree on another title, the h1 is only a part of og:title, or
    og:title is the h1 without the words above it ("Harbour: Bridge reopens").
    """
    h1, og, headline = (fold(t) for t in (titles.h1, titles.og, titles.jsonld))
    if og and h1 != og and (og == headline or (h1 and h1 in og) or h1.endswith(og)):
        return titles.og
    return titles.h1 or titles.og or titles.jsonld


def without_site(title: str, outlet: str) -> str:
    """A title without the trailing name of the site, where that part is the site's name.

    "Bridge reopens | The Example" → "Bridge reopens"; "Budget: what changes" stays.
    """
    for _ in range(2):
        found = list(SITE_SUFFIX.finditer(title))
        if not found:
            return title
        tail = title[found[-1].end() :]
        if not (outlet and _same_name(tail, outlet)):
            return title
        title = title[: found[-1].start()].rstrip()
    return title


def alike(one: str, other: str) -> bool:
    """Whether two titles share most of their words, or one holds the other."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return False
    return len(a & b) >= LIKENESS * min(len(a), len(b))


def _h1(tree: LexborHTMLParser, page: Page, others: list[str], outlet: str) -> str:
    """The h1 that is the headline: like another title where there is one, never the site's name."""
    found: list[str] = []
    headings = [b.node for b in page.boxes if b.tag == "h1"] or tree.css("h1")
    for node in headings[:MAX_HEADINGS]:
        text = one_line(node.text(separator=" "))
        text = re.sub(r" (?=[,.;:!?’”)])", "", text) if " " in text else text
        if text and len(text) <= MAX_TITLE and not _same_name(text, outlet):
            found.append(text)
    for text in found:
        if any(alike(text, other) for other in others):
            return text
    return "" if others and len(found) > 1 else (found[0] if found else "")


def _same_name(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    return bool(a) and bool(b) and (a == b or (min(len(a), len(b)) >= 4 and (a in b or b in a)))


def _words(text: str) -> set[str]:
    """Words, or single characters where a script has no spaces."""
    text = text.casefold()
    words = set(WORD.findall(text))
    return words if len(words) > 2 or text.isascii() else set(text) - {" "}
