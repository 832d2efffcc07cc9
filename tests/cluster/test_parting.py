from __future__ import annotations

import numpy as np
import pytest

from onestory.cluster.parting import fallen_apart, strangers
from onestory.cluster.terms import Vector

SHARED, OWN = 8, 30  # terms: of all members, and of each alone
SAME_DAY = [0.0] * 10


def member(number: int, group: int, of_group: int) -> Vector:
    """A report with terms of the place, terms of its event and terms of its own."""
    common = list(range(SHARED))
    event = [1_000 * (group + 1) + n for n in range(of_group)]
    own = [100_000 + 100 * number + n for n in range(OWN)]
    terms = np.array([*common, *event, *own], np.uint32)
    return Vector(terms, np.full(len(terms), len(terms) ** -0.5, np.float32))


def members(sizes: tuple[int, int], of_group: int) -> list[Vector]:
    groups = [0] * sizes[0] + [1] * sizes[1]
    return [member(number, group, of_group) for number, group in enumerate(groups)]


@pytest.mark.parametrize("sizes", [(5, 5), (3, 3), (3, 7)])
def test_groups_that_have_only_the_place_in_common_are_two_events(sizes: tuple[int, int]) -> None:
    found = fallen_apart(members(sizes, 20), SAME_DAY[: sum(sizes)])
    assert found is not None
    assert found.with_first.tolist() == [True] * sizes[0] + [False] * sizes[1]


def test_the_first_member_may_be_of_the_later_group() -> None:
    one, *others = members((4, 4), 20)
    found = fallen_apart([*others, one], SAME_DAY[:8])
    assert found is not None
    assert found.with_first.tolist() == [True] * 3 + [False] * 4 + [True]


@pytest.mark.parametrize(
    "sizes, of_group",
    [
        ((2, 6), 20),  # too few to tell how alike that group is inside
        ((5, 5), 2),  # hardly more alike inside than across
    ],
)
def test_a_story_stays_whole(sizes: tuple[int, int], of_group: int) -> None:
    assert fallen_apart(members(sizes, of_group), SAME_DAY[: sum(sizes)]) is None


@pytest.mark.parametrize("later, apart", [(0.0, False), (2.0, True)])
def test_days_between_two_groups_part_them_where_words_alone_would_not(
    later: float, apart: bool
) -> None:
    days = [0.0] * 5 + [later] * 5
    together = members((5, 5), 3)
    assert (fallen_apart(together, days) is not None) is apart
    assert strangers(together[:5], together[5:], days) is apart


def test_a_member_that_is_like_neither_group_goes_with_the_nearer() -> None:
    place_and_one_event = [*range(SHARED), *range(1_000, 1_004), *range(900_000, 900_040)]
    terms = np.array(place_and_one_event, np.uint32)
    odd = Vector(terms, np.full(len(terms), len(terms) ** -0.5, np.float32))
    found = fallen_apart([*members((4, 4), 20), odd], SAME_DAY[:9])
    assert found is not None
    assert found.with_first.tolist() == [True] * 4 + [False] * 4 + [True]


@pytest.mark.parametrize("of_group, apart", [(20, True), (2, False)])
def test_stories_that_would_fall_apart_again_are_strangers(of_group: int, apart: bool) -> None:
    together = members((5, 5), of_group)
    assert strangers(together[:5], together[5:], SAME_DAY) is apart


def test_of_bare_headlines_nothing_is_said() -> None:
    short = [Vector(m.hashes[:20], m.weights[:20]) for m in members((5, 5), 20)]
    assert not strangers(short[:5], short[5:], SAME_DAY)
    assert fallen_apart(short, SAME_DAY) is None
