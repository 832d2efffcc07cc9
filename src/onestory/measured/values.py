"""A measured figure of a label: how many were right, of how many, and how sure that is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from onestory.errors import InputError

Aspect = Literal["right", "found"]
"""right: of those said, how many are so; found: of those that are so, how many are said."""
Z = 1.96  # two-sided 95 % interval

# The least share of what a label says that must be right, for pages to show it. A label that is not
# here is shown whatever it reaches, with its figure.
GATES: dict[str, float] = {
    "agreed": 0.8,
    "disputed": 0.8,
    "compatible": 0.8,
    "single-source": 0.8,
    "added-later": 0.8,
    "withdrawn": 0.8,
    "headline-mismatch": 0.8,
    "loaded-wording": 0.9,
    "boilerplate": 0.9,
    "damaged-sentence": 0.9,
    "possible-double-count": 0.8,
    "possible-name-error": 0.8,
}
FEWEST = 3  # items below which a share says nothing for or against a label


@dataclass(frozen=True, slots=True)
class Measure:
    """`part` of `n` items; `data` is what they were taken from."""

    label: str
    aspect: Aspect
    data: str
    part: int
    n: int

    @property
    def share(self) -> float:
        return self.part / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.part, self.n)

    def as_record(self) -> dict[str, Any]:
        low, high = self.interval
        return {
            **asdict(self),
            "share": round(self.share, 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "gate": GATES.get(self.label) if self.aspect == "right" else None,
        }


def wilson(part: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): honest at few items and near 0 and 1."""
    if n == 0:
        return 0.0, 1.0
    share = part / n
    middle = share + Z * Z / (2 * n)
    reach = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    low, high = (middle - reach) / whole, (middle + reach) / whole
    # At 0 and 1 a bound is the share itself, but for rounding.
    return max(0.0, min(share, low)), min(1.0, max(share, high))


def shipped_file() -> Path:
    """The file whose figures the pages show."""
    return Path(str(files("onestory.measured") / "measured.json"))


@cache
def shipped() -> tuple[Measure, ...]:
    """The figures that the pages show."""
    return read(shipped_file())


def read(path: Path) -> tuple[Measure, ...]:
    """Measures of a file that `write` made. Raises InputError naming it."""
    try:
        rows = json.loads(path.read_text("utf-8"))["measures"]
        return tuple(
            Measure(r["label"], r["aspect"], r["data"], int(r["part"]), int(r["n"])) for r in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} holds no measured figures: {error}.") from error


def write(path: Path, measures: Iterable[Measure]) -> None:
    """Raises InputError where the file cannot be written."""
    text = json.dumps({"measures": [m.as_record() for m in measures]}, indent=1) + "\n"
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}. Name --out.") from error


def withheld(measures: Iterable[Measure]) -> frozenset[str]:
    """Labels of which too few are right, in any data with enough items, for a page to show them."""
    return frozenset(
        m.label
        for m in measures
        if m.aspect == "right" and m.label in GATES and m.n >= FEWEST and m.share < GATES[m.label]
    )
