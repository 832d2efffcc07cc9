"""What the readers hand over: a feed's words as they stand, before tidying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple


class UnreadableError(Exception):
    """A reader cannot make a feed of these bytes; the next one may."""


class RawEntry(NamedTuple):
    """One item. `base` is what its relative links are relative to, where it says so itself.

    A tuple, as thousands are made.
    """

    id: str = ""
    title: str = ""
    plain_title: bool = False
    """The title is declared as text: nothing in it is markup."""
    link: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    enclosures: tuple[Mapping[str, Any], ...] = ()
    """Each with texts as `url` and `type` or `medium`, and a number as `length`, or without."""
    base: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    title: str = ""
    link: str = ""
    entries: tuple[RawEntry, ...] = ()
    base: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)


def text_of(value: object) -> str:
    """Text stays, numbers become text, anything else is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def read_moment(text: object) -> datetime | None:
    """An ISO 8601 time; None where it is none. A time without a zone stays naive."""
    if not text or not isinstance(text, str):
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None
