"""Plain-text pages: one block a line, the first the title; byline and date lines recognised."""

from __future__ import annotations

import re
from datetime import datetime

from onestory.article import PARAGRAPH_BREAK, Article, Titles, legible
from onestory.extract.authors import clean_authors
from onestory.extract.credit import read_credit
from onestory.extract.dates import read_date
from onestory.extract.encoding import decode
from onestory.extract.furniture import BYLINE
from onestory.extract.head import web_address

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
    lines = [" ".join(line.split()) for line in decode(data, charset).splitlines()[:MAX_LINES]]
    lines = [legible(line) for line in lines if line.strip("\x00 ")]
    title = lines[0] if lines and len(lines[0]) <= MAX_TITLE else ""
    rest = lines[1:] if title else lines
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    while rest and len(lines) - len(rest) <= HEAD_LINES:
        line = rest[0]
        if not authors and BYLINE.match(line) and len(line) <= 160:
            authors = clean_authors([line], set())
        elif published is None and (moment := _date_line(line)):
            published = moment
        else:
            break
        rest = rest[1:]
    paragraphs = tuple(rest)
    return Article(
        title=title,
        text=PARAGRAPH_BREAK.join(paragraphs),
        url=web_address(url),
        state="article" if paragraphs else "empty",
        titles=Titles(h1=title),
        authors=authors,
        published=published,
        credit=read_credit(paragraphs, ()),
        paragraphs=paragraphs,
        confidence=1.0 if paragraphs else 0.0,
    )


def _date_line(line: str) -> datetime | None:
    rest = DATE_LEAD.sub("", line)
    if len(rest) > MAX_DATE_LINE or rest.endswith((".", "!", "?")):
        return None
    moment = read_date(rest)
    return moment.at if moment else None
