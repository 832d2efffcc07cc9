"""The client: conditional GET and forms, bounds on everything, redirects followed by hand, guarded.

Network trouble never raises: it comes back as `Response.error`. No proxy and no cookies are used:
a proxy would resolve names out of the guard's sight.
"""

from __future__ import annotations

import asyncio
import math
import random
import ssl
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from types import TracebackType
from zlib import crc32

import httpcore
import httpx

from onestory.fetch.breaker import Breaker
from onestory.fetch.exchange import Hop, RawHeaders, build_request, exchange
from onestory.fetch.guard import Guard, GuardedBackend, Resolver
from onestory.fetch.pace import Pace
from onestory.fetch.phrases import say
from onestory.fetch.unpack import ACCEPT_ENCODING
from onestory.fetch.values import Accept, FetchPolicy, Response

__all__ = ["Accept", "Client", "FetchPolicy", "Response"]

ACCEPT: dict[Accept, str] = {
    "page": "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1",
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1",
    "any": "*/*",
}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEEPING_METHOD = frozenset({307, 308})
PERMANENT = frozenset({301, 308})
RETRY_STATUSES = frozenset({429, 503})
BROKEN = frozenset({500, 502, 504})  # 503 says when to come back; others are answers
MAX_WAIT_FOR_RETRY_S = 30.0  # a longer Retry-After is left to the schedule
# A pool looks at each of its connections for each request: many small ones look at few.
POOLS = 32
BACK_OFF_S = 0.5  # doubled with each try; half of it is jitter

# httpcore asks for sniffio at each lock and, where it is not installed, searches the whole path for
# it each time. Said once, the answer is quick.
if find_spec("sniffio") is None:
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

Clock = Callable[[], datetime]


