"""Figures: numbers that count or measure something, with comparator, unit, and what is counted.

Dates, ages, clock times, scores, addresses, phone and list numbers, and numbers that are part of a
name ("Boeing 737") are left out.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.counted import counted_span
from onestory.claims.lexicon import Lexicon
from onestory.claims.numbers import Number, find_numbers
from onestory.claims.units import DURATIONS, currency_before, unit_after
from onestory.claims.values import Attribution, Comparator, DateMention, Figure, NameMention

# Words before a number and what they make of it. Matches "more than ", "mindestens "; not "over and".
_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (">", r"(?:well )?(?:more|greater|higher|larger) than|over|above|exceeding|upwards? of|in excess of"
          r"|mehr als|über|plus d[e'’]|más de"),
    (">=", r"at least|no fewer than|no less than|not less than|a minimum of|minimum"
           r"|mindestens|wenigstens|au moins|al menos|por lo menos|como mínimo"),
    ("<", r"(?:fewer|less|lower) than|under|below|weniger als|unter|moins d[e'’]|menos de"),
    ("<=", r"up to|as many as|as much as|at most|no more than|not more than|a maximum of|maximum"
           r"|bis zu|höchstens|jusqu['’]à|hasta|como máximo"),
    ("~", r"about|around|roughly|approximately|some|an estimated|estimated|nearly|almost|close to"
          r"|more or less|just over|just under|somewhere around|circa|ca\."
          r"|rund|etwa|ungefähr|fast|knapp|gut|environ|près d[e'’]|quelque|autour de"
          r"|unos|unas|cerca de|alrededor de|casi|aproximadamente"),
)  # fmt: skip
COMPARATOR_BEFORE = re.compile(
    "|".join(f"(?P<c{n}>(?<![\\w])(?:{words}))" for n, (_, words) in enumerate(_BEFORE)).join(
        (r"(?:", r")\s?(?:the |a |an )?$")
    ),
    re.IGNORECASE,
)
# After a number: "or more", "oder mehr", "or so".
COMPARATOR_AFTER = re.compile(
    r"\s+(?:(?P<least>or more|or higher|oder mehr|ou plus|o más)|(?P<about>or so)|"
    r"(?P<most>or (?:fewer|less)|oder weniger))\b",
    re.IGNORECASE,
)
RANGE_JOIN = re.compile(r"\s?(?:-|–|—|to|bis|à|a|and|und|et|y)\s?(?:[$€£¥])?$", re.IGNORECASE)
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
AGE = re.compile(
    r"[\s-]?(?:years?[\s-]olds?\b|-jährige|jähriger?\b|ans?,|años de edad|yo\b|months?[\s-]old\b)",
    re.IGNORECASE,
)
AGE_BEFORE = re.compile(
    r"(?:\baged?|\bage of|\bages|\b(?:girl|boy|child|son|daughter|man|woman|baby|toddler) of)\s$",
    re.IGNORECASE,
)
APPOSED_AGE = re.compile(r"\w,\s$")
# A number inside a name or code: "Boeing 737", "No. 12", "Section 5", "Route 66", "#4".
CODE_BEFORE = re.compile(
    r"(?:\b(?:no|nr|number|numbers|section|sections|article|route|highway|flight|room|chapter|page|"
    r"pages|bus|line|gate|channel|version|level|phase|grade|class|paragraph|figure|table|volume|"
    r"psalm|type|platform|track|unit|apartment|apt|suite|building|block|junction|exit|district|"
    r"ward|zone|group|round|day|week|title|rule|form|category|stage|pier|berth)s?\.?\s|[#/@_:]|\w-)$",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(r"(?:[a-zà-ÿ,]\s+)([A-ZÀ-Þ][\w-]*)\s$")
STREET_AFTER = re.compile(
    r"\s(?:[A-Z][\w'’-]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|square|boulevard|way)\b",
    re.IGNORECASE,
)
SCORE_AFTER = re.compile(r"\s?[-–:]\s?\d{1,3}(?![\d%])")
SCORE_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}\s?[-–:]\s?$")
PHONE = re.compile(r"\+?\d[\d ()/-]{6,}\d")
ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th|er|ère|ème|º|ª)\b|-[a-z]+-[a-z]|['’]s\b|s\b")
LIST_ITEM = re.compile(r"(?:^|\n)\s*\(?$")
LIST_AFTER = re.compile(r"[.)]\s")
LETTER_CODE = re.compile(r"[A-Za-z]")
COUNTABLE_ONE = re.compile(
    r"\s(?:person|man|woman|child|boy|girl|worker|passenger|soldier|officer|patient|student|victim|"
    r"survivor|firefighter|other person|more person)\b",
    re.IGNORECASE,
)
IDIOM_AFTER = re.compile(
    r"\s?(?:of the (?:most|best|worst|largest|biggest|main|key|few|reasons)|-time|-sided|-year-old|"
    r"-way|-party|-state|-thirds?|thirds?|quarters?|halves)\b",
    re.IGNORECASE,
)
FIRST_YEAR, LAST_YEAR = 1800, 2100
LARGEST_AGE = 120
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
    number = 0
    while number < len(numbers):
        current = numbers[number]
        number += 1
        at = bisect.bisect_right(starts, current.span.start) - 1
        sentence = sentences[at] if at >= 0 else Span(0, len(text))
        if _in_date(current, dates, date_starts):
            continue
        if _excluded(text, current, sentence, numbers[number : number + 1]):
            continue
        follower = numbers[number] if number < len(numbers) else None
        built, used = _build(text, current, follower, sentence, lex)
        number += used
        if built is not None:
            figures.append(_with_speaker(built, attributions))
    return figures


def _in_date(number: Number, dates: Sequence[DateMention], starts: list[int]) -> bool:
    at = bisect.bisect_right(starts, number.span.start) - 1
    for near in (at, at + 1):
        if 0 <= near < len(dates) and dates[near].span.overlaps(number.span):
            return True
    return False


def _excluded(text: str, number: Number, sentence: Span, following: Sequence[Number]) -> bool:
    start, end = number.span
    before = text[max(0, start - 24) : start]
    if number.spelled:
        if number.value == 1:
            return not COUNTABLE_ONE.match(text, end)
        return bool(IDIOM_AFTER.match(text, end, end + 24)) or AGE.match(text, end) is not None
    if (LETTER_CODE.match(text, end) or ORDINAL_AFTER.match(text, end)) and not unit_after(
        text, end
    )[0]:
        return True
    if AGE.match(text, end, end + 24) or AGE_BEFORE.search(before):
        return True
    currency = currency_before(text, start)[0]
    unit = unit_after(text, end)[0]
    if currency or unit in {"%", "points"}:
        return False
    if number.value <= LARGEST_AGE and APPOSED_AGE.search(before) and text[end : end + 1] in ",.;)":
        return True
    if CODE_BEFORE.search(before) and not RANGE_JOIN.search(before):
        return True
    if STREET_AFTER.match(text, end, end + 60) and not unit:
        return True
    if not unit and (_score(text, number) or _phone(text, number)):
        return True
    if LIST_ITEM.search(text, max(0, start - 4), start) and LIST_AFTER.match(text, end):
        return True
    if not unit and NAME_BEFORE.search(before) and not re.match(r"\s[a-zà-ÿ]", text[end : end + 2]):
        return True
    year = FIRST_YEAR <= number.value < LAST_YEAR and number.span.end - start == 4
    return year and not unit and not re.match(r"\s(?:people|homes|jobs)\b", text[end : end + 8])


def _score(text: str, number: Number) -> bool:
    start, end = number.span
    after = SCORE_AFTER.match(text, end, end + 8)
    if after is not None:
        high = re.search(r"\d+", after.group())
        rising = high is not None and float(high.group()) > number.value
        noun = re.match(r"\s[a-zà-ÿ%]|[a-z%]", text[after.end() : after.end() + 2])
        return not (rising and (noun or unit_after(text, after.end())[0]))
    return SCORE_BEFORE.search(text, max(0, start - 8), start) is not None


def _phone(text: str, number: Number) -> bool:
    start = number.span.start
    window = max(0, start - 16)
    for match in PHONE.finditer(text, window, min(len(text), number.span.end + 16)):
        if match.start() <= start < match.end():
            digits = sum(c.isdigit() for c in match.group())
            return (digits >= 9 and " " in match.group()) or ("-" in match.group() and digits >= 7)
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
        found = COMPARATOR_BEFORE.search(before)
        if found is not None:
            comparator = _BEFORE[int((found.lastgroup or "c0")[1:])][0]
            start -= len(before) - found.start()
        after = COMPARATOR_AFTER.match(text, end, end + 16)
        if after is not None:
            comparator = ">=" if after.group("least") else "~" if after.group("about") else "<="
            end = after.end()
    unit = currency or unit
    counts = counted_span(text, start, end, unit, sentence, lex)
    if _counts_nothing(number, unit, counts, text, start):
        return None, used
    hedged = comparator == "~" or HEDGE.search(text, max(sentence.start, start - HEDGE_REACH), end)
    figure = Figure(Span(start, end), value, comparator, high, unit, counts, None, bool(hedged))
    return figure, used


def _counts_nothing(number: Number, unit: str, counts: Span | None, text: str, start: int) -> bool:
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
    return Figure(
        figure.span, figure.value, figure.comparator, figure.high, figure.unit, figure.counts, best,
        figure.hedged,
    )  # fmt: skip
