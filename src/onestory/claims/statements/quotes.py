"""Quotation regions of every style, marks included, nested ones folded into the outer one.

A quotation continued over paragraphs (each opens anew, only the last one closes) gives one region a
paragraph, all but the last with `runs_on`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onestory.article import Span
from onestory.claims.sentences import paragraph_spans

# Marks that may open or close: matches “ " „ « 「 '' ; not an apostrophe inside a word.
MARK = re.compile(r"''|``|[\"“”„‟«»‹›「」『』＂‘]|(?<![\w])'(?=\w)")
CLOSING = {
    "“": '”“"',
    "‟": "”",
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "＂": "＂",
    '"': '"”',
    "‘": "’",
    "'": "'",
}
ALWAYS_OPEN = "„「『‘"
NEVER_OPEN = "」』”"
LONGEST_SINGLE = 400  # characters a quotation in single marks may have; beyond it is an apostrophe
LEAST_SINGLE_WORDS = 2
LONGEST_REGION = 6000  # characters of one paragraph's quotation
# The end of a single quotation: matches the mark in "gone,' she"; not the one in "don't".
SINGLE_END = re.compile(r"(?<=[\w.,?!…])['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `span` with its marks, `inner` without. `runs_on`: no mark closes it, the next
    paragraph goes on."""

    span: Span
    inner: Span
    runs_on: bool = False


def quote_regions(text: str) -> list[Quote]:
    """Outermost quotations in order. Time is linear in the length of the text."""
    regions: list[Quote] = []
    paragraphs = paragraph_spans(text)
    for number, paragraph in enumerate(paragraphs):
        follower = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        regions.extend(_in_paragraph(text, paragraph, follower))
    return regions


def _in_paragraph(text: str, paragraph: Span, follower: Span | None) -> list[Quote]:
    regions: list[Quote] = []
    at = paragraph.start
    missing: set[str] = set()
    while (mark := MARK.search(text, at, paragraph.end)) is not None:
        sign = '"' if mark.group() in {"''", "``"} else mark.group()
        at = mark.end()
        if not _opens(text, mark, sign, paragraph):
            continue
        if sign in "‘'":
            end = _single_end(text, mark.end(), paragraph.end)
        elif sign in missing:
            end = None
        else:
            end = _double_end(text, mark, sign, paragraph.end)
            if end is None:
                missing.add(sign)
        if end is not None:
            regions.append(Quote(Span(mark.start(), end[1]), Span(mark.end(), end[0])))
            at = end[1]
        elif sign not in "‘'" and _goes_on(text, sign, follower):
            inner = Span(mark.end(), paragraph.end)
            regions.append(Quote(Span(mark.start(), paragraph.end), inner, runs_on=True))
            break
    return regions


def _opens(text: str, mark: re.Match[str], sign: str, paragraph: Span) -> bool:
    if sign in NEVER_OPEN:
        return False
    if mark.end() >= paragraph.end or (text[mark.end()].isspace() and sign not in "«‹"):
        return False
    if sign in ALWAYS_OPEN or mark.start() == paragraph.start:
        return True
    before = text[mark.start() - 1]
    if before == "=":
        return False  # `poster="…"`: an attribute that was left in the text
    return not before.isalnum() or sign in "«“" or before >= "\u3040"


def _double_end(text: str, mark: re.Match[str], sign: str, limit: int) -> tuple[int, int] | None:
    limit = min(limit, mark.end() + LONGEST_REGION)
    if mark.group() in {"''", "``"}:
        at = text.find("''", mark.end(), limit)
        return (at, at + 2) if at >= 0 else None
    closing = CLOSING[sign]
    depth = 0
    for number in range(mark.end(), limit):
        character = text[number]
        if character in closing and not (character in '"“' and _looks_open(text, number, limit)):
            if depth == 0:
                return number, number + 1
            depth -= 1
        elif character == sign and sign not in '"＂':
            depth += 1
    return None


def _looks_open(text: str, at: int, limit: int) -> bool:
    return text[at - 1].isspace() and at + 1 < limit and text[at + 1].isalnum()


def _single_end(text: str, start: int, limit: int) -> tuple[int, int] | None:
    end = SINGLE_END.search(text, start, min(limit, start + LONGEST_SINGLE))
    if end is None:
        return None
    words = text.count(" ", start, end.start()) + 1
    if words < LEAST_SINGLE_WORDS and text[end.start() - 1].isalpha() and text[start].islower():
        return None
    return end.start(), end.end()


def _goes_on(text: str, sign: str, follower: Span | None) -> bool:
    return follower is not None and text[follower.start] in {
        sign,
        *('“"«»' if sign in "«»" else ""),
    }
