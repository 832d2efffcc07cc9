"""What an outlet's earlier pages teach about its next one: where the text stands, which blocks come
again on every page, in which zone its clocks are, whether 3/4 is in March or April.

A value, not a store: whoever keeps it hands it in with a page and gets the next one back. Its
version grows with each change of what it says, so that a reading can name what it was read with.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from onestory.extract.lines import fold

SURE_PAGES = 3  # pages from which a block counts as repeated, a place as the text's
SURE_DATES = 2  # pages in a row from which the order of day and month is known
HOME_SHARE = 0.6  # share of pages whose text stood in one place
REPEATED_SHARE = 0.2  # share of pages on which a repeated block stands, at least
LONGEST = 400  # characters; longer blocks are not furniture
MAX_BLOCKS = 600  # blocks remembered
MAX_HOMES = 40
DOUBTS = 3  # bad pages in a row after which all is forgotten
GOOD = 0.5  # confidence of a page that is not bad
TITLE_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A block that was seen before: on how many pages, and the words all their titles share."""

    pages: int
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one page has to teach."""

    title: str
    home: str
    """The path of the box that held the text; empty where none held most of it."""
    blocks: tuple[str, ...]
    """Marks of the blocks of its text."""
    confidence: float
    published: datetime | None = None
    order: int = 0
    """What its numeric dates tell: 1 for day first, -1 for month first, 0 for nothing."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known of an outlet's pages."""

    version: int = 0
    pages: int = 0
    homes: Mapping[str, int] = field(default_factory=dict)
    blocks: Mapping[str, Seen] = field(default_factory=dict)
    doubts: int = 0
    offset: int | None = None
    """Minutes east of UTC of the last time with a zone; for times that come without one."""
    order: int = 0
    """Pages in a row whose numeric dates told day first; below zero month first."""

    @property
    def day_first(self) -> bool | None:
        """Whether 3/4 is in April; None while unsure."""
        return self.order > 0 if abs(self.order) >= SURE_DATES else None

    @property
    def home(self) -> str:
        """The path of the box that holds the text; empty while unsure."""
        if not self.homes:
            return ""
        path, count = max(self.homes.items(), key=lambda item: item[1])
        return path if count >= max(SURE_PAGES, HOME_SHARE * self.pages) else ""

    @property
    def repeated(self) -> frozenset[str]:
        """Marks of blocks that stand on pages about different things, again and again.

        A paragraph of background comes again too, but only where the titles share a word.
        """
        least = max(SURE_PAGES, REPEATED_SHARE * self.pages)
        return frozenset(
            m for m, seen in self.blocks.items() if seen.pages >= least and not seen.shared
        )

    def after(self, lesson: Lesson) -> Learned:
        """What is known after one more page."""
        lost = bool(self.home) and lesson.home != self.home
        doubts = self.doubts + 1 if lost or lesson.confidence < GOOD else 0
        if doubts >= DOUBTS and self.pages >= SURE_PAGES:
            return Learned(version=self.version + 1, offset=self.offset, order=self.order)
        if lesson.confidence < GOOD:
            return replace(self, doubts=doubts)
        words = frozenset(TITLE_WORD.findall(lesson.title.casefold()))
        blocks = dict(self.blocks)
        for key in dict.fromkeys(lesson.blocks):
            seen = blocks.pop(key, None)  # put last: the oldest are forgotten first
            blocks[key] = Seen(seen.pages + 1, seen.shared & words) if seen else Seen(1, words)
        homes = dict(self.homes)
        if lesson.home:
            homes[lesson.home] = homes.get(lesson.home, 0) + 1
        offset = lesson.published.utcoffset() if lesson.published else None
        known = replace(
            self,
            pages=self.pages + 1,
            homes=_most(homes, MAX_HOMES),
            blocks=_pruned(blocks),
            doubts=doubts,
            offset=self.offset if offset is None else int(offset.total_seconds() // 60),
            order=_told_once_more(self.order, lesson.order),
        )
        changed = (known.home, known.repeated, known.day_first) != (
            self.home,
            self.repeated,
            self.day_first,
        )
        return replace(known, version=self.version + changed)

    def zoned(self, moment: datetime | None) -> datetime | None:
        """A time in the outlet's zone where it came without one."""
        if moment is None or moment.tzinfo is not None or self.offset is None:
            return moment
        return moment.replace(tzinfo=timezone(timedelta(minutes=self.offset)))

    def as_record(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "version": self.version,
            "pages": self.pages,
            "homes": dict(self.homes),
            "blocks": {m: [s.pages, *sorted(s.shared)] for m, s in self.blocks.items()},
            "doubts": self.doubts,
            "offset": self.offset,
            "order": self.order,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Learned:
        """From JSON; what is missing is not known."""
        blocks = record.get("blocks") or {}
        return cls(
            version=int(record.get("version") or 0),
            pages=int(record.get("pages") or 0),
            homes=dict(record.get("homes") or {}),
            blocks={m: Seen(int(row[0]), frozenset(row[1:])) for m, row in blocks.items()},
            doubts=int(record.get("doubts") or 0),
            offset=record.get("offset"),
            order=int(record.get("order") or 0),
        )


def _told_once_more(known: int, told: int) -> int:
    """A page that tells the contrary ends what was known: an outlet may change its habit."""
    if not told or (abs(known) >= SURE_DATES and known * told > 0):
        return known
    return told if known * told < 0 else known + told


def mark(text: str) -> str:
    """A short mark of a block's words; empty for blocks too long to be furniture."""
    if len(text) > LONGEST:
        return ""
    return hashlib.blake2b(fold(text).encode("utf-8", "replace"), digest_size=8).hexdigest()


def marks(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(m for m in map(mark, texts) if m)


def _most(counts: dict[str, int], limit: int) -> dict[str, int]:
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return dict(ranked[:limit])


def _pruned(blocks: dict[str, Seen]) -> dict[str, Seen]:
    """Those seen twice, and the newest of those seen once."""
    if len(blocks) <= MAX_BLOCKS:
        return blocks
    once = [m for m, seen in blocks.items() if seen.pages == 1]
    for key in once[: len(blocks) - MAX_BLOCKS]:
        del blocks[key]
    return blocks
