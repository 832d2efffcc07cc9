"""Sections: accuracy on short news texts of four sections, beside simple peers, in one run.

The labelled texts are for measuring only: half of them (by hash) may be looked at, of the other half
only the figures are printed. No word of them is in the model or its training text.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable

from _paths import shared
from onestory.sections.model import SECTIONS, SURE, guess_section
from onestory.sections.words import seeds, words_of

# The data know four sections: each of ours goes to the one under which they file it.
FILED = {
    "economy": "Business",
    "labour": "Business",
    "sport": "Sports",
    "science-technology": "Sci/Tech",
    "environment": "Sci/Tech",
    "health": "Sci/Tech",
    "weather": "Sci/Tech",
}
SURER = (0.7, 0.9)  # chances at which the figures with abstention are told again
LABELS = ("World", "Sports", "Business", "Sci/Tech")
Row = dict[str, str]
Answer = tuple[str, float]


def main() -> None:
    path = shared("claims/sections_agnews.jsonl")
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    print(
        f"{'half':14}{'method':18}{'n':>6}{'right':>8}{'answered':>10}{'right of these':>16}"
        f"{'us/text':>9}"
    )
    for half in ("development", "measured"):
        chosen = [row for row in rows if half_of(row) == half]
        for name, method in (
            ("onestory", ours),
            ("seed word count", peer),
            ("one section", constant),
        ):
            show(half, name, chosen, method)


def show(half: str, name: str, rows: list[Row], method: Callable[[Row], Answer]) -> None:
    started = time.perf_counter()
    answers = [method(row) for row in rows]
    each = (time.perf_counter() - started) / len(rows)
    right = [a == row["label"] for (a, _), row in zip(answers, rows, strict=True)]
    line = f"{half:14}{name:18}{len(rows):6}{sum(right) / len(rows):8.1%}"
    print(f"{line}{abstaining(right, answers, SURE)}{each * 1e6:9.0f}")
    if name == "onestory":
        for chance in SURER:
            print(f"{'':14}  {f'from {chance:.0%} sure':30}{abstaining(right, answers, chance)}")
        for label in LABELS:
            given = Counter(
                a for (a, _), row in zip(answers, rows, strict=True) if row["label"] == label
            )
            print(
                f"{'':14}  {label:14}"
                + "".join(f"{other:>10} {given[other]:4}" for other in LABELS)
            )


def abstaining(right: list[bool], answers: list[Answer], least: float) -> str:
    """Share of texts that get an answer with this chance at least, and share of these that are right."""
    sure = [r for r, (_, chance) in zip(right, answers, strict=True) if chance >= least]
    return f"{len(sure) / len(right):10.1%}{sum(sure) / max(len(sure), 1):16.1%}"


def half_of(row: Row) -> str:
    digest = hashlib.sha256(f"{row['title']}\n{row['text']}".encode()).hexdigest()
    return "measured" if int(digest, 16) % 2 else "development"


def ours(row: Row) -> Answer:
    """The section with the greatest chance, whether the model would give an answer or not."""
    guess = guess_section(row["title"], row["text"], "en")
    chances: Counter[str] = Counter()
    for section, chance in guess.chances.items():
        chances[FILED.get(section, "World")] += chance
    best = max(LABELS, key=lambda label: chances[label])
    return best, chances[best] if guess.section else 0.0


def peer(row: Row) -> Answer:
    """Counts the English seed words of each section; the first of the most wins."""
    words = f" {' '.join(words_of(row['title'] + ' ' + row['text']))} "
    counts = {s: sum(f" {e} " in words for e in seeds()[s, "en"]) for s in SECTIONS}
    best = max(SECTIONS, key=lambda s: counts[s])
    return FILED.get(best, "World"), float(counts[best] > 0)


def constant(row: Row) -> Answer:
    return "World", 1.0


if __name__ == "__main__":
    main()
