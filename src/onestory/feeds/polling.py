"""When to look at a feed again, and whether it has moved: pure decisions, values in, values out.

One conditional request an hour at most, unless the feed's own headers or ttl ask for another pace; a
feed that seldom has anything new is asked less often, and not in hours or days that it rules out.
Freshness as in RFC 9111; Retry-After as in RFC 9110; 410 ends the polling.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from statistics import median

# A feed may ask to be looked at more often than hourly, but not more often than this.
SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)  # a feed that asks for less often than daily is looked at daily
MAX_BACK_OFF = timedelta(hours=24)
MAX_RETRY_AFTER = timedelta(days=7)
JITTER = 0.1  # of the wait, added, so that feeds of one start do not stay in step
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s{0,3}=\s{0,3}\"?(\d{1,9})", re.IGNORECASE)
AGE = re.compile(r"[0-9]{1,9}")
LOOKS_PER_ENTRY = 4  # looks in the usual time between two entries
SLEEPIEST = 6  # times the usual wait: "left out" needs some looks in a story's first day and a half
FEWEST_ENTRIES = 3  # with dates; of fewer no rhythm is told
RHYTHM_OF = 20  # the newest entries
MOVES_BEFORE_REWRITE = 3  # polls in a row that were led to the same place


@dataclass(frozen=True, slots=True)
class ResponseFacts:
    """What an answer says about polling. `status` is 0 where none came."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    ttl_minutes: float | None = None
    retry_after: float | None = None
    """Seconds."""
    skip_hours: Collection[int] = ()
    """Hours of the day, UTC, in which the feed asks not to be read (RSS `skipHours`)."""
    skip_days: Collection[int] = ()
    """Days of the week, Monday 0 (RSS `skipDays`)."""


@dataclass(frozen=True, slots=True)
class FeedHistory:
    """What we know of the feed. `key` tells feeds apart, so that their jitter differs."""

    failures: int = 0
    """In a row, before this answer."""
    default_minutes: float = 60.0
    key: str = ""
    gap_minutes: float | None = None
    """Usual time between two entries (`usual_gap`), where it is known."""
    newest: datetime | None = None
    """When the newest entry came."""


def next_poll(now: datetime, facts: ResponseFacts, history: FeedHistory) -> datetime | None:
    """When to look again; None when the feed is gone for good (410)."""
    if facts.status == 410:
        return None
    if facts.status == 304 or 200 <= facts.status < 300:
        wait = _asked_for(now, facts, _by_rhythm(now, history))
    else:
        wait = _back_off(history)
    if facts.retry_after is not None and facts.retry_after >= 0:
        wait = max(wait, timedelta(seconds=min(facts.retry_after, MAX_RETRY_AFTER.total_seconds())))
    return _not_skipped(now + wait * (1 + JITTER * _draw(history, now)), facts)


def usual_gap(published: Iterable[datetime | None], now: datetime) -> float | None:
    """Minutes between two entries of a feed, the median of its newest; None where too few are dated.

    Dates of the future tell nothing. Entries that share a moment came in one batch and count once.
    """
    moments = sorted({p for p in published if p is not None and p <= now})[-RHYTHM_OF:]
    if len(moments) < FEWEST_ENTRIES:
        return None
    gaps = (b - a for a, b in pairwise(moments))
    return median(gap.total_seconds() for gap in gaps) / 60


def moved_to(permanent_url: str, current_url: str, times: int, has_entries: bool) -> str:
    """The address to keep instead of `current_url`; empty to keep it.

    Rewritten after `times` (this poll included) polls in a row were led there by 301 or 308 alone
    and it holds a feed: a captive portal or a broken deployment must not steal a subscription.
    """
    if not permanent_url or permanent_url == current_url or not has_entries:
        return ""
    return permanent_url if times >= MOVES_BEFORE_REWRITE else ""


def _by_rhythm(now: datetime, history: FeedHistory) -> timedelta:
    """The wait that suits how often there is something new: never shorter than the usual one."""
    usual = timedelta(minutes=history.default_minutes)
    if history.gap_minutes is None or math.isnan(history.gap_minutes):
        return usual
    gap = timedelta(minutes=min(max(history.gap_minutes, 0), 1e6))
    if history.newest is not None:
        gap = max(gap, (now - history.newest) / 2)  # it has fallen silent
    return min(max(gap / LOOKS_PER_ENTRY, usual), SLEEPIEST * usual)


def _not_skipped(moment: datetime, facts: ResponseFacts) -> datetime:
    """The moment, or the first full hour after it that the feed does not ask to skip."""
    for _ in range(7 * 24):
        there = moment.astimezone(UTC)
        if there.hour not in facts.skip_hours and there.weekday() not in facts.skip_days:
            break
        full = there.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        moment = full + (moment - moment.replace(minute=0, second=0, microsecond=0)) * JITTER
    return moment


def _asked_for(now: datetime, facts: ResponseFacts, default: timedelta) -> timedelta:
    """The feed's own pace where it gives one, within bounds; the default otherwise."""
    asked = [t for t in (_fresh_for(now, facts.headers), _ttl(facts.ttl_minutes)) if t is not None]
    # The longest of what it asks for: a ttl of an hour is not undone by a cache's max-age=0.
    pace = max(asked, default=timedelta(0))
    if pace < SHORTEST:  # max-age=0 or 60 speaks of stored copies, it is no wish to be polled
        return default
    return min(pace, LONGEST)


def _fresh_for(now: datetime, headers: Mapping[str, str]) -> timedelta | None:
    if age := MAX_AGE.search(headers.get("cache-control", "")[:1000]):
        spent = AGE.fullmatch(headers.get("age", "").strip())
        seconds = int(age.group(1)) - (int(spent.group()) if spent else 0)
        return timedelta(seconds=min(max(seconds, 0), LONGEST.total_seconds()))
    until = _http_date(headers.get("expires", ""))
    if until is None:
        return None
    start = _http_date(headers.get("date", "")) or now
    return max(timedelta(0), until - start)


def _ttl(minutes: float | None) -> timedelta | None:
    if minutes is None or not 0 < minutes < 1_000_000:
        return None
    return timedelta(minutes=minutes)


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _back_off(history: FeedHistory) -> timedelta:
    """Doubles with each failure in a row."""
    usual = timedelta(minutes=history.default_minutes)
    doubled = usual * (1 << min(max(history.failures, 0), 10))
    return max(SHORTEST, min(doubled, max(MAX_BACK_OFF, usual)))


def _draw(history: FeedHistory, now: datetime) -> float:
    """A repeatable draw from 0 to 1 for this feed and time."""
    seed = f"{history.key}|{now.isoformat()}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(seed).digest()[:4], "big") / 2**32
