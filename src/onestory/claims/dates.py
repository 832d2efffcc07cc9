"""Dates in text and their ISO 8601 values, read against the article's own date.

Rules in the manner of HeidelTime (Strötgen and Gertz 2010): what the text leaves open is taken from
the document date, and stays `X` where there is none. Weekday sets are `XXXX-WXX-2`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from onestory.article import Span
from onestory.claims.lexicon.words import split
from onestory.claims.values import DateMention

Precision = Literal[
    "time", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century", "set"
]
Reading = tuple[str, Precision]
Tense = Literal["past", "present", "future"]
"""Of the clause that a date stands in: whether an unmarked weekday is the last one or the next."""

_MONTH_WORDS = (
    "january jan januar enero janvier enero",
    "february feb februar février febrero",
    "march mar märz mars marzo",
    "april apr avril abril",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet julio",
    "august aug août agosto",
    "september sept sep septembre septiembre",
    "october oct oktober octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember décembre diciembre",
)
_DAY_WORDS = (
    "monday montag lundi lunes",
    "tuesday dienstag mardi martes",
    "wednesday mittwoch mercredi miércoles",
    "thursday donnerstag jeudi jueves",
    "friday freitag vendredi viernes",
    "saturday samstag samedi sábado",
    "sunday sonntag dimanche domingo",
)
MONTHS = {word: n for n, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
WEEKDAYS = {word: n for n, words in enumerate(_DAY_WORDS) for word in words.split()}
RELATIVE_DAYS = {
    "today": 0, "tonight": 0, "heute": 0, "aujourd'hui": 0, "aujourd’hui": 0, "hoy": 0,
    "yesterday": -1, "gestern": -1, "hier": -1, "ayer": -1,
    "tomorrow": 1, "morgen": 1, "demain": 1, "mañana": 1,
}  # fmt: skip
_COUNT_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "zehn": 10,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10,
    "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "diez": 10,
}  # fmt: skip
_SEASON_WORDS = {
    "SP": "spring frühling frühjahr printemps primavera",
    "SU": "summer sommer été verano",
    "FA": "autumn fall herbst automne otoño",
    "WI": "winter hiver invierno",
}
SEASONS = {word: code for code, words in _SEASON_WORDS.items() for word in words.split()}
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
MOST = 5_000  # dates of one text
EARLIEST_YEAR, LATEST_YEAR = 1500, 2199

_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_MAY_SAFE = "|".join(w for w in sorted(MONTHS, key=len, reverse=True) if w not in {"may", "mar"})
_W = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_N = "|".join(sorted(_COUNT_WORDS, key=len, reverse=True))
_S = "|".join(sorted(SEASONS, key=len, reverse=True))
_UNIT = r"(?:day|week|month|year|decade)s?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"

# Each pattern with one thing it matches; a test holds this table.
_NOT_COUNT = r"(?!\s*(?:percent|per cent|%|million))"
_AMPM = r"(?:a\.m\.|p\.m\.|am\b|pm\b)"
_LAST_NEXT = r"(?:last|next|this|past|letzten|nächsten|kommenden|vergangenen)"
_PERIOD_WORDS = r"(?:week|month|year|woche|monat|jahr)"
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
    # the 1990s
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
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS), re.IGNORECASE)
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
_OPENERS = frozenset(_COUNT_WORDS) | split(
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
    | frozenset(_COUNT_WORDS)
    | split(
        """
    week month year woche monat jahr day days weeks months years semaine mois an semana mes año
    quarter les los decade decades morning afternoon evening night the previous following weekend half
    y tag tagen woche wochen monate monaten jahre jahren jours année year’s
    """
    )
)
_CAPITAL_NEEDED = re.compile(rf"(?:{_M}|{_W})", re.IGNORECASE)
# What tells the tense of a clause, by language: words, then endings.
_TO_COME = {
    "en": (
        split("will shall would won't won’t due scheduled planned forecast upcoming"),
        ("'ll", "’ll"),
    ),
    "de": (split("wird werden soll sollen will wollen"), ()),
    "fr": (split("doit doivent"), ("ra", "ront")),
    "es": (split("debe deben"), ("rá", "rán")),
}
_GONE = {
    "en": (
        split(
            """
            was were had did said told began came fell found gave got held kept left lost made met paid
            rose saw sent shot sold spoke struck stood took went won wrote broke drew drove flew grew hit
            led caught brought bought built chose thought knew became forgot sank ran put cut let since
            """
        ),
        ("ed",),
    ),
    "de": (
        split(
            """
            war waren hat haben hatte hatten wurde wurden seit sprach kam ging gab fiel stieg geschah
            """
        ),
        ("te", "ten"),
    ),
    "fr": (split("a ont avait avaient était étaient fut furent depuis"), ("aient",)),
    "es": (
        split("fue fueron ha han había habían desde"),
        ("ó", "aron", "ieron", "aba", "aban", "ía", "ían"),
    ),
}
_BEING = split("is are be been am")
_NO_PAST = split("need indeed feed speed hundred breed exceed proceed seed united naked sacred")
_UNTIL = split("until bis jusqu hasta")
_CLAUSE_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LEAST_STEM = 4  # letters of a verb with its ending
_CLAUSE_ENDS = re.compile(r"[.!?][\s\"”’)]|[;\n]")
LONGEST_CLAUSE = 200  # characters looked at on each side of a date
_PAIR = 2
_TENSED = frozenset({"weekday", "month", "season", "weekend", "holiday", "within"})


def find_dates(text: str, published: datetime | None, language: str = "") -> list[DateMention]:
    """All dates of a text in order, valued against the publication date where one is needed."""
    day = published.date() if published else None
    mentions: list[DateMention] = []
    reached = 0
    for at in _starts(text):
        match = _ANY.match(text, at) if at >= reached else None
        if match is None:
            continue
        if len(mentions) == MOST:
            break
        kind = match.lastgroup or next(n for n, v in match.groupdict().items() if v)
        if not _plausible(text, match, kind, language):
            continue
        try:
            if kind == "anchored":
                reading = _read_anchored(match.group(), day, mentions)
            else:
                tense: Tense = "past"
                if kind in _TENSED:
                    tense = _tense(text, match.start(), match.end(), language)
                reading = _READERS[kind](match.group(), day, tense)
        except (ValueError, OverflowError):
            continue  # beyond the calendar
        if reading is not None:
            value, precision = reading
            mentions.append(DateMention(Span(match.start(), match.end()), value, precision))
            reached = match.end()
    return mentions


def _starts(text: str) -> Iterator[int]:
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


def _tense(text: str, start: int, end: int, language: str) -> Tense:
    """The tense of the clause a date stands in: by the last marker before it or, without one, the first
    after it. A whole clause without any is in the present; a title tells nothing and counts as past."""
    code = language[:2] or "en"
    if code not in _GONE or text[start:end].lower().startswith("since"):
        return "past"
    before = text[max(0, start - LONGEST_CLAUSE) : start]
    ends = [m.end() for m in _CLAUSE_ENDS.finditer(before)]
    earlier = _CLAUSE_WORD.findall(before[ends[-1] if ends else 0 :])
    if earlier and earlier[-1].lower().partition("'")[0] in _UNTIL:
        return "future"  # "it closed the pier until Sunday"
    for number in range(len(earlier) - 1, -1, -1):
        if found := _sign(earlier, number, code):
            return found
    closed = _CLAUSE_ENDS.search(text + "\n", end, end + LONGEST_CLAUSE)
    later = _CLAUSE_WORD.findall(text[end : closed.start() if closed else end + LONGEST_CLAUSE])
    for number in range(len(later)):
        if found := _sign(later, number, code):
            return found
    return "present" if closed and closed.start() < len(text) and earlier else "past"


def _sign(words: list[str], number: int, language: str) -> Tense | None:
    """What one word tells of the tense of its clause."""
    word = words[number].lower()
    if language == "fr":
        word = re.split("['’]", word)[-1]  # s'était
    known, endings = _TO_COME[language]
    if word in known or (len(word) >= LEAST_STEM and word.endswith(endings)):
        return "future"
    earlier = [w.lower() for w in words[max(0, number - 2) : number] if not w.endswith("ly")]
    being = language == "en" and bool(earlier) and earlier[-1] in _BEING
    if being and word == "to":
        return "future"
    known, endings = _GONE[language]
    stem = len(word) >= LEAST_STEM and word.endswith(endings) and word not in _NO_PAST
    if language == "de" and words[number][0].isupper():
        stem = False  # a noun
    if word in known or stem:
        return "future" if being else "past"  # "is called for Saturday"
    return None


def _plausible(text: str, match: re.Match[str], kind: str, language: str) -> bool:
    found = match.group()
    if kind in {"mdy", "my", "month", "weekday", "dmy"} and language[:2] in {"en", "de", ""}:
        word = _CAPITAL_NEEDED.search(found)
        if word is not None and word.group()[0].islower():
            return False  # "may 5" and "march 9" are verbs unless capitalised
    if kind == "relday" and found.lower() in {"morgen", "hier"}:
        return language[:2] == ("de" if found.lower() == "morgen" else "fr")
    if kind == "clock" and found[0].isdigit():
        return "." not in found[:3] or found.rstrip(".").lower().endswith(("m", "uhr"))
    if kind == "year":
        before = text[max(0, match.start() - 14) : match.start()].lower()
        return re.search(r"(?:no|number|flight|room|route|model)\.?\s$|[-/#:]$", before) is None
    return True


def _numbers(found: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", found)]


def _month(found: str) -> int:
    for word in re.findall(r"[^\W\d_]+", found.lower()):
        if word in MONTHS:
            return MONTHS[word]
    return 0


def _near(day: date | None, month: int, number: int, tense: Tense) -> str:
    """The year that brings month and day closest to the article's date."""
    if day is None:
        return f"XXXX-{month:02d}-{number:02d}"
    best: date | None = None
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if best is None or abs(found - day) < abs(best - day):
            best = found
    return best.isoformat() if best else f"XXXX-{month:02d}-{number:02d}"


