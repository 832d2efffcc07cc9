"""A statement while it is being found, and the spans it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onestory.article import Span
from onestory.claims.statements.clauses import Range
from onestory.claims.statements.cues import Cue
from onestory.claims.statements.words import Word
from onestory.claims.values import Found

TRIM = " \t\n,;:.–—-…"


@dataclass(slots=True)
class Draft:
    """A statement being built; `unit` is where it stands."""

    source: Span | None
    cue: Span | None
    content: Span
    direct: bool
    unit: int
    found: Found = ""


def draft_of(
    text: str,
    words: Sequence[Word],
    source: Range,
    cue: Cue,
    content: Span,
    direct: bool,
    unit: int,
    found: Found,
) -> Draft:
    return Draft(
        source=trimmed(text, words[source[0]].start, words[source[1] - 1].end),
        cue=Span(words[cue.first].start, words[cue.last].end),
        content=content,
        direct=direct,
        unit=unit,
        found=found,
    )


def content_span(text: str, words: Sequence[Word], low: int, high: int) -> tuple[Span | None, bool]:
    if high <= low:
        return None, False
    if high - low == 1 and words[low].kind == "q":
        return Span(words[low].start, words[low].end), True
    last = words[high - 1]
    if last.kind == "q" or (high - low > 1 and last.low == "." and words[high - 2].kind == "q"):
        high = high if last.kind == "q" else high - 1
        if words[low].kind == "q" and high - low == 1:
            return Span(words[low].start, words[low].end), True
        return Span(words[low].start, words[high - 1].end), False
    return trimmed(text, words[low].start, last.end), False


def trimmed(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in TRIM:
        if (
            text[end - 1] == "."
            and text[start:end].count(".") > 1
            and text[end - 3 : end - 2] == "."
        ):
            break  # "U.S."
        end -= 1
    while start < end and text[start] in TRIM:
        start += 1
    return Span(start, end) if end > start else None


def quote_start(words: Sequence[Word], quote_at: int, floor: int) -> int:
    """A mixed statement begins with its clause: `the road "is closed," she said`."""
    start = quote_at
    while start > floor and words[start - 1].kind in "wn":
        start -= 1
    if start == quote_at or (start > floor and words[start - 1].kind == "p"):
        return start if start == floor or words[start - 1].low in ".:" else quote_at
    return start
