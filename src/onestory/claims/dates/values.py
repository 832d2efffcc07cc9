"""A date as it is written → its value (TIMEX3, after ISO 8601) and how exact it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from onestory.claims.dates.words import (
    COUNT_WORDS,
    MONTHS,
    ORDINALS,
    PARTS,
    RELATIVE_DAYS,
    SEASON_WORDS,
    SEASONS,
    WEEKDAYS,
    Reading,
    Tense,
)
from onestory.claims.values import DateMention

EARLIEST_YEAR = 1500
_PAIR = 2


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
        return f"{years[0]:04d}-H{ORDINALS[word]}", "half"
    quarter = ORDINALS.get(word) or int(word[1])
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
    codes = list(SEASON_WORDS)
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
        feasts = [easter(year) for year in years]
    else:
        month = 1 if "year" in low and "day" in low else 12
        number = (31 if "year" in low else 24) if "eve" in low else 1 if "year" in low else 25
        feasts = [date(year, month, number) for year in years]
    if tense == "past":
        feasts = [f for f in feasts if f <= day]
    elif tense == "future":
        feasts = [f for f in feasts if f >= day]
    return min(feasts, key=lambda f: abs(f - day)).isoformat(), "day"


def easter(year: int) -> date:
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


def read_anchored(found: str, day: date | None, before: list[DateMention]) -> Reading | None:
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
    return COUNT_WORDS.get(word) or int(word)


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
    number = max(n for n, w in enumerate(words[:-1]) if w.isdigit() or w in COUNT_WORDS)
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


READERS: dict[str, Callable[[str, date | None, Tense], Reading | None]] = {
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
