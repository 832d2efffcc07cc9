"""What a reader should know about an article as read: no date, no byline, damage, no source link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from onestory.article import READABLE_STATES, Span, State, Warning
from onestory.extract.blocks import Block
from onestory.extract.lines import sign_test
from onestory.extract.phrases import PHRASES
from onestory.extract.sources import cited_document

MAX_DAMAGED = 20  # warnings of one kind on one article
LONG_SENTENCE = 80  # characters; shorter paragraphs may be labels

# Replacement characters, UTF-8 read as Windows-1252, template leftovers, undefined values.
GARBLED = re.compile(
    "\ufffd|[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ“”˜¦]|"
    r"\{\{[^{}\n]{0,80}\}\}|<%|\[object Object\]|\bundefined\b(?=[.,\s]|$)(?<=\sundefined)|"
    r"\blorem ipsum\b|&(?:amp|quot|nbsp|#\d{2,5});"
)
# One of these stands in every text GARBLED could match: a quick look saves a slow one.
may_be_garbled = sign_test(
    (
        *("\ufffd", "Ã", "Â", "â€", "{{", "<%", "[object", "undefined", "orem ipsum"),
        *("&amp;", "&quot;", "&nbsp;", "&#"),
    )
)
# A paragraph that stops in a small word, a comma or an open bracket: "…, the minister said that the"
SENTENCE_ENDS = (".", "!", "?", "…", "。", "”", "»", '"')
CUT_OFF = re.compile(r"(?:(?<!\w)[a-zß-öø-ÿа-я][\w'’-]*|,|\()$")
SENTENCE_START = re.compile(r"(?:[.!?。！？…]['\"”’»)]*\s+)(?=\S)")


def warn(
    state: State, text: str, blocks: Sequence[Block], lacks: Iterable[str], links_out: bool
) -> tuple[Warning, ...]:
    """The warnings of a readable article; none for other states. Spans lie in `text`, the blocks joined.

    `lacks` are the warnings of what the page does not give; `links_out` says whether the text links to
    others.
    """
    if state not in READABLE_STATES:
        return ()
    found = [_warning(kind) for kind in lacks]
    found.extend(_warning("damaged-sentence", span) for span in damaged(blocks, text))
    if not links_out and (cited := cited_document(blocks)):
        found.append(_warning("missing-source-link", cited))
    return tuple(found)


def lacking(published: datetime | None, authors: Sequence[str]) -> Iterator[str]:
    if published is None:
        yield "no-date"
    if not authors:
        yield "no-byline"


def damaged(blocks: Sequence[Block], whole: str) -> list[Span]:
    """The sentences that are cut off or garbled, as offsets into the whole text, the blocks joined."""
    spans: dict[Span, None] = {}
    offset = 0
    garbled = may_be_garbled(whole)
    for number, block in enumerate(blocks):
        if len(spans) >= MAX_DAMAGED:
            break
        text = block.text
        if garbled and may_be_garbled(text):
            for span in _garbled(text):
                spans[Span(offset + span.start, offset + span.end)] = None
        if not text.endswith(SENTENCE_ENDS):
            if _cut_off(block, blocks[number + 1] if number + 1 < len(blocks) else None):
                span = _sentence(text, len(text) - 1)
                spans[Span(offset + span.start, offset + span.end)] = None
        offset += len(text) + 2
    return list(spans)[:MAX_DAMAGED]


def _garbled(text: str) -> list[Span]:
    """The sentences with garbled words, each once; no more than are told."""
    spans: list[Span] = []
    for garbled in GARBLED.finditer(text):
        if spans and garbled.start() < spans[-1].end:
            continue  # another word of the same sentence
        spans.append(_sentence(text, garbled.start(), spans[-1].start if spans else 0))
        if len(spans) == MAX_DAMAGED:
            break
    return spans


def _cut_off(block: Block, following: Block | None) -> bool:
    """Whether a paragraph of running text that has no end stops and nothing continues it.

    A line of one sentence may be a caption or a label; only text after a full sentence counts.
    """
    return (
        block.tag == "p"
        and len(block.text) >= LONG_SENTENCE
        and CUT_OFF.search(block.text[-60:]) is not None
        and SENTENCE_START.search(block.text) is not None
        and (following is None or following.tag in {"p", "h2", "h3"})
    )


def _sentence(text: str, position: int, start: int = 0) -> Span:
    """The sentence around a position. `start` is where an earlier one starts, if known."""
    for found in SENTENCE_START.finditer(text, start):
        if found.end() > position:
            return Span(start, found.start() + len(found.group().rstrip()))
        start = found.end()
    return Span(start, len(text))


def _warning(kind: str, span: Span | None = None) -> Warning:
    return Warning(kind, span, PHRASES[kind])
