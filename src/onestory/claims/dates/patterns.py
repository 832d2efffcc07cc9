"""How dates are written: one pattern for each kind, and the words at which one can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onestory.claims.dates.words import COUNT_WORDS, MONTHS, RELATIVE_DAYS, SEASONS, WEEKDAYS
from onestory.claims.lexicon.words import split

_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_MAY_SAFE = "|".join(w for w in sorted(MONTHS, key=len, reverse=True) if w not in {"may", "mar"})
_W = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_N = "|".join(sorted(COUNT_WORDS, key=len, reverse=True))
_S = "|".join(sorted(SEASONS, key=len, reverse=True))
_UNIT = r"(?:day|week|month|year|decade)s?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"

_NOT_COUNT = r"(?!\s*(?:percent|per cent|%|million))"
_AMPM = r"(?:a\.m\.|p\.m\.|am\b|pm\b)"
_LAST_NEXT = r"(?:last|next|this|past|letzten|nächsten|kommenden|vergangenen)"
_PERIOD_WORDS = r"(?:week|month|year|woche|monat|jahr)"
# Each with one thing that it matches: tests/claims/test_dates.py reads every one.
PATTERNS: tuple[tuple[str, str], ...] = (
    # 2026-03-09
    ("iso", rf"\b{_YEAR}-\d\d-\d\d\b"),
    # 2026年3月9日
    ("cjk", rf"(?:{_YEAR}年)?(?:1[0-2]|0?[1-9])月{_DAY}日"),
    # March 9, 2026
    ("mdy", rf"\b(?:{_M})\.?\s+{_DAY}(?:st|nd|rd|th)?\b{_NOT_COUNT}(?:,?\s+{_YEAR}\b)?"),
    # 9 March 2026
    (
        "dmy",
        rf"\b{_DAY}(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?(?:{_M})\b\.?"
        rf"(?:,?\s+(?:de\s+|del\s+)?{_YEAR}\b)?",
    ),
    # March 2026
    ("my", rf"\b(?:{_M})\.?,?\s+(?:of\s+|de\s+)?{_YEAR}\b"),
    # third quarter of 2025
    (
        "quarter",
        rf"\b(?:first|second|third|fourth)\s+quarter(?:\s+of\s+{_YEAR})?\b|\bQ[1-4]\s+{_YEAR}\b"
        rf"|\b(?:first|second)\s+half\s+of\s+{_YEAR}\b",
    ),
    # every Tuesday
    (
        "set",
        rf"\b(?:every|each|jeden|chaque|cada|tous\s+les|todos\s+los)\s+(?:{_W})s?\b"
        r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\bevery\s+day\b",
    ),
    # the day before
    (
        "anchored",
        r"\bthe\s+day\s+before\b|\bthe\s+(?:next|following)\s+(?:day|year|month)\b"
        rf"|\bthe\s+previous\s+(?:day|year|month|{_W})\b"
        rf"|\b(?:{_N}|\d{{1,3}})\s+{_UNIT}\s+(?:later\b|(?:after|before)\b(?=\s*[.,;]))",
    ),
    # last weekend
    (
        "weekend",
        r"\b(?:over\s+the|at\s+the|since\s+the|the\s+previous|the|last|next|this|past|previous)"
        r"\s+weekend\b",
    ),
    # last night
    ("part", r"\b(?:this\s+(?:morning|afternoon|evening)|last\s+(?:night|evening))\b"),
    # last Tuesday evening
    (
        "weekday",
        rf"\b(?:(?:early|late)\s+(?:on\s+)?)?(?:{_LAST_NEXT}\s+)?(?:{_W})\b{_PART}"
        r"(?:\s+(?:dernier|prochain|pasado|próximo))?",
    ),
    # yesterday
    ("relday", r"\b(?:" + "|".join(RELATIVE_DAYS) + rf")\b{_PART}"),
    # two weeks ago
    (
        "ago",
        rf"\b(?:{_N}|\d{{1,3}})\s+{_UNIT}\s+(?:ago|earlier)\b"
        rf"|\bvor\s+(?:{_N}|\d{{1,3}})\s+(?:Tag|Woche|Monat|Jahr)(?:en|n|e)?\b"
        rf"|\bil\s+y\s+a\s+(?:{_N}|\d{{1,3}})\s+(?:jours?|semaines?|mois|ans?)\b"
        rf"|\bhace\s+(?:{_N}|\d{{1,3}})\s+(?:días?|semanas?|mes(?:es)?|años?)\b",
    ),
    # in two weeks
    ("within", rf"\bin\s+(?:{_N}|\d{{1,3}})\s+{_UNIT}\b(?!['’])"),
    # last week
    (
        "period",
        rf"\b(?:last|next|this|past|letzte|nächste|diese|vergangene)[nrs]?\s+{_PERIOD_WORDS}\b"
        r"|\b(?:la\s+semaine|le\s+mois)\s+(?:dernière|dernier|prochaine|prochain)\b"
        r"|\bl['’](?:an\s+dernier|année\s+dernière|année\s+prochaine)\b"
        r"|\b(?:la\s+semana|el\s+mes|el\s+año)\s+(?:pasada|pasado|próxima|próximo)\b",
    ),
    # the autumn of 2023
    (
        "season",
        rf"\b(?:(?:last|next|this|past|in|by|since|until|during|over|the|im|letzten|nächsten|en|au|"
        rf"cet|el|la)\s+)(?:the\s+)?(?:{_S})\b(?:\s+(?:of\s+|de\s+)?{_YEAR}\b)?",
    ),
    # 1990s
    ("decade", r"\b(?:1[5-9]|20)\d0s\b"),
    # 17th century
    ("century", r"\b(?:1\d|20|21)(?:st|th)[\s-]century\b"),
    # Christmas Day
    (
        "holiday",
        r"\b(?:Christmas(?:\s+(?:Day|Eve))?|New\s+Year['’]s\s+(?:Day|Eve)|Easter(?:\s+Sunday)?)\b",
    ),
    # 10:30 p.m.
    (
        "clock",
        rf"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\s?(?:{_AMPM}|Uhr\b)?"
        r"(?!\.?\d|\s?(?:percent|per cent|%|million|billion))"
        rf"|\b(?:1[0-2]|[1-9])\s?{_AMPM}|\b(?:[01]?\d|2[0-3])\s?Uhr\b"
        r"|\b(?:noon|midnight)\b",
    ),
    # in March
    (
        "month",
        r"\b(?:in|since|until|by|from|last|next|this|im|seit|bis|en|late|early|mid)[\s-]+"
        rf"(?:{_M})\b(?!\s+(?:of\s+|de\s+)?\d)"
        rf"|\b(?:of|and|or|to|for|than|before|after|during|through|between)\s+(?:{_MAY_SAFE})\b"
        r"(?!\s+(?:of\s+|de\s+)?\d)"
        rf"|\b(?:{_MAY_SAFE})\b(?=\s+(?:election|vote|report|figures|storm|attack))",
    ),
    # 2015
    (
        "year",
        rf"(?<![\d,.$€£-])\b{_YEAR}\b"
        r"(?![\d%]|,\d|\.\d|-\d|\s+(?:people|euros|dollars|percent))",
    ),
)
ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS), re.IGNORECASE)
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’]hui)?")
_FIRST = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(RELATIVE_DAYS)
    | frozenset(SEASONS)
    | frozenset(["christmas", "easter", "noon", "midnight"])
    | frozenset(
        ["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "q"]
    )
)
# Words that open a date only together with the next one.
_OPENERS = frozenset(COUNT_WORDS) | split(
    """
    last next this past every each jeden chaque cada tous todos letzten nächsten kommenden
    vergangenen letzte nächste diese vergangene letzter letztes nächster nächstes dieser dieses
    vergangener vergangenes la le el l in since until by from im seit bis en late early mid first
    second third fourth of and or to for than before after during through between the over at au cet
    vor il hace new
    """
)
_SECOND = (
    _FIRST
    | frozenset(COUNT_WORDS)
    | split(
        """
    week month year woche monat jahr day days weeks months years semaine mois an semana mes año
    quarter les los decade decades morning afternoon evening night the previous following weekend half
    y tag tagen woche wochen monate monaten jahre jahren jours année year’s
    """
    )
)
CAPITAL_NEEDED = re.compile(rf"(?:{_M}|{_W})", re.IGNORECASE)


def starts(text: str) -> Iterator[int]:
    """Offsets at which a date can begin: far fewer than all words, and cheap to find."""
    waiting = -1
    for token in _TOKEN.finditer(text):
        word = token.group().lower()
        if waiting >= 0 and word in _SECOND:
            yield waiting
        waiting = -1
        if word[0].isdigit() or word in _FIRST:
            yield token.start()
        elif word in _OPENERS:
            waiting = token.start()