def _read_iso(found: str, day: date | None, tense: Tense) -> Reading | None:
    try:
        return date.fromisoformat(found).isoformat(), "day"
    except ValueError:
        return None


def _read_day(found: str, day: date | None, tense: Tense) -> Reading | None:
    numbers = _numbers(found)
    month = _month(found)
    if not month or not numbers:
        return None
    years = [n for n in numbers if n >= EARLIEST_YEAR]
    number = next((n for n in numbers if n < EARLIEST_YEAR), 0)
    if years:
        try:
            return date(years[0], month, number).isoformat(), "day"
        except ValueError:
            return None
    if number > (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31):
        return None
    return _near(day, month, number, tense), "day"


def _read_cjk(found: str, day: date | None, tense: Tense) -> Reading | None:
    numbers = _numbers(found)
    try:
        if len(numbers) > _PAIR:
            return date(*numbers[:3]).isoformat(), "day"
    except ValueError:
        return None
    return _near(day, numbers[0], numbers[1], tense), "day"


def _read_my(found: str, day: date | None, tense: Tense) -> Reading | None:
    return f"{_numbers(found)[0]:04d}-{_month(found):02d}", "month"


def _read_month(found: str, day: date | None, tense: Tense) -> Reading | None:
    month = _month(found)
    if not month:
        return None
    if day is None:
        return f"XXXX-{month:02d}", "month"
    low = found.lower()
    year = day.year
    if low.startswith(("of ", "by ", "until ")):
        tense = "present"  # "it closed the path until the end of July"
    if "last" in low:
        year -= month >= day.month
    elif "next" in low or tense == "future":
        year += month < day.month
    elif tense == "past":
        year -= month > day.month
    elif (month - day.month) > 6:
        year -= 1
    elif (day.month - month) > 6:
        year += 1
    return f"{year:04d}-{month:02d}", "month"


