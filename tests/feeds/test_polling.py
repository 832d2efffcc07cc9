"""When to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onestory.feeds.polling import (
    JITTER,
    LONGEST,
    MAX_RETRY_AFTER,
    SHORTEST,
    SLEEPIEST,
    FeedHistory,
    ResponseFacts,
    moved_to,
    next_poll,
    usual_gap,
)

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def wait(facts: ResponseFacts, history: FeedHistory | None = None) -> timedelta:
    moment = next_poll(NOW, facts, history or FeedHistory(key="k"))
    assert moment is not None
    return moment - NOW


def about(found: timedelta, expected: timedelta) -> bool:
    return expected <= found <= expected * (1 + JITTER)


@pytest.mark.parametrize(
    ("headers", "ttl", "expected"),
    [
        ({}, None, HOUR),
        ({"cache-control": "max-age=0, must-revalidate"}, None, HOUR),
        ({"cache-control": "public, max-age=60"}, None, HOUR),
        ({"cache-control": "max-age=1800"}, None, timedelta(minutes=30)),
        ({"cache-control": "s-maxage=1800"}, None, HOUR),
        ({"cache-control": "max-age=14400"}, None, timedelta(hours=4)),
        ({"cache-control": "max-age=14400", "age": "7200"}, None, timedelta(hours=2)),
        ({"cache-control": "max-age=999999999"}, None, LONGEST),
        (
            {
                "expires": "Tue, 10 Mar 2026 15:00:00 GMT",
                "date": "Tue, 10 Mar 2026 12:00:00 GMT",
            },
            None,
            timedelta(hours=3),
        ),
        ({"expires": "0"}, None, HOUR),
        ({"expires": "-1"}, None, HOUR),
        ({}, 30, timedelta(minutes=30)),
        ({}, 240, timedelta(hours=4)),
        ({}, 1, HOUR),
        ({"cache-control": "max-age=0"}, 120, timedelta(hours=2)),
    ],
)
@pytest.mark.parametrize("status", [200, 304])
def test_the_feed_sets_the_pace(
    headers: dict[str, str], ttl: float | None, expected: timedelta, status: int
) -> None:
    assert about(wait(ResponseFacts(status, headers, ttl)), expected)


@pytest.mark.parametrize(
    ("failures", "expected"), [(0, HOUR), (1, 2 * HOUR), (3, 8 * HOUR), (50, 24 * HOUR)]
)
@pytest.mark.parametrize("status", [0, 404, 500, 403])
def test_failures_back_off(failures: int, expected: timedelta, status: int) -> None:
    assert about(wait(ResponseFacts(status), FeedHistory(failures, key="k")), expected)


def test_retry_after_is_obeyed_and_bounded() -> None:
    assert about(wait(ResponseFacts(429, retry_after=10_800)), timedelta(hours=3))
    assert about(wait(ResponseFacts(503, retry_after=1)), HOUR)
    assert about(wait(ResponseFacts(503, retry_after=1e12)), MAX_RETRY_AFTER)


def test_gone_is_not_asked_again() -> None:
    assert next_poll(NOW, ResponseFacts(410), FeedHistory()) is None


def test_feeds_do_not_stay_in_step() -> None:
    waits = {wait(ResponseFacts(200), FeedHistory(key=str(n))) for n in range(50)}
    assert len(waits) == 50
    assert wait(ResponseFacts(200)) == wait(ResponseFacts(200))


@given(
    status=st.integers(0, 599),
    headers=st.dictionaries(
        st.sampled_from(["cache-control", "expires", "date", "age"]), st.text(max_size=40)
    ),
    ttl=st.none() | st.floats(),
    retry=st.none() | st.floats(min_value=0, allow_nan=False),
    failures=st.integers(0, 10**6),
)
def test_never_soon_and_never_never(
    status: int, headers: dict[str, str], ttl: float | None, retry: float | None, failures: int
) -> None:
    moment = next_poll(NOW, ResponseFacts(status, headers, ttl, retry), FeedHistory(failures))
    assert (moment is None) == (status == 410)
    if moment is not None:
        assert SHORTEST <= moment - NOW <= MAX_RETRY_AFTER * (1 + JITTER)


@pytest.mark.parametrize(
    ("led_to", "times", "has_entries", "kept"),
    [
        ("https://new.example/f", 3, True, "https://new.example/f"),
        ("https://new.example/f", 2, True, ""),
        ("https://new.example/f", 9, False, ""),
        ("https://old.example/f", 9, True, ""),
        ("", 9, True, ""),
    ],
)
def test_moving(led_to: str, times: int, has_entries: bool, kept: str) -> None:
    assert moved_to(led_to, "https://old.example/f", times, has_entries) == kept


@pytest.mark.parametrize(
    ("gap_hours", "hours_since_newest", "expected"),
    [
        (0.1, 0, HOUR),
        (4, 0, HOUR),
        (8, 0, 2 * HOUR),
        (24, 0, 6 * HOUR),
        (24 * 365, 0, SLEEPIEST * HOUR),
        (1, 16, 2 * HOUR),
        (1, 24 * 30, SLEEPIEST * HOUR),
    ],
)
def test_a_sleepy_feed_is_asked_less_often(
    gap_hours: float, hours_since_newest: float, expected: timedelta
) -> None:
    history = FeedHistory(
        key="k", gap_minutes=gap_hours * 60, newest=NOW - timedelta(hours=hours_since_newest)
    )
    assert about(wait(ResponseFacts(200), history), expected)
    # What the feed says of its pace counts for more, and so do failures.
    assert about(wait(ResponseFacts(200, ttl_minutes=90), history), 1.5 * HOUR)
    assert about(wait(ResponseFacts(500), history), HOUR)


def test_the_rhythm_is_told_by_the_newest_dated_entries() -> None:
    hours = [NOW - timedelta(hours=3 * n) for n in range(30)]
    assert usual_gap(hours, NOW) == 180
    assert usual_gap([*hours, None, NOW + timedelta(days=400)], NOW) == 180
    assert usual_gap([NOW - timedelta(days=900), *hours], NOW) == 180
    assert usual_gap([hours[0], hours[0], hours[1], hours[1]], NOW) is None
    assert usual_gap([], NOW) is None


def test_hours_and_days_that_the_feed_rules_out_are_skipped() -> None:
    afternoon = next_poll(NOW, ResponseFacts(200, skip_hours=range(13, 18)), FeedHistory(key="k"))
    assert afternoon is not None
    assert (afternoon.day, afternoon.hour) == (10, 18)  # it is Tuesday the 10th, noon
    wednesday = next_poll(NOW, ResponseFacts(200, skip_days={1}), FeedHistory(key="k"))
    assert wednesday is not None
    assert (wednesday.day, wednesday.hour) == (11, 0)
    assert next_poll(NOW, ResponseFacts(200, skip_days=range(7)), FeedHistory(key="k")) is not None


@example(gap=float("nan"), newest=None, hours=frozenset(), days=frozenset())
@given(
    gap=st.none() | st.floats(),
    newest=st.none() | st.datetimes(timezones=st.just(UTC)),
    hours=st.frozensets(st.integers(0, 23)),
    days=st.frozensets(st.integers(0, 6)),
)
def test_any_rhythm_gives_a_time_to_look_again(
    gap: float | None, newest: datetime | None, hours: frozenset[int], days: frozenset[int]
) -> None:
    facts = ResponseFacts(200, skip_hours=hours, skip_days=days)
    moment = next_poll(NOW, facts, FeedHistory(key="k", gap_minutes=gap, newest=newest))
    assert moment is not None
    assert SHORTEST <= moment - NOW <= timedelta(days=8)
    if len(hours) < 24 and len(days) < 7:
        assert moment.hour not in hours
        assert moment.weekday() not in days
