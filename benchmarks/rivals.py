"""Rival figures in two reports of one event: found, kept apart, and never made up (`rivals/pairs.txt`).

One command, `python benchmarks/rivals.py [--errors]`. The pairs are invented and stand outside the
press, whose stories the rules were written with. Odd pairs were looked at, even ones were only measured;
`--errors` shows the odd ones and no others. Peer: two numbers before the same word are rivals.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from onestory.article import Article
from onestory.claims import build_ledger
from onestory.claims.figures.numbers import find_numbers

PAIRS = Path(__file__).parent / "rivals" / "pairs.txt"
HEAD = re.compile(r"== (\d+) (\w\w)")
EXPECTED = re.compile(r"(disputed|compatible|agreed|apart) (.+) \| (.+)")
COMPARED = frozenset(["agreed", "compatible", "disputed"])
NUMBER_AND_WORD = re.compile(r"(\d[\d,.]*\d|\d)\s+(%|[^\W\d_]+)")


class Expected(NamedTuple):
    status: str
    one: float
    other: float


class Pair(NamedTuple):
    number: int
    articles: tuple[Article, Article]
    expected: tuple[Expected, ...]


Claimed = list[tuple[str, set[float], set[float]]]
"""Status of each compared claim, and the values that the first and the second report give in it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    show = parser.parse_args().errors
    pairs = list(read_pairs())
    for name, method in (("onestory", ours), ("same word", peer)):
        for half, odd in (("looked at", 1), ("only measured", 0)):
            chosen = [p for p in pairs if p.number % 2 == odd]
            found: Counter[str] = Counter()
            total: Counter[str] = Counter()
            false = 0
            for pair in chosen:
                claimed = method(pair)
                for expected in pair.expected:
                    right = fulfilled(expected, claimed)
                    total[expected.status] += 1
                    found[expected.status] += right
                    if show and odd and method is ours and not right:
                        print(f"  {pair.number}: {expected}, found {claimed}")
                wrong = made_up(pair, claimed)
                false += bool(wrong)
                if show and odd and method is ours and wrong:
                    print(f"  {pair.number}: made up {wrong}")
            parts = ", ".join(f"{s} {found[s]}/{n}" for s, n in sorted(total.items()))
            print(
                f"{name:10} {half:14} {len(chosen)} pairs: {parts}; with a made-up dispute {false}"
            )


def read_pairs() -> Iterator[Pair]:
    for block in re.split(r"^(?=== )", PAIRS.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = block.strip().split("\n")
        match = HEAD.fullmatch(head)
        assert match is not None, head
        texts = {line[0]: line[3:] for line in lines if line.startswith(("A: ", "B: "))}
        expected = [EXPECTED.fullmatch(line) for line in lines if line[:3] not in {"A: ", "B: "}]
        language = match[2]
        yield Pair(
            int(match[1]),
            (_article("A", texts["A"], language), _article("B", texts["B"], language)),
            tuple(
                Expected(m[1], _value(m[2], language), _value(m[3], language))
                for m in expected
                if m is not None
            ),
        )


def _article(name: str, text: str, language: str) -> Article:
    at = datetime(2026, 6, 10, 9, tzinfo=UTC)
    return Article(id=name, title="", text=text, published=at, outlet=name, language=language)


def _value(written: str, language: str) -> float:
    numbers = find_numbers(written, language)
    assert numbers, written
    return numbers[0].value


def ours(pair: Pair) -> Claimed:
    claimed = []
    for claim in build_ledger(pair.articles).claims:
        if claim.kind != "figure" or claim.status not in COMPARED:
            continue
        sides: dict[str, set[float]] = {"A": set(), "B": set()}
        for report in claim.reports:
            language = pair.articles[0].language
            sides[report.article] |= {n.value for n in find_numbers(report.value, language)}
        if sides["A"] and sides["B"]:
            claimed.append((claim.status, sides["A"], sides["B"]))
    return claimed


def peer(pair: Pair) -> Claimed:
    one, other = (
        {
            (float(n.replace(",", "")), w)
            for n, w in NUMBER_AND_WORD.findall(a.text)
            if n.count(".") < 2
        }
        for a in pair.articles
    )
    return [
        ("agreed" if a == b else "disputed", {a}, {b})
        for a, word in one
        for b, same in other
        if word == same
    ]


def fulfilled(expected: Expected, claimed: Claimed) -> bool:
    together = {s for s, a, b in claimed if expected.one in a and expected.other in b}
    return not together if expected.status == "apart" else expected.status in together


def made_up(pair: Pair, claimed: Claimed) -> Claimed:
    """Disputed claims that no expectation names."""
    rivals = [e for e in pair.expected if e.status == "disputed"]
    return [
        (s, a, b)
        for s, a, b in claimed
        if s == "disputed" and not any(e.one in a and e.other in b for e in rivals)
    ]


if __name__ == "__main__":
    main()
