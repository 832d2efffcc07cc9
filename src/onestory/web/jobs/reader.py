"""Reading for the hub: one look at a feed, one read of a page, and what each brought.

Whatever happens on the way ends in an outcome that is stored; nothing is lost for an error.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from onestory.article import READABLE_STATES
from onestory.article import Article as ReadArticle
from onestory.article import Feed as ParsedFeed
from onestory.config import Settings
from onestory.extract import extract_plain
from onestory.extract.continued import MAX_PARTS, joined, numbered
from onestory.extract.learned import Learned
from onestory.extract.page import Reading, read_page
from onestory.feeds.parse import parse_feed
from onestory.feeds.phrases import say
from onestory.feeds.polling import FeedHistory, ResponseFacts, next_poll
from onestory.feeds.sitemap import MAX_READ, join_sitemaps, parse_sitemap, sitemaps_to_read
from onestory.feeds.websub import Topic, topic_of
from onestory.fetch.client import Client, Response
from onestory.fetch.robots import Reservation, RobotsCache, reservation
from onestory.fetch.snapshot import SnapshotStore
from onestory.web.jobs import store, subscriptions
from onestory.web.jobs.hands import Hands
from onestory.web.jobs.learning import Lessons
from onestory.web.jobs.pages import Clock
from onestory.web.jobs.writer import Writer
from onestory.web.news.models import Article, Feed

log = logging.getLogger("onestory.gather")


@dataclass(slots=True)
class GatherSummary:
    """What one pass did."""

    feeds: int = 0
    feed_failures: int = 0
    entries: int = 0
    pages: Counter[str] = field(default_factory=Counter)
    versions: int = 0
    stories_touched: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
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
            skip_hours=_numbers(hints, "skip-hours"),
            skip_days=_numbers(hints, "skip-days"),
        )
        history = FeedHistory(
            failures=feed.failures,
            default_minutes=self.settings.gather.poll_minutes,
            key=feed.url,
            gap_minutes=feed.gap_minutes,
            newest=feed.newest,
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
                at=self.clock(),
                state="failed" if verdict.unread else "refused",
                retry=verdict.unread,  # it may be read next time
                problem=f"robots.txt: {verdict.rule}",
            )
        response = await self.client.get(
            article.url, etag=article.etag, last_modified=article.last_modified, accept="page"
        )
        if response.refused:
            return store.PageOutcome(at=self.clock(), state="refused", problem=response.error)
        if response.resting:
            later = self.clock() + timedelta(seconds=response.retry_after or 0)
            return store.PageOutcome(at=self.clock(), problem=response.error, postponed=later)
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
            page = await self.hands(read_page, response.body, response.final_url, "", learned)
            read = await self._with_parts(page, learned)
            if article.current_id is None and read.state == "article":
                self.lessons.take(article.outlet_id, page.lesson)
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

    async def _with_parts(self, first: Reading, learned: Learned) -> ReadArticle:
        """An article with the pages it goes on to; as far as they can be read."""
        parts, following = [first.article], first.next_part
        if numbered(first.article.url)[1] != 1:
            following = ""  # a feed leads to the first page: this number is the article's own
        while following and len(parts) < MAX_PARTS:
            if not (await self.robots.verdict(following)).allowed:
                break
            response = await self.client.get(following, accept="page")
            if response.status != 200 or response.error or response.final_url != following:
                break
            page = await self.hands(read_page, response.body, following, "", learned)
            if page.article.state not in READABLE_STATES:
                break
            await asyncio.to_thread(self.snapshots.append, response)
            parts.append(page.article)
            following = page.next_part
        return joined(parts)

    async def _learned(self, outlet: int) -> Learned:
        known = self.lessons.knows(outlet)
        return known if known is not None else await self.writer(self.lessons.look_up, outlet)

    async def _reservation(self, response: Response) -> Reservation | None:
        """The text-mining reservation of a page: its own, else its host's."""
        own = reservation(response.headers, response.body[:65536])
        return own or await self.robots.reservations(response.final_url)


def _numbers(hints: object, name: str) -> frozenset[int]:
    value = hints.get(name, "") if isinstance(hints, dict) else ""
    return frozenset(map(int, value.split(","))) if value else frozenset()


def _minutes(hints: object) -> float | None:
    value = hints.get("ttl") if isinstance(hints, dict) else None
    try:
        return float(value) if value else None
    except ValueError:
        return None
