"""What kind of bytes a feed is made of, seen before any parser is let near it."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Literal

from onestory.markup import sane_part

Shape = Literal["json", "xml", "html", "other"]

HEAD = 65_536  # bytes looked at for the root element
MAX_MARKS = 250_000  # tags and references; a feed of 2,000 entries has half as many
MAX_DEPTH = 256  # elements inside each other; feeds have under ten
FEED_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel|cdf)[\s>]", re.IGNORECASE)
HTML_ROOT = re.compile(rb"<(?:!doctype\s{1,20}html|html|head|body)[\s>]", re.IGNORECASE)
DECLARED_UTF16 = re.compile(
    rb"(<\?xml[^>]{0,200}encoding=[\"'])utf-?(?:16|32)[^\"']{0,4}", re.IGNORECASE
)
# A prolog's pieces: comment, instruction, document type.
PROLOG = re.compile(rb"\s*(?:<!--.*?-->|<\?.*?\?>)", re.DOTALL)
DOCTYPE = re.compile(rb"\s*<!DOCTYPE[^\[>]{0,2000}(\[)?", re.IGNORECASE)
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
BASE_ON_ROOT = re.compile(
    rb"<(?:rss|feed|channel|rdf:RDF)\b[^<>]{0,3000}?\sxml:base\s*=\s*[\"']([^\"'<>]{1,2000})[\"']"
)
BASE_BELOW = re.compile(rb"<(?:item|entry|link|title|id|guid)\b[^<>]{0,2000}?\sxml:base\s*=")
# Elements that must hold plain text for the fast reader, found by their ends: those are rarer.
TEXT_ENDS = (b"</title>", b"</summary>", b"</description>")
# `<title type="xhtml">`, `<summary mode="base64">`; not `<title type="html">`.
ODD_TYPE = re.compile(
    rb"[\"'](?:xhtml|application/xhtml\+xml|application/octet-stream|base64)[\"']"
)
TAG = re.compile(rb"<(?:(!--|!\[CDATA\[|[!?])|(/)?[A-Za-z_][^<>]*?(/)?>)")
# A tag, or a CDATA section as a whole, closed or not; the other pattern takes references too.
TAG_OR_SECTION = re.compile(rb"<(?:!\[CDATA\[(?s:.*?\]\]>|.*))?+")
MARK = re.compile(rb"&|" + TAG_OR_SECTION.pattern)
ITEM_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s{0,9}>")
FIRST_ITEM = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]")

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))


def as_utf8(data: bytes) -> bytes:
    """Bytes in UTF-16 or UTF-32 recoded to UTF-8, so that nothing hides between zero bytes."""
    for mark, name in (*_MARKS, *_UNMARKED):
        if data.startswith(mark):
            text = data.decode(name, "replace").lstrip("\ufeff")
            return DECLARED_UTF16.sub(rb"\1utf-8", text.encode("utf-8", "replace"), count=1)
    return data


def shape_of(data: bytes) -> Shape:
    """The kind of document, by its beginning."""
    head = data[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith(b"{"):
        return "json"
    feed, page = FEED_ROOT.search(head), HTML_ROOT.search(head)
    if feed and (page is None or feed.start() < page.start()):
        return "xml"
    return "html" if page else "other"


def declares_entities(data: bytes) -> bool:
    """Whether a document type before the root element declares entities."""
    at = 3 if data.startswith(codecs.BOM_UTF8) else 0
    while piece := PROLOG.match(data, at):
        at = piece.end()
    doctype = DOCTYPE.match(data, at)
    if doctype is None or not doctype.group(1):
        return False
    root = FEED_ROOT.search(data, doctype.end())
    return ENTITY.search(data, doctype.end(), root.start() if root else len(data)) is not None


def root_base(data: bytes) -> str:
    """xml:base of the root element, empty where it has none."""
    first = FIRST_ITEM.search(data)
    found = BASE_ON_ROOT.search(data, 0, first.start() if first else HEAD)
    return found.group(1).decode("utf-8", "replace") if found else ""


def needs_care(data: bytes) -> bool:
    """Whether the feed has what only the careful reader gets right."""
    if b"xml:base" in data and BASE_BELOW.search(data):
        return True
    return any(_holds_more_than_text(data, end) for end in TEXT_ENDS)


def _holds_more_than_text(data: bytes, end: bytes) -> bool:
    """Whether an element that closes with `end` has markup in it, or a type that is not text."""
    start = b"<" + end[2:-1]
    at = data.find(end)
    while at >= 0:
        before = data.rfind(b"<", 0, at)
        if data.startswith(start, before):
            if ODD_TYPE.search(data, before, data.find(b">", before)):
                return True
        elif not data[max(0, at - 200) : at].rstrip().endswith(b"]]>") and not data.startswith(
            b"<![CDATA[", before
        ):
            return True
        at = data.find(end, at + len(end))
    return False


def depth_of(data: bytes) -> int:
    """How deep elements nest, stopping once past MAX_DEPTH; text in CDATA does not count."""
    depth = deepest = at = 0
    while deepest <= MAX_DEPTH and (tag := TAG.search(data, at)):
        special, closing, empty = tag.groups()
        at = tag.end()
        if special in {b"!--", b"![CDATA["}:
            end = data.find(b"-->" if special == b"!--" else b"]]>", at)
            if end < 0:
                break
            at = end + 3
        elif closing:
            depth = max(0, depth - 1)
        elif not special and not empty:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def readable_part(data: bytes) -> bytes:
    """A feed with no more tags, references and attributes than are read in a second; else its part."""
    if len(data) <= MAX_MARKS:
        return data
    if data.count(b"<") + data.count(b"&") > MAX_MARKS:
        data = beginning(data, len(data), MAX_MARKS, MARK)
    return sane_part(data)


def beginning(
    data: bytes, most_bytes: int, most_tags: int, tag: re.Pattern[bytes] = TAG_OR_SECTION
) -> bytes:
    """The feed up to its last entry within these bounds; as it is where it keeps to them."""
    past = next(islice(tag.finditer(data, 0, most_bytes), most_tags, None), None)
    end = past.start() if past else most_bytes
    if end >= len(data):
        return data
    ends = [item.end() for item in ITEM_END.finditer(data, 0, end)]
    return data[: ends[-1] if ends else end]
