"""Dates in every dress pages give them: ISO 8601, RFC 2822, Unix times, D.M.Y, month names, CJK.

Time of day and zone are kept as given. A time without a zone stays naive; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

EARLIEST = 1990  # the web's first year; a number below is not a publication date
STARTED = datetime.now(UTC).year  # of this process, to ask for the time seldom
YEARS_AHEAD = 1  # of today; an event may be announced, not reported, further ahead
MAX_TEXT = 200  # characters looked at

# "2024-03-12T10:15:00.123+01:00", "2024-03-12 10:15", "20240312T101500Z", "2024-03-12"
ISO = re.compile(
    r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?:[T ]{1,2}(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?"
    r"\s?(Z\b|UTC|GMT|[A-Z]{3,4}\b|[+-]\d\d:?(?:\d\d)?)?"
)
# The way most pages write it, which Python reads itself: whole, with seconds, with or without a zone.
WHOLE_ISO = re.compile(
    r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[+-](?:[01]\d|2[0-3]):[0-5]\d|Z)?",
    re.ASCII,
)
YEAR = re.compile(r"\d{4}")  # in every date that is read
UNIX = re.compile(r"^(\d{10})(?:\d{3})?$")
# "12.03.2024", "12/3/2024"
DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4})(?!\d)")
YEAR_MONTH_DAY = re.compile(r"(?<!\d)(\d{4})\s?[./年년-]\s?(\d{1,2})\s?[./月월-]\s?(\d{1,2})(?!\d)")
NAMED_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|er)?\.?\s(?:de\s|d')?([^\W\d]{3,12})\.?,?\s(?:de\s|del\s)?(\d{4})(?!\d)"
)
NAMED_MONTH_FIRST = re.compile(r"([^\W\d]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)")
NAMED_YEAR_LAST = re.compile(
    r"([A-Z][a-z]{2})\s(\d{1,2})\s(\d\d:\d\d:\d\d)\s([A-Z]{3,4})\s(\d{4})"
)  # "Apr 28 19:20:36 CEST 2023"
CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})[:.h](\d\d)(?::(\d\d))?\s?(a\.?m\.?|p\.?m\.?)?"
    r"\s?(?:Uhr\b)?\s?\(?([A-Z]{3,4}\b|[+-]\d\d:?\d\d\b|Z\b)?",
    re.IGNORECASE,
)

ZONES = {  # hours from UTC; ambiguous abbreviations (IST, CST of China) are left out
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "EST": -5, "EDT": -4, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "HKT": 8, "SGT": 8, "WIB": 7, "EAT": 3, "CAT": 2, "ET": None,
}  # fmt: skip

# The first letters of month names, enough to tell them apart inside each language:
# English, German, Dutch, Scandinavian, French, Spanish, Portuguese, Italian, Turkish, Polish,
# Czech, Indonesian, Russian, Ukrainian, Greek.
MONTHS = (
    "jan jän ene gen oca sty led янв січ ιαν",
    "feb fév fev şub lut úno фев лют φεβ",
    "mar mär maa mrt maart mars bře март мар бер μαρ",
    "apr avr abr nis kwi dub апр кві απρ",
    "may mai maj mei mag mayıs kvě мая май тра μαΐ μάι",
    "jun juin haz cze čer июн чер ιουν",
    "jul juil lug tem lip čec июл лип ιουλ",
    "aug aoû ago ağu agu sie srp авг сер αυγ",
    "sep set eyl wrz zář сен вер σεπ",
    "oct okt out ott eki paź říj окт жов οκτ",
    "nov kas lis листоп ноя νοε",
    "dec déc dez dic des ara gru pro дек груд δεκ",
)
MONTH_STARTS = sorted(
    ((start, number) for number, row in enumerate(MONTHS, 1) for start in row.split()),
    key=lambda pair: -len(pair[0]),
)
# Two starts that a shorter one would shadow: French "juillet", Italian "giugno".
MONTH_STARTS = [
    ("juil", 7),
    ("giu", 6),
    ("gior", 0),
    ("listopad", 11),
    ("listop", 11),
    *MONTH_STARTS,
]


class Moment(NamedTuple):
    """A date as read; `timed` when it came with a time of day."""

    at: datetime
    timed: bool


def read_date(text: str, day_first: bool = True) -> Moment | None:
    """Read the first date in a short text; None where there is none. Never raises.

    `day_first` decides 03/04/2024; D.M.Y with dots is always day first.
    """
    text = " ".join(text[:MAX_TEXT].split())
    if not YEAR.search(text):
        return None
    try:
        if WHOLE_ISO.fullmatch(text):
            at = datetime.fromisoformat(text)
            return Moment(at, True) if _plausible(at.year) else None
        return _iso(text) or _unix(text) or _other(text, day_first)
    except (ValueError, OverflowError):
        return None


def day_order(text: str, known: datetime | None = None) -> int:
    """What a numeric date tells of an outlet's habit: 1 for day first (13/04/2026), -1 for month
    first, 0 for nothing. 03/04/2026 tells it only where the date meant is `known`."""
    for found in DAY_MONTH_YEAR.finditer(text[:MAX_TEXT]):
        first, second = int(found.group(1)), int(found.group(2))
        if "/" not in found.group() or first == second:
            continue
        if max(first, second) > 12 >= min(first, second):
            return 1 if first > 12 else -1
        if known is not None and (known.day, known.month) in {(first, second), (second, first)}:
            return 1 if (known.day, known.month) == (first, second) else -1
    return 0


def month_number(word: str) -> int:
    """The month a word begins like, 1–12; 0 when none."""
    folded = word.casefold()
    for start, number in MONTH_STARTS:
        if folded.startswith(start):
            return number
    return 0


def _iso(text: str) -> Moment | None:
    found = ISO.search(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    if not _plausible(int(year)):
        return None
    if hour is None:
        return Moment(datetime(int(year), int(month), int(day)), False)
    at = datetime(int(year), int(month), int(day), int(hour) % 24, int(minute), int(second or 0))
    return Moment(at.replace(tzinfo=_zone(zone)), True)


def _unix(text: str) -> Moment | None:
    found = UNIX.match(text)
    if not found:
        return None
    at = datetime.fromtimestamp(int(found.group(1)), UTC)
    return Moment(at, True) if _plausible(at.year) else None


def _other(text: str, day_first: bool) -> Moment | None:
    if found := NAMED_YEAR_LAST.search(text):
        name, day, clock, zone, year = found.groups()
        if not _plausible(int(year)):
            return None
        hour, minute, second = map(int, clock.split(":"))
        at = datetime(int(year), month_number(name), int(day), hour, minute, second)
        return Moment(at.replace(tzinfo=_zone(zone)), True)
    day_found = _day(text, day_first)
    if day_found is None:
        return None
    (year_number, month, day_number), start, end = day_found
    if not _plausible(year_number):
        return None
    at = datetime(year_number, month, day_number)
    clock_found = CLOCK.search(text, end) or CLOCK.search(text[:start])
    if not clock_found:
        return Moment(at, False)
    hour_text, minute_text, second_text, half, zone = clock_found.groups()
    hour = int(hour_text)
    if half:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    if hour > 23 or int(minute_text) > 59:
        return Moment(at, False)
    at = at.replace(hour=hour, minute=int(minute_text), second=int(second_text or 0))
    return Moment(at.replace(tzinfo=_zone(zone)), True)


def _day(text: str, day_first: bool) -> tuple[tuple[int, int, int], int, int] | None:
    for found in NAMED_DAY_FIRST.finditer(text):
        if month := month_number(found.group(2)):
            return (int(found.group(3)), month, int(found.group(1))), found.start(), found.end()
    for found in NAMED_MONTH_FIRST.finditer(text):
        if month := month_number(found.group(1)):
            return (int(found.group(3)), month, int(found.group(2))), found.start(), found.end()
    if plain := YEAR_MONTH_DAY.search(text):
        year, month, day = map(int, plain.groups())
        return (year, month, day), plain.start(), plain.end()
    if plain := DAY_MONTH_YEAR.search(text):
        first, second, year = map(int, plain.groups())
        swap = second > 12 or (not day_first and first <= 12 and "/" in plain.group())
        day, month = (second, first) if swap else (first, second)
        return (year, month, day), plain.start(), plain.end()
    return None


def _plausible(year: int) -> bool:
    return year >= EARLIEST and (
        year <= STARTED + YEARS_AHEAD or year <= datetime.now(UTC).year + YEARS_AHEAD
    )


@lru_cache(maxsize=256)
def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] in "+-":
        digits = text[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
        if offset >= timedelta(hours=24):
            return None
        return timezone(offset if text[0] == "+" else -offset)
    hours = ZONES.get(text.upper())
    return timezone(timedelta(hours=hours)) if hours is not None else None