def _read_quarter(found: str, day: date | None, tense: Tense) -> Reading | None:
    years = [n for n in _numbers(found) if n >= EARLIEST_YEAR]
    word = found.lower().split()[0]
    if "half" in found.lower():
        return f"{years[0]:04d}-H{_ORDINALS[word]}", "half"
    quarter = _ORDINALS.get(word) or int(word[1])
    year = f"{years[0]:04d}" if years else f"{day.year:04d}" if day else "XXXX"
    return f"{year}-Q{quarter}", "quarter"


def _weekday_in(found: str) -> int | None:
    for word in re.findall(r"[^\W\d_]+", found.lower()):
        for form in (word, word[:-1]):
            if form in WEEKDAYS:
                return WEEKDAYS[form]
    return None


def _read_set(found: str, day: date | None, tense: Tense) -> Reading | None:
    number = _weekday_in(found)
    return (f"XXXX-WXX-{number + 1}" if number is not None else "XXXX-XX-XX", "set")


def _read_weekday(found: str, day: date | None, tense: Tense) -> Reading | None:
    number = _weekday_in(found)
    if number is None:
        return None
    if day is None:
        return f"XXXX-WXX-{number + 1}", "day"
    low = found.lower()
    back = (day.weekday() - number) % 7
    if any(w in low for w in ("next", "nächst", "kommend", "prochain", "próximo")):
        meant = day + timedelta(days=(-back) % 7 or 7)
    elif low.startswith(("last", "letzt", "vergangen")):
        meant = day - timedelta(days=back or 7)
    elif tense == "past":
        meant = day - timedelta(days=back)
    else:
        meant = day + timedelta(days=(-back) % 7)
    return _in_part(meant, low)


