"""Markup with nesting, tags and attributes bounded before a parser sees it.

lexbor walks its stack of open elements at every block tag, so a page of nested tags costs the
square of its depth: 200,000 nested `div` take two minutes. It also compares each attribute with
those before it in its tag. A page with many tags, or with a tag of many attributes, is scanned
first and cut where it passes what pages have.
"""

from __future__ import annotations

import re
from types import ModuleType

compiled: ModuleType | None
try:  # built where there is a compiler; all it does is done in Python too
    from onestory import _markup as compiled
except ImportError:
    compiled = None

MAX_DEPTH = 512  # open elements; the limit of the Blink and WebKit parsers
MANY_TAGS = 16_000  # up to here even a page of nothing but nesting parses in half a second
MAX_TAGS = 80_000  # tags read of one page; a long one has 10,000
MAX_ATTRIBUTES = 250  # of one tag; no honest tag has more
LONG_PAGE = 60_000  # bytes up to which even one tag of nothing but attributes parses in 0.2 s

# Elements that never stay open, or that close each other, and so do not nest by themselves.
VOID_OR_IMPLIED = b"""area base br col embed hr img input link meta source track wbr param p li dt dd
option tr td th tbody thead tfoot optgroup rp rt html head body"""
NOT_NESTING = frozenset(VOID_OR_IMPLIED.split())
RAW_TEXT = frozenset(
    [*(b"script", b"style", b"textarea", b"title"), *(b"xmp", b"iframe", b"noembed", b"noframes")]
) | {b"noscript"}
FOREIGN = (b"svg", b"math")  # in them no element is raw text
COMMENT_END = re.compile(rb"--!?>")
EMPTY_COMMENT = re.compile(rb"-?>")
# One attribute as browsers part them.
ATTRIBUTE = rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
TAG_REST = rb"(?:" + ATTRIBUTE + rb"){0,%d}+[\s/]*+(?:>|\Z)" % MAX_ATTRIBUTES
PLAIN_REST = (
    rb"(?:\s++[a-zA-Z0-9:_-]++=\"[^\"]*+\"){1,%d}+\s*+/?>" % MAX_ATTRIBUTES
)  # as most tags are written
# Matches `<div>`, `</div>`, `<!--`, `<!doctype`, `<?xml`; not `a < b`. The last group ends with the
# tag; it is missing where the tag has more attributes.
TAG = re.compile(
    rb"<(?:(!--|[!?]|/(?![a-zA-Z]))|(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})"
    rb"(>|" + PLAIN_REST + rb"|" + TAG_REST + rb")?+)"
)
LONG_TEXT = 300  # bytes; longer text, such as a script's, is passed over faster than a pattern does
# All up to long text or the first tag with more attributes. Possessive throughout: it never looks
# back. Most tags are `</p>`, `<p>` or `<a href="…">`, which are told sooner.
SANE_TAGS = re.compile(
    rb"(?:[^<]{0,%d}+<" % LONG_TEXT
    + rb"(?:/|[^a-zA-Z]|[a-zA-Z][a-zA-Z0-9]*+(?:>|"
    + PLAIN_REST
    + rb"|[^\s/>]*+(?:"
    + TAG_REST
    + rb"))))*+"
)


def bounded(text: bytes) -> bytes:
    """The page, cut off at the tag that nests deeper than MAX_DEPTH or has too many attributes."""
    if count_marks(text, b"<") <= MANY_TAGS and sane_part(text) is text:
        return text
    length = (
        compiled.nested_length(text, MAX_ATTRIBUTES, MAX_TAGS, MAX_DEPTH)
        if compiled is not None
        else nested_length(text)
    )
    return text if length == len(text) else text[:length]


def nested_length(text: bytes) -> int:
    """The length of the markup within the bounds; the native one's twin."""
    open_tags: dict[bytes, int] = {}
    endless: set[bytes] = set()
    depth = position = 0
    for _ in range(MAX_TAGS):
        found = TAG.search(text, position)
        if found is None:
            return len(text)
        position = found.end()
        declared, closing, name, rest = found.groups()
        if declared:
            position = (
                _past_comment(text, position) if declared == b"!--" else text.find(b">", position)
            )
            if position < 0:
                return len(text)
            continue
        if rest is None:
            return found.start()
        name = name.lower()
        if name in NOT_NESTING:
            continue
        if name in RAW_TEXT and not closing and not any(open_tags.get(f) for f in FOREIGN):
            if name not in endless:
                end = re.compile(rb"</" + name, re.IGNORECASE).search(text, position)
                if end is None:  # it is text to the end: what is cut there is no element
                    endless.add(name)
                else:
                    position = end.start()
            continue
        if closing:
            if open_tags.get(name):
                open_tags[name] -= 1
                depth -= 1
            continue
        open_tags[name] = open_tags.get(name, 0) + 1
        depth += 1
        if depth > MAX_DEPTH:
            return found.start()
    return position


def count_marks(text: bytes, marks: bytes) -> int:
    """How many bytes are one of one or two marks."""
    if compiled is not None:
        return int(compiled.count_marks(text, marks))
    return sum(text.count(mark) for mark in marks)


def _past_comment(text: bytes, position: int) -> int:
    """Where a comment ends, also as `<!-->` or `--!>`; below zero where it does not."""
    end = EMPTY_COMMENT.match(text, position) or COMMENT_END.search(text, position)
    return end.end() if end else -1


def sane_part(text: bytes, long: int = LONG_PAGE) -> bytes:
    """The markup up to the first tag with too many attributes; up to `long` bytes any are few."""
    if len(text) <= long:
        return text
    length = (
        compiled.sane_length(text, MAX_ATTRIBUTES) if compiled is not None else sane_length(text)
    )
    return text if length == len(text) else text[:length]


def sane_length(text: bytes) -> int:
    """Where the first tag with too many attributes starts, or the end; the native one's twin."""
    position = 0
    while True:
        sane = SANE_TAGS.match(text, position)
        position = sane.end() if sane else position
        tag = text.find(b"<", position)
        if tag < 0:
            return len(text)
        if tag - position <= LONG_TEXT:  # not the length of the text ended the match
            return tag
        position = tag
