"""The order in which chosen sentences are read."""

from __future__ import annotations

from dataclasses import dataclass

from onestory.article import Span
from onestory.brief.order import in_order


@dataclass(frozen=True)
class Placed:
    article: str
    span: Span
    told: frozenset[tuple[str, str]] = frozenset()
    position: int = 1


def test_what_opens_stays_first_and_an_article_keeps_its_order() -> None:
    opening, late, other, early = (
        Placed("a", Span(50, 60)),
        Placed("b", Span(40, 50)),
        Placed("c", Span(0, 10)),
        Placed("b", Span(0, 10)),
    )
    assert in_order([opening, late, other, early]) == [opening, other, early, late]


def test_two_values_of_one_claim_stand_together() -> None:
    one = Placed("b", Span(0, 10), frozenset({("c1", "38 homes")}))
    between = Placed("c", Span(0, 10))
    two = Placed("d", Span(0, 10), frozenset({("c1", "44 homes")}))
    opening = Placed("a", Span(0, 10))
    assert in_order([opening, one, between, two]) == [opening, one, two, between]
    assert in_order([]) == []


def test_an_article_is_opened_before_it_is_quoted() -> None:
    toll = Placed("b", Span(40, 50), frozenset({("c1", "8 people")}))
    crash = Placed("b", Span(0, 30), position=0)
    late = Placed("c", Span(9, 20))
    opening = Placed("a", Span(0, 10), frozenset({("c1", "6 people")}))
    assert in_order([opening, toll, late, crash]) == [opening, crash, toll, late]
