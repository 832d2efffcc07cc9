"""What the filter is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Decision = Literal["publish", "hold", "spam", "discard"]


@dataclass(frozen=True, slots=True)
class CommentText:
    """A comment as the filter sees it. `story` is the text it was left under, if any."""

    text: str
    author: str = ""
    url: str = ""
    email: str = ""
    date: datetime | None = None
    story: str = ""
    seconds_to_submit: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` grows with spam. `asked` says that a human is wanted. `reasons` are fixed wording."""

    score: float
    decision: Decision
    asked: bool
    reasons: tuple[str, ...]

    def as_record(self) -> dict[str, Any]:
        return {
            "score": round(self.score, 6),
            "verdict": self.decision,
            "asked": self.asked,
            "reasons": list(self.reasons),
        }