class Client:
    """Fetches addresses under one policy: `async with Client(policy) as client`."""

    def __init__(
        self,
        policy: FetchPolicy,
        clock: Clock = lambda: datetime.now(UTC),
        pace: Pace | None = None,
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.policy = policy
        self.pace = pace or Pace(policy.per_host_delay_s, policy.per_host_parallel)
        self._clock, self._tls = clock, tls
        self._guard = Guard(policy.allow_private)
        self.breaker = Breaker()
        self._resolver = resolver
        self._jitter = random.Random(policy.seed)
        self._backend: GuardedBackend | None = None
        self._pools: list[httpcore.AsyncConnectionPool] = []

    async def __aenter__(self) -> Client:
        self._backend = GuardedBackend(self._guard, self._resolver)
        tls = self._tls or httpx.create_ssl_context()
        self._pools = [
            httpcore.AsyncConnectionPool(
                ssl_context=tls,
                max_connections=self.policy.max_connections,
                max_keepalive_connections=max(2, self.policy.max_connections // POOLS),
                keepalive_expiry=15.0,
                http2=True,
                network_backend=self._backend,
            )
            for _ in range(POOLS)
        ]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pools, self._pools = self._pools, []
        for pool in pools:
            await pool.aclose()
        if self._backend is not None:
            self._backend.close()

    def now(self) -> datetime:
        """The client's clock."""
        return self._clock()

    def check(self, url: str) -> str:
        """The sentence saying why `url` is never asked, whatever its host leads to, or ""."""
        return self._guard.check_url(url)

    async def get(
        self,
        url: str,
        etag: str = "",
        last_modified: str = "",
        accept: Accept = "page",
        *,
        head_bytes: int = 0,
    ) -> Response:
        """Fetch `url`; the validators are sent back as they came. Never raises for the network.

        With `head_bytes` only that much of the body is read and no size is too large.
        """
        headers = self._request_headers(etag, last_modified, accept)
        limit = head_bytes or self.policy.max_bytes(accept)
        tries = 0
        while True:
            response, may_retry = await self._follow(url, headers, limit, head_bytes > 0)
            wait = self._wait_before_retry(response, may_retry, tries)
            if wait is None:
                return response
            await asyncio.sleep(wait)
            tries += 1

    async def post(self, url: str, form: bytes) -> Response:
        """Send a form to `url`, once. Never raises for the network.

        Only redirects that keep the method (307, 308) are followed.
        """
        headers = [
            *self._request_headers("", "", "any"),
            (b"Content-Type", b"application/x-www-form-urlencoded"),
            (b"Content-Length", str(len(form)).encode()),
        ]
        response, _ = await self._follow(url, headers, self.policy.max_page_bytes, False, form)
        return response

    def _request_headers(self, etag: str, last_modified: str, accept: Accept) -> RawHeaders:
        headers = [
            (b"User-Agent", _header_value(self.policy.user_agent)),
            (b"Accept", ACCEPT[accept].encode()),
            (b"Accept-Encoding", ACCEPT_ENCODING.encode()),
        ]
        for name, value in ((b"If-None-Match", etag), (b"If-Modified-Since", last_modified)):
            if sent := _header_value(value):
                headers.append((name, sent))
        return headers

    def _wait_before_retry(self, response: Response, may_retry: bool, tries: int) -> float | None:
        if tries >= self.policy.retries:
            return None
        if response.status in RETRY_STATUSES and not response.error:
            asked = response.retry_after
            return asked if asked is not None and asked <= MAX_WAIT_FOR_RETRY_S else None
        if not may_retry:
            return None
        pause: float = BACK_OFF_S * 2**tries
        return pause / 2 + self._jitter.random() * pause / 2

    async def _follow(
        self,
        url: str,
        headers: RawHeaders,
        limit: int,
        head_only: bool,
        form: bytes | None = None,
    ) -> tuple[Response, bool]:
        """One fetch with its redirects, and whether trying again may help."""
        budget = self.policy.timeout_s
        followed = REDIRECTS if form is None else KEEPING_METHOD
        trail: list[tuple[str, int]] = []
        current = _without_fragment(url)
        while True:
            status = trail[-1][1] if trail else 0
            base = Response(url, current, status, fetched=self._clock(), redirects=tuple(trail))
            if reason := self._guard.check_url(current):
                return replace(base, error=reason, refused=True), False
            hop, seconds = await self._hop(current, headers, limit, head_only, budget, form)
            budget -= seconds
            response = self._with(base, hop, status)
            if hop.trouble or hop.status not in followed:
                return response, hop.may_retry
            trail.append((current, hop.status))
            current, trouble = next_address(response, trail, self.policy.max_redirects)
            if trouble:
                return replace(response, redirects=tuple(trail), error=trouble), False

    async def _hop(
        self,
        url: str,
        headers: RawHeaders,
        limit: int,
        head_only: bool,
        budget: float,
        form: bytes | None,
    ) -> tuple[Hop, float]:
        """One request in its turn, and the seconds it took without the waiting."""
        if not self._pools:
            return Hop(trouble=say("closed")), 0.0
        request = build_request(url, headers, self.policy, form)
        clock = asyncio.get_running_loop().time
        host = httpx.URL(url).host
        pool = self._pools[crc32(host.encode()) % len(self._pools)]
        async with self.pace.turn(host):
            if left := self.breaker.wait(host):
                return _resting(left), 0.0
            started = clock()
            try:
                hop = await exchange(pool, request, limit, head_only, budget)
            except BaseException:
                self.breaker.left_open(host)
                raise
        if hop.refused:
            self.breaker.left_open(host)
        else:
            self.breaker.ended(host, well=hop.status > 0 and hop.status not in BROKEN)
        return hop, clock() - started

    def _with(self, base: Response, hop: Hop, earlier_status: int) -> Response:
        response = replace(
            base,
            status=hop.status or earlier_status,
            headers=hop.headers,
            body=hop.body,
            fetched=self._clock(),
            error=hop.trouble,
            refused=hop.refused,
            resting=hop.resting,
            retry_after=hop.retry_after,
            not_modified=hop.status == 304,
            truncated=hop.truncated,
            request_head=hop.request_head,
            response_head=hop.response_head,
        )
        return replace(response, permanent_url=_permanent(response)) if response.ok else response


def _resting(seconds: float) -> Hop:
    minutes = math.ceil(seconds / 60)
    return Hop(trouble=say("resting", minutes=minutes), retry_after=seconds, resting=True)


def _permanent(response: Response) -> str:
    """Where the leading run of permanent redirects led; empty without one."""
    led_to = [*(address for address, _ in response.redirects), response.final_url]
    steps = 0
    for _, status in response.redirects:
        if status not in PERMANENT:
            break
        steps += 1
    return led_to[steps] if steps else ""


def next_address(response: Response, trail: list[tuple[str, int]], most: int) -> tuple[str, str]:
    """Where a redirect leads, or the sentence saying why it is not followed."""
    location = response.headers.get("location", "")
    if not location:
        return response.final_url, say("redirect-nowhere")
    try:
        here = httpx.URL(response.final_url)
        target = here.join(location).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError):
        return response.final_url, say("redirect-nowhere")
    if str(target) in {address for address, _ in trail}:
        return str(target), say("redirect-loop")
    if len(trail) > most:
        return str(target), say("redirect-many", limit=most)
    if here.scheme == "https" and target.scheme == "http":
        return str(target), say("redirect-downgrade")
    return str(target), ""


def _without_fragment(url: str) -> str:
    """The address as asked; one that cannot be read stays as it is, for the guard to refuse."""
    try:
        return str(httpx.URL(url).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError, TypeError):
        return url


def _header_value(text: str) -> bytes:
    """A header value as sent; empty where it could not be one (control characters)."""
    text = text.strip()
    if not text or not text.isprintable():
        return b""
    return text.encode("utf-8")
