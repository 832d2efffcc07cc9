"""What the hub has learned of each outlet's pages, held while it gathers and kept between passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onestory.extract.learned import Learned, Lesson
from onestory.web.news.models import LearnedPages


@dataclass(slots=True)
class Lessons:
    """By outlet. Lost learning is learned again, so it is saved now and then, not with each page."""

    _known: dict[int, Learned] = field(default_factory=dict)
    _changed: set[int] = field(default_factory=set)

    def knows(self, outlet: int) -> Learned | None:
        """What is held of an outlet; None where it has to be looked up."""
        return self._known.get(outlet)

    def look_up(self, outlet: int) -> Learned:
        """What is known of an outlet, from the database."""
        row = LearnedPages.objects.filter(outlet=outlet).first()
        known = Learned.from_record(_record(row)) if row else Learned()
        return self._known.setdefault(outlet, known)

    def take(self, outlet: int, lesson: Lesson) -> None:
        self._known[outlet] = self._known.get(outlet, Learned()).after(lesson)
        self._changed.add(outlet)

    def save(self) -> None:
        """Write what changed."""
        rows = [
            LearnedPages(
                outlet_id=outlet,
                version=self._known[outlet].version,
                pages=self._known[outlet].pages,
                record=self._known[outlet].as_record(),
            )
            for outlet in sorted(self._changed)
        ]
        LearnedPages.objects.bulk_create(
            rows,
            batch_size=200,
            update_conflicts=True,
            unique_fields=["outlet"],
            update_fields=["version", "pages", "record"],
        )
        self._changed.clear()


def _record(row: LearnedPages) -> Mapping[str, object]:
    return row.record if isinstance(row.record, Mapping) else {}
