"""All figures anew: from the press, always there, and from the labelled sets that are at hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from onestory.measured.labelled import on_labelled
from onestory.measured.onpress import on_press
from onestory.measured.values import Measure

EDITIONS = (1, 2)


def calibrate(sets: Path | None, before: tuple[Measure, ...]) -> Iterator[Measure]:
    """Every figure; those of a labelled set that is not at hand stay as they were before."""
    anew = chain(
        *(on_press(edition) for edition in EDITIONS),
        on_labelled(sets) if sets is not None else (),
    )
    data = set()
    for measure in anew:
        data.add(measure.data)
        if measure.n:
            yield measure
    yield from (m for m in before if m.data not in data)
