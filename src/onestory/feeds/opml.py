"""OPML 2.0 in and out: lists of feeds, with the folder they stand in as their category."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from dataclasses import dataclass

from onestory.errors import InputError
from onestory.feeds.sniff import MAX_DEPTH, as_utf8, declares_entities, depth_of

MAX_BYTES = 5_000_000  # a list of 20,000 feeds has three
MAX_FEEDS = 20_000


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """One feed of a list."""

    title: str
    xml_url: str
    html_url: str = ""
    category: str = ""


def read_opml(data: bytes) -> list[OpmlFeed]:
    """The feeds of a list, in order, each address once.

    Raises InputError when the bytes are no OPML, or are too large, too deep or declare entities.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"The OPML file is larger than {MAX_BYTES} bytes: split it.")
    data = as_utf8(data)
    if declares_entities(data):
        raise InputError("The OPML file declares entities of its own: remove its document type.")
    if depth_of(data) > MAX_DEPTH:
        raise InputError(f"The OPML file nests deeper than {MAX_DEPTH} outlines: flatten it.")
    try:
        root = ElementTree.fromstring(data.strip())  # noqa: S314 - entities are refused above
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise InputError(f"The OPML file is not well-formed XML: {error}.") from error
    if _name(root.tag) != "opml":
        raise InputError("The file is XML but not OPML: its outermost element must be <opml>.")
    feeds: dict[str, OpmlFeed] = {}
    for outline, folder in _outlines(root):
        feed = _feed(outline, folder)
        if feed is not None and len(feeds) < MAX_FEEDS:
            feeds.setdefault(feed.xml_url, feed)
    return list(feeds.values())


def write_opml(title: str, feeds: Iterable[OpmlFeed]) -> bytes:
    """An OPML 2.0 document with one folder a category."""
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = _sendable(title)
    body = ElementTree.SubElement(root, "body")
    folders: dict[str, ElementTree.Element] = {"": body}
    for feed in feeds:
        if feed.category not in folders:
            name = _sendable(feed.category)
            folders[feed.category] = ElementTree.SubElement(body, "outline", text=name, title=name)
        given = {"type": "rss", "text": feed.title, "title": feed.title, "xmlUrl": feed.xml_url}
        if feed.html_url:
            given["htmlUrl"] = feed.html_url
        clean = {name: _sendable(value) for name, value in given.items()}
        ElementTree.SubElement(folders[feed.category], "outline", clean)
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _outlines(
    root: ElementTree.Element,
) -> Iterable[tuple[ElementTree.Element, str]]:
    """Every outline with the name of the folder around it, in the file's order."""
    waiting = [(child, "") for child in reversed(list(root))]
    while waiting:
        node, folder = waiting.pop()
        is_outline = _name(node.tag) == "outline"
        if is_outline:
            yield node, folder
        given = {key.lower(): value for key, value in node.attrib.items()}
        inner = folder
        if is_outline and "xmlurl" not in given:
            inner = (given.get("text") or given.get("title") or folder).strip()
        waiting += [(child, inner) for child in reversed(list(node))]


def _feed(outline: ElementTree.Element, folder: str) -> OpmlFeed | None:
    given = {key.lower(): value.strip() for key, value in outline.attrib.items()}
    address = given.get("xmlurl", "")
    if not address:
        return None
    return OpmlFeed(
        title=given.get("title") or given.get("text") or address,
        xml_url=address,
        html_url=given.get("htmlurl", ""),
        category=folder or given.get("category", "").strip("/"),
    )


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def _sendable(text: str) -> str:
    """Text without what XML 1.0 cannot hold (control characters, lone surrogates)."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or ("\x20" <= c <= "\ud7ff") or (c >= "\ue000" and c not in "\ufffe\uffff")
    )
