"""robots.txt (RFC 9309) and text-mining reservations, asked once a host and kept for a day.

A 4xx means everything is allowed; 429, 5xx or no answer mean nothing is, until asked again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from protego import Protego

from onestory.fetch.client import Client
from onestory.fetch.phrases import say
from onestory.fetch.reservation import (
    Reservation,
    forbidding_line,
    from_ai_txt,
    from_robots,
    from_tdmrep,
    path_of,
    reservation,
)
from onestory.fetch.values import Response

__all__ = ["Reservation", "RobotsCache", "RobotsVerdict", "reservation"]

ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5: at least this much is parsed
KEEP = timedelta(hours=24)  # RFC 9309, 2.4
KEEP_FAILURE = timedelta(hours=1)  # a host that did not answer is asked again sooner
MAX_HOSTS = 5_000  # remembered; the oldest are forgotten
MAX_CRAWL_DELAY_S = 60.0  # a longer wish would stop gathering altogether


class _Expiring(Protocol):
    @property
    def expires(self) -> datetime: ...


T = TypeVar("T", bound=_Expiring)


@dataclass(frozen=True, slots=True)
class RobotsVerdict:
    """Whether an address may be fetched. `rule` is the line that forbids it or says why not."""

    allowed: bool
    rule: str
    crawl_delay: float | None
    fetched: datetime
    unread: bool = False
    """Forbidden only because robots.txt could not be read: it may be next time."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """One host's robots.txt as read; `parser` is None where nothing may be fetched."""

    parser: Protego | None
    text: str
    note: str
    fetched: datetime
    expires: datetime
    refused: bool = False
    """The guard forbids the host, whatever its robots.txt would say."""


@dataclass(frozen=True, slots=True)
class _Files:
    """One host's reservation files as read."""

    tdmrep: bytes
    ai_txt: str
    expires: datetime


class RobotsCache:
    """Answers for many addresses with few requests."""

    def __init__(self, client: Client, clock: Callable[[], datetime] | None = None) -> None:
        self._client = client
        self._clock = clock or client.now
        self._agent = client.policy.user_agent.partition("/")[0].strip() or "Onestory"
        self._rules: _Kept[_Rules] = _Kept()
        self._files: _Kept[_Files] = _Kept()

    async def verdict(self, url: str) -> RobotsVerdict:
        """May `url` be fetched? Asks the host's robots.txt when it is not known."""
        if reason := self._client.check(url):
            return RobotsVerdict(False, reason, None, self._clock())
        rules = await self._rules_of(url)
        if rules.parser is None:
            return RobotsVerdict(False, rules.note, None, rules.fetched, unread=not rules.refused)
        delay = rules.parser.crawl_delay(self._agent)
        if rules.parser.can_fetch(url, self._agent):
            return RobotsVerdict(True, rules.note, delay, rules.fetched)
        rule = forbidding_line(rules.text, self._agent, url)
        return RobotsVerdict(False, rule, delay, rules.fetched)

    async def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of the host of `url` names."""
        if self._client.check(url):
            return []
        rules = await self._rules_of(url)
        return list(rules.parser.sitemaps) if rules.parser else []

    async def reservations(self, url: str) -> Reservation | None:
        """The reservation the host's files make for `url`; None where they make none."""
        if self._client.check(url):
            return None
        path = path_of(url)
        rules = await self._rules_of(url)
        files = await self._files.get(
            _origin(url), self._clock(), lambda: self._read_files(_origin(url))
        )
        return (
            from_tdmrep(files.tdmrep, path)
            or from_robots(rules.text, self._agent, path)
            or from_ai_txt(files.ai_txt, self._agent, path)
        )

    async def _rules_of(self, url: str) -> _Rules:
        origin = _origin(url)
        return await self._rules.get(origin, self._clock(), lambda: self._read_rules(origin))

    async def _read_rules(self, origin: str) -> _Rules:
        answer = await self._client.get(
            f"{origin}/robots.txt", accept="any", head_bytes=ROBOTS_BYTES
        )
        now = self._clock()
        if answer.error:
            note = answer.error if answer.refused else say("robots-no-answer")
            return _Rules(None, "", note, now, now + KEEP_FAILURE, refused=answer.refused)
        if answer.status == 429 or answer.status >= 500 or answer.status < 200:
            note = say("robots-unreachable", status=answer.status)
            return _Rules(None, "", note, now, now + KEEP_FAILURE)
        text, note = "", say("robots-absent", status=answer.status)
        if 200 <= answer.status < 300:
            text, note = _decoded(answer), say("robots-no-rule")
        parser = Protego.parse(text)
        if delay := parser.crawl_delay(self._agent):
            self._client.pace.slow_down(_host(origin), min(delay, MAX_CRAWL_DELAY_S))
        return _Rules(parser, text, note, now, now + KEEP)

    async def _read_files(self, origin: str) -> _Files:
        texts = []
        failed = False
        for path in ("/.well-known/tdmrep.json", "/ai.txt"):
            answer = await self._client.get(origin + path, accept="any", head_bytes=ROBOTS_BYTES)
            failed |= bool(answer.error) or answer.status == 429 or answer.status >= 500
            texts.append(answer if answer.status == 200 and not answer.error else None)
        keep = KEEP_FAILURE if failed else KEEP
        tdmrep, ai_txt = texts
        return _Files(
            tdmrep.body if tdmrep else b"",
            _decoded(ai_txt) if ai_txt else "",
            self._clock() + keep,
        )


class _Kept(Generic[T]):
    """Values by host until they expire; a value is read once however many wait for it."""

    def __init__(self) -> None:
        self._values: dict[str, T] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def get(self, key: str, now: datetime, read: Callable[[], Awaitable[T]]) -> T:
        async with self._locks.setdefault(key, asyncio.Lock()):
            known = self._values.get(key)
            if known is None or known.expires <= now:
                known = self._values[key] = await read()
        if len(self._values) > MAX_HOSTS:
            for old in list(self._values)[: MAX_HOSTS // 2]:
                if not self._locks[old].locked():
                    del self._values[old], self._locks[old]
        return known


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _decoded(answer: Response) -> str:
    return answer.body.decode("utf-8-sig", "replace")
