"""What kind of bytes a feed is made of, seen before any parser is let near it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from itertools import islice
from typing import Literal

from onestory.markup import compiled, count_marks, sane_part

Shape = Literal["json", "xml", "html", "other"]

FIRST_LOOK = 1_024  # bytes in which nearly every feed's root element begins
HEAD = 65_536  # bytes looked at for the root element
MAX_ITEM_HEAD = 16_384  # bytes of the first entry looked at
MAX_MARKS = 250_000  # tags and references; a feed of 2,000 entries has half as many
MAX_DEPTH = 256  # elements inside each other; feeds have under ten
FEED_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel|cdf)[\s>]", re.IGNORECASE)
HTML_ROOT = re.compile(rb"<(?:html|head|body)[\s>]", re.IGNORECASE)
HTML_TYPE = re.compile(rb"<!doctype\s{1,20}html[\s>]", re.IGNORECASE)
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
# Elements that must hold plain text for the fast reader, found by their ends.
# That most of them hold nothing but CDATA is seen here, that most others are plain below.
TEXT_END = re.compile(
    rb"</(?:title>(?<!]]></title>)|description>(?<!]]></description>)|summary>(?<!]]></summary>))"
)
# `<title type="xhtml">`, `<summary mode="base64">`; not `<title type="html">`.
ODD_TYPE = re.compile(
    rb"[\"'](?:xhtml|application/xhtml\+xml|application/octet-stream|base64)[\"']"
)
# `<m:title>` before `<title>` in the first entry: the fast reader takes the one for the other.
HIDING = re.compile(rb"<[\w.-]{1,40}:(title|description)[\s>].{0,4000}?<\1[\s>]", re.DOTALL)
# RSS with a prefix of its own, where fields are told apart by namespaces alone.
PREFIXED_RSS = re.compile(rb"<[\w.-]{1,40}:rss[\s>]")
# `<link rel="alternate">https://…</link>` in Atom, where the address belongs into `href`.
LINK_TEXT = re.compile(rb"<link\s[^<>]{0,2000}(?<!/)>\s{0,100}[^<\s]")
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
            data = text.encode("utf-8", "replace")
            break
    # What begins without zero bytes is not in UTF-16, whatever it declares.
    if DECLARED_UTF16.match(data):
        return DECLARED_UTF16.sub(rb"\1utf-8", data, count=1)
    return data


def shape_of(data: bytes) -> Shape:
    """The kind of document, by its beginning."""
    head = data[:FIRST_LOOK]
    feed = FEED_ROOT.search(head)
    if feed is None:
        head = data[:HEAD]
        feed = FEED_ROOT.search(head)
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return "json"
    if HTML_ROOT.search(head, 0, feed.start() if feed else len(head)):
        return "html"
    if feed:  # whatever document type it declares
        return "xml"
    return "html" if HTML_TYPE.search(head) else "other"


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


def head_of(data: bytes) -> bytes:
    """What stands before the first entry, as far as anyone looks at it."""
    first = FIRST_ITEM.search(data)
    return data[: min(first.start(), HEAD) if first else HEAD]


def root_base(head: bytes) -> str:
    """xml:base of the root element, empty where it has none."""
    found = BASE_ON_ROOT.search(head) if b"xml:base" in head else None
    return found.group(1).decode("utf-8", "replace") if found else ""


def has_base_below(data: bytes) -> bool:
    """Whether an element below the root has an xml:base of its own."""
    return b"xml:base" in data and BASE_BELOW.search(data) is not None


def has_rich_text(data: bytes) -> bool:
    """Whether a title or summary has markup in it, or a type that is not text."""
    at = odd_text_end(data, 0)
    while at >= 0:
        end = data.find(b">", at)
        if _is_rich(data, data.rfind(b"<", 0, at), at, b"<" + data[at + 2 : end]):
            return True
        at = odd_text_end(data, end)
    return False


def odd_text_end_in_python(data: bytes, since: int) -> int:
    """Where the next text ends, from `since` on, that is not seen at once to be plain; or below zero.

    Nearly all are CDATA, or follow `<title>` and have no markup: only the others are looked at twice.
    """
    for end in TEXT_END.finditer(data, since):
        at = end.start()
        if not data.startswith(b"<" + end.group()[2:], data.rfind(b"<", 0, at)):
            return at
    return -1


odd_text_end: Callable[[bytes, int], int] = (
    compiled.odd_text_end if compiled else odd_text_end_in_python
)


def hides_fields(data: bytes, at: int) -> bool:
    """Whether the entry that begins at `at` has a foreign title or summary before its own."""
    if data.find(b":rss", 0, at) > 0 and PREFIXED_RSS.search(data, 0, at):
        return True
    end = data.find(b"</item>", at, at + MAX_ITEM_HEAD)
    return end > 0 and HIDING.search(data, at, end) is not None


def _is_rich(data: bytes, before: int, at: int, start: bytes) -> bool:
    """Whether the text from the last `<` to `at` ends something else than a plain `start`."""
    if data.startswith(start, before):
        return ODD_TYPE.search(data, before, data.find(b">", before)) is not None
    closed = data[max(0, at - 200) : at].rstrip().endswith(b"]]>")
    return not closed and not data.startswith(b"<![CDATA[", before)


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
    if count_marks(data, b"<&") > MAX_MARKS:
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
