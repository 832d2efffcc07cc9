from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.cluster import parting
from onestory.cluster.columns import Articles
from onestory.cluster.decide import ARTICLE_TERMS
from onestory.cluster.live import DAY
from onestory.cluster.parting import (
    FEWEST,
    RULE,
    fallen_apart,
    fallen_apart_plainly,
    strangers,
    strangers_plainly,
)
from onestory.cluster.terms import Vector
from onestory.markup import compiled

SHARED, OWN = 8, 30  # terms: of all members, and of each alone
SAME_DAY = [0.0] * 10

needs_native = pytest.mark.skipif(
    compiled is None, reason="the native part is not built: no compiler"
)


@pytest.fixture(params=["native", "plain"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "plain":
        monkeypatch.setattr(parting, "compiled", None)


def member(number: int, group: int, of_group: int) -> list[int]:
    """A report with terms of the place, terms of its event and terms of its own."""
    common = list(range(1, SHARED + 1))
    event = [1_000 * (group + 1) + n for n in range(of_group)]
    own = [100_000 + 100 * number + n for n in range(OWN)]
    return [*common, *event, *own]


def members(sizes: tuple[int, int], of_group: int) -> list[list[int]]:
    groups = [0] * sizes[0] + [1] * sizes[1]
    return [member(number, group, of_group) for number, group in enumerate(groups)]


def articles_of(members: list[list[int]], days: list[float]) -> Articles:
    made = Articles()
    for number, (terms, day) in enumerate(zip(members, days, strict=False)):
        weights = np.full(len(terms), len(terms) ** -0.5, np.float32)
        made.add(str(number), 0, day * DAY, Vector(np.array(terms, np.uint32), weights))
    return made


def parted(members: list[list[int]], days: list[float]) -> list[bool] | None:
    found = fallen_apart(articles_of(members, days), list(range(len(members))))
    return found.with_first.tolist() if found else None


def are_strangers(members: list[list[int]], days: list[float], border: int) -> bool:
    numbers = list(range(len(members)))
    return strangers(articles_of(members, days), numbers[:border], numbers[border:])


@pytest.mark.parametrize("sizes", [(5, 5), (3, 3), (3, 7)])
def test_groups_that_have_only_the_place_in_common_are_two_events(sizes: tuple[int, int]) -> None:
    found = parted(members(sizes, 20), SAME_DAY)
    assert found == [True] * sizes[0] + [False] * sizes[1]


def test_the_first_member_may_be_of_the_later_group() -> None:
    one, *others = members((4, 4), 20)
    assert parted([*others, one], SAME_DAY) == [True] * 3 + [False] * 4 + [True]


def test_the_cosine_of_two_groups_is_that_of_their_sums() -> None:
    together = members((3, 4), 20)
    found = fallen_apart(articles_of(together, SAME_DAY), list(range(7)))
    assert found is not None
    rows = np.array([[term in m for term in sorted(set().union(*together))] for m in together])
    one, other = rows[:3].sum(axis=0), rows[3:].sum(axis=0)
    cosine = one @ other / np.sqrt((one @ one) * (other @ other))
    assert found.similarity == pytest.approx(cosine)


@pytest.mark.parametrize(
    "sizes, of_group",
    [
        ((2, 6), 20),  # too few to tell how alike that group is inside
        ((5, 5), 2),  # hardly more alike inside than across
    ],
)
def test_a_story_stays_whole(sizes: tuple[int, int], of_group: int) -> None:
    assert parted(members(sizes, of_group), SAME_DAY) is None


@pytest.mark.parametrize("later, apart", [(0.0, False), (2.0, True)])
def test_days_between_two_groups_part_them_where_words_alone_would_not(
    later: float, apart: bool
) -> None:
    days = [0.0] * 5 + [later] * 5
    together = members((5, 5), 3)
    assert (parted(together, days) is not None) is apart
    assert are_strangers(together, days, 5) is apart


def test_members_ages_apart_are_parted() -> None:
    assert parted(members((5, 5), 3), [0.0] * 5 + [9_000.0] * 5) == [True] * 5 + [False] * 5


@pytest.mark.parametrize("when", [float("inf"), float("-inf"), float("nan")])
def test_a_story_with_a_broken_time_stays_whole(when: float) -> None:
    together = members((5, 5), 20)
    assert parted(together, [*SAME_DAY[:9], when]) is None
    assert not are_strangers(together, [*SAME_DAY[:9], when], 5)


def test_members_are_parted_however_far_apart() -> None:
    assert parted(members((5, 5), 20), [1e300, -1e300] * 5) == [True, False] * 5


def test_a_member_that_is_like_neither_group_goes_with_the_nearer() -> None:
    odd = [*range(1, SHARED + 1), *range(1_000, 1_004), *range(900_000, 900_040)]
    found = parted([*members((4, 4), 20), odd], SAME_DAY)
    assert found == [True] * 4 + [False] * 4 + [True]


@pytest.mark.parametrize("of_group, apart", [(20, True), (2, False)])
def test_stories_that_would_fall_apart_again_are_strangers(of_group: int, apart: bool) -> None:
    assert are_strangers(members((5, 5), of_group), SAME_DAY, 5) is apart


def test_of_bare_headlines_nothing_is_said() -> None:
    short = [m[:20] for m in members((5, 5), 20)]
    assert not are_strangers(short, SAME_DAY, 5)
    assert parted(short, SAME_DAY) is None


@needs_native
@given(st.integers(0, 14), st.integers(0, 14), st.integers(0, 2**32 - 1), st.sampled_from((0, 3)))
def test_both_ways_decide_alike(n: int, border: int, seed: int, days: int) -> None:
    """Members of few different terms, so that many are alike, with steps of which some are none."""
    draw = np.random.default_rng(seed)
    vocabulary = np.arange(1, 90)
    members = [draw.permutation(vocabulary)[: draw.integers(25, 65)].tolist() for _ in range(n)]
    articles = articles_of(members, (draw.random(n) * days).tolist())
    articles.weights[:n] = draw.integers(0, 256, (n, ARTICLE_TERMS))
    articles.weights[:n] *= draw.random((n, ARTICLE_TERMS)) < 0.9
    numbers = draw.permutation(n).tolist()
    one, other = numbers[:border], numbers[border:]
    with patch.object(parting, "compiled", compiled):
        native, apart = fallen_apart(articles, numbers), strangers(articles, one, other)
    plain = fallen_apart_plainly(articles, numbers)
    assert (native is None) is (plain is None)
    if native and plain:
        assert native.with_first.tolist() == plain.with_first.tolist()
        assert native.similarity == plain.similarity
    if min(len(one), len(other)) >= FEWEST:
        assert apart is strangers_plainly(articles, one, other)


@needs_native
@pytest.mark.parametrize(
    "numbers, terms, day, message",
    [
        ([0, 10], ARTICLE_TERMS, DAY, "no such article"),
        ([0, -1], ARTICLE_TERMS, DAY, "no such article"),
        ([0] * 65, ARTICLE_TERMS, DAY, "more members"),
        ([0, 1], 0, DAY, "other lengths"),
        ([0, 1], 1_000, DAY, "other lengths"),
        ([0, 1], ARTICLE_TERMS, 0.0, "other lengths"),
    ],
)
def test_what_does_not_fit_is_refused(
    numbers: list[int], terms: int, day: float, message: str
) -> None:
    articles = articles_of(members((5, 5), 20), SAME_DAY)
    columns = articles.terms, articles.weights, articles.when
    assert compiled is not None
    with pytest.raises(ValueError, match=message):
        compiled.fallen_apart(columns, numbers, terms, day, RULE)
    with pytest.raises(ValueError, match=message):
        compiled.strangers(columns, numbers, 1, terms, day, RULE)
