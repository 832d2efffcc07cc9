"""The gather pipeline: due feeds → entries → due pages → versions → stories.

Pages are read while feeds are still looked at, a few of each outlet at a time. All state is in the
database; stopping at any moment loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

from onestory.config import Settings
from onestory.errors import OnestoryError
from onestory.fetch.client import Client, FetchPolicy
from onestory.fetch.robots import RobotsCache
from onestory.fetch.snapshot import SnapshotStore
from onestory.web.jobs import store, subscriptions
from onestory.web.jobs.boundaries import newest_decision
from onestory.web.jobs.decided import make_anew
from onestory.web.jobs.hands import Hands
from onestory.web.jobs.learning import Lessons
from onestory.web.jobs.misses import tell_misses
from onestory.web.jobs.pages import Clock, Progress, read_due, silent
from onestory.web.jobs.post import send_waiting
from onestory.web.jobs.reader import GatherSummary, Reader
from onestory.web.jobs.stories import StoryKeeper
from onestory.web.jobs.writer import Writer, in_database
from onestory.web.talk.privacy import enforce_retention

DESK_TICK = 2.0  # seconds between two looks for what the desk decided

log = logging.getLogger("onestory.gather")
T = TypeVar("T")


def now_utc() -> datetime:
    return datetime.now(UTC)


def policy_from(settings: Settings) -> FetchPolicy:
    contact = settings.site.contact or settings.site.base_url
    return FetchPolicy(
        user_agent=f"Onestory/0.1 (+{contact})",
        timeout_s=settings.fetch.timeout,
        max_page_bytes=settings.fetch.max_page_bytes,
        max_feed_bytes=settings.fetch.max_feed_bytes,
        per_host_delay_s=settings.fetch.per_host_delay,
        allow_private=settings.fetch.allow_private,
        retries=settings.fetch.retries,
    )


class Gatherer:
    """The pipeline with its open connections and what it knows of hosts, kept between passes."""

    def __init__(self, settings: Settings, clock: Clock = now_utc) -> None:
        self._settings, self._clock = settings, clock
        self._client = Client(policy_from(settings))
        self._snapshots = SnapshotStore(settings.snapshots)
        self._robots = RobotsCache(self._client)
        self._lessons = Lessons()
        self._hands = Hands(settings.gather.processes)
        self._keeper = StoryKeeper(settings, clock, self._hands, keeps=True)

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await in_database(self._keeper.keep)()
        self._hands.close()
        self._snapshots.close()
        await self._client.__aexit__(kind, error, trace)

    async def once(self, progress: Progress = silent) -> GatherSummary:
        """One pass: look at every due feed, read every due page, bring the stories up to date;
        then ask the hubs of feeds to push.
        """
        summary = GatherSummary()
        more = True
        while more:  # stories are brought up to date between the rounds of a long pass
            more = await self.collect(summary, progress)
            touched = await in_database(self._keeper.bring_up_to_date)(progress)
            summary.stories_touched += touched
        await in_database(enforce_retention)(self._settings, self._clock())
        # Last, so that news does not wait: many feeds share a hub, and no host is asked fast.
        await self._ask_hubs(progress)
        return summary

    async def collect(self, summary: GatherSummary, progress: Progress = silent) -> bool:
        """Look at every due feed and read due pages as they come; True when the round ended before
        the pages did.
        """
        settings = self._settings
        async with Writer() as writer:
            reader = Reader(
                settings,
                self._clock,
                self._client,
                self._robots,
                self._snapshots,
                self._lessons,
                self._hands,
                writer,
                summary,
            )
            feeds = await in_database(store.due_feeds)(self._clock())
            workers = settings.fetch.concurrency
            async with asyncio.TaskGroup() as group:
                polls = group.create_task(_each(feeds, reader.poll, workers, "Feeds", progress))
                pages = group.create_task(
                    read_due(reader.read, polls, self._clock, workers, progress)
                )
            await in_database(self._lessons.save)()
        return pages.result()

    async def _ask_hubs(self, progress: Progress) -> None:
        """Begin, renew and end subscriptions, where hubs can reach the site."""
        base = subscriptions.public_address(self._settings)
        if not base:
            return

        async def ask(question: subscriptions.Question) -> None:
            trouble = await subscriptions.ask_hub(question, base, self._client)
            await in_database(subscriptions.note_answer)(question, trouble)

        questions = await in_database(subscriptions.due_questions)(self._clock())
        await _each(questions, ask, self._settings.fetch.concurrency, "Hubs", progress)


async def gather_once(
    settings: Settings, clock: Clock = now_utc, progress: Progress = silent
) -> GatherSummary:
    """One pass with connections of its own."""
    async with Gatherer(settings, clock) as gatherer:
        return await gatherer.once(progress)


async def gather_forever(
    settings: Settings, stop: asyncio.Event, clock: Clock = now_utc, pause: float = 30.0
) -> None:
    """Pass after pass until `stop` is set; `pause` seconds between two. What the desk decides
    meanwhile does not wait for a pass to end.
    """
    async with Gatherer(settings, clock) as gatherer, _heeding_the_desk(settings, clock):
        while not stop.is_set():
            try:
                await gatherer.once()
            except OnestoryError:
                raise
            except Exception:
                log.exception("This pass failed; the next one goes on where it stood.")
            try:
                await asyncio.wait_for(stop.wait(), pause)
            except TimeoutError:
                continue


@asynccontextmanager
async def _heeding_the_desk(settings: Settings, clock: Clock) -> AsyncIterator[None]:
    """While the block runs, stories too large for the request that changed them are made anew, and
    letters go out."""

    async def heed(known: int) -> None:
        while True:
            await asyncio.sleep(DESK_TICK)
            try:
                known = await in_database(make_anew)(known, settings, clock())
            except Exception:
                log.exception("What the desk decided is tried again in a moment.")

    async def post() -> None:
        while True:
            await asyncio.sleep(DESK_TICK)
            try:
                # On another thread: a slow server holds up nobody.
                await asyncio.to_thread(send_waiting)
                await asyncio.to_thread(tell_misses)
            except Exception:
                log.exception("What goes out is tried again in a moment.")

    tasks = [
        asyncio.create_task(heed(await in_database(newest_decision)())),
        asyncio.create_task(post()),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _each(
    items: list[T],
    work: Callable[[T], Awaitable[None]],
    workers: int,
    stage: str,
    progress: Progress,
) -> None:
    queue: asyncio.Queue[T] = asyncio.Queue()
    for item in items:
        queue.put_nowait(item)
    done = 0

    async def worker() -> None:
        nonlocal done
        while not queue.empty():
            item = queue.get_nowait()
            await work(item)
            done += 1
            progress(stage, done, len(items), str(item))

    async with asyncio.TaskGroup() as group:
        for _ in range(min(workers, len(items))):
            group.create_task(worker())
