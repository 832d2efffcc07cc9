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


MEASURES: tuple[Measure, ...] = ()
