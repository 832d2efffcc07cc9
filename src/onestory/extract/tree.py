"""UTF-8 → one lexbor tree, with the nesting bounded before the parser sees it.

lexbor walks its stack of open elements at every block tag, so a page of nested tags costs the
square of its depth: 200,000 nested `div` take two minutes. A page with many tags is scanned first
and cut where the nesting passes what browsers allow.
"""

from __future__ import annotations

import re

import numpy as np
from selectolax.lexbor import LexborHTMLParser

MAX_DEPTH = 512  # open elements; the limit of the Blink and WebKit parsers
MANY_TAGS = 16_000  # up to here even a page of nothing but nesting parses in half a second

# Elements that never stay open, or that close each other, and so do not nest by themselves.
VOID_OR_IMPLIED = b"""area base br col embed hr img input link meta source track wbr param p li dt dd
option tr td th tbody thead tfoot optgroup rp rt html head body"""
NOT_NESTING = frozenset(VOID_OR_IMPLIED.split())
RAW_TEXT = frozenset(
    [*(b"script", b"style", b"textarea", b"title"), *(b"xmp", b"iframe", b"noembed", b"noframes")]
) | {b"noscript"}
# Matches `<div`, `</div`, `<!--`; not `a < b`.
TAG = re.compile(rb"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}))")
TAG_END = re.compile(rb"[>\"']")


def parse(page: bytes) -> LexborHTMLParser:
    """Parse a page in UTF-8 as a browser with scripting would: `noscript` holds text, not elements."""
    return LexborHTMLParser(bounded(page), scripting=True)


def bounded(text: bytes) -> bytes:
    """The page, cut off at the tag that would nest deeper than MAX_DEPTH."""
    if np.count_nonzero(np.frombuffer(text, np.uint8) == ord("<")) <= MANY_TAGS:
        return text
    open_tags: dict[bytes, int] = {}
    depth = position = 0
    while found := TAG.search(text, position):
        position = found.end()
        comment, closing, name = found.groups()
        if comment:
            position = text.find(b"-->", position)
            if position < 0:
                break
            continue
        name = name.lower()
        if name in NOT_NESTING:
            continue
        if name in RAW_TEXT and not closing:
            end = re.compile(rb"</" + name, re.IGNORECASE).search(text, position)
            if end is None:
                break
            position = end.start()
            continue
        if closing:
            if open_tags.get(name):
                open_tags[name] -= 1
                depth -= 1
            continue
        position = _past_attributes(text, position)
        open_tags[name] = open_tags.get(name, 0) + 1
        depth += 1
        if depth > MAX_DEPTH:
            return text[: found.start()]
    return text


def _past_attributes(text: bytes, position: int) -> int:
    """Where a start tag ends, minding that quoted values may hold `>`."""
    while found := TAG_END.search(text, position):
        mark = found.group()
        if mark == b">":
            return found.end()
        closing = text.find(mark, found.end())
        if closing < 0:
            return len(text)
        position = closing + 1
    return len(text)
