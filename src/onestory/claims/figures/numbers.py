"""Numbers in text: digits in every locale's shape and number words, with scale, as plain values.

`find_numbers` knows nothing of what is counted; `figures` decides which numbers count something.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onestory.article import Span

SMALL = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
SCALES = {
    "hundred": 1e2, "hundert": 1e2, "cent": 1e2, "cents": 1e2, "cien": 1e2, "ciento": 1e2,
    "thousand": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3,
    "million": 1e6, "millions": 1e6, "millionen": 1e6, "mio": 1e6, "millón": 1e6, "millones": 1e6,
    "billion": 1e9, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9, "milliard": 1e9,
    "milliards": 1e9, "trillion": 1e12, "billionen": 1e12,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3, "b": 1e9,
    "dozen": 12.0, "dutzend": 12.0, "douzaine": 12.0, "docena": 12.0,
    "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12,
}  # fmt: skip
SHORT_SCALES = frozenset({"m", "mn", "mln", "bn", "tn", "k", "b", "mio", "mrd"})
# "dozens of people" is at least two dozen.
VAGUE = {
    "en": {"dozens": 24.0, "hundreds": 200.0, "thousands": 2000.0},
    "de": {"dutzende": 24.0, "hunderte": 200.0, "tausende": 2000.0},
    "fr": {"dizaines": 20.0, "centaines": 200.0, "milliers": 2000.0},
    "es": {"docenas": 24.0, "cientos": 200.0, "miles": 2000.0},
}
TELLING_FROM = 21  # numbers below are too common to prove anything
LANGUAGES = ("en", "de", "fr", "es")
LONGEST_DIGITS = 18  # digits of a number; longer ones are codes

# Matches "1,250", "1.250,5", "1 250", "12,5", "3.1"; the value depends on the language.
DIGITS = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[,.'’\u00a0\u202f\u2009]\d{3})+(?:[.,]\d{1,3})?(?![\d])"
    r"|(?<![\w.,])\d{1,3}(?: \d{3})+(?![\d])"
    r"|(?<![\w,.])(?:\d{1,2},)?\d{1,2},\d{3}(?![\d])"
    r"|(?<![\w.,])\d+(?:[.,]\d+)?|(?<=[\u3040-\u9fff\uff00-\uffef])\d[\d,.]*"
)
# "dozens of people", "hundreds of homes"; not "Hundreds Road".
_SCALE_WORD = re.compile(r"([万億亿兆])|(?:\s|-|\u00a0)?([^\W\d_]{1,10})(?![\w])")


class Number(NamedTuple):
    """A number as written: its span, value, and whether only a lower bound is meant."""

    span: Span
    value: float
    vague: bool = False
    spelled: bool = False


class _Words(NamedTuple):
    small: dict[str, float]
    tens: dict[str, float]
    vague: dict[str, float]
    pattern: re.Pattern[str]


def _compiled(language: str) -> _Words:
    small = {w: float(n) for n, w in enumerate(SMALL[language].split(), 1)}
    tens = {w: float(n * 10) for n, w in enumerate(TENS[language].split(), 2)}
    if language == "de":
        for ten, value in list(tens.items()):
            for one, n in list(small.items())[:9]:
                tens[f"{one}und{ten}"] = value + n
        for feminine in ("eine", "einen", "einem"):
            small[feminine] = 1.0
    if language == "es":
        small |= {"una": 1.0, "uno": 1.0}
    if language == "fr":
        small["une"] = 1.0
    scales = [s for s in SCALES if (len(s) > 2 and s.isalpha() and s.isascii()) or "ó" in s]
    vague = VAGUE[language]
    joints = ["half", "a", "an", "couple"] if language == "en" else []
    every = sorted([*small, *tens, *scales, *vague, *joints], key=len)
    words = "|".join(re.escape(w) for w in reversed(every))
    pattern = re.compile(
        rf"(?<![\w’'-])(?:{words})(?:(?:[\s-]+(?:and\s+(?:a\s+)?|a\s+|y\s+)?)(?:{words}))*(?![\w’'])",
        re.IGNORECASE,
    )
    return _Words(small, tens, vague, pattern)


_WORDS = {language: _compiled(language) for language in LANGUAGES}


def find_numbers(text: str, language: str = "en") -> list[Number]:
    """All numbers in order, overlapping none, read in the manner of a language."""
    language = language[:2].lower()
    words = _WORDS.get(language, _WORDS["en"])
    numbers = [n for m in DIGITS.finditer(text) if (n := _digits(text, m, language)) is not None]
    spelled = [
        n for m in words.pattern.finditer(text) if (n := _spelled(m, words, language)) is not None
    ]
    taken = {n.span.end: n for n in numbers}
    result = numbers + [
        s
        for s in spelled
        if s.span.end not in taken
        and not any(n.span.overlaps(s.span) for n in numbers[max(0, _at(numbers, s) - 2) :][:4])
    ]
    result.sort(key=lambda n: n.span)
    return result


def _at(numbers: list[Number], number: Number) -> int:
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle].span < number.span:
            low = middle + 1
        else:
            high = middle
    return low


def read_digits(written: str, language: str = "en") -> float | None:
    """The value of a numeral: separators by language, and by shape where only one reading fits."""
    plain = re.sub(r"['’\u00a0\u202f\u2009 ]", "", written)
    if sum(c.isdigit() for c in plain) > LONGEST_DIGITS:
        return None
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    elif comma < 0 and point < 0:
        decimal = "."
    else:
        sign = "," if comma >= 0 else "."
        grouped = all(len(p) == 3 for p in plain.split(sign)[1:]) and len(plain.split(sign)[0]) < 4
        home = "," if language in {"de", "fr", "es"} else "."
        several = plain.count(sign) > 1
        decimal = "?" if several or (grouped and sign != home) else sign
    whole, _, fraction = plain.partition(decimal)
    try:
        return float(re.sub(r"[,.]", "", whole) + "." + fraction)
    except ValueError:
        return None


def _digits(text: str, match: re.Match[str], language: str) -> Number | None:
    value = read_digits(match.group().rstrip(",."), language)
    if value is None:
        return None
    end = match.start() + len(match.group().rstrip(",."))
    scale = _SCALE_WORD.match(text, end, end + 13)
    if scale is not None:
        word = (scale.group(1) or scale.group(2)).lower()
        times = SCALES.get(word)
        attached = scale.start() == scale.start(2)
        if word == "billion" and language in {"de", "fr", "es"}:
            times = 1e12
        if word in SHORT_SCALES and word not in {"bn", "mn", "mln", "mio", "mrd"} and not attached:
            times = None
        if word in {"m", "b", "k"} and not _currency_before(text, match.start()):
            times = None  # "5m" may be metres
        if word in {"cent", "cents"} and language != "fr":
            times = None
        if times is not None:
            return Number(Span(match.start(), scale.end()), value * times)
    return Number(Span(match.start(), end), value)


def _currency_before(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in "$€£¥"


def _spelled(match: re.Match[str], words: _Words, language: str) -> Number | None:
    found = match.group()
    parts = re.split(r"[\s-]+", found.lower()) if language != "fr" else found.lower().split()
    total = current = 0.0
    vague = False
    seen = False
    for n, part in enumerate(parts):
        if part in {"and", "y"}:
            continue
        if part in {"a", "an"}:
            if (
                not seen
                and n + 1 < len(parts)
                and (parts[n + 1] in SCALES or parts[n + 1] in {"couple", "half"})
            ):
                current = 1.0
            continue
        if part == "half":
            following = parts[n + 1 : n + 3]
            scaled = any(p in SCALES for p in following)
            if seen and current and n and parts[n - 1] in {"a", "and"}:
                current += 0.5
            elif scaled or parts[n + 1 :] in (["a"], ["an"]):
                current = 0.5  # "half a million"; "half an hour" if a unit follows
            else:
                return None
        elif part == "couple":
            return None
        elif part in words.small:
            current += words.small[part]
        elif part in words.tens:
            current += words.tens[part]
        elif part in words.vague:
            if seen or n + 1 < len(parts):
                return None
            current, vague = words.vague[part], True
        elif part in SCALES:
            if not seen and current == 0:
                return None
            scale = SCALES[part]
            if scale == 1e2:
                current = (current or 1.0) * scale
            else:
                total, current = total + (current or 1.0) * scale, 0.0
        seen = True
    value = total + current
    if not seen or value <= 0:
        return None
    start = match.start()
    if parts[0] in {"a", "an"} and parts[1] not in SCALES and parts[1] != "half":
        start = match.start() + found.lower().index(parts[1], 1)  # "a three-part plan"
    return Number(Span(start, match.end()), value, vague, spelled=True)


def is_telling(value: float) -> bool:
    """Whether a number is unlikely to turn up twice by chance.

    >>> [is_telling(v) for v in (381, 14200, 7.8, 68.3, 27)]
    [True, True, True, True, True]
    >>> [is_telling(v) for v in (12, 20, 100, 3000, 2.5)]
    [False, False, False, False, False]
    """
    digits = f"{value:g}".replace(".", "").strip("0").lstrip("-")
    return len(digits) >= 2 and (value >= TELLING_FROM or (value % 1 != 0 and value > 5))


def is_round(value: float) -> bool:
    """Whether a number has been rounded, as far as one can see.

    >>> [is_round(v) for v in (300, 45, 1.25e6, 14200, 1.5e12)]
    [True, True, True, True, True]
    >>> [is_round(v) for v in (381, 12, 1287, 3.7)]
    [False, False, False, False]
    """
    digits = f"{value:.2f}".replace(".", "").strip("0")
    return len(digits) <= 3 if value >= 5000 else value % 5 == 0
