"""The index of stories kept over a restart, in the data folder, with what proves that it fits.

It is believed only when the code that made it is the code that reads it, no decision of the desk has
come since, and every article in it stands in the database where it stood. Everything less, a damaged
file among it, means that the index is made anew from the database: never an error.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError

import onestory.cluster
from onestory.cluster import StoryIndex
from onestory.cluster.saved import load_index, save_index
from onestory.markup import compiled
from onestory.web.jobs.reading import placeable

FILE = "stories.index"
PROOF = "proof.json"

log = logging.getLogger("onestory.gather")


def remember(index: StoryIndex, decided: int, folder: Path) -> None:
    """Write the index and its proof as one file; killed before the end, the one before stands."""
    unfinished = folder / f"{FILE}.part"
    try:
        save_index(index, unfinished)
        with zipfile.ZipFile(unfinished, "a") as file:
            file.writestr(PROOF, json.dumps(_proof(index, decided)))
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.replace(folder / FILE)
    except (OSError, DatabaseError) as error:
        log.warning("The index of stories is not kept for the next start: %s", error)


def recall(decided: int, oldest: datetime, folder: Path) -> StoryIndex | None:
    """The index that was kept, or None where there is none that fits."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        with zipfile.ZipFile(path) as file:
            proof = json.loads(file.read(PROOF))
        if (proof["code"], proof["decided"]) != (_code(), decided):
            return None
        index = load_index(path)
        return index if fits(index, oldest) and proof == _proof(index, decided) else None
    except Exception as error:  # whatever was done to the file, the database has it all
        log.warning("The kept index of stories is made anew: %s", error)
        return None


def fits(index: StoryIndex, oldest: datetime) -> bool:
    """Whether every article of an index stands in the database where it stands there, may still be
    compared, and is not older than this."""
    stored = _stored(index)
    return all(
        identifier in stored
        and stored[identifier].story == story
        and stored[identifier].published >= oldest
        for identifier, story in index.standing().items()
    )


class _Stored(NamedTuple):
    story: str
    address: str
    published: datetime


def _stored(index: StoryIndex) -> dict[str, _Stored]:
    """What the database has of the articles of an index, as far as they may be compared."""
    wanted = index.standing()
    if not wanted:
        return {}
    rows = placeable().filter(story__isnull=False, pk__gte=min(map(int, wanted))).order_by()
    found = rows.values_list("pk", "story__key", "key", "published").iterator()
    return {str(pk): _Stored(*rest) for pk, *rest in found if str(pk) in wanted}


def _proof(index: StoryIndex, decided: int) -> dict[str, object]:
    """The code, the newest decision, and the articles held, by number, story and address: a number
    may mean another article where the database was restored."""
    held = hashlib.sha256()
    for identifier, stored in sorted(_stored(index).items()):
        held.update(f"{identifier} {stored.story} {stored.address}\n".encode())
    return {"code": _code(), "decided": decided, "held": held.hexdigest()}


@cache
def _code() -> str:
    """A digest of all that decides about stories: its thresholds and the native part among it."""
    found = hashlib.sha256()
    for path in sorted(Path(onestory.cluster.__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    if compiled is not None and compiled.__file__:
        found.update(Path(compiled.__file__).read_bytes())
    return found.hexdigest()
