"""The measured error of each label as the method page shows it: every figure from the shipped file."""

from __future__ import annotations

from typing import Any

from onestory.measured import shipped, withheld
from onestory.measured.phrases import ASPECTS, DATA, LABELS, PHRASES
from onestory.measured.values import GATES

LOOKED_AT = "press-1"  # its texts and numbers were in view while rules were written


def measured_rows() -> list[dict[str, Any]]:
    """A row for each figure, in the order of the labels; shares and intervals in hundredths."""
    order = list(LABELS)
    kept_back = withheld(shipped())
    rows = []
    for m in sorted(shipped(), key=lambda m: (order.index(m.label), m.aspect == "found", m.data)):
        if m.data == LOOKED_AT:
            continue
        low, high = m.interval
        gated = m.aspect == "right" and m.label in GATES
        rows.append(
            {
                "label": LABELS[m.label],
                "aspect": ASPECTS[m.aspect],
                "percent": round(100 * m.share, 1),
                "low": round(100 * low, 1),
                "high": round(100 * high, 1),
                "n": m.n,
                "data": DATA[m.data],
                "gate": round(100 * GATES[m.label]) if gated else None,
                "stands": PHRASES["withheld" if m.label in kept_back else "above"],
            }
        )
    return rows
