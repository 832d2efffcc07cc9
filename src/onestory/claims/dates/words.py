"""The words of the calendar in four languages, and what is read of a date."""

from __future__ import annotations

from typing import Literal

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
COUNT_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "zehn": 10,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10,
    "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "diez": 10,
}  # fmt: skip
SEASON_WORDS = {
    "SP": "spring frühling frühjahr printemps primavera",
    "SU": "summer sommer été verano",
    "FA": "autumn fall herbst automne otoño",
    "WI": "winter hiver invierno",
}
SEASONS = {word: code for code, words in SEASON_WORDS.items() for word in words.split()}
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
