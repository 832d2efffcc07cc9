"""Jobs stored together: each for itself when one fails, in the order they came."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from django.db.models import QuerySet

from onestory.web.jobs.writer import Writer
from onestory.web.news.models import Outlet


@pytest.fixture
def outlets(database: None) -> Iterator[QuerySet[Outlet]]:
    """Written by another thread, so no transaction of the test can take them back."""
    made = Outlet.objects.filter(slug__startswith="w-")
    yield made
    made.delete()


def test_one_that_fails_takes_no_other_with_it(outlets: QuerySet[Outlet]) -> None:
    def add(number: int) -> int:
        if number == 3:
            Outlet.objects.create(name="x", slug="w-half", domain="half.example")
            raise ValueError("three")
        return Outlet.objects.create(
            name=str(number), slug=f"w-{number}", domain=f"w{number}.example"
        ).pk

    async def work() -> list[object]:
        async with Writer() as writer:
            return await asyncio.gather(
                *(writer(add, number) for number in range(6)), return_exceptions=True
            )

    results = asyncio.run(work())
    assert isinstance(results[3], ValueError)
    assert outlets.count() == 5
    keys = [r for r in results if isinstance(r, int)]
    assert keys == sorted(keys)
