"""Who says what: statements found in news articles against those that people marked.

One command: `python benchmarks/attribution.py [--part dev|train]`. A found statement and a marked
one are the same when their contents overlap by at least .3 of both together, each counted once, best
overlap first; end to end their sources must overlap too (a statement without a source matches one
without). Beside it in the same run: quotation marks alone, and the published figures for rules and
for people, which were measured on other articles of the same collection.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from _paths import shared
from onestory.article import Article
from onestory.claims import annotate

OVERLAP = 0.3
QUOTED = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"")

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Statement:
    source: frozenset[int]
    """Places of characters; empty where there is none."""
    content: frozenset[int]
    direct: bool
    """All of it stands between quotation marks."""


Method = Callable[[Article], list[Statement]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--part", choices=("dev", "train"), default="dev")
    part = arguments.parse_args().part
    with shared(f"claims/attribution_{part}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    articles = [Article(id=row["id"], title="", text=row["text"]) for row in rows]
    gold = [[_marked(row["text"], mark) for mark in row["attributions"]] for row in rows]
    marked = sum(map(len, gold))
    print(f"{len(rows)} articles, {marked:,} marked statements")
    print(f"{'':20}{'contents P':>11}{'R':>6}{'F':>6}{'end to end P':>14}{'R':>6}{'F':>6}", end="")
    print(f"{'direct: sources':>17}{'wrong':>8}{'articles/s':>12}")
    for name, method in (("onestory", found), ("quotation marks", quotations)):
        report(name, method, articles, gold)
    print("published, other articles: rules 47.5, statistical model 53.3, people 76.9 end to end")


def report(name: str, method: Method, articles: list[Article], gold: list[list[Statement]]) -> None:
    started = time.process_time()
    answers = [method(article) for article in articles]
    spent = time.process_time() - started
    pairs = [
        pair for ours, theirs in zip(answers, gold, strict=True) for pair in matched(ours, theirs)
    ]
    right = sum(same_source(ours, theirs) for ours, theirs in pairs)
    direct = [(o, t) for o, t in pairs if o.direct and t.source]
    named = [(o, t) for o, t in direct if o.source]
    wrong = sum(not same_source(o, t) for o, t in named)
    counts = (sum(map(len, answers)), sum(map(len, gold)))
    print(
        f"{name:20}{_rates(len(pairs), *counts, width=11)}{_rates(right, *counts, width=14)}",
        end="",
    )
    print(f"{len(named) / max(1, len(direct)):17.0%}{wrong / max(1, len(named)):8.1%}", end="")
    print(f"{len(articles) / max(spent, 1e-9):12.0f}", flush=True)


def matched(ours: list[Statement], theirs: list[Statement]) -> list[tuple[Statement, Statement]]:
    """Pairs of the same statement, best overlap first, each statement once."""
    overlaps = sorted(
        (
            (-share, a, b)
            for a, one in enumerate(ours)
            for b, other in enumerate(theirs)
            if (share := overlap(one.content, other.content)) >= OVERLAP
        ),
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, a, b in overlaps:
        if a not in used[0] and b not in used[1]:
            used[0].add(a)
            used[1].add(b)
            pairs.append((ours[a], theirs[b]))
    return pairs


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def same_source(ours: Statement, theirs: Statement) -> bool:
    return bool(ours.source & theirs.source) or not (ours.source or theirs.source)


def found(article: Article) -> list[Statement]:
    return [
        Statement(
            _places([record["source"]] if record["source"] else []),
            _places([record["content"]]),
            record["direct"],
        )
        for record in annotate(article).as_record()["attributions"]
    ]


def quotations(article: Article) -> list[Statement]:
    return [
        Statement(frozenset(), _places([[m.start() + 1, m.end() - 1]]), direct=True)
        for m in QUOTED.finditer(article.text)
    ]


def _marked(text: str, mark: dict[str, Any]) -> Statement:
    pieces = [text[start:end].strip(" ,.") for start, end in mark["content"]]
    direct = all(QUOTED.fullmatch(piece) for piece in pieces)
    return Statement(_places(mark["source"]), _places(mark["content"]), direct)


def _places(spans: Spans) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end))


def _rates(right: int, answered: int, marked: int, width: int) -> str:
    precision, recall = right / max(1, answered), right / max(1, marked)
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{100 * precision:{width}.1f}{100 * recall:6.1f}{100 * both:6.1f}"


if __name__ == "__main__":
    main()
