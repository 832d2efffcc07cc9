"""Figures of the bundled press against what is planted in it: value, bounds, comparator, unit, what is
counted, hedge.

One command, `python benchmarks/figures.py [--errors]`. A found figure counts as right where it overlaps
a planted one and every part of it is right. What is counted is judged where the planted words name it,
the hedge where the planted comparator is "about". Peers: a plain pattern for numbers, and quantulum3
(English articles only) where it is installed.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from onestory.article import Article, Span
from onestory.claims import annotate
from onestory.press import Press
from onestory.press.markup import GoldFigure

# What the press calls a unit, as ours and a factor.
UNITS: dict[str, tuple[str, float]] = {
    "min": ("minute", 1), "h": ("hour", 1), "s": ("second", 1), "d": ("day", 1), "y": ("year", 1),
    "days": ("day", 1), "months": ("month", 1), "t": ("tonne", 1), "VCR": ("crown", 1),
    "XKD": ("dren", 1), "million EUR": ("EUR", 1e6), "billion EUR": ("EUR", 1e9),
    "million VCR": ("crown", 1e6), "thousand VCR": ("crown", 1e3), "million JPY": ("JPY", 1e6),
    "hundred million JPY": ("JPY", 1e8), "people/min": ("", 1),
}  # fmt: skip
# "1,250", "3.5", "12"; the peer that everybody writes first.
NUMBER = re.compile(
    r"(?P<sign>[$€£¥])?\b(?P<number>\d[\d,.]*\d|\d)(?:\s?(?P<percent>%|per ?cent))?"
)
NOUN = re.compile(r"\s([^\W\d_]+)")
# Words after a number that name something; "52 in all", "471 of them" name nothing.
NAMING = re.compile(r"(?!\s*(?:in all|of them|of us)\b)\W*[^\W\d_]")
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
FIELDS = ("value", "comparator", "unit", "counts", "hedge")


class Found(NamedTuple):
    span: Span
    value: float
    high: float | None
    comparator: str
    unit: str
    counts: Span | None
    hedged: bool


class Score:
    """Tuples right of those found and planted, and each part of those that overlap."""

    def __init__(self) -> None:
        self.planted = self.found = self.overlapping = self.right = 0
        self.judged: Counter[str] = Counter()
        self.right_in: Counter[str] = Counter()

    def line(self, name: str) -> str:
        precision, recall = self.right / (self.found or 1), self.right / (self.planted or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        parts = "  ".join(
            f"{f} {100 * self.right_in[f] / (self.judged[f] or 1):.1f} ({self.judged[f]})"
            for f in FIELDS
        )
        return (
            f"{name:14}{self.planted:>6}{self.found:>6}{self.overlapping:>6}"
            f"{100 * precision:>8.1f}{100 * recall:>7.1f}{100 * f1:>7.1f}   {parts}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    show = parser.parse_args().errors
    methods: list[tuple[str, Callable[[Article], list[Found]], bool]] = [
        ("onestory", ours, False),
        ("a pattern", pattern, False),
    ]
    peer = quantulum()
    if peer is None:
        print("quantulum3 is not installed: that peer is left out")
    else:
        methods += [("onestory, en", ours, True), ("quantulum3, en", peer, True)]
    for edition in (1, 2):
        print(f"edition {edition:<7}{'gold':>5}{'found':>6}{'both':>6}{'P':>8}{'R':>7}{'F1':>7}")
        for name, method, english in methods:
            score = Score()
            for article, planted in articles(edition):
                if not english or article.language == "en":
                    errors = show and edition == 1 and name == "onestory"
                    compare(article, planted, method(article), score, errors)
            print(score.line(name))


def articles(edition: int) -> Iterator[tuple[Article, tuple[GoldFigure, ...]]]:
    """Every article of the press in its first state."""
    for a in Press(edition).articles:
        state = a.versions[0]
        article = Article(
            id=a.id,
            title=state.headline,
            text=state.marked.text,
            published=a.published,
            language=a.language,
        )
        yield article, state.marked.figures


def ours(article: Article) -> list[Found]:
    return [
        Found(f.span, f.value, f.high, f.comparator, f.unit, f.counts, f.hedged)
        for f in annotate(article).figures
    ]


def pattern(article: Article) -> list[Found]:
    """Every run of digits, with a sign or per cent as its unit and the next word as what it counts."""
    found = []
    for match in NUMBER.finditer(article.text):
        number = match["number"].replace(",", "")
        if number.count(".") > 1:
            continue
        unit = "%" if match["percent"] else SIGNS.get(match["sign"] or "", "")
        noun = NOUN.match(article.text, match.end())
        counts = Span(*noun.span(1)) if noun else None
        found.append(Found(Span(*match.span()), float(number), None, "=", unit, counts, False))
    return found


def quantulum() -> Callable[[Article], list[Found]] | None:
    try:
        from quantulum3 import parser
    except ImportError:
        return None
    names = {"percentage": "%", "euro": "EUR", "metre": "m", "kilometre": "km", "dimensionless": ""}

    def read(article: Article) -> list[Found]:
        found = []
        for quantity in parser.parse(article.text):
            unit = names.get(quantity.unit.name, quantity.unit.name)
            comparator = "~" if quantity.uncertainty else "="
            noun = NOUN.match(article.text, quantity.span[1])
            counts = Span(*noun.span(1)) if noun else None
            span = Span(*quantity.span)
            found.append(Found(span, quantity.value, None, comparator, unit, counts, False))
        return found

    return read


def compare(
    article: Article,
    planted: tuple[GoldFigure, ...],
    found: list[Found],
    score: Score,
    show: bool,
) -> None:
    score.planted += len(planted)
    score.found += len(found)
    taken: set[int] = set()
    for gold in planted:
        near = [n for n, f in enumerate(found) if f.span.overlaps(gold.span) and n not in taken]
        if not near:
            if show:
                print(f"  {article.id}: missed {gold.span.of(article.text)!r}")
            continue
        best = max(near, key=lambda n: sum(parts(article.text, gold, found[n]).values()))
        taken.add(best)
        score.overlapping += 1
        told = parts(article.text, gold, found[best])
        score.judged.update(list(told))
        score.right_in.update(f for f, right in told.items() if right)
        score.right += all(told.values())
        if show and not all(told.values()):
            wrong = [f for f, right in told.items() if not right]
            print(f"  {article.id}: {gold.span.of(article.text)!r} {wrong}, found {found[best]}")
    if show:
        for number, figure in enumerate(found):
            if number not in taken:
                around = article.text[max(0, figure.span.start - 30) : figure.span.end + 30]
                print(f"  {article.id}: not planted {figure.span.of(article.text)!r} in {around!r}")


def parts(text: str, gold: GoldFigure, found: Found) -> dict[str, bool]:
    """Which parts of a figure are right, of those that the planted one says."""
    unit, factor = UNITS.get(gold.unit, (gold.unit, 1.0))
    high = gold.high * factor if gold.high is not None else None
    told = {
        "value": _close(gold.value * factor, found.value) and _close(high, found.high),
        "comparator": gold.comparator == found.comparator,
        "unit": unit == found.unit,
    }
    if _names(text, gold, found):
        told["counts"] = found.counts is not None and found.counts.overlaps(gold.span)
    if gold.comparator == "~":
        told["hedge"] = found.hedged
    return told


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _names(text: str, gold: GoldFigure, found: Found) -> bool:
    """Whether the planted words say more than the number, its bound and its unit."""
    rest = text[max(gold.span.start, found.span.end) : gold.span.end]
    return not gold.unit and NAMING.match(rest) is not None


if __name__ == "__main__":
    main()
