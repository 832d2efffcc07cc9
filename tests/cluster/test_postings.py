from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onestory.cluster.postings import Postings

# Few keys, so that buckets are shared; keys that differ only in high bits share one too.
KEYS = st.integers(0, 40).map(lambda n: n * 1024 % 7919 + (n % 3 << 28))
PAIRS = st.lists(st.tuples(KEYS, st.integers(0, 99)), max_size=300)


@given(PAIRS, st.integers(1, 50))
def test_holders_are_those_of_a_dictionary_newest_first(
    pairs: list[tuple[int, int]], most: int
) -> None:
    postings, plain = Postings(most), defaultdict[int, list[int]](list)
    for key, holder in pairs:
        postings.add(key, holder)
        plain[key].append(holder)
    for key in {*plain, 12345}:
        assert postings.holders(key) == plain[key][::-1][:most]
    keys = sorted(plain)
    assert len(postings) == len(pairs)
    found = postings.holders_of_any(np.array([*keys, 12345], np.uint32))
    assert sorted(found) == sorted(holder for key in keys for holder in plain[key])


@given(PAIRS, st.sets(st.integers(0, 99)))
def test_without_leaves_out_what_is_gone_and_keeps_the_order(
    pairs: list[tuple[int, int]], gone: set[int]
) -> None:
    postings = Postings(1000)
    for key, holder in pairs:
        postings.add(key, holder)
    kept = np.array([n not in gone for n in range(100)])
    numbers = (np.cumsum(kept) - 1).astype(np.int32)
    left = postings.without(kept, numbers)
    for key in {key for key, _ in pairs}:
        there = [numbers[h] for k, h in reversed(pairs) if k == key and h not in gone]
        assert left.holders(key) == there


@given(PAIRS, st.integers(1, 5))
def test_what_is_never_asked_for_is_left_out_and_nothing_else(
    pairs: list[tuple[int, int]], most: int
) -> None:
    """Room is made at any moment: the answers are the same."""
    roomy, tight = Postings(most), Postings(most)
    for place, (key, holder) in enumerate(pairs):
        roomy.add(key, holder)
        tight.add(key, holder)
        if place % 40 == 39:
            tight._make_room()
    keys = {key for key, _ in pairs}
    assert [tight.holders(key) for key in keys] == [roomy.holders(key) for key in keys]
    tight._make_room()
    asked = np.array([*sorted(keys), 12345], np.uint32)
    found = [holder for key in asked.tolist() for holder in roomy.holders(key)]
    assert sorted(tight.holders_of_any(asked)) == sorted(found)
    assert len(tight) == sum(len(roomy.holders(key)) for key in keys)


def test_the_table_grows_past_its_first_buckets() -> None:
    postings = Postings(2)
    for number in range(5000):
        postings.add(number * 2654435761 % 2**32, number)
    assert all(postings.holders(n * 2654435761 % 2**32) == [n] for n in range(0, 5000, 37))


def test_a_key_that_all_have_makes_the_table_no_larger() -> None:
    postings = Postings(2)
    for number in range(20_000):
        postings.add(7, number)
        postings.add(number % 50 + 100, number)
    assert postings.holders(7) == [19_999, 19_998]
    assert len(postings) < 4_000
