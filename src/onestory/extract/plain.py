"""Plain-text pages: one block a line, the first the title; then the same decisions as for markup."""

from __future__ import annotations

import re
from datetime import datetime

from onestory.article import PARAGRAPH_BREAK, Article, Titles
from onestory.extract.authors import LABELLED, MAX_BYLINE, clean_authors, signed_by
from onestory.extract.blocks import ROOT, Page, block_of
from onestory.extract.body import find_body
from onestory.extract.credit import read_credit
from onestory.extract.dates import read_date
from onestory.extract.encoding import decode
from onestory.extract.furniture import BYLINE
from onestory.extract.head import Head, web_address
from onestory.extract.lines import one_line
from onestory.extract.sources import outward_links, source_link
from onestory.extract.state import Evidence, page_state
from onestory.extract.tree import parse
from onestory.extract.walk import flatten
from onestory.extract.warnings import lacking, warn

MAX_LINES = 50_000
HEAD_LINES = 6  # lines after the title that may be byline or date
MAX_TITLE = 300  # characters; a longer first line is text already
MAX_DATE_LINE = 60
# "Published: 12 March 2024", "Stand: …"; the rest of the line must be the date.
DATE_LEAD = re.compile(
    r"^(?:published|updated|date|posted|stand|datum|veröffentlicht)\s*:?\s*", re.IGNORECASE
)


def extract_plain(data: bytes, url: str = "", charset: str = "") -> Article:
    """Read a plain-text page. Never raises; a page without lines has the state `empty`."""
    lines = [one_line(line) for line in decode(data, charset).splitlines()[:MAX_LINES]]
    lines = [line for line in lines if line]
    title = lines[0] if lines and len(lines[0]) <= MAX_TITLE else ""
    authors, published, rest = _head(lines[1:] if title else lines)
    page = _laid_flat(rest)
    body = find_body(page, (title,))
    address = web_address(url)
    head = Head({}, address, "", "", title, {}, [])
    paragraphs = body.paragraphs
    text = PARAGRAPH_BREAK.join(paragraphs)
    state = page_state(Evidence(head, page, body, title, b""))
    authors = authors or signed_by(page, body.blocks, ())
    links = outward_links(body.blocks, address)
    return Article(
        title=title,
        text=text,
        url=address,
        state=state,
        titles=Titles(h1=title),
        authors=authors,
        published=published,
        credit=read_credit(tuple(rest), ()),
        source_link=source_link(links),
        paragraphs=paragraphs,
        confidence=body.confidence,
        warnings=warn(state, text, body.blocks, lacking(published, authors), bool(links)),
    )


def _head(lines: list[str]) -> tuple[tuple[str, ...], datetime | None, list[str]]:
    """The byline and the date that stand under the title, and the lines after them."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    for number, line in enumerate(lines[:HEAD_LINES]):
        labelled = LABELLED.match(line)
        if not authors and len(line) <= MAX_BYLINE and (labelled or BYLINE.match(line)):
            name = (labelled.group(1) or labelled.group(2)) if labelled else line
            authors = clean_authors([name], set())
        elif published is None and (moment := _date_line(line)):
            published = moment
        else:
            return authors, published, lines[number:]
    return authors, published, lines[HEAD_LINES:]


def _laid_flat(lines: list[str]) -> Page:
    """The lines as the blocks of a page without elements."""
    page = flatten(parse(b""))
    for line in lines:
        page.blocks.append(block_of(line))
    page.boxes[ROOT].last = len(lines)
    return page


def _date_line(line: str) -> datetime | None:
    rest = DATE_LEAD.sub("", line)
    if len(rest) > MAX_DATE_LINE or rest.endswith((".", "!", "?")):
        return None
    moment = read_date(rest)
    return moment.at if moment else None
