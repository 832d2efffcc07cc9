"""Exports in XML: WordPress (WXR) and Disqus, read as a stream, whatever their size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from onestory.article import read_iso
from onestory.errors import InputError
from onestory.web.talk.exchange.foreign import ForeignComment, State, plain

CHUNK = 1 << 16
LONGEST_HEAD = 1 << 20
DEEPEST = 200
# Control characters that no XML may hold, and that exports hold all the same.
ILLEGAL = bytes(set(range(32)) - {9, 10, 13})
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WORDPRESS_STATES: dict[str, State] = {"1": "published", "0": "held", "spam": "spam"}


def elements(path: Path, wanted: set[str]) -> Iterator[tuple[str, Element]]:
    """Each wanted element that is in no other, with its local name, when it is whole; its content is
    then let go.

    Raises InputError where the file is damaged, saying after what came before.
    """
    parser = XMLPullParser(("start", "end"))
    depth = inside = 0  # elements that are open; wanted ones among them
    try:
        with path.open("rb") as handle:
            head = handle.read(LONGEST_HEAD)
            if DECLARED.search(head[: _first_element(head)]):
                raise InputError(f"{path} declares a document type: remove it.")
            chunk = head
            while chunk:
                parser.feed(chunk.translate(None, ILLEGAL))
                for event, element in parser.read_events():
                    step = 1 if event == "start" else -1
                    depth += step
                    if depth > DEEPEST:
                        raise InputError(f"{path} nests deeper than {DEEPEST} elements.")
                    if _local(element.tag) not in wanted:
                        continue
                    inside += step
                    if not inside:  # a post names its thread by an element of the same name
                        yield _local(element.tag), element
                        element.clear()
                chunk = handle.read(CHUNK)
            parser.close()
    except ParseError as error:
        raise InputError(
            f"{path} is damaged: {error}. What stands before that was read; mend or cut the file there."
        ) from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def read_wordpress(path: Path) -> Iterator[ForeignComment]:
    """The comments of a WordPress export (WXR 1.x); pingbacks and trackbacks are none."""
    for _, item in elements(path, {"item"}):
        page = _text(item, "link")
        for comment in (e for e in item if _local(e.tag) == "comment"):
            if _text(comment, "comment_type") in {"pingback", "trackback"}:
                continue
            parent = _text(comment, "comment_parent")
            yield ForeignComment(
                source="wordpress",
                id=f"{_text(comment, 'comment_id')} {page}",
                page=page,
                text=plain(_paragraphs(_text(comment, "comment_content"))),
                state=WORDPRESS_STATES.get(_text(comment, "comment_approved"), "removed"),
                created=_gmt(_text(comment, "comment_date_gmt")),
                parent=f"{parent} {page}" if parent not in {"", "0"} else "",
                author=_text(comment, "comment_author"),
                email=_text(comment, "comment_author_email"),
                link=_text(comment, "comment_author_url"),
            )


def read_disqus(path: Path) -> Iterator[ForeignComment]:
    """The posts of a Disqus export; its threads, which name the pages, come first in the file."""
    pages: dict[str, str] = {}
    for name, element in elements(path, {"thread", "post"}):
        identifier = _identifier(element)
        if name == "thread":
            pages[identifier] = _text(element, "link")
            continue
        author = next((e for e in element if _local(e.tag) == "author"), Element("author"))
        thread, parent = (
            next((_identifier(e) for e in element if _local(e.tag) == n), "")
            for n in ("thread", "parent")
        )
        yield ForeignComment(
            source="disqus",
            id=identifier or _text(element, "id"),
            page=pages.get(thread, ""),
            text=plain(_text(element, "message")),
            state=_disqus_state(element),
            created=read_iso(_text(element, "createdAt")),
            parent=parent,
            author=_text(author, "name") or _text(author, "username"),
            email=_text(author, "email"),
        )


def _disqus_state(post: Element) -> State:
    if _text(post, "isSpam") == "true":
        return "spam"
    if _text(post, "isDeleted") == "true":
        return "removed"
    return "held" if _text(post, "isApproved") == "false" else "published"


def _first_element(head: bytes) -> int:
    match = re.search(rb"<(?:rss|disqus)\b", head)
    return match.start() if match else len(head)


def _paragraphs(text: str) -> str:
    """WordPress keeps line ends for what its pages show as paragraphs and breaks."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return "".join(f"<p>{block.strip().replace(chr(10), '<br>')}</p>" for block in blocks)


def _gmt(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _identifier(element: Element) -> str:
    return next((v for k, v in element.attrib.items() if _local(k) == "id"), "")


def _text(element: Element, name: str) -> str:
    found = next((e for e in element if _local(e.tag) == name), None)
    return (found.text or "").strip() if found is not None else ""


def _local(name: str) -> str:
    return name.rpartition("}")[2]
