"""The gather pipeline: due feeds → entries → due pages → versions → stories.

Pages are read while feeds are still looked at, a few of each outlet at a time. All state is in the
database; stopping at any moment loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self, TypeVar

from onestory.article import Feed as ParsedFeed
from onestory.config import Settings
from onestory.errors import OnestoryError
from onestory.extract import extract_plain
from onestory.extract.learned import Learned
from onestory.feeds.parse import parse_feed
from onestory.feeds.phrases import say
from onestory.feeds.polling import FeedHistory, ResponseFacts, next_poll
from onestory.feeds.sitemap import MAX_READ, join_sitemaps, parse_sitemap, sitemaps_to_read
from onestory.feeds.websub import Topic, topic_of
from onestory.fetch.client import Client, FetchPolicy, Response
from onestory.fetch.robots import Reservation, RobotsCache, reservation
from onestory.fetch.snapshot import SnapshotStore
from onestory.web.jobs import store, subscriptions
from onestory.web.jobs.hands import Hands
from onestory.web.jobs.learning import Lessons
from onestory.web.jobs.pages import Clock, Progress, read_due, silent
from onestory.web.jobs.stories import StoryKeeper
from onestory.web.jobs.thinking import read_with_lesson
from onestory.web.jobs.writer import Writer, in_database
from onestory.web.news.models import Article, Feed
from onestory.web.talk.privacy import enforce_retention

log = logging.getLogger("onestory.gather")
T = TypeVar("T")


def now_utc() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class GatherSummary:
    """What one pass did."""

    feeds: int = 0
    feed_failures: int = 0
    entries: int = 0
    pages: Counter[str] = field(default_factory=Counter)
    versions: int = 0
    stories_touched: int = 0


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

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hands.close()
        self._snapshots.close()
        await self._client.__aexit__(kind, error, trace)

    async def once(self, progress: Progress = silent) -> GatherSummary:
        """One pass: look at every due feed, read every due page, bring the stories up to date;
        then ask the hubs of feeds to push.
        """
        summary = GatherSummary()
        keeper = StoryKeeper(self._settings, self._clock, self._hands)
        more = True
        while more:  # stories are brought up to date between the rounds of a long pass
            more = await self.collect(summary, progress)
            touched = await in_database(keeper.bring_up_to_date)(progress)
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
            reader = _Reader(
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
    """Pass after pass until `stop` is set; `pause` seconds between two."""
    async with Gatherer(settings, clock) as gatherer:
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


@dataclass(frozen=True, slots=True)
class _Reader:
    settings: Settings
    clock: Clock
    client: Client
    robots: RobotsCache
    snapshots: SnapshotStore
    lessons: Lessons
    hands: Hands
    writer: Writer
    summary: GatherSummary

    async def poll(self, feed: Feed) -> None:
        """Look at one feed and store what it brought; what fails unforeseen is stored as a failure."""
        try:
            await self._poll(feed)
        except Exception as error:
            log.exception("feed %s", feed.url)
            outcome = store.PollOutcome(
                at=self.clock(),
                status=0,
                problem=f"The hub could not take in this feed ({type(error).__name__}).",
                next_poll=self._next_poll(feed, None),
            )
            await self.writer(feed.refresh_from_db)
            await self.writer(store.store_poll, feed, outcome, self.settings)
            self.summary.feeds += 1
            self.summary.feed_failures += 1

    async def _poll(self, feed: Feed) -> None:
        verdict = await self.robots.verdict(feed.url)
        if not verdict.allowed:
            outcome = store.PollOutcome(
                at=self.clock(),
                status=0,
                problem=f"robots.txt: {verdict.rule}",
                next_poll=self._next_poll(feed, None),
            )
        else:
            response = await self.client.get(
                feed.url, etag=feed.etag, last_modified=feed.last_modified, accept="feed"
            )
            outcome = await self._poll_outcome(feed, response)
        new = await self.writer(store.store_poll, feed, outcome, self.settings)
        self.summary.feeds += 1
        self.summary.feed_failures += not outcome.ok
        self.summary.entries += len(new)

    async def _poll_outcome(self, feed: Feed, response: Response) -> store.PollOutcome:
        parsed, problem = None, response.error
        if not problem and response.status == 200:
            parsed = await asyncio.to_thread(parse_feed, response.body, response.final_url)
            if parsed.sitemaps:
                parsed, problem = await self._with_sitemaps(parsed)
            elif not parsed.entries and parsed.warnings:
                parsed, problem = None, parsed.warnings[0]
        elif not problem and response.status != 304:
            problem = f"The feed answered with status {response.status}."
        # An index may stay the same while its sitemaps change: it is always asked for in full.
        indexed = parsed is not None and bool(parsed.sitemaps)
        return store.PollOutcome(
            at=self.clock(),
            status=response.status,
            problem=problem,
            parsed=parsed,
            etag="" if indexed else response.headers.get("etag", ""),
            last_modified="" if indexed else response.headers.get("last-modified", ""),
            next_poll=self._next_poll(feed, response, parsed.hints if parsed else None),
            gone=response.status == 410,
            moved_to=response.permanent_url,
            topic=self._topic(response, parsed),
        )

    def _topic(self, response: Response, parsed: ParsedFeed | None) -> Topic | None:
        if parsed is None or not subscriptions.public_address(self.settings):
            return None
        return topic_of(response.headers, parsed.hints, response.final_url)

    async def _with_sitemaps(self, index: ParsedFeed) -> tuple[ParsedFeed, str]:
        """An index of sitemaps with the entries of its newest ones, and what went wrong.

        Those that are not there (4xx) or closed to us do not count as trouble: indexes are seldom
        tended. An index within an index is opened too, within the same number of requests.
        """
        oldest = self.clock() - timedelta(days=self.settings.gather.page_age_days)
        waiting, read, asked, silent = sitemaps_to_read(index, oldest), [], 0, 0
        while waiting and asked < MAX_READ:
            link, asked = waiting.pop(0), asked + 1
            found = await self._read_sitemap(link.url)
            if found is None:
                silent += 1
            elif found.entries or not found.sitemaps:
                read.append(found)
            else:
                waiting = [*sitemaps_to_read(found, oldest), *waiting]
        trouble = say("sitemaps-unread", total=asked, count=silent) if silent else ""
        return join_sitemaps(index, read), trouble

    async def _read_sitemap(self, url: str) -> ParsedFeed | None:
        """A sitemap, without entries where there is none to read; None where nothing answered."""
        if not (await self.robots.verdict(url)).allowed:
            return ParsedFeed()
        response = await self.client.get(url, accept="feed")
        if response.error or response.status == 429 or response.status >= 500:
            return None
        if response.status != 200:
            return ParsedFeed()
        return await asyncio.to_thread(parse_sitemap, response.body, response.final_url)

    def _next_poll(
        self, feed: Feed, response: Response | None, hints: object = None
    ) -> datetime | None:
        facts = ResponseFacts(
            status=response.status if response else 0,
            headers=response.headers if response else {},
            ttl_minutes=_minutes(hints),
            retry_after=response.retry_after if response else None,
        )
        history = FeedHistory(
            failures=feed.failures, default_minutes=self.settings.gather.poll_minutes, key=feed.url
        )
        return next_poll(self.clock(), facts, history)

    async def read(self, article: Article) -> None:
        """Read one page and store its state, whatever it is."""
        try:
            await self._read(article)
        except Exception as error:
            log.exception("page %s", article.url)
            outcome = store.PageOutcome(
                at=self.clock(),
                state="failed",
                retry=True,
                problem=f"The hub could not take in this page ({type(error).__name__}).",
            )
            await self.writer(store.store_page, article.pk, outcome, self.settings)
            self.summary.pages["failed"] += 1

    async def _read(self, article: Article) -> None:
        outcome = await self._page_outcome(article)
        fresh = await self.writer(store.store_page, article.pk, outcome, self.settings)
        self.summary.versions += fresh
        state = outcome.article.state if outcome.article else outcome.state or "unchanged"
        self.summary.pages[state] += 1

    async def _page_outcome(self, article: Article) -> store.PageOutcome:
        verdict = await self.robots.verdict(article.url)
        if not verdict.allowed:
            return store.PageOutcome(
                at=self.clock(), state="refused", problem=f"robots.txt: {verdict.rule}"
            )
        response = await self.client.get(
            article.url, etag=article.etag, last_modified=article.last_modified, accept="page"
        )
        if response.refused:
            return store.PageOutcome(at=self.clock(), state="refused", problem=response.error)
        if response.error or response.status in {429, 500, 502, 503, 504}:
            return store.PageOutcome(
                at=self.clock(),
                status=response.status,
                state="failed",
                retry=True,
                problem=response.error or f"The page answered with status {response.status}.",
            )
        if response.status == 304:
            return store.PageOutcome(at=self.clock(), status=304)
        if response.status in {404, 410}:
            return store.PageOutcome(
                at=self.clock(),
                status=response.status,
                state="gone",
                problem=f"The page answered with status {response.status}.",
            )
        return await self._read_page(article, response)

    async def _read_page(self, article: Article, response: Response) -> store.PageOutcome:
        reserved = await self._reservation(response)
        plain = response.headers.get("content-type", "").startswith("text/plain")
        learned = await self._learned(article.outlet_id)
        if plain:
            read = await asyncio.to_thread(extract_plain, response.body, response.final_url)
        else:
            read, lesson = await self.hands(
                read_with_lesson, response.body, response.final_url, learned
            )
            if article.current_id is None and read.state == "article":
                self.lessons.take(article.outlet_id, lesson)
        if response.status != 200 and read.state not in {"challenge", "consent", "paywall"}:
            return store.PageOutcome(
                at=self.clock(),
                status=response.status,
                state="failed",
                problem=f"The page answered with status {response.status}.",
            )
        snapshot = await asyncio.to_thread(self.snapshots.append, response)
        return store.PageOutcome(
            at=self.clock(),
            status=response.status,
            final_url=response.final_url,
            article=read,
            snapshot=snapshot,
            reserved=reserved.rule if reserved else "",
            etag=response.headers.get("etag", ""),
            last_modified=response.headers.get("last-modified", ""),
            learned=learned,
        )

    async def _learned(self, outlet: int) -> Learned:
        known = self.lessons.knows(outlet)
        return known if known is not None else await self.writer(self.lessons.look_up, outlet)

    async def _reservation(self, response: Response) -> Reservation | None:
        """The text-mining reservation of a page: its own, else its host's."""
        own = reservation(response.headers, response.body[:65536])
        return own or await self.robots.reservations(response.final_url)


def _minutes(hints: object) -> float | None:
    value = hints.get("ttl") if isinstance(hints, dict) else None
    try:
        return float(value) if value else None
    except ValueError:
        return None
