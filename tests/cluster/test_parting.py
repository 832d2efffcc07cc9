from __future__ import annotations

import numpy as np
import pytest

from onestory.cluster.decide import SPLIT
from onestory.cluster.parting import fallen_apart, strangers
from onestory.cluster.terms import Vector

SHARED, OWN = 8, 30  # terms: of all members, and of each alone


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


def test_large_groups_that_have_the_place_in_common_are_two_events() -> None:
    """Of many members the sums grow alike by what all share; pairs of members do not."""
    found = fallen_apart(members((5, 5), 20))
    assert found is not None
    assert found.similarity > SPLIT
    assert found.with_first.tolist() == [True] * 5 + [False] * 5


@pytest.mark.parametrize(
    "sizes, of_group",
    [
        ((3, 3), 20),  # too few to tell how alike each group is inside
        ((5, 5), 2),  # hardly more alike inside than across
    ],
)
def test_a_story_stays_whole(sizes: tuple[int, int], of_group: int) -> None:
    assert fallen_apart(members(sizes, of_group)) is None


@pytest.mark.parametrize("of_group, apart", [(20, True), (2, False)])
def test_stories_that_would_fall_apart_again_are_strangers(of_group: int, apart: bool) -> None:
    together = members((5, 5), of_group)
    assert strangers(together[:5], together[5:]) is apart


def test_of_bare_headlines_nothing_is_said() -> None:
    short = [Vector(m.hashes[:20], m.weights[:20]) for m in members((5, 5), 20)]
    assert not strangers(short[:5], short[5:])
    assert fallen_apart(short) is None
