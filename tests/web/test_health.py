"""How well outlets can be read, the worst first."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from onestory.web.jobs.health import health_records, outlets_by_health
from onestory.web.news.models import Article, Feed, Outlet

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def alone(rows: None) -> None:
    """No outlets but those of the test: others of the same database are not listed meanwhile."""
    Outlet.objects.update(taken_down=True)


def outlet(name: str, **given: Any) -> Outlet:
    return Outlet.objects.create(name=name, slug=name, domain=f"{name}.example", **given)


def feed(of: Outlet, path: str = "feed", **given: Any) -> Feed:
    known = {"last_success": NOW - HOUR, "newest": NOW - HOUR, "gap_minutes": 60.0} | given
    return Feed.objects.create(url=f"https://{of.domain}/{path}", outlet=of, **known)


def pages(of: Outlet, state: str, n: int, problem: str = "", at: datetime = NOW - HOUR) -> None:
    for i in range(n):
        key = f"https://{of.domain}/{state}/{at:%d}/{i}"
        Article.objects.create(
            key=key, url=key, outlet=of, state=state, problem=problem, first_seen=at
        )


def troubles() -> dict[str, str]:
    return {h.outlet.name: h.trouble for h in outlets_by_health(NOW)}


def test_the_worst_come_first(alone: None) -> None:
    pages(outlet("aggregated"), "article", 6)
    feed(outlet("well"))
    feed(outlet("paused", paused=True), failures=9)
    feed(outlet("unseen"), last_success=None, newest=None, gap_minutes=None)
    partly = outlet("partly")
    feed(partly)
    feed(partly, "second", failures=1, problem="It answered with status 500.")
    feed(outlet("silent"), newest=NOW - timedelta(days=8))
    walled = outlet("walled")
    feed(walled)
    pages(walled, "article", 2)
    pages(walled, "challenge", 3, "Reason of fewer")
    pages(walled, "refused", 4, "robots.txt forbids it")
    feed(outlet("failing"), failures=3, problem="It took too long.")
    feed(outlet("down", taken_down=True), failures=3)
    feed(outlet("gone"), gone=True)
    found = troubles()
    assert list(found) == [
        *("gone", "failing", "walled", "silent", "partly", "unseen", "paused"),
        *("aggregated", "well"),
    ]
    assert found["walled"] == "unread"
    records = {r["outlet"]: r for r in health_records(NOW)}
    assert records["walled"]["problem"] == "robots.txt forbids it"
    assert records["walled"]["pages"] == {"article": 2, "challenge": 3, "refused": 4}
    assert records["partly"] | {"feeds": 2, "failing": 1} == records["partly"]
    assert records["failing"]["problem"] == "It took too long."
    assert json.dumps(records)


def test_a_weekly_is_not_silent_after_eight_days(alone: None) -> None:
    week = 7 * 24 * 60.0
    feed(outlet("weekly"), newest=NOW - timedelta(days=8), gap_minutes=week)
    feed(outlet("stopped"), newest=NOW - timedelta(days=60), gap_minutes=week)
    assert troubles() == {"stopped": "silent", "weekly": "well"}


def test_few_pages_and_old_pages_tell_nothing(alone: None) -> None:
    few, old, waiting = outlet("few"), outlet("old"), outlet("waiting")
    for each in (few, old, waiting):
        feed(each)
    pages(few, "failed", 2)
    pages(old, "failed", 9, at=NOW - timedelta(days=8))
    pages(waiting, "unread", 9)
    assert set(troubles().values()) == {"well"}


def test_the_desk_shows_them(alone: None) -> None:
    client = Client(headers={"host": "localhost"})
    feed(outlet("Harbour"), failures=4, problem="It took too long.")
    feed(outlet("Lighthouse"), newest=datetime.now(UTC))
    assert client.get("/desk/outlets/").status_code == 302
    client.force_login(get_user_model().objects.create_superuser("desk"))
    page = client.get("/desk/outlets/").content.decode()
    assert page.index("Harbour") < page.index("No feed can be read") < page.index("Lighthouse")
    assert "It took too long." in page
    front = client.get("/desk/").content.decode()
    assert "Harbour" in front
    assert "Lighthouse" not in front
