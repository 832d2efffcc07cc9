"""Hosts that fail again and again are left alone, and tried again one request at a time."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st
from loopback import QUICK, Site

from onestory.fetch.breaker import FAILURES, FIRST_REST, LONGEST_REST, Breaker
from onestory.fetch.client import Client


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def failing(clock: Clock, times: int = FAILURES) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(times):
        breaker.ended("a.example", well=False)
    return breaker


def test_a_host_rests_after_failures_in_a_row() -> None:
    clock = Clock()
    assert failing(clock, FAILURES - 1).wait("a.example") == 0
    breaker = failing(clock)
    assert breaker.wait("a.example") == FIRST_REST
    assert breaker.wait("b.example") == 0


def test_after_the_rest_one_request_tries() -> None:
    clock = Clock()
    breaker = failing(clock)
    clock.now = FIRST_REST + 1
    assert breaker.wait("a.example") == 0
    assert breaker.wait("a.example") > 0  # the others wait for what comes of it
    breaker.ended("a.example", well=False)
    assert breaker.wait("a.example") == 2 * FIRST_REST
    clock.now += 2 * FIRST_REST + 1
    assert breaker.wait("a.example") == 0
    breaker.ended("a.example", well=True)
    assert breaker.wait("a.example") == 0
    breaker.ended("a.example", well=False)
    assert breaker.wait("a.example") == 0  # it starts from nothing


def test_a_try_that_said_nothing_leaves_the_next_one_open() -> None:
    clock = Clock()
    breaker = failing(clock)
    clock.now = FIRST_REST + 1
    assert breaker.wait("a.example") == 0
    breaker.left_open("a.example")
    assert breaker.wait("a.example") == 0


@given(st.lists(st.tuples(st.sampled_from("fw"), st.floats(0, 5_000))))
def test_no_host_rests_longer_than_the_longest(events: list[tuple[str, float]]) -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for kind, seconds in events:
        clock.now += seconds
        if breaker.wait("a.example") == 0:
            breaker.ended("a.example", well=kind == "w")
        assert breaker.wait("a.example") <= LONGEST_REST


def test_the_client_does_not_ask_a_resting_host(site: Site) -> None:
    site.route("/broken")(lambda e: e.answer(500, b""))
    site.route("/fine")(lambda e: e.answer(200, b"fine"))

    async def ask() -> list[tuple[int, bool]]:
        async with Client(QUICK) as client:
            answers = [await client.get(site.url("/broken")) for _ in range(FAILURES + 1)]
            return [(a.status, a.resting) for a in answers]

    answers = asyncio.run(ask())
    assert answers == [(500, False)] * FAILURES + [(0, True)]
    assert len(site.seen) == FAILURES
