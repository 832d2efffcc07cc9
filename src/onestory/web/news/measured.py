"""The measured error of each label, for the method page. Filled from benchmark runs only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One published figure: what was measured, on what, with how many items."""

    label: str
    figure: str
    data: str
    n: int
    command: str


PRESS = "bundled press, edition 2"
MEASURES: tuple[Measure, ...] = (
    Measure(
        "Same story",
        "B-cubed F .903, pairwise F .800",
        "news roundups, measured half",
        1686,
        "benchmarks/stories.py",
    ),
    Measure("Same origin", "83 of 83 pairs found, none wrong", PRESS, 197, "benchmarks/press.py"),
    Measure("Agreed", "35 of 37 planted found", PRESS, 37, "benchmarks/press.py"),
    Measure("Disputed", "19 of 33 planted found", PRESS, 33, "benchmarks/press.py"),
    Measure("Compatible", "11 of 18 planted found", PRESS, 18, "benchmarks/press.py"),
    Measure("Withdrawn", "5 of 9 planted found", PRESS, 9, "benchmarks/press.py"),
    Measure("Silent correction", "5 of 7 planted found", PRESS, 7, "benchmarks/press.py"),
    Measure("Left it out", "20 said, none wrong", PRESS, 20, "benchmarks/press.py"),
    Measure("State of a page", "197 of 197 right", PRESS, 197, "benchmarks/press.py"),
)
