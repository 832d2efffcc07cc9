"""Where a story stands, and that its page says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.conftest import GatheredPress

from onestory.web.jobs.ranking import LATELY, MOST_GROWTH, Growth, growth_of, rank_of
from onestory.web.news.models import Article, Outlet, Story
from onestory.web.verify import Prover

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def report(number: int, hours: float, origin: int = 0) -> Article:
    """An article `hours` before noon, of an outlet of its own."""
    outlet = Outlet(pk=number, country="DE", owner=f"Owner {number}")
    published = NOON - timedelta(hours=hours)
    return Article(pk=number, outlet=outlet, origin_id=origin or number, published=published)


def test_the_first_report_has_not_grown() -> None:
    assert growth_of([report(1, 0)]) == Growth(0, 1)
    assert growth_of([report(1, 0)]).part == 0


def test_origins_that_came_lately_are_growth() -> None:
    early = [report(n, 20) for n in (1, 2)]
    late = [report(n, 2) for n in (3, 4)]
    assert growth_of([*early, *late]) == Growth(2, 2)
    assert 0 < growth_of([*early, late[0]]).part < growth_of([*early, *late]).part


def test_copies_are_no_growth() -> None:
    first = report(1, 20)
    assert growth_of([first, *(report(n, 1, origin=1) for n in range(2, 30))]) == Growth(0, 1)


def test_growth_ends_with_the_rush() -> None:
    rush = [report(1, 30), *(report(n, 28) for n in range(2, 6))]
    assert growth_of(rush).lately == 4
    assert growth_of([*rush, report(6, 28 - LATELY / timedelta(hours=1))]).lately == 1


@pytest.mark.parametrize("origins", [2, 5, 1000])
def test_no_rush_lifts_a_story_far(origins: int) -> None:
    rush = [report(n, 1) for n in range(1, origins + 1)]
    assert 0 < growth_of(rush).part <= MOST_GROWTH


def test_a_story_that_grows_stands_before_one_that_has_grown() -> None:
    before = [report(n, 20) for n in (1, 2, 3, 4)]
    growing = [*before[:2], report(3, 3), report(4, 0)]
    over = [*before[:3], report(4, 0)]
    assert rank_of(growing, 4)[0] > rank_of(over, 4)[0]
    rank, parts = rank_of(growing, 4)
    assert rank == sum(parts.values())


def test_a_page_says_how_its_story_grew(gathered: GatheredPress, rows: None) -> None:
    story = max(Story.objects.filter(outlets__gt=0), key=lambda s: s.rank_parts["growth"])
    assert story.rank_parts["growth"] > 0
    page = Client(headers={"host": "127.0.0.1"}).get(story.get_absolute_url()).content.decode()
    assert "came in the six hours before the newest report" in page
    assert Prover().prove(story.get_absolute_url(), page).failures == []
