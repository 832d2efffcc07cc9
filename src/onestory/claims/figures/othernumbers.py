"""Numbers that are no figures: ages, clock times, scores, addresses, phone and list numbers, years, and
numbers that are part of a name ("Boeing 737", "Door 4")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.figures.numbers import Number
from onestory.claims.figures.units import currency_before, unit_after

RANGE_JOIN = re.compile(r"\s?(?:-|–|—|to|bis|à|a|and|und|et|y)\s?(?:[$€£¥])?$", re.IGNORECASE)
AGE = re.compile(
    r"[\s-]?(?:years?[\s-]olds?\b|-jährige|jähriger?\b|años de edad|yo\b|months?[\s-]old\b)",
    re.IGNORECASE,
)
# "girl of six", "aged 40", "since I was thirty"; the last only where no noun follows.
AGE_BEFORE = re.compile(
    r"(?:\baged?|\bage of|\bages|\b(?:girl|boy|child|son|daughter|man|woman|baby|toddler) of)\s$",
    re.IGNORECASE,
)
AGE_OF = re.compile(r"\b(?:I|he|she|who)\s(?:was|is|am|turn(?:s|ed)|had been)\s$", re.IGNORECASE)
APPOSED_AGE = re.compile(r"\w,\s$")
# "mon fils a trente ans", "tiene 34 años", "Jean Roux, 34 ans, maçon"; not "depuis trente ans".
AGE_HAD = re.compile(r"(?:\b(?:a|avait|tiene|tenía)|\w,)\s$")
YEARS = re.compile(r"\s(?:ans|años)\b(?!\s(?:de|después|plus))")
# A number inside a name or code: "Boeing 737", "No. 12", "Section 5", "Route 66", "#4", "Shigure-3".
CODE_BEFORE = re.compile(
    r"(?:\b(?:(?:no|nr|apt|vol|art|fig|sec|pp?)\.?|number|section|article|route|highway|flight|room|"
    r"chapter|page|bus|line|gate|channel|version|level|phase|grade|class|paragraph|figure|table|volume|"
    r"psalm|type|platform|track|unit|apartment|suite|building|block|junction|exit|district|ward|zone|"
    r"group|round|day|week|title|rule|form|category|stage|pier|berth|door|size|seat|row|lane|item|lot|"
    r"numbers|sections|chapters|pages|articles|routes|rooms|gates|platforms|paragraphs)\s"
    r"|[#/@_:]|[^\W\d]-)$",
    re.IGNORECASE,
)
NUMBERING = re.compile(
    r"\b(?:dead|wounded|injured|missing|who|they|\w+s)\snumber\s$", re.IGNORECASE
)
NAME_BEFORE = re.compile(r"(?:[a-zà-ÿ,]\s+)([A-ZÀ-Þ][\w-]*)\s$")
NOUN_AFTER, NOUN_AFTER_DE = re.compile(r"\s[a-zà-ÿ]"), re.compile(r"\s[^\W\d_]")
STREET_AFTER = re.compile(
    r"\s(?:[A-Z][\w'’-]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|square|boulevard|way)\b",
    re.IGNORECASE,
)
SCORE_AFTER = re.compile(r"\s?[-–:]\s?\d{1,3}(?![\d%])")
SCORE_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}\s?[-–:]\s?$")
PHONE = re.compile(r"\+?\d[\d ()/-]{6,}\d")
ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th|er|ère|ème|º|ª)\b|-[a-z]+-[a-z]|['’]s\b|s\b")
ZONE_AFTER = re.compile(r"\s(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT)\b")  # "at 0520 GMT"
POSITION = re.compile(r"\b(?:latitude|longitude)\s$", re.IGNORECASE)  # "near latitude 15.7 north"
# "eighty-eighth", "hundred-and-first".
SPELLED_ORDINAL = re.compile(
    r"[\s-](?:and-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b", re.IGNORECASE
)
LIST_ITEM = re.compile(r"(?:^|\n)\s*\(?$")
LIST_AFTER = re.compile(r"[.)]\s")
LETTER_CODE = re.compile(r"[A-Za-z]")
COUNTABLE_ONE = re.compile(
    r"\s(?:person|man|woman|child|boy|girl|worker|passenger|soldier|officer|patient|student|victim|"
    r"survivor|firefighter|adult|teacher|nurse|doctor|guard|pilot|driver|policeman|civilian|suspect|"
    r"sailor|miner|hostage|prisoner|resident|protester|journalist|other person|more person)\b",
    re.IGNORECASE,
)
IDIOM_AFTER = re.compile(
    r"\s?(?:of the (?:most|best|worst|largest|biggest|main|key|few|reasons)|-time|-sided|-year-old|"
    r"-way|-party|-state|-star|-thirds?|thirds?|quarters?|halves)\b",
    re.IGNORECASE,
)
# "two winters ago", "ten days later": a date, however it is told; not "four hours before lift-off".
TIME_FROM = re.compile(
    r"\s(?:years?|summers?|winters?|springs?|autumns?|seasons?|months?|weeks?|days?|nights?|hours?|minutes?)"
    r"\s(?:ago|earlier|later)\b",
    re.IGNORECASE,
)
# "by nine", "at six in the morning", "ten past four"; not "put the toll at nine", "six boats".
CLOCK_BEFORE = re.compile(r"\b(?:at|by|until|till|past|since)\s$", re.IGNORECASE)
CLOCK_AFTER = re.compile(
    r"\s?(?:[.,;:!?)”\"]|$|(?:there|in the (?:morning|afternoon|evening)|at night|this|that|on|"
    r"o['’]clock|the|and|when|while|a\.?m|p\.?m)\b)",
    re.IGNORECASE,
)
# "ten past four", "ten to five"; not "five to ten people".
TO_HOUR = re.compile(r"\s(past|to)\s", re.IGNORECASE)
MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "half": 30}
FROM_MINUTES = re.compile(rf"\b({'|'.join(MINUTES)})\s(past|to)\s$", re.IGNORECASE)
# "one in three families", "nine out of ten"; not "two in the north", "12 of 14 wells".
OUT_OF_BEFORE = re.compile(
    r"\b(?:one|two|three|four|seven|eight|nine|\d)\s(?:in|out of|in every|out of every)\s$",
    re.IGNORECASE,
)
OUT_OF_AFTER = re.compile(
    r"\s(?:in|out of)\s(?:every\s)?(?:two|three|four|five|six|eight|ten|twenty|hundred|[2-9]|10|20|"
    r"100)\s[a-z]",
    re.IGNORECASE,
)
# A spelled number in a name stands alone: "page nineteen.", "school number four in Kesh"; not "the pump
# room two decks below".
CODE_AFTER = re.compile(
    r"\s?(?:[.,;:!?)”\"]|$|(?:in|of|at|on|for|to|was|is|has|had|will|and|or)\b)", re.IGNORECASE
)
# "put the figure at", "stood at", "rose by": what follows is an amount.
AMOUNT_AT = re.compile(
    r"\b(?:put|puts|putting|stood|stands?|remain\w*|set|kept|held|estimated?|counted|toll|figures?|numbers?|"
    r"totals?|it|them|ros?e|risen|fell|fall\w*|gr[eo]w\w*|increas\w+|decreas\w+|up|down|cut|reduc\w+|rais\w+|"
    r"rates?|turnout|magnitude|carried|won|lost|led|beat)\s(?:\w+\s){0,2}(?:at|by)\s$",
    re.IGNORECASE,
)
FIRST_YEAR, LAST_YEAR = 1800, 2100
LARGEST_AGE = 120


def is_other(
    text: str, number: Number, sentence: Span, following: Sequence[Number], language: str
) -> bool:
    """Whether a number is no figure. `following` holds the next number, if there is one."""
    start, end = number.span
    before = text[max(sentence.start, start - 48) : start]
    if (
        ZONE_AFTER.match(text, end, end + 6)
        or TIME_FROM.match(text, end, end + 20)
        or AGE.match(text, end, end + 24)
    ):
        return True
    if OUT_OF_AFTER.match(text, end, end + 24):
        return True
    if OUT_OF_BEFORE.search(before) and not unit_after(text, end)[0]:
        return True
    if AGE_BEFORE.search(before) or (AGE_HAD.search(before) and YEARS.match(text, end, end + 12)):
        return True
    if AGE_OF.search(before) and CLOCK_AFTER.match(text, end):
        return True
    if number.spelled:
        return _spelled(text, number, before, following)
    return _digits(text, number, before, language)


def _spelled(text: str, number: Number, before: str, following: Sequence[Number]) -> bool:
    end = number.span.end
    if number.value == 1:
        return not COUNTABLE_ONE.match(text, end)
    if number.value < 1 and not unit_after(text, end)[0]:
        return True  # "half a loaf" counts nothing
    if number.value in range(2, 31) and _clock(text, number, before, following):
        return True
    if SPELLED_ORDINAL.match(text, end, end + 16) or IDIOM_AFTER.match(text, end, end + 24):
        return True
    code = CODE_BEFORE.search(before) is not None and not NUMBERING.search(before)
    return code and CODE_AFTER.match(text, end) is not None


def _digits(text: str, number: Number, before: str, language: str) -> bool:
    start, end = number.span
    unit = unit_after(text, end)[0]
    if (LETTER_CODE.match(text, end) or ORDINAL_AFTER.match(text, end)) and not unit:
        return True
    if currency_before(text, start)[0] or unit in {"%", "points"}:
        return False
    if number.value <= LARGEST_AGE and APPOSED_AGE.search(before) and text[end : end + 1] in ",.;)":
        return True
    if _code(before):
        return True
    if STREET_AFTER.match(text, end, end + 60) and not unit:
        return True
    if not unit and (_score(text, number) or _phone(text, number)):
        return True
    if LIST_ITEM.search(text, max(0, start - 4), start) and LIST_AFTER.match(text, end):
        return True
    noun = NOUN_AFTER_DE if language == "de" else NOUN_AFTER
    if not unit and NAME_BEFORE.search(before) and not noun.match(text, end):
        return True
    year = FIRST_YEAR <= number.value < LAST_YEAR and end - start == 4
    return year and not unit and not re.match(r"\s(?:people|homes|jobs)\b", text[end : end + 8])


def _code(before: str) -> bool:
    if not CODE_BEFORE.search(before) or NUMBERING.search(before):
        return False
    return not RANGE_JOIN.search(before) or before[-2:-1].isalpha()


def _clock(text: str, number: Number, before: str, following: Sequence[Number]) -> bool:
    """Whether a spelled number tells the hour, or the minutes to or past it."""
    joined = TO_HOUR.match(text, number.span.end, number.span.end + 6)
    if joined is not None and following and following[0].span.start == joined.end():
        hour = following[0]
        return joined.group(1).lower() == "past" or number.value > hour.value
    minutes = FROM_MINUTES.search(before)
    if minutes is not None:
        past = minutes.group(2).lower() == "past"
        return past or MINUTES[minutes.group(1).lower()] > number.value
    if not CLOCK_BEFORE.search(before) or AMOUNT_AT.search(before):
        return False
    return CLOCK_AFTER.match(text, number.span.end) is not None


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
