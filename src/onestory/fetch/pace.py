"""Politeness: a gap between two requests to one host, and only a few at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MAX_LANES = 20_000  # hosts remembered; idle ones past it are forgotten


@dataclass(slots=True)
class _Lane:
    slots: asyncio.Semaphore
    order: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    delay: float = 0.0
    users: int = 0


class Pace:
    """Hands out turns per host. `monotonic` and `sleep` are seconds, replaceable in tests."""

    def __init__(
        self,
        delay: float,
        parallel: int,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._delay, self._parallel = delay, max(1, parallel)
        self._monotonic, self._sleep = monotonic, sleep
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at `host` and hold it while the request runs."""
        lane = self._lane(host)
        lane.users += 1
        try:
            async with lane.slots:
                async with lane.order:
                    wait = lane.free_at - self._monotonic()
                    if wait > 0:
                        await self._sleep(wait)
                    lane.free_at = self._monotonic() + max(self._delay, lane.delay)
                yield
        finally:
            lane.users -= 1

    def slow_down(self, host: str, delay: float) -> None:
        """Keep at least `delay` seconds between two requests to `host` from now on."""
        self._lane(host).delay = max(0.0, delay)

    def _lane(self, host: str) -> _Lane:
        lane = self._lanes.get(host)
        if lane is None:
            if len(self._lanes) >= MAX_LANES:
                self._forget_idle()
            lane = self._lanes[host] = _Lane(asyncio.Semaphore(self._parallel))
        return lane

    def _forget_idle(self) -> None:
        now = self._monotonic()
        self._lanes = {
            host: lane
            for host, lane in self._lanes.items()
            if lane.users or lane.delay or lane.free_at > now
        }
