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


MEASURES: tuple[Measure, ...] = (
    Measure(
        "Same story",
        "B-cubed F .916, pairwise F .818",
        "news roundups, measured half",
        1686,
        "benchmarks/stories.py",
    ),
    Measure(
        "Same origin",
        "58 of 58 pairs found, none wrong",
        "bundled press, edition 2",
        107,
        "benchmarks/press.py",
    ),
    Measure(
        "Agreed", "10 of 19 planted found", "bundled press, edition 2", 19, "benchmarks/press.py"
    ),
    Measure(
        "Disputed", "5 of 18 planted found", "bundled press, edition 2", 18, "benchmarks/press.py"
    ),
    Measure(
        "Compatible", "1 of 10 planted found", "bundled press, edition 2", 10, "benchmarks/press.py"
    ),
    Measure(
        "Silent correction",
        "4 of 5 planted found",
        "bundled press, edition 2",
        5,
        "benchmarks/press.py",
    ),
    Measure(
        "Left it out", "3 said, none wrong", "bundled press, edition 2", 3, "benchmarks/press.py"
    ),
    Measure(
        "State of a page",
        "107 of 107 right",
        "bundled press, edition 2",
        107,
        "benchmarks/press.py",
    ),
)