def _in_part(day: date, words: str) -> Reading:
    """A day, or the part of it that the words name."""
    part = next((code for word, code in PARTS.items() if word in words), "")
    part = part or (
        "TMO" if words.startswith("early") else "TEV" if words.startswith("late") else ""
    )
    return (day.isoformat() + part, "time") if part else (day.isoformat(), "day")


def _read_part(found: str, day: date | None, tense: Tense) -> Reading | None:
    if day is None:
        return None
    return _in_part(day - timedelta(days=found.lower().startswith("last")), found.lower())


def _read_weekend(found: str, day: date | None, tense: Tense) -> Reading | None:
    if day is None:
        return "XXXX-WXX-WE", "week"
    low = found.lower()
    ahead = "next" in low or "this" in low or (tense != "past" and "last" not in low)
    step = (
        (1 if "next" in low else 0)
        if ahead or (day.weekday() > 4 and "previous" not in low)
        else -1
    )
    return f"{_week(day, step)}-WE", "week"


def _read_season(found: str, day: date | None, tense: Tense) -> Reading | None:
    low = found.lower()
    code = next(SEASONS[w] for w in reversed(re.findall(r"[^\W\d_]+", low)) if w in SEASONS)
    years = _numbers(found)
    if years:
        return f"{years[0]:04d}-{code}", "season"
    if day is None or (
        code == "FA" and "fall" in low and not low.startswith(("last", "next", "this"))
    ):
        return None  # prices fall, and so does the rain
    codes = list(_SEASON_WORDS)
    now = codes.index("WI") if day.month == 12 else (day.month // 3 - 1) % 4
    year = day.year - (day.month < 3)  # a winter bears the year of its December
    behind = codes.index(code) - now
    if low.startswith(("by ", "until ")):
        tense = "future"
    if low.startswith(("last", "letzt", "past")):
        year -= behind >= 0
    elif low.startswith(("next", "nächst")) or tense != "past":
        year += behind < 0
    else:
        year -= behind > 0
    return f"{year:04d}-{code}", "season"


def _read_decade(found: str, day: date | None, tense: Tense) -> Reading | None:
    return f"{found[:3]}X", "decade"


def _read_century(found: str, day: date | None, tense: Tense) -> Reading | None:
    return f"{_numbers(found)[0] - 1}XX", "century"


def _read_holiday(found: str, day: date | None, tense: Tense) -> Reading | None:
    low = found.lower()
    if day is None:
        return None
    years = (day.year - 1, day.year, day.year + 1)
    if low.startswith("easter"):
        feasts = [_easter(year) for year in years]
    else:
        month = 1 if "year" in low and "day" in low else 12
        number = (31 if "year" in low else 24) if "eve" in low else 1 if "year" in low else 25
        feasts = [date(year, month, number) for year in years]
    if tense == "past":
        feasts = [f for f in feasts if f <= day]
    elif tense == "future":
        feasts = [f for f in feasts if f >= day]
    return min(feasts, key=lambda f: abs(f - day)).isoformat(), "day"


def _easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian algorithm; Meeus, Jones, Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    total = epact + sunday - 7 * late + 114
    return date(year, total // 31, total % 31 + 1)


def _read_within(found: str, day: date | None, tense: Tense) -> Reading | None:
    if day is None or tense == "past":
        return None  # "in two years it doubled" is how long, not when
    word, unit = found.lower().split()[1:3]
    return _moved(day, unit, _count(word))


def _read_anchored(found: str, day: date | None, before: list[DateMention]) -> Reading | None:
    """What is told from the date named last: "the day before", "two weeks later"."""
    low = found.lower()
    words = low.split()
    named = next(
        (m for m in reversed(before) if m.precision in {"day", "time", "month", "year"}), None
    )
    if any(word in WEEKDAYS for word in words):
        return _read_weekday(f"last {words[-1]}", day, "past")
    if named is None or "X" in named.value:
        return None
    unit = words[-2] if words[-1] in {"later", "after", "before"} else words[-1]
    count = 1 if words[0] == "the" else _count(words[0])
    step = -count if words[-1] == "before" or "previous" in words else count
    if unit.startswith("year"):
        return f"{int(named.value[:4]) + step:04d}", "year"
    if named.precision == "year":
        return None
    if unit.startswith("month"):
        return _moved(date.fromisoformat(f"{named.value[:7]}-01"), unit, step)
    if named.precision == "month":
        return None
    return _moved(date.fromisoformat(named.value[:10]), unit, step)


def _count(word: str) -> int:
    return _COUNT_WORDS.get(word) or int(word)


def _moved(day: date, unit: str, count: int) -> Reading | None:
    """So many units on from a day, or back, as exact as the unit."""
    try:
        if unit.startswith(("day", "tag", "jour", "día")):
            return (day + timedelta(days=count)).isoformat(), "day"
        if unit.startswith(("week", "woche", "semaine", "semana")):
            return _week(day, count), "week"
        if unit.startswith(("month", "monat", "mois", "mes")):
            return _back_months(day, -count), "month"
        year = day.year + count * (10 if unit.startswith("decade") else 1)
        return (f"{year:04d}", "year") if year > 0 else None
    except OverflowError:
        return None


def _read_relative(found: str, day: date | None, tense: Tense) -> Reading | None:
    if day is None:
        return "XXXX-XX-XX", "day"
    word = found.lower().split()[0]
    return _in_part(
        day + timedelta(days=RELATIVE_DAYS[word]), found.lower().removeprefix("tonight")
    )


def _back_months(day: date, months: int) -> str:
    total = day.year * 12 + day.month - 1 - months
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


def _read_ago(found: str, day: date | None, tense: Tense) -> Reading | None:
    words = found.lower().split()
    # The last count that has a unit after it: "il y a un an" has three words that could be one.
    number = max(n for n, w in enumerate(words[:-1]) if w.isdigit() or w in _COUNT_WORDS)
    unit = words[number + 1]
    if day is not None:
        return _moved(day, unit, -_count(words[number]))
    read = _moved(date(2000, 1, 1), unit, 0)
    empty = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
    return (empty[read[1]], read[1]) if read else None


def _week(day: date, weeks: int) -> str:
    year, week, _ = (day + timedelta(weeks=weeks)).isocalendar()
    return f"{year:04d}-W{week:02d}"


def _read_period(found: str, day: date | None, tense: Tense) -> Reading | None:
    low = found.lower()
    nexts, this = ("next", "nächst", "prochain", "próxim"), ("this", "diese")
    step = 1 if any(w in low for w in nexts) else 0 if low.startswith(this) else -1
    if any(w in low for w in ("week", "woche", "semaine", "semana")):
        return (_week(day, step), "week") if day else ("XXXX-WXX", "week")
    if any(w in low for w in ("month", "monat", "mois", "mes ")):
        return (_back_months(day, -step), "month") if day else ("XXXX-XX", "month")
    return (f"{day.year + step:04d}", "year") if day else ("XXXX", "year")


def _read_clock(found: str, day: date | None, tense: Tense) -> Reading | None:
    if found.lower() in {"noon", "midnight"}:
        found = "12:00" if found.lower() == "noon" else "00:00"
    numbers = _numbers(found)
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    low = found.lower().replace(".", "").replace(" ", "")
    if low.endswith("pm") and hour < 12:
        hour += 12
    if low.endswith("am") and hour == 12:
        hour = 0
    if hour > 23:
        return None
    return f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}", "time"


def _read_year(found: str, day: date | None, tense: Tense) -> Reading | None:
    return found, "year"


_READERS: dict[str, Callable[[str, date | None, Tense], Reading | None]] = {
    "iso": _read_iso,
    "cjk": _read_cjk,
    "mdy": _read_day,
    "dmy": _read_day,
    "my": _read_my,
    "quarter": _read_quarter,
    "set": _read_set,
    "weekday": _read_weekday,
    "relday": _read_relative,
    "weekend": _read_weekend,
    "part": _read_part,
    "within": _read_within,
    "season": _read_season,
    "decade": _read_decade,
    "century": _read_century,
    "holiday": _read_holiday,
    "ago": _read_ago,
    "period": _read_period,
    "clock": _read_clock,
    "month": _read_month,
    "year": _read_year,
}
