"""`onestory import`: articles from JSON Lines into the hub, as if gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from onestory.errors import StorageError
from onestory.web.jobs.store import store_import
from onestory.web.jobs.stories import StoryKeeper


@dataclass(slots=True)
class ImportCounts:
    imported: int = 0
    known: int = 0
    failed: int = 0
    stories: int = 0


def import_rows(
    rows: Iterable[tuple[int, dict[str, Any]]], say: Callable[[str], None]
) -> ImportCounts:
    """Import each row; a row that cannot be used is named and counted, the others go on."""
    counts = ImportCounts()
    for number, record in rows:
        try:
            if store_import(record, datetime.now(UTC)):
                counts.imported += 1
            else:
                counts.known += 1
        except (ValueError, TypeError) as error:
            say(f"line {number}: {error}.")
            counts.failed += 1
        except DatabaseError as error:
            raise StorageError(
                f"Line {number} could not be stored: {error}. Lines before it are in; run the "
                "command again to go on."
            ) from error

    def progress(stage: str, done: int, total: int, note: str = "") -> None:
        if done % 500 == 0:
            say(f"{stage}: {done} of {total}")

    keeper = StoryKeeper(settings.ONESTORY, lambda: datetime.now(UTC))
    counts.stories = keeper.bring_up_to_date(progress)
    return counts
