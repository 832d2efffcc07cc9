"""Units after or before a number, and their fixed names."""

from __future__ import annotations

import re

CURRENCY_SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
}
_NAMES: dict[str, str] = {
    "%": "% percent prozent",
    "points": "points punkte puntos",
    "USD": "dollar dollars dólares usd",
    "EUR": "euro euros eur",
    "GBP": "pounds pound gbp",
    "JPY": "yen jpy 円",
    "crown": "crown crowns kronen couronnes coronas",
    "dren": "dren drens",
    "peso": "peso pesos",
    "km": "km kilometre kilometres kilometer kilometers kilómetros kilomètres kilometern",
    "m": "metre metres meter meters mètres metros metern",
    "cm": "cm centimetre centimetres centimeter centimeters zentimeter centímetros",
    "mm": "mm millimetre millimetres millimeter millimeters millimètres milímetros",
    "mile": "mile miles meilen",
    "nmi": "nmi seemeilen milles",
    "kn": "knot knots knoten nœuds nudos",
    "ft": "ft foot feet",
    "g": "gram grams gramme grammes gramm gramos",
    "K": "kelvin",
    "kg": "kg kilogram kilograms kilogramme kilogrammes kilo kilos",
    "tonne": "tonne tonnes ton tons tonnen toneladas",
    "ha": "ha hectare hectares hektar hectáreas",
    "acre": "acre acres",
    "l": "litre litres liter liters litros",
    "MW": "mw megawatt megawatts",
    "GW": "gw gigawatt gigawatts",
    "kWh": "kwh",
    "km/h": "km/h kph",
    "mph": "mph",
    "degree": "degree degrees °c °f grad degrés grados",
    "second": "second seconds sekunden secondes segundos",
    "minute": "minute minutes minuten minutos",
    "hour": "hour hours stunde stunden heure heures hora horas",
    "day": "day days tag tage tagen jour jours día días",
    "week": "week weeks woche wochen semaine semaines semana semanas",
    "month": "month months monat monate monaten mois mes meses",
    "year": "year years jahr jahre jahren an ans année années año años",
}
# Units of one kind, as multiples of the first: 13 miles may be 21 km, and 13 miles are not 13 km. What
# has None can be told apart, not converted.
_KINDS: tuple[dict[str, float | None], ...] = (
    {"km": 1.0, "m": 1e-3, "cm": 1e-5, "mm": 1e-6, "mile": 1.609344, "ft": 3.048e-4, "nmi": 1.852},
    {"kg": 1.0, "g": 1e-3, "tonne": 1e3},
    {"ha": 1.0, "acre": 0.404686, "square km": 100.0, "square mile": 258.999, "square m": 1e-4},
    {"minute": 1.0, "second": 1 / 60, "hour": 60.0, "day": 1440.0, "week": 10080.0, "month": None,
     "year": None},
    {"MW": 1.0, "GW": 1e3},
    {"km/h": 1.0, "mph": 1.609344, "kn": 1.852},
    {"%": None, "points": None},
    {"l": None, "tonne": None, "kg": None},
    dict.fromkeys(("USD", "EUR", "GBP", "JPY", "INR", "RUB", "KRW", "crown", "dren", "peso")),
)  # fmt: skip
UNITS = {word: unit for unit, words in _NAMES.items() for word in words.split()}
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_words = "|".join(sorted((re.escape(w) for w in UNITS), key=len, reverse=True))
# Matches " percentage points", "%", " per cent", "-mile", " km/h"; not " kmx".
UNIT = re.compile(
    r"[\s\u00a0-]?(?:(?P<points>percentage[\s-]points?|prozentpunkten?|points? de pourcentage|"
    r"puntos porcentuales)|(?P<percent>per[\s-]cent|pour cent|por ciento)"
    r"|(?P<nautical>nautical miles?|millas náuticas|milles nautiques)"
    rf"|(?:de\s|d['’])?(?P<unit>square (?:km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?)|{_words}))"
    r"(?!\w|-(?!long|wide|deep|high|tall)[a-z])",
    re.IGNORECASE,
)
# Japanese units stand at the number without a blank.
_JAPANESE = {
    "円": "JPY", "ドル": "USD", "ユーロ": "EUR", "リットル": "l", "海里": "nmi", "トン": "tonne",
    "メートル": "m", "キロ": "km", "パーセント": "%", "時間": "hour", "分": "minute", "日間": "day",
    "週間": "week", "か月": "month", "カ月": "month", "年": "year",
}  # fmt: skip
JAPANESE = re.compile("|".join(sorted(_JAPANESE, key=len, reverse=True)))


def one_kind(one: str, other: str) -> bool:
    """Whether two units measure the same: both lengths, both sums of money."""
    return any(one in kind and other in kind for kind in _KINDS)


def ratio(one: str, other: str) -> float | None:
    """What one of a unit is in the other; None where that is not fixed."""
    for kind in _KINDS:
        a, b = kind.get(one), kind.get(other)
        if a is not None and b is not None:
            return a / b
    return None


def unit_after(text: str, at: int) -> tuple[str, int]:
    """The unit that follows an offset and where it ends; ("", at) where there is none."""
    japanese = JAPANESE.match(text, at)
    if japanese is not None:
        return _JAPANESE[japanese.group()], japanese.end()
    match = UNIT.match(text, at, at + 40)
    if match is None:
        return "", at
    if match.group("nautical"):
        return "nmi", match.end()
    if match.group("points"):
        return "points", match.end()
    if match.group("percent"):
        return "%", match.end()
    word = match.group("unit").lower()
    if word.startswith("square "):
        return f"square {UNITS.get(word.split()[1], word.split()[1])}", match.end()
    if word in {"m", "an", "mes"} and text[match.start() : match.start() + 1].isspace():
        return "", at
    return UNITS[word], match.end()


def currency_before(text: str, at: int) -> tuple[str, int]:
    """The currency sign right before an offset and where it starts."""
    start = at - 1 if at and text[at - 1] in "\u00a0 " else at
    if start and text[start - 1] in CURRENCY_SIGNS:
        sign = text[start - 1]
        start -= 1
        while start and text[start - 1].isupper() and text[start - 1].isascii():
            start -= 1  # "US$", "A$"
        return CURRENCY_SIGNS[sign], start
    return "", at
