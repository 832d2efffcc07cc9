"""What clustering says of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article stands. Ids are article ids: a story is named by its first article."""

    id: str
    story: str
    arrival_story: str
    storyline: str
    origin: str
    reason: str = ""
    """Why it shares an origin or joined the story, in fixed words with measured numbers."""

    def as_record(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "story": self.story,
            "arrival_story": self.arrival_story,
            "storyline": self.storyline,
            "origin": self.origin,
        }
