"""How alike two texts are, so that one decision can be made about many drawn from one template."""

from __future__ import annotations

from onestory.spam.features import fold

LOOKED_AT = 600  # characters
RUN = 5
ALIKE = 0.4


class Likeness:
    """Compares texts with one: the share of common runs of letters (Jaccard), without disguises."""

    def __init__(self, text: str) -> None:
        self._runs = _runs(text)

    def of(self, text: str) -> float:
        """From 0, nothing in common, to 1."""
        runs = _runs(text)
        either = len(self._runs | runs)
        return len(self._runs & runs) / either if either else 1.0

    def covers(self, text: str) -> bool:
        return self.of(text) >= ALIKE


def _runs(text: str) -> set[str]:
    plain = f" {' '.join(fold(text[: 2 * LOOKED_AT]).split())[:LOOKED_AT]} "
    return {plain[i : i + RUN] for i in range(max(1, len(plain) - RUN + 1))}
