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

Precision = Literal["time", "day", "week", "month", "quarter", "year", "set"]
Reading = tuple[str, Precision]

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
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
EARLIEST_YEAR, LATEST_YEAR = 1500, 2199
HALF_YEAR = 183  # days; a date without a year is read within half a year of the article

_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_MAY_SAFE = "|".join(w for w in sorted(MONTHS, key=len, reverse=True) if w not in {"may", "mar"})
_W = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_N = "|".join(_COUNT_WORDS)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|noon|early|late))?"

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
        rf"\b(?:first|second|third|fourth)\s+quarter(?:\s+of\s+{_YEAR})?\b|\bQ[1-4]\s+{_YEAR}\b",
    ),
    # every Tuesday
    (
        "set",
        rf"\b(?:every|each|jeden|chaque|cada|tous\s+les|todos\s+los)\s+(?:{_W})s?\b"
        r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b",
    ),
    # last Tuesday evening
    (
        "weekday",
        rf"\b(?:{_LAST_NEXT}\s+)?(?:{_W})\b{_PART}(?:\s+(?:dernier|prochain|pasado|próximo))?",
    ),
    # yesterday
    ("relday", r"\b(?:" + "|".join(RELATIVE_DAYS) + r")\b"),
    # two weeks ago
    ("ago", rf"\b(?:{_N}|\d{{1,3}})\s+(?:day|week|month|year)s?\s+(?:ago|earlier)\b"),
    # last week
    (
        "period",
        rf"\b(?:last|next|this|past|letzte|nächste|diese|vergangene)[nrs]?\s+{_PERIOD_WORDS}\b"
        r"|\b(?:la\s+semaine|le\s+mois)\s+(?:dernière|dernier|prochaine|prochain)\b"
        r"|\bl['’]an\s+dernier\b"
        r"|\b(?:la\s+semana|el\s+mes|el\s+año)\s+(?:pasada|pasado|próxima|próximo)\b",
    ),
    # 10:30 p.m.
    (
        "clock",
        rf"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\s?(?:{_AMPM}|Uhr\b)?"
        r"(?![\d.]|\s?(?:percent|per cent|%|million|billion))"
        rf"|\b(?:1[0-2]|[1-9])\s?{_AMPM}|\b(?:[01]?\d|2[0-3])\s?Uhr\b",
    ),
    # in March
    (
        "month",
        r"\b(?:in|since|until|by|from|last|next|this|im|seit|bis|en|late|early|mid)[\s-]+"
        rf"(?:{_M})\b(?!\s+\d)"
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
    second third fourth
    """
)
_SECOND = _FIRST | split(
    """
    week month year woche monat jahr day days weeks months years semaine mois an semana mes año
    quarter les los
    """
)
_CAPITAL_NEEDED = re.compile(rf"(?:{_M}|{_W})", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|next|due|scheduled|planned|wird|werden|sera|será|upcoming)\b")
_PAIR = 2


def find_dates(text: str, published: datetime | None, language: str = "") -> list[DateMention]:
    """All dates of a text in order, valued against the publication date where one is needed."""
    day = published.date() if published else None
    mentions = []
    reached = 0
    for at in _starts(text):
        match = _ANY.match(text, at) if at >= reached else None
        if match is None:
            continue
        kind = match.lastgroup or next(n for n, v in match.groupdict().items() if v)
        if not _plausible(text, match, kind, language):
            continue
        reading = _READERS[kind](match.group(), day, _looks_ahead(text, match.start()))
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


def _looks_ahead(text: str, at: int) -> bool:
    start = max(text.rfind(". ", max(0, at - 160), at), at - 90, 0)
    return _FUTURE.search(text, start, at) is not None


def _plausible(text: str, match: re.Match[str], kind: str, language: str) -> bool:
    found = match.group()
    if kind in {"mdy", "my", "month", "weekday", "dmy"} and language[:2] in {"en", "de", ""}:
        word = _CAPITAL_NEEDED.search(found)
        if word is not None and word.group()[0].islower():
            return False  # "may 5" and "march 9" are verbs unless capitalised
    if kind == "relday" and found.lower() in {"morgen", "hier"}:
        return language[:2] == ("de" if found.lower() == "morgen" else "fr")
    if kind == "clock":
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


def _near(day: date | None, month: int, number: int, ahead: bool) -> str:
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


def _read_iso(found: str, day: date | None, ahead: bool) -> Reading | None:
    try:
        return date.fromisoformat(found).isoformat(), "day"
    except ValueError:
        return None


def _read_day(found: str, day: date | None, ahead: bool) -> Reading | None:
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
    return _near(day, month, number, ahead), "day"


def _read_cjk(found: str, day: date | None, ahead: bool) -> Reading | None:
    numbers = _numbers(found)
    try:
        if len(numbers) > _PAIR:
            return date(*numbers[:3]).isoformat(), "day"
    except ValueError:
        return None
    return _near(day, numbers[0], numbers[1], ahead), "day"


def _read_my(found: str, day: date | None, ahead: bool) -> Reading | None:
    return f"{_numbers(found)[0]:04d}-{_month(found):02d}", "month"


def _read_month(found: str, day: date | None, ahead: bool) -> Reading | None:
    month = _month(found)
    if not month:
        return None
    if day is None:
        return f"XXXX-{month:02d}", "month"
    low = found.lower()
    year = day.year
    if "last" in low:
        year -= month >= day.month
    elif "next" in low or ahead:
        year += month < day.month
    elif (month - day.month) > 6:
        year -= 1
    elif (day.month - month) > 10:
        year += 1
    return f"{year:04d}-{month:02d}", "month"


def _read_quarter(found: str, day: date | None, ahead: bool) -> Reading | None:
    years = [n for n in _numbers(found) if n >= EARLIEST_YEAR]
    word = found.lower().split()[0]
    quarter = _ORDINALS.get(word) or int(word[1])
    year = f"{years[0]:04d}" if years else f"{day.year:04d}" if day else "XXXX"
    return f"{year}-Q{quarter}", "quarter"


def _weekday_in(found: str) -> int | None:
    for word in re.findall(r"[^\W\d_]+", found.lower()):
        for form in (word, word[:-1]):
            if form in WEEKDAYS:
                return WEEKDAYS[form]
    return None


def _read_set(found: str, day: date | None, ahead: bool) -> Reading | None:
    number = _weekday_in(found)
    return (f"XXXX-WXX-{number + 1}", "set") if number is not None else None


def _read_weekday(found: str, day: date | None, ahead: bool) -> Reading | None:
    number = _weekday_in(found)
    if number is None:
        return None
    if day is None:
        return f"XXXX-WXX-{number + 1}", "day"
    low = found.lower()
    back = (day.weekday() - number) % 7
    words = ("next", "nächst", "kommend", "prochain", "próximo")
    if any(w in low for w in words) or ahead:
        return (day + timedelta(days=(number - day.weekday()) % 7 or 7)).isoformat(), "day"
    if low.startswith(("last", "letzt", "vergangen")) and back == 0:
        back = 7
    return (day - timedelta(days=back)).isoformat(), "day"


def _read_relative(found: str, day: date | None, ahead: bool) -> Reading | None:
    if day is None:
        return "XXXX-XX-XX", "day"
    return (day + timedelta(days=RELATIVE_DAYS[found.lower()])).isoformat(), "day"


def _back_months(day: date, months: int) -> str:
    total = day.year * 12 + day.month - 1 - months
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


def _read_ago(found: str, day: date | None, ahead: bool) -> Reading | None:
    word, unit = found.lower().split()[:2]
    count = _COUNT_WORDS.get(word) or int(word)
    unit = unit.rstrip("s")
    if unit == "day":
        return (_shift(day, -count), "day") if day else ("XXXX-XX-XX", "day")
    if unit == "week":
        return (_week(day, -count), "week") if day else ("XXXX-WXX", "week")
    if unit == "month":
        return (_back_months(day, count), "month") if day else ("XXXX-XX", "month")
    return (f"{day.year - count:04d}", "year") if day else ("XXXX", "year")


def _shift(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def _week(day: date, weeks: int) -> str:
    year, week, _ = (day + timedelta(weeks=weeks)).isocalendar()
    return f"{year:04d}-W{week:02d}"


def _read_period(found: str, day: date | None, ahead: bool) -> Reading | None:
    low = found.lower()
    nexts, this = ("next", "nächst", "prochain", "próxim"), ("this", "diese")
    step = 1 if any(w in low for w in nexts) else 0 if low.startswith(this) else -1
    if any(w in low for w in ("week", "woche", "semaine", "semana")):
        return (_week(day, step), "week") if day else ("XXXX-WXX", "week")
    if any(w in low for w in ("month", "monat", "mois", "mes ")):
        return (_back_months(day, -step), "month") if day else ("XXXX-XX", "month")
    return (f"{day.year + step:04d}", "year") if day else ("XXXX", "year")


def _read_clock(found: str, day: date | None, ahead: bool) -> Reading | None:
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


def _read_year(found: str, day: date | None, ahead: bool) -> Reading | None:
    return found, "year"


_READERS: dict[str, Callable[[str, date | None, bool], Reading | None]] = {
    "iso": _read_iso,
    "cjk": _read_cjk,
    "mdy": _read_day,
    "dmy": _read_day,
    "my": _read_my,
    "quarter": _read_quarter,
    "set": _read_set,
    "weekday": _read_weekday,
    "relday": _read_relative,
    "ago": _read_ago,
    "period": _read_period,
    "clock": _read_clock,
    "month": _read_month,
    "year": _read_year,
}
