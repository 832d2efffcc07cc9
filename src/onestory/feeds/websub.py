"""WebSub (W3C Recommendation, 2018), the subscriber's side: pure decisions, values in, values out.

A feed names a hub; the hub is asked to push; it verifies that we meant it; it pushes what is new,
signed with our secret, until the lease ends.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from urllib.parse import urlencode

from onestory.feeds.tidy import web_address

Mode = Literal["subscribe", "unsubscribe"]

LEASE = timedelta(days=10)  # asked for; the hub decides
LONGEST_LEASE = timedelta(days=365)
SHORTEST_LEASE = timedelta(minutes=1)
RENEWED_AT = 0.8  # of the lease, which leaves time for some more tries
FIRST_WAIT = timedelta(hours=1)  # for the hub to verify, or before it is asked again
LONGEST_WAIT = timedelta(days=7)
AFTER_DENIAL = timedelta(days=7)
RARELY = timedelta(days=1)  # how often a feed is polled while its hub pushes
MAX_ADDRESS_CHARS = 1_000
MAX_CHALLENGE_CHARS = 4_000
MAX_HEADER_CHARS = 8_000
SIGNATURE_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})

# `; rel="hub"`, `;rel=self`; not `; title="rel=hub"`.
REL = re.compile(
    r";\s{0,5}rel\s{0,5}=\s{0,5}(?:\"([^\"]{0,200})\"|([^\s;,\"]{1,200}))", re.IGNORECASE
)
SECONDS = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Topic:
    """What can be subscribed to: the hub, and the address the feed has there."""

    hub: str
    url: str


@dataclass(frozen=True, slots=True)
class Intent:
    """A hub's question whether we meant it, or its refusal (`denied`)."""

    mode: str
    topic: str
    challenge: str = ""
    lease: timedelta = LEASE
    reason: str = ""


def topic_of(headers: Mapping[str, str], hints: Mapping[str, str], url: str) -> Topic | None:
    """The topic of a feed found at `url`, from its Link headers, else from its own links.

    A feed read over https is not taken from a hub without: the way must not become less safe.
    """
    linked = dict(reversed(list(_links(headers.get("link", "")[:MAX_HEADER_CHARS], url))))
    hub = linked.get("hub") or web_address(hints.get("hub", ""), url)
    own = linked.get("self") or web_address(hints.get("self", ""), url) or url
    if not hub or max(len(hub), len(own)) > MAX_ADDRESS_CHARS:
        return None
    if url.startswith("https://") and not hub.startswith("https://"):
        return None
    return Topic(hub, own)


def request_form(mode: Mode, topic: str, callback: str, secret: str) -> bytes:
    """The form that is sent to the hub."""
    form = {"hub.mode": mode, "hub.topic": topic, "hub.callback": callback}
    if mode == "subscribe":
        form["hub.lease_seconds"] = str(int(LEASE.total_seconds()))
        form["hub.secret"] = secret
    return urlencode(form).encode("ascii")


def read_intent(query: Mapping[str, str]) -> Intent | None:
    """The question in a request to the callback; None where there is none."""
    mode, challenge = query.get("hub.mode", ""), query.get("hub.challenge", "")
    if mode not in {"subscribe", "unsubscribe", "denied"} or len(challenge) > MAX_CHALLENGE_CHARS:
        return None
    if mode != "denied" and not challenge:
        return None
    return Intent(
        mode=mode,
        topic=query.get("hub.topic", ""),
        challenge=challenge,
        lease=_lease(query.get("hub.lease_seconds", "")),
        reason=" ".join(query.get("hub.reason", "").split())[:200],
    )


def is_signed(header: str, secret: str, body: bytes) -> bool:
    """Whether `X-Hub-Signature` shows that the sender of these bytes knows the secret."""
    method, _, given = header.strip().partition("=")
    if method.lower() not in SIGNATURE_METHODS:
        return False
    expected = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode("utf-8", "replace"))


def renew_after(lease: timedelta) -> timedelta:
    """How long after the verification to ask for the next lease."""
    return lease * RENEWED_AT


def ask_again_after(failures: int) -> timedelta:
    """How long to wait for an answer before a hub is asked again; doubles with each silence."""
    return min(FIRST_WAIT * (1 << min(max(failures, 0), 10)), LONGEST_WAIT)


def _links(header: str, url: str) -> Iterator[tuple[str, str]]:
    """The relations of a Link header (RFC 8288) with their addresses, absolute."""
    for piece in header.split("<")[1:]:
        target, _, parameters = piece.partition(">")
        address = web_address(target, url)
        if address and (rel := REL.search(parameters)):
            for name in (rel.group(1) or rel.group(2) or "").lower().split():
                yield name, address


def _lease(seconds: str) -> timedelta:
    if not SECONDS.fullmatch(seconds.strip()):
        return LEASE
    longest = int(LONGEST_LEASE.total_seconds())
    return max(SHORTEST_LEASE, timedelta(seconds=min(int(seconds), longest)))
