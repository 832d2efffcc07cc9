"""One edition of the press: a seeded draw of every name and number of the stories."""

from __future__ import annotations

import ast
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onestory.errors import OnestoryError
from onestory.press.calendar import Day

SLOT = re.compile(r"\{(d-?\d+|[A-Za-z_]\w*)(?:\.(\w+))?(?:\|(\w+))?\}")
STAFF = 6  # reporters drawn for each outlet
THOUSANDS = {"en": ",", "ja": ",", "de": ".", "es": ".", "fr": "\u00a0"}
DECIMAL_COMMA = {"de", "es", "fr"}

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


class MaterialError(OnestoryError):
    """Something in the press's material cannot be used; says file, article and what."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the script it is born in and in Latin letters."""

    native: str
    latin: str

    def shown(self, language: str) -> str:
        return self.native if language == "ja" else self.latin


@dataclass(frozen=True, slots=True)
class Person:
    first: Name
    last: Name

    def shown(self, language: str, part: str = "") -> str:
        """Full name, or its `first` or `last` part, as the language writes it."""
        if part in {"first", "last"}:
            name: Name = getattr(self, part)
            return name.shown(language)
        if language == "ja" and self.last.native != self.last.latin:
            return self.last.native + self.first.native
        return f"{self.first.latin} {self.last.latin}"


Value = Person | Name | int | float | str


@cache
def pools() -> Mapping[str, Mapping[str, Sequence[Name]]]:
    """Names by culture and kind: f, m, last, place."""
    table = tomllib.loads((files("onestory.press") / "material/names.toml").read_text("utf-8"))
    return {
        culture: {kind: [_name(word) for word in text.split()] for kind, text in kinds.items()}
        for culture, kinds in table.items()
    }


def draw_slots(slots: Mapping[str, str], edition: int, story: str) -> dict[str, Value]:
    """Draw a story's slots in their order. Raises MaterialError naming story and slot."""
    rng = random.Random(f"{edition}/{story}")
    drawn: dict[str, Value] = {}
    taken: set[str] = set()
    for name, rule in slots.items():
        try:
            drawn[name] = _draw(rule, rng, drawn, taken)
        except (ValueError, KeyError, SyntaxError, TypeError, ZeroDivisionError) as error:
            raise MaterialError(
                f"{story}: slot `{name} = {rule}` cannot be drawn: {error}"
            ) from error
    return drawn


def draw_staff(outlet: str, culture: str, edition: int) -> list[Person]:
    """The reporters of an outlet."""
    rng = random.Random(f"{edition}/staff/{outlet}")
    pool = pools()[culture]
    lasts = rng.sample(list(pool["last"]), STAFF)
    return [Person(rng.choice(list(pool[rng.choice("fm")])), last) for last in lasts]


def fill(text: str, values: Mapping[str, Value], language: str, days: Mapping[str, Day]) -> str:
    """Replace every slot. Raises MaterialError for a slot that does not exist."""

    def one(match: re.Match[str]) -> str:
        name, part, form = match[1], match[2] or "", match[3] or ""
        if name in values:
            return show(values[name], part, form, language)
        if name[0] == "d" and name[1:].lstrip("-").isdigit():
            return days[name].shown(part, language)
        raise MaterialError(f"there is no slot `{match[0]}`")

    return SLOT.sub(one, text)


def show(value: Value, part: str, form: str, language: str) -> str:
    """A drawn value as a text of the language shows it."""
    if isinstance(value, Person):
        return value.shown(language, part)
    if isinstance(value, Name):
        return value.shown(language)
    if isinstance(value, str):
        return value
    if form in {"words", "Words"}:
        words = number_words(int(value))
        return words.capitalize() if form == "Words" else words
    return number(value, language)


def number(value: int | float, language: str) -> str:
    """Digits as the language writes them."""
    if isinstance(value, float):
        text = f"{value:.1f}"
        return text.replace(".", ",") if language in DECIMAL_COMMA else text
    return f"{value:,}".replace(",", THOUSANDS.get(language, ","))


def number_words(value: int) -> str:
    """English words for 0 to 99; digits above."""
    if value >= 100 or value < 0:
        return f"{value:,}"
    if value < 20:
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def _name(word: str) -> Name:
    native, _, latin = word.partition("|")
    return Name(native, latin or native)


def _draw(rule: str, rng: random.Random, drawn: Mapping[str, Value], taken: set[str]) -> Value:
    kind, _, rest = rule.partition(":")
    rest = rest.strip()
    if kind == "person":
        gender, _, culture = rest.partition(":")
        pool = pools()[culture]
        last = rng.choice([n for n in pool["last"] if n.latin not in taken])
        first = rng.choice([n for n in pool[gender] if n.latin not in taken])
        taken |= {last.latin, first.latin}
        return Person(first, last)
    if kind == "place":
        place = rng.choice([n for n in pools()[rest]["place"] if n.latin not in taken])
        taken.add(place.latin)
        return place
    if kind == "pick":
        return rng.choice([word.strip() for word in rest.split("|")])
    if kind in {"int", "dec"}:
        low, high = rest.split("..")
        if kind == "int":
            return rng.randint(int(low), int(high))
        return round(rng.uniform(float(low), float(high)), 1)
    if kind == "calc":
        result = _calculate(ast.parse(rest, mode="eval").body, drawn)
        return (
            round(result, 1)
            if isinstance(result, float) and not result.is_integer()
            else int(result)
        )
    raise ValueError(f"unknown kind {kind!r}")


def _calculate(node: ast.expr, drawn: Mapping[str, Any]) -> int | float:
    """Arithmetic over earlier slots; nothing else is evaluated."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.Name):
        value = drawn[node.id]
        if isinstance(value, int | float):
            return value
        raise ValueError(f"{node.id} is no number")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_calculate(node.operand, drawn)
    if isinstance(node, ast.BinOp):
        left, right = _calculate(node.left, drawn), _calculate(node.right, drawn)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return left / right
            case ast.FloorDiv():
                return left // right
            case ast.Mod():
                return left % right
    raise ValueError("only + - * / // % over numbers and earlier slots")
