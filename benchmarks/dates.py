"""Dates in text: found, and read to the right value, on a gold of our own (`dates/gold.txt`).

One command, `python benchmarks/dates.py [--errors]`. Found: an expression that overlaps one of the gold.
Value F1: found, and the same value. Day level: of the gold's days that were found, those read as the
right day. `--errors` shows what went wrong in the half that may be looked at, and in no other.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from onestory.claims.dates import find_dates

GOLD = Path(__file__).parent / "dates" / "gold.txt"
HEAD = re.compile(r"== (\d{4}-\d\d-\d\d) (\w\w)")
MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Gold:
    published: datetime
    language: str
    text: str
    dates: tuple[tuple[int, int, str], ...]
    """Start, end and value of each expression."""


@dataclass(slots=True)
class Score:
    gold: int = 0
    found: int = 0
    overlapping: int = 0
    right: int = 0
    days: int = 0
    right_days: int = 0

    def line(self, name: str) -> str:
        precision, recall = self.right / (self.found or 1), self.right / (self.gold or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        return (
            f"{name:12}{self.gold:>7}{self.found:>8}{100 * self.overlapping / self.gold:>10.1f}"
            f"{100 * precision:>11.1f}{100 * recall:>9.1f}{100 * f1:>9.1f}"
            f"{100 * self.right_days / (self.days or 1):>11.1f} of {self.days}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    show = parser.parse_args().errors
    halves = {"looked at": Score(), "measured": Score()}
    for number, gold in enumerate(read_gold(), 1):
        looked_at = number % 2 == 1
        compare(gold, halves["looked at" if looked_at else "measured"], show and looked_at)
    print(
        f"{'half':12}{'dates':>7}{'found':>8}{'recall %':>10}{'value P %':>11}{'R %':>9}{'F1':>9}"
        f"{'day level %':>13}"
    )
    for name, score in halves.items():
        print(score.line(name))


def read_gold() -> Iterator[Gold]:
    parts = re.split(r"^(?=== )", GOLD.read_text("utf-8"), flags=re.MULTILINE)
    for part in parts[1:]:
        head, _, marked = part.partition("\n")
        match = HEAD.fullmatch(head)
        assert match is not None, head
        day = date.fromisoformat(match[1])
        text, dates, position = "", [], 0
        for mark in MARKED.finditer(marked):
            text += marked[position : mark.start()]
            dates.append((len(text), len(text) + len(mark[1]), _value(mark[2], day)))
            text += mark[1]
            position = mark.end()
        text += marked[position:]
        noon = datetime.combine(day, time(12), UTC)
        yield Gold(noon, match[2], text, tuple(dates))


def compare(gold: Gold, score: Score, show: bool) -> None:
    found = [
        (d.span.start, d.span.end, d.value)
        for d in find_dates(gold.text, gold.published, gold.language)
    ]
    score.gold += len(gold.dates)
    score.found += len(found)
    for start, end, value in gold.dates:
        mine = [f for f in found if f[0] < end and start < f[1]]
        right = any(same(value, f[2]) for f in mine)
        score.overlapping += bool(mine)
        score.right += right
        if mine and DAY.fullmatch(value):
            score.days += 1
            score.right_days += right
        if show and not right:
            said = ", ".join(f"{gold.text[a:b]!r} {v}" for a, b, v in mine) or "nothing"
            print(f"{gold.published:%Y-%m-%d} {gold.text[start:end]!r} is {value}, found {said}")
    if show:
        for start, end, value in found:
            if not any(a < end and start < b for a, b, _ in gold.dates):
                print(
                    f"{gold.published:%Y-%m-%d} {gold.text[start:end]!r} {value} is no date of the gold"
                )


def same(value: str, found: str) -> bool:
    """A part of the day counts where the gold names it; a clock time may come with its day."""
    if value.startswith("T"):
        return found.endswith(value)
    return found == value


def _value(written: str, day: date) -> str:
    if re.fullmatch(r"[+-]\d+", written):
        return (day + timedelta(days=int(written))).isoformat()
    return written


if __name__ == "__main__":
    main()
