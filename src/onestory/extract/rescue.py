"""The cascade for low confidence: JSON-LD articleBody, the page's own state, a second look that doubts
the names of boxes, then trafilatura. Rare by design.

articleBody is never the first choice: it is often a teaser, or a text without its paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onestory.extract import jsonld
from onestory.extract.blocks import Page, block_of
from onestory.extract.body import DOUBTING_LIMITS, NAMELESS_LIMITS, Body, find_body
from onestory.extract.embedded import embedded_lines
from onestory.extract.head import Head
from onestory.markup import bounded, count_marks

LOW_CONFIDENCE = 0.35  # share of the page's prose in the body; below it the choice was a guess
SURE = 0.85
SHORT_NEWS = 250  # UTF-8 bytes
LOW_SIZE = 400  # UTF-8 bytes; a shorter body is looked for elsewhere
WORTH = 1.5  # a rescue must bring this many times the text
MAX_SOURCE = 2_000_000  # bytes; trafilatura's time grows with the square of hostile input
MAX_TAGS = 16_000
JSONLD_CONFIDENCE = 0.7
EMBEDDED_CONFIDENCE = 0.6
SECOND_SHARE = 0.25  # of all the page's prose, that a second look must find
MOST_PROSE = 0.85  # the same where a little was found at first: next to nothing is left over
LINKED = 0.5  # share of link text from which a block is one of links
SECOND_CONFIDENCE = 0.5
FALLBACK_CONFIDENCE = 0.5

LONG_WORD = re.compile(r"\w{4,}")
ABOUT_SHARE = 0.5  # share of the title's words that a text found elsewhere must have
MARKUP = re.compile(r"<[^<>]{0,300}>")
LINE_END = re.compile(r"(?:\r?\n|\\n|<br\s*/?>|</p>)\s*")


def rescued(
    body: Body, head: Head, page: Page, source: bytes, titles: tuple[str, ...] = ()
) -> Body:
    """The body as found, or a better one where it is too short or too uncertain to be believed."""
    if body.size >= LOW_SIZE and body.confidence >= LOW_CONFIDENCE:
        return body
    if body.size >= SHORT_NEWS and body.confidence >= SURE:
        return body  # a short report with nothing else on its page
    declared = _from_lines(LINE_END.split(jsonld.body(head.article)), JSONLD_CONFIDENCE)
    if declared.size >= LOW_SIZE and declared.size > WORTH * body.size:
        return declared
    held = _from_lines(embedded_lines(page), EMBEDDED_CONFIDENCE)
    if not _is_about(head, held):
        held = Body(())
    if held.size >= LOW_SIZE and held.size > WORTH * body.size:
        return held
    if sum(b.size for b in page.blocks) < LOW_SIZE:
        return body  # there is not that much text to be found
    if body.size < LOW_SIZE and (second := _second_look(body, page, titles)):
        return second
    unlinked = sum(b.size for b in page.blocks if b.link_share < LINKED)
    if body.blocks and unlinked - body.size < LOW_SIZE:
        return body  # all else is links, and too few labels
    if len(source) > MAX_SOURCE or count_marks(source, b"<") > MAX_TAGS or b"\0" in source:
        return body  # zero bytes (UTF-16 without its mark) cost its parser seconds
    fallback = _from_lines(_trafilatura(bounded(source)), FALLBACK_CONFIDENCE)
    if fallback.size >= LOW_SIZE and fallback.size > WORTH * body.size:
        return fallback
    return body


def _second_look(body: Body, page: Page, titles: tuple[str, ...]) -> Body | None:
    """The page read with doubts in the names of boxes. Where nothing was found a fair part of its prose
    is believed, else nearly all of it. Where even so nothing is found, names say nothing."""
    second = find_body(page, titles, limits=DOUBTING_LIMITS)
    if not second.blocks:
        second = find_body(page, titles, limits=NAMELESS_LIMITS)
    held = sum(b.size for b in second.blocks if b.prose or not body.blocks)
    share = MOST_PROSE if body.blocks else SECOND_SHARE
    whole = sum(b.size for b in page.blocks if b.prose)
    if held < max(LOW_SIZE, share * whole) or second.size <= WORTH * body.size:
        return None
    return replace(second, confidence=SECOND_CONFIDENCE)


def _from_lines(lines: list[str], confidence: float) -> Body:
    texts = [" ".join(MARKUP.sub(" ", line).split()) for line in lines]
    return Body(tuple(block_of(text) for text in texts if text), confidence)


def _is_about(head: Head, body: Body) -> bool:
    """Whether a text has words of the page's title and description: a state may hold others'."""
    title = " ".join((head.page_title, head.first("og:title"), head.first("og:description")))
    words = set(LONG_WORD.findall(title.casefold()))
    if not words:
        return True
    text = " ".join(body.paragraphs).casefold()
    return sum(word in text for word in words) >= ABOUT_SHARE * len(words)


def _trafilatura(source: bytes) -> list[str]:
    """The lines trafilatura finds; none when it fails."""
    # Imported here: it takes half a second, and hardly any page needs it.
    import trafilatura

    try:
        found = trafilatura.extract(
            source.decode("utf-8", "replace"),
            include_comments=False,
            include_tables=False,
            fast=True,
        )
    except Exception:  # a foreign parser on hostile input: whatever it raises, there is no text
        return []
    return (found or "").splitlines()
