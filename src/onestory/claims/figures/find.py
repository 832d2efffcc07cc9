"""Figures: numbers that count or measure something, with comparator, unit, and what is counted.

Dates, ages, clock times, scores, addresses, phone and list numbers, and numbers that are part of a
name ("Boeing 737") are left out.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onestory.article import Span
from onestory.claims.figures.bounds import bound_after, bound_before
from onestory.claims.figures.counted import counted_span
from onestory.claims.figures.numbers import Number, find_numbers
from onestory.claims.figures.othernumbers import RANGE_JOIN, is_other
from onestory.claims.figures.units import DURATIONS, currency_before, unit_after
from onestory.claims.lexicon import Lexicon
from onestory.claims.values import Attribution, Comparator, DateMention, Figure, NameMention

BETWEEN = re.compile(r"(?:between|zwischen|entre)\s*[$€£¥]?$", re.IGNORECASE)
FROM = re.compile(r"(?:from|von|de|desde)\s*[$€£¥]?$", re.IGNORECASE)
HEDGE = re.compile(
    r"\b(?:reportedly|believed|feared|estimated?|may|might|could|possibly|apparently|preliminary|"
    r"allegedly|unconfirmed|roughly|about|around|approximately|suspected|provisional|perhaps|"
    r"vermutlich|offenbar|möglicherweise|angeblich|etwa|rund|environ|probablement|aproximadamente|"
    r"posiblemente|presuntamente)\b",
    re.IGNORECASE,
)
HEDGE_REACH = 60  # characters before a number in which a hedge still is about it
AND_A_HALF = re.compile(r"\s(?:and a half|et demie?|y medi[ao])\b", re.IGNORECASE)
MOST = 200  # figures of one sentence: a table that lost its cells has more
LEAST_NUMBER_WITHOUT_NOUN = 10  # bare small number words ("the two met") count nothing comparable


def find_figures(
    text: str,
    sentences: Sequence[Span],
    dates: Sequence[DateMention],
    names: Sequence[NameMention],
    attributions: Sequence[Attribution],
    lex: Lexicon,
    language: str,
) -> list[Figure]:
    """All figures of a text in order."""
    numbers = find_numbers(text, language)
    starts = [s.start for s in sentences]
    date_starts = [d.span.start for d in dates]
    figures: list[Figure] = []
    in_sentence: Counter[int] = Counter()
    number = 0
    while number < len(numbers):
        current = numbers[number]
        number += 1
        at = bisect.bisect_right(starts, current.span.start) - 1
        sentence = sentences[at] if at >= 0 else Span(0, len(text))
        if in_sentence[at] == MOST or _in_date(current, dates, date_starts):
            continue
        if is_other(text, current, sentence, numbers[number : number + 1], language):
            continue
        follower = numbers[number] if number < len(numbers) else None
        built, used = _build(text, current, follower, sentence, lex)
        number += used
        if built is not None:
            in_sentence[at] += 1
            figures.append(_with_speaker(built, attributions))
    return figures


def _in_date(number: Number, dates: Sequence[DateMention], starts: list[int]) -> bool:
    at = bisect.bisect_right(starts, number.span.start) - 1
    for near in (at, at + 1):
        if 0 <= near < len(dates) and dates[near].span.overlaps(number.span):
            return True
    return False


def _build(
    text: str, number: Number, follower: Number | None, sentence: Span, lex: Lexicon
) -> tuple[Figure | None, int]:
    start, end = number.span
    currency, start = currency_before(text, start)
    unit, end = unit_after(text, end)
    value, high, used = number.value, None, 0
    comparator: Comparator = ">=" if number.vague else "="
    before = text[max(sentence.start, start - 32) : start]
    near = False
    joined = _range_with(text, number, end, follower, before)
    if joined is not None and follower is not None:
        high, used = follower.value, 1
        unit_high, end = unit_after(text, follower.span.end)
        if unit_high:
            unit = unit_high
        if (
            value < 1000 <= high
            and high % 1000 == 0
            and follower.span.end - follower.span.start > 4
        ):
            scale = _scale_of(text, follower)
            value = value * scale if scale else value
        comparator = "range"
        between = BETWEEN.search(before)
        start = start - len(before) + between.start() if between else start
    else:
        found = bound_before(before, unit in DURATIONS)
        if found is not None:
            comparator, near = found.comparator, found.near
            start -= found.length
        value, end = _and_a_half(text, value, unit, end)
        after = bound_after(text, end)
        if after is not None:
            comparator, end = after
    unit = currency or unit
    counts = counted_span(text, start, end, unit, sentence, lex)
    if _counts_nothing(number, unit, counts):
        return None, used
    if comparator == "=" and counts is not None and counts.start >= end:
        after = bound_after(text, counts.end)  # "four rooms or more"
        if after is not None:
            comparator, end = after
    hedged = (
        comparator == "~"
        or near
        or HEDGE.search(text, max(sentence.start, start - HEDGE_REACH), end)
    )
    figure = Figure(
        Span(start, end), value, comparator, high, unit, counts, None, bool(hedged), near
    )
    return figure, used


def _and_a_half(text: str, value: float, unit: str, end: int) -> tuple[float, int]:
    """ "Two hours and a half", "deux heures et demie"."""
    half = AND_A_HALF.match(text, end, end + 14) if unit else None
    return (value + 0.5, half.end()) if half else (value, end)


def _counts_nothing(number: Number, unit: str, counts: Span | None) -> bool:
    if unit in DURATIONS and number.spelled and number.value == 1:
        return True
    if counts is not None or unit:
        return False
    return number.spelled and number.value < LEAST_NUMBER_WITHOUT_NOUN


def _range_with(
    text: str, number: Number, end: int, follower: Number | None, before: str
) -> bool | None:
    if follower is None or follower.value <= number.value or number.vague:
        return None
    gap = text[end : follower.span.start]
    if len(gap) > 8 or not RANGE_JOIN.match(gap):
        return None
    word = gap.strip(" $€£¥").lower()
    if word in {"and", "und", "et", "y"} and not BETWEEN.search(before):
        return None
    if word == "a" and number.spelled:
        return None
    return None if FROM.search(before) else True


def _scale_of(text: str, number: Number) -> float:
    digits = re.match(r"[\d.,]+", number.span.of(text))
    if digits is None:
        return 0.0
    plain = float(digits.group().replace(",", "").rstrip(".") or 0)
    return number.value / plain if plain else 0.0


def _with_speaker(figure: Figure, attributions: Sequence[Attribution]) -> Figure:
    """The innermost statement a figure stands in."""
    best: int | None = None
    for index, attribution in enumerate(attributions):
        if attribution.content.start > figure.span.start:
            break
        if attribution.found != "nobody" and attribution.content.covers(figure.span):
            best = index
    if best is None:
        return figure
    return replace(figure, attribution=best)
