"""The headline: og:title as the outlet gives it out, unless that is only its social variant or
damaged; else the h1, else JSON-LD. Outlets test headlines against each other, so all are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from onestory.article import Titles
from onestory.extract import jsonld
from onestory.extract.blocks import Page
from onestory.extract.head import Head
from onestory.extract.lines import fold
from onestory.extract.select import Selector, short_line

MAX_TITLE = 500  # characters
MAX_HEADINGS = 12  # h1 looked at
MIN_VARIANT = 15  # characters of a title that may be cut to a variant
SAME = 0.6  # share of words from which two titles say the same in other words
LIKENESS = 0.6  # share of words in common from which two titles are variants of one
# "Bridge reopens | The Example", "Bridge reopens - Example"; not "Half-time".
SITE_SUFFIX = re.compile(r"\s+[|–—·•»:-]\s+(?=[^|–—·•»]{2,60}$)|\s*[|｜]\s*(?=[^|｜]{2,60}$)")
MAX_SUFFIX = 63  # characters of one in a title in which white space is one space
TAIL = re.compile(r"\s+[|–—·•-]\s")
SEPARATOR = re.compile(r"[|｜–—·•»:-]")  # in every title that SITE_SUFFIX could match
SPACE_BEFORE_MARK = re.compile(r" (?=[,.;:!?’”)])")
WORD = re.compile(r"\w+")
HEADINGS = Selector("h1")


def read_titles(tree: LexborHTMLParser, page: Page, head: Head, outlet: str) -> tuple[str, Titles]:
    """The title to show, and the variants."""
    headline = jsonld.text(head.article.get("headline")) or jsonld.text(head.article.get("name"))
    tail = _common_tail(head.first("og:title"), head.page_title)
    og, twitter, shown = (
        without_site(t.removesuffix(tail), outlet)
        for t in (head.first("og:title"), head.first("twitter:title"), head.page_title)
    )
    first = _h1(tree, page, [t for t in (og or twitter, headline, shown) if t], outlet)
    og = _without_tail(og or twitter, (first, headline))
    titles = Titles(h1=first[:MAX_TITLE], og=og[:MAX_TITLE], jsonld=headline[:MAX_TITLE])
    social = fold(twitter) == fold(og) and _is_headline(first, headline, shown)
    if (social and not first.startswith(og)) or _is_damaged(og, first):
        return titles.h1, titles
    return titles.og or titles.h1 or titles.jsonld or shown[:MAX_TITLE], titles


def _common_tail(one: str, other: str) -> str:
    """What follows the last separator of two titles that differ before it: " | The Example"."""
    a, b = (_suffixes(t) for t in (one, other))
    if not (a and b):
        return ""
    start = a[-1][0]
    tail, head = one[start:], one[:start]
    return tail if other.endswith(tail) and head != other[: -len(tail)] else ""


@lru_cache(maxsize=64)
def _suffixes(title: str) -> tuple[tuple[int, int], ...]:
    """Where separators stand that a site's name may follow."""
    if not SEPARATOR.search(title):
        return ()
    found = SITE_SUFFIX.finditer(title, max(0, len(title) - MAX_SUFFIX))
    return tuple([m.span() for m in found])


def _is_headline(h1: str, *others: str) -> bool:
    """Whether all else repeats the h1, so that another og:title was written for social media."""
    return all(_overlap(h1, other) >= SAME for other in others)


def _is_damaged(og: str, h1: str) -> bool:
    """Whether og:title stops where the h1 goes on with a quotation mark that ended the attribute."""
    return bool(og) and h1.startswith(og) and h1[len(og) :].lstrip()[:1] in {'"', "'"}


def without_site(title: str, outlet: str) -> str:
    """A title without the trailing name of the site, where that part is the site's name.

    "Bridge reopens | The Example" → "Bridge reopens"; "Budget: what changes" stays.
    """
    for _ in range(2):
        found = _suffixes(title)
        if not found:
            return title
        start, end = found[-1]
        tail = title[end:]
        if not (outlet and _same_name(tail, outlet)):
            return title
        title = title[:start].rstrip()
    return title


def _without_tail(title: str, variants: Iterable[str]) -> str:
    """A title cut where a variant of it ends and a separator follows: "Bridge reopens | TE | 3 May"."""
    for variant in variants:
        if len(variant) >= MIN_VARIANT and title.startswith(variant):
            if TAIL.match(title, len(variant)):
                return variant
    return title


def _overlap(one: str, other: str) -> float:
    """The share of two titles' words that both have (Jaccard)."""
    a, b = _words(one), _words(other)
    return len(a & b) / (len(a | b) or 1)


def alike(one: str, other: str) -> bool:
    """Whether two titles share most of their words, or one holds the other."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return False
    return len(a & b) >= LIKENESS * min(len(a), len(b))


def _h1(tree: LexborHTMLParser, page: Page, others: list[str], outlet: str) -> str:
    """The h1 that is the headline: like another title where there is one, never the site's name."""
    found: list[str] = []
    headings = [b.node for b in page.tagged("h1")] or HEADINGS.among(tree, MAX_HEADINGS)
    for node in headings[:MAX_HEADINGS]:
        text = SPACE_BEFORE_MARK.sub("", short_line(node, MAX_TITLE))
        if text and not _same_name(text, outlet):
            found.append(text)
    for text in found:
        if any(alike(text, other) for other in others):
            return text
    return "" if others and len(found) > 1 else (found[0] if found else "")


def _same_name(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    return bool(a) and bool(b) and (a == b or (min(len(a), len(b)) >= 4 and (a in b or b in a)))


@lru_cache(maxsize=256)
def _words(text: str) -> Set[str]:
    """Words, or single characters where a script has no spaces."""
    text = text.casefold()
    words = set(WORD.findall(text))
    return words if len(words) > 2 or text.isascii() else set(text) - {" "}
