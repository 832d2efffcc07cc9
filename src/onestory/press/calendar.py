"""The press's days, written as each language writes them."""

from __future__ import annotations

from collections import UserDict
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
FORMS = {
    "en": "{day} {month}",
    "de": "{day}. {month}",
    "fr": "{day} {month}",
    "es": "{day} de {month}",
    "ja": "{month}{day}日",
}


@dataclass(frozen=True, slots=True)
class Day:
    date: date

    def shown(self, part: str, language: str) -> str:
        """`weekday`, `date` or `iso` of the day in a language; English where it is not known."""
        if part == "iso":
            return self.date.isoformat()
        language = language if language in WEEKDAYS else "en"
        if part == "weekday":
            return WEEKDAYS[language].split()[self.date.weekday()]
        month = MONTHS[language].split()[self.date.month - 1]
        return FORMS[language].format(day=self.date.day, month=month)


class Days(UserDict[str, Day]):
    """`d0` is the first day of the press, `d-3` three days before it."""

    def __init__(self, first: date) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, key: str) -> Day:
        return Day(self._first + timedelta(days=int(key[1:])))
