"""The values of a request: how we fetch, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Accept = Literal["page", "feed", "any"]


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """How to fetch. Times in seconds, sizes in bytes after unpacking."""

    user_agent: str = "Onestory/0.1"
    timeout_s: float = 20.0
    """For one request, redirects included, waiting for politeness not included."""
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 10.0
    """The longest silence between two pieces of an answer."""
    max_page_bytes: int = 8_000_000
    max_feed_bytes: int = 16_000_000
    max_redirects: int = 5
    per_host_delay_s: float = 2.0
    """Between the starts of two requests to one host."""
    per_host_parallel: int = 2
    max_connections: int = 64
    allow_private: tuple[str, ...] = ()
    """Host patterns (`*.localhost`) and networks (`10.0.0.0/8`) exempt from the guard."""
    retries: int = 2
    """After connection errors, 429 and 503 only."""
    seed: int | None = None
    """Makes the jitter of back-off repeatable."""

    def max_bytes(self, accept: Accept) -> int:
        return self.max_feed_bytes if accept == "feed" else self.max_page_bytes


@dataclass(frozen=True, slots=True)
class Response:
    """What a request brought. Network trouble is a value: `error` is one sentence, else empty.

    `status` is 0 where no answer came. `refused` says the guard forbade the address or a redirect.
    `permanent_url` is where 301 and 308 alone led, empty unless the final answer was good.
    """

    url: str
    final_url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case; repeated headers joined by a comma and a space."""
    body: bytes = b""
    """Unpacked; empty when there is an error."""
    fetched: datetime = datetime.min
    redirects: tuple[tuple[str, int], ...] = ()
    """Each address that redirected, with its status."""
    permanent_url: str = ""
    error: str = ""
    refused: bool = False
    retry_after: float | None = None
    """Seconds the server asks us to wait."""
    resting: bool = False
    """The host was not asked: it failed too often. `retry_after` says for how long."""
    not_modified: bool = False
    truncated: bool = False
    """The body is only the head that was asked for."""
    request_head: bytes = b""
    """The request line and headers as sent, for the snapshot."""
    response_head: bytes = b""
    """The status line and headers as received, for the snapshot."""

    @property
    def ok(self) -> bool:
        """A usable answer: 2xx, or 304 to a conditional request."""
        return not self.error and (200 <= self.status < 300 or self.not_modified)
