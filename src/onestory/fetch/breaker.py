"""A circuit breaker per host: one that fails again and again is left alone for a while.

After FAILURES in a row a host rests; then one request may try (half open). If it fails too, the next
rest is twice as long. Any answer but a server error ends it (Nygard, "Release It!").
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

FAILURES = 5  # in a row
FIRST_REST = 60.0  # seconds
LONGEST_REST = 3_600.0
MAX_HOSTS = 20_000  # failing hosts remembered


@dataclass(slots=True)
class _Host:
    failures: int = 0
    rest: float = 0.0
    until: float = 0.0
    trying: bool = False


class Breaker:
    """Asked before a request and told of its end. `monotonic` is in seconds, replaceable in tests."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._hosts: dict[str, _Host] = {}

    def wait(self, host: str) -> float:
        """Seconds for which the host still rests; 0 where it may be asked.

        When a rest has ended one caller may ask; the others wait for what comes of it.
        """
        known = self._hosts.get(host)
        if known is None or known.failures < FAILURES:
            return 0.0
        left = known.until - self._monotonic()
        if left > 0:
            return left
        if known.trying:
            return FIRST_REST
        known.trying = True
        return 0.0

    def ended(self, host: str, well: bool) -> None:
        """A request to the host ended: with an answer, or with a failure of the host."""
        if well:
            self._hosts.pop(host, None)
            return
        if host not in self._hosts and len(self._hosts) >= MAX_HOSTS:
            self._hosts.pop(next(iter(self._hosts)))
        known = self._hosts.setdefault(host, _Host())
        known.failures += 1
        known.trying = False
        if known.failures >= FAILURES and self._monotonic() >= known.until:
            known.rest = min(max(FIRST_REST, 2 * known.rest), LONGEST_REST)
            known.until = self._monotonic() + known.rest

    def left_open(self, host: str) -> None:
        """A request ended without saying anything of the host: another may try."""
        if known := self._hosts.get(host):
            known.trying = False
