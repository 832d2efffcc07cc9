"""A sentence (or several that share a quotation) as words, each quotation folded into one word.

Folding keeps the grammar outside the marks: a rule that walks over words never walks into what
somebody else said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from onestory.article import Span
from onestory.claims.statements.quotes import Quote

# Matches "U.S.", "Mr.", "J.", "don't", "vice-president", "1,250.5", "%"; never an empty string.
WORD = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|St|Jr|Sr|Lt|Col|Sgt|Sens|Reps|Mme|[A-Z])\."
    r"|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’&-][^\W_]+)*|\S"
)
MOST_WORDS = 600  # of one unit; behind them a "sentence" is a list or noise, and is not read
Kind = str  # "w" word, "n" number, "p" punctuation, "q" quotation


class Word(NamedTuple):
    """One word; `low` is lower case with straight apostrophes, `cap` whether it starts upper."""

    start: int
    end: int
    low: str
    kind: Kind
    cap: bool
    quote: Quote | None = None


class Unit(NamedTuple):
    """Sentences joined by a quotation that runs over their border, and their words."""

    span: Span
    words: list[Word]


def units(text: str, sentences: Sequence[Span], quotes: Sequence[Quote]) -> list[Unit]:
    """The units of a text in order."""
    built: list[Unit] = []
    number = 0
    at = 0
    while at < len(sentences):
        start, end = sentences[at]
        while number < len(quotes) and quotes[number].span.end <= start:
            number += 1
        inside = []
        scan = number
        while scan < len(quotes) and quotes[scan].span.start < end:
            inside.append(quotes[scan])
            while at + 1 < len(sentences) and quotes[scan].span.end > end:
                at += 1
                end = sentences[at].end
            scan += 1
        span = Span(start, end)
        built.append(Unit(span, _words(text, span, inside)))
        at += 1
    return built


def plain_words(text: str, start: int, end: int) -> list[Word]:
    """Words of a stretch, quotations not folded."""
    words: list[Word] = []
    for match in islice(WORD.finditer(text, start, end), MOST_WORDS + 1):
        found = match.group()
        first = found[0]
        kind = "w" if first.isalpha() else "n" if first.isdigit() else "p"
        low = found.lower().replace("’", "'")
        words.append(Word(match.start(), match.end(), low, kind, first.isupper()))
    return words


def _words(text: str, span: Span, quotes: list[Quote]) -> list[Word]:
    words: list[Word] = []
    at = span.start
    for quote in quotes:
        if len(words) > MOST_WORDS:
            return words[:MOST_WORDS]
        words.extend(plain_words(text, at, quote.span.start))
        words.append(Word(quote.span.start, quote.span.end, "", "q", False, quote))
        at = quote.span.end
    words.extend(plain_words(text, at, span.end))
    return words[:MOST_WORDS]
