"""Which values a figure allows ("over 300" allows 415), and whether two figures can both be true."""

from __future__ import annotations

import math

from onestory.claims.figures.numbers import is_round
from onestory.claims.figures.units import DURATIONS, one_kind, ratio
from onestory.claims.ledger.align import Fact
from onestory.claims.values import Figure

CONVERTED = 0.04  # share by which rounding may part 13 miles from 21 km
ROUNDING = 0.04  # share that dropped digits may take away
HALF = 0.5
TEN, HUNDRED, THOUSANDS = 10, 100, 1000
ABOUT = 0.12  # "about 300" covers 264 to 336


def interval_of(figure: Figure) -> tuple[float, float]:
    """The values a figure allows, closed at both ends as far as floats can tell."""
    value = figure.value
    if figure.near:
        beyond = value + math.copysign(ABOUT * abs(value), 1 if figure.comparator == ">" else -1)
        return min(value, beyond), max(value, beyond)
    if figure.comparator == ">":
        return math.nextafter(value, math.inf), math.inf
    if figure.comparator == ">=":
        return value, math.inf
    if figure.comparator == "<":
        return -math.inf, math.nextafter(value, -math.inf)
    if figure.comparator == "<=":
        return -math.inf, value
    if figure.comparator == "~":
        return value - ABOUT * abs(value), value + ABOUT * abs(value)
    if figure.comparator == "range":
        return value, figure.high if figure.high is not None else value
    return value, value


def compatible(a: Fact, b: Fact) -> bool:
    """Whether both figures can be true."""
    one, two = a.figure, b.figure
    if a.contradicted != b.contradicted:
        return False
    rounded = is_round(one.value) or one.unit in DURATIONS
    if one.value == two.value and one.unit == two.unit and rounded:
        # Who writes "more than 300" rounds as who writes "300" does; "more than 381" says no 381.
        if {one.comparator, two.comparator} in ({"=", ">"}, {"=", "<"}):
            return True
    if one.value == two.value and {one.unit, two.unit} == {"mile", "nmi"}:
        return True  # at sea "miles" are nautical ones
    if one.unit == two.unit and (_rounds(one.value, two.value) or _rounds(two.value, one.value)):
        return True
    if one.unit and one.unit == two.unit and _shortened(one.value, two.value):
        return True
    low, high = interval_of(one)
    other_low, other_high = interval_of(two)
    if one.unit != two.unit and one.unit and two.unit and one_kind(one.unit, two.unit):
        factor = ratio(two.unit, one.unit)
        if factor is None:
            return False
        spread = CONVERTED * abs(two.value * factor)
        other_low, other_high = other_low * factor - spread, other_high * factor + spread
    return low <= other_high and other_low <= high


def _rounds(exact: float, given: float) -> bool:
    """Whether 55.5 is given as 55 or 56, 5.3 as 5, 2,891 as 2,800 or 2,900; not 54 as 50."""
    if exact != int(exact) and given == int(given) and abs(exact - given) < HALF <= abs(given):
        return True
    step = 1.0 if exact != int(exact) and given == int(given) else 0.0
    if given == int(given) and given % HUNDRED == 0 and exact % TEN and abs(given) >= THOUSANDS:
        step = float(HUNDRED)
        while given % (step * 10) == 0 and step * 10 <= ROUNDING * abs(given):
            step *= 10
    return bool(step) and abs(exact - given) < step and abs(exact - given) <= ROUNDING * abs(exact)


def _shortened(one: float, other: float) -> bool:
    """Whether a measure or sum is the other with its last digits dropped or rounded: $6.3 billion and
    $6.32 billion, 0.29 and 0.3 percent; not 37 and 40."""
    given, exact = sorted((one, other), key=_digits)
    kept, all_ = _digits(given), _digits(exact)
    if kept == all_ or abs(exact - given) > ROUNDING * abs(exact):
        return False
    step = 10.0 ** (math.floor(math.log10(abs(exact))) - kept + 1)
    near = math.isclose(round(exact / step) * step, given)
    return near or (kept > 1 and math.isclose(math.floor(exact / step) * step, given))


def _digits(value: float) -> int:
    """How many digits a number has that are not dropped: 3 of 114,000,000, 1 of 0.3."""
    return len(f"{abs(value):.12e}".split("e")[0].replace(".", "").rstrip("0"))


def converted(a: Fact, b: Fact) -> bool:
    """Whether two units are given for one length, area, mass or time: 13 miles and 21 km."""
    factor = ratio(b.figure.unit, a.figure.unit)
    if factor is None or a.figure.unit == b.figure.unit:
        return False
    one, two = a.figure.value, b.figure.value * factor
    return abs(one - two) <= CONVERTED * max(abs(one), abs(two))
