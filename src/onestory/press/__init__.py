"""The bundled, fictional press: outlets, stories, pages, feeds, faults, and the truth about them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onestory.press.material import (
    PressArticle,
    PressOutlet,
    PressStory,
    load_outlets,
    load_story,
    story_names,
)
from onestory.press.truth import truth_of

if TYPE_CHECKING:
    from onestory.press.server import PressServer

__all__ = ["Press", "PressArticle", "PressOutlet", "PressStory"]

ANCHOR = datetime(2026, 3, 9, tzinfo=UTC)  # a Monday; any will do
DAYS = 4
TICK_HOURS = 4  # steps of the demo's clock; some changes fall between two, as in life


class Press:
    """One edition of the press. `anchor` is midnight of its first day."""

    def __init__(self, edition: int = 1, anchor: datetime = ANCHOR) -> None:
        self.edition, self.anchor = edition, anchor
        self.outlets: tuple[PressOutlet, ...] = load_outlets(edition)

    @cached_property
    def stories(self) -> tuple[PressStory, ...]:
        by_id = {outlet.id: outlet for outlet in self.outlets}
        return tuple(load_story(name, self.edition, self.anchor, by_id) for name in story_names())

    @cached_property
    def articles(self) -> tuple[PressArticle, ...]:
        """All articles in order of publication."""
        found = [article for story in self.stories for article in story.articles]
        return tuple(sorted(found, key=lambda a: (a.published, a.id)))

    def ticks(self) -> list[datetime]:
        """Moments at which the demo gathers, the last one after everything."""
        steps = DAYS * 24 // TICK_HOURS
        return [self.anchor + timedelta(hours=TICK_HOURS * n) for n in range(1, steps + 1)]

    def truth(self) -> dict[str, Any]:
        """What is planted, as docs/formats/press-truth.schema.json describes it."""
        return truth_of(self)

    def articles_jsonl(self, at: datetime | None = None) -> str:
        """Readable articles in arrival order, as `onestory cluster` reads them."""
        lines = []
        for article in self.articles:
            version = article.version_at(at) if at else article.versions[0]
            if version is None or not version.marked.text:
                continue
            lines.append(
                json.dumps(
                    {
                        "id": article.id,
                        "title": version.headline,
                        "text": version.marked.text,
                        "published": article.published.isoformat(),
                        "outlet": article.outlet.name,
                        "url": f"http://{article.outlet.host}{article.path}",
                        "language": article.language,
                        "credit": article.credit,
                    },
                    ensure_ascii=False,
                )
            )
        return "\n".join(lines) + "\n"

    @contextmanager
    def serve(self, port: int = 0) -> Iterator[PressServer]:
        """The press on loopback, each outlet under its own *.localhost name."""
        from onestory.press.server import PressServer

        server = PressServer(self, port)
        server.start()
        try:
            yield server
        finally:
            server.stop()
