"""A feed's own title and link, from the document without its entries, which is well-formed.

Most feeds say both plainly and early, and are read no further; the others are parsed as XML.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import NamedTuple

from onestory.feeds.read_fast import page_link

ATOM = "{http://www.w3.org/2005/Atom}"

ATTRIBUTE = rb"\s++[\w:.-]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')"
TAG = rb"[A-Za-z_][\w:.-]*+(?:" + ATTRIBUTE + rb")*+\s*+"
# Elements of text alone or of nothing, but for those looked for: passed over at once.
LEAVES = re.compile(rb"(?:[^<]*+<(?!title|link|channel)" + TAG + rb"(?:/>|>[^<]*+</[^>]++>))*+")
# Text and the tag after it, or what is no tag: a comment, an instruction, a CDATA section.
PIECE = re.compile(
    rb"[^<]*+<(?:(/?)([A-Za-z_][\w:.-]*+)((?:" + ATTRIBUTE + rb")*+)\s*+(/?)>"
    rb"|!--.*?-->|\?.*?\?>|!\[CDATA\[.*?\]\]>)",
    re.DOTALL,
)
# The text of an element up to its end: plain, or CDATA alone. The references are those that HTML
# reads as XML does.
TEXT = re.compile(
    rb"(?:((?:[^<&\r]|&(?:amp|lt|gt|quot|apos|#39|#8[0-9]{3});)*+)"
    rb"|\s*+<!\[CDATA\[([^\]\r]*+)\]\]>\s*+)</"
)
PAIR = re.compile(rb"\s([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
CODED = re.compile(rb"[&\s]")  # an attribute with such in it is read otherwise than it stands


class Child(NamedTuple):
    """An element right below the channel; its content begins at `inside`, below zero without any."""

    name: bytes
    attributes: bytes
    inside: int


def read_channel(header: bytes, namespace: str) -> tuple[str, str] | None:
    """Title and link of the feed; None where there is no feed. RSS has no namespace."""
    plain = read_plainly(header, namespace.encode())
    return plain or parse_channel(header, f"{{{namespace}}}" if namespace else "")


def read_plainly(header: bytes, namespace: bytes) -> tuple[str, str] | None:
    """Title and link where both are written plainly; of Atom's links the first to a page."""
    title = link = ""
    for child in _children(header, namespace):
        if child.name == b"title" and not title:
            title = _text(header, child)
            if not title.strip():
                return None
        elif child.name == b"link" and not link:
            address = _address(child) if namespace else _text(header, child).strip()
            if address == "":
                return None
            link = address or ""
        if title and link:
            return title, link
    return None


def _children(header: bytes, namespace: bytes) -> Iterator[Child]:
    """What stands right below `feed`, or `rss` and `channel`, up to what is not written plainly."""
    depth, at, channel = 0, 0, 1 if namespace else 2
    while (leaves := LEAVES.match(header, at)) and (piece := PIECE.match(header, leaves.end())):
        at = piece.end()
        closing, name, attributes, empty = piece.groups(b"")
        if closing:
            depth -= 1
        elif name:
            if depth <= channel:
                space = _pairs(attributes).get(b"xmlns") if b"xmlns" in attributes else None
                if (space or b"") != namespace if depth == 0 else space is not None:
                    return
                if depth == channel:
                    yield Child(name, attributes, -1 if empty else at)
                elif depth == 1 and name != b"channel":
                    return
            depth += not empty


def _pairs(attributes: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in PAIR.findall(attributes)}


def _text(header: bytes, child: Child) -> str:
    """The text; empty where it is not plain."""
    found = TEXT.match(header, child.inside) if child.inside >= 0 else None
    if found is None:
        return ""
    plain, section = found.groups(b"")
    return html.unescape(plain.decode("utf-8", "replace")) + section.decode("utf-8", "replace")


def _address(link: Child) -> str | None:
    """The address of a link to a page, empty where it is not plain; None of another link."""
    given = _pairs(link.attributes)
    if given.get(b"rel", b"") not in {b"alternate", b""}:
        return None
    address = given.get(b"href", b"")
    return "" if CODED.search(address) else address.decode("utf-8", "replace")


def parse_channel(header: bytes, space: str) -> tuple[str, str] | None:
    """The same by a parser, for all that is well-formed. `space` is the namespace in braces."""
    try:
        root = ElementTree.fromstring(header)  # noqa: S314 - entities are refused before
    except ElementTree.ParseError:
        return None
    channel = root if space else root.find("channel")
    return None if channel is None else (_title(channel, space), _link(channel, space or ATOM))


def _title(channel: ElementTree.Element, space: str) -> str:
    """The feed's own title; where it has none, another vocabulary's, such as Dublin Core's."""
    titles = [e for e in channel if e.tag.rpartition("}")[2] == "title" and (e.text or "").strip()]
    titles.sort(key=lambda element: element.tag != space + "title")
    return titles[0].text or "" if titles else ""


def _link(channel: ElementTree.Element, space: str) -> str:
    links = [element.attrib for element in channel.iterfind(space + "link")]
    first = links[0].get("href", "") if links else ""
    return channel.findtext("link", "").strip() or page_link(first, links)
