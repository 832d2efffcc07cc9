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
    Measure(
        "Section by words alone",
        "86.2 % right of all, 86.8 % of those answered",
        "short news texts of four sections, measured half",
        1936,
        "benchmarks/sections.py",
    ),
    Measure("Same origin", "85 of 85 pairs found, none wrong", PRESS, 200, "benchmarks/press.py"),
    Measure("Agreed", "38 of 38 planted found", PRESS, 38, "benchmarks/press.py"),
    Measure("Disputed", "19 of 32 planted found", PRESS, 32, "benchmarks/press.py"),
    Measure("Compatible", "13 of 21 planted found", PRESS, 21, "benchmarks/press.py"),
    Measure("Withdrawn", "4 of 8 planted found", PRESS, 8, "benchmarks/press.py"),
    Measure("Silent correction", "6 of 8 planted found", PRESS, 8, "benchmarks/press.py"),
    Measure("Left it out", "26 said, none wrong", PRESS, 26, "benchmarks/press.py"),
    Measure("State of a page", "200 of 200 right", PRESS, 200, "benchmarks/press.py"),
)
