"""Which page is read next: due pages as they come, a few of each outlet at a time.

The database is the queue. One slow outlet keeps no other waiting, and what is in flight is bounded.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol

from onestory.web.jobs import store
from onestory.web.jobs.writer import in_database
from onestory.web.news.models import Article

PER_OUTLET = 2  # pages of one outlet in flight
ROUND_SECONDS = 300.0  # after which stories are brought up to date before more is read
IDLE_SECONDS = 0.2  # between two looks for pages while feeds are still looked at

Clock = Callable[[], datetime]


class Progress(Protocol):
    """Told of each step; the command line draws it."""

    def __call__(self, stage: str, done: int, total: int, note: str = "") -> None: ...


def silent(stage: str, done: int, total: int, note: str = "") -> None:
    """A `Progress` that says nothing."""


async def read_due(
    read: Callable[[Article], Awaitable[None]],
    polls: asyncio.Task[Any],
    clock: Clock,
    workers: int,
    progress: Progress,
) -> bool:
    """Read due pages until there are none and `polls` is done, or the round is over.

    True when the round ended before the pages did.
    """
    flying: dict[asyncio.Task[None], Article] = {}
    ends = asyncio.get_running_loop().time() + ROUND_SECONDS
    done = 0
    more = over = False
    while True:
        over = asyncio.get_running_loop().time() >= ends
        if not over and len(flying) <= workers * 3 // 4:
            quiet = polls.done()  # before the look: what is stored after it is seen by the next
            fresh = await _next(list(flying.values()), clock(), workers)
            for article in fresh:
                flying[asyncio.create_task(read(article))] = article
            if not flying and quiet:
                break
        if not flying:
            if over:
                more = True
                break
            await asyncio.wait({polls}, timeout=IDLE_SECONDS)
            continue
        landed, _ = await asyncio.wait(
            flying, timeout=IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        for task in landed:
            article = flying.pop(task)
            task.result()
            done += 1
            progress("Pages", done, done + len(flying), str(article))
    return more


async def _next(flying: list[Article], now: datetime, workers: int) -> list[Article]:
    """Due pages to fill the room there is, no more than a few of each outlet."""
    room = workers - len(flying)
    held = Counter(a.outlet_id for a in flying)
    busy = [outlet for outlet, count in held.items() if count >= PER_OUTLET]
    found = await in_database(store.due_articles)(now, 2 * room, [a.pk for a in flying], busy)
    fresh: list[Article] = []
    for article in found:
        if len(fresh) < room and held[article.outlet_id] < PER_OUTLET:
            held[article.outlet_id] += 1
            fresh.append(article)
    return fresh
